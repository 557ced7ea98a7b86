"""Every write of this room; each is one act of the machine in `states.py` or leaves the state as it is."""

from motcua.dossiers.actions.apologising import (
    draft_apologies,
    drop_apologies,
    propose_apology,
    refuse_apology,
    sign_apology,
)
from motcua.dossiers.actions.asking_again import allow_supplement, decline_supplement, propose_supplement
from motcua.dossiers.actions.awaiting import keep_waiting, propose_stops, remind_of_supplements
from motcua.dossiers.actions.bundling import bind, end_waiting, release
from motcua.dossiers.actions.closing import (
    confirm_payment,
    confirm_stop,
    deliver,
    extend,
    request_payment,
    stop,
    withdraw,
)
from motcua.dossiers.actions.collecting import Collector, hand_out, read_collector
from motcua.dossiers.actions.consulting import answer_consultation, cancel_consultation, consult
from motcua.dossiers.actions.correcting import Change, correct
from motcua.dossiers.actions.drafting import draft_result
from motcua.dossiers.actions.drafts import discard_draft, new_key, save_draft, start_draft
from motcua.dossiers.actions.handing_over import hand_over, pass_on
from motcua.dossiers.actions.handling import approve, assign, forward, propose, return_for_rework
from motcua.dossiers.actions.intake import receive, refuse
from motcua.dossiers.actions.noting import attach_result, note, unmask
from motcua.dossiers.actions.opening import Linked, Opening, next_code, open_dossier
from motcua.dossiers.actions.paper_register import became, begin_line, close_register, open_register, spoil_line
from motcua.dossiers.actions.part_acts import accept_part, answer_part, assign_part, return_part
from motcua.dossiers.actions.parts import cancel_part, open_part
from motcua.dossiers.actions.returning import change_return
from motcua.dossiers.actions.supplements import accept_supplement, request_supplement, supplement, supplement_part
from motcua.dossiers.actions.tracking import check_pin
from motcua.dossiers.actions.transfers import accept_transfer, cancel_transfer, return_transfer
from motcua.dossiers.actions.transfers import send as send_transfer
from motcua.dossiers.actions.undoing import undo

__all__ = [
    "Change",
    "Collector",
    "Linked",
    "Opening",
    "accept_part",
    "accept_supplement",
    "accept_transfer",
    "allow_supplement",
    "answer_consultation",
    "answer_part",
    "approve",
    "assign",
    "assign_part",
    "attach_result",
    "became",
    "begin_line",
    "bind",
    "cancel_consultation",
    "cancel_part",
    "cancel_transfer",
    "change_return",
    "check_pin",
    "close_register",
    "confirm_payment",
    "confirm_stop",
    "consult",
    "correct",
    "decline_supplement",
    "deliver",
    "discard_draft",
    "draft_apologies",
    "draft_result",
    "drop_apologies",
    "end_waiting",
    "extend",
    "forward",
    "hand_out",
    "hand_over",
    "keep_waiting",
    "new_key",
    "next_code",
    "note",
    "open_dossier",
    "open_part",
    "open_register",
    "pass_on",
    "propose",
    "propose_apology",
    "propose_stops",
    "propose_supplement",
    "read_collector",
    "receive",
    "refuse",
    "refuse_apology",
    "release",
    "remind_of_supplements",
    "request_payment",
    "request_supplement",
    "return_for_rework",
    "return_part",
    "return_transfer",
    "save_draft",
    "send_transfer",
    "sign_apology",
    "spoil_line",
    "start_draft",
    "stop",
    "supplement",
    "supplement_part",
    "undo",
    "unmask",
    "withdraw",
]
