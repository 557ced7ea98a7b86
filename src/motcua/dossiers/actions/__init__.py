"""Every write of this room; each is one act of the machine in `states.py` or leaves the state as it is."""

from motcua.dossiers.actions.closing import confirm_payment, deliver, extend, request_payment, stop, withdraw
from motcua.dossiers.actions.collecting import Collector, hand_out, read_collector
from motcua.dossiers.actions.consulting import answer_consultation, cancel_consultation, consult
from motcua.dossiers.actions.correcting import Change, correct
from motcua.dossiers.actions.drafting import draft_result
from motcua.dossiers.actions.drafts import discard_draft, new_key, save_draft, start_draft
from motcua.dossiers.actions.handing_over import hand_over, pass_on
from motcua.dossiers.actions.handling import approve, assign, forward, propose, return_for_rework
from motcua.dossiers.actions.intake import receive, refuse
from motcua.dossiers.actions.noting import attach_result, note, unmask
from motcua.dossiers.actions.opening import Opening, next_code, open_dossier
from motcua.dossiers.actions.supplements import request_supplement, supplement
from motcua.dossiers.actions.tracking import check_pin
from motcua.dossiers.actions.undoing import undo

__all__ = [
    "Change",
    "Collector",
    "Opening",
    "answer_consultation",
    "approve",
    "assign",
    "attach_result",
    "cancel_consultation",
    "check_pin",
    "confirm_payment",
    "consult",
    "correct",
    "deliver",
    "discard_draft",
    "draft_result",
    "extend",
    "forward",
    "hand_out",
    "hand_over",
    "new_key",
    "next_code",
    "note",
    "open_dossier",
    "pass_on",
    "propose",
    "read_collector",
    "receive",
    "refuse",
    "request_payment",
    "request_supplement",
    "return_for_rework",
    "save_draft",
    "start_draft",
    "stop",
    "supplement",
    "undo",
    "unmask",
    "withdraw",
]
