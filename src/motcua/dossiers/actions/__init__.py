"""Every write of this room; each is one act of the machine in `states.py` or leaves the state as it is."""

from motcua.dossiers.actions.closing import confirm_payment, deliver, extend, request_payment, stop, withdraw
from motcua.dossiers.actions.drafts import discard_draft, save_draft, start_draft
from motcua.dossiers.actions.handling import approve, assign, forward, propose, return_for_rework
from motcua.dossiers.actions.intake import receive, refuse
from motcua.dossiers.actions.noting import attach_result, note, unmask
from motcua.dossiers.actions.opening import Opening, next_code, open_dossier
from motcua.dossiers.actions.supplements import request_supplement, supplement
from motcua.dossiers.actions.tracking import check_pin

__all__ = [
    "Opening",
    "approve",
    "assign",
    "attach_result",
    "check_pin",
    "confirm_payment",
    "deliver",
    "discard_draft",
    "extend",
    "forward",
    "next_code",
    "note",
    "open_dossier",
    "propose",
    "receive",
    "refuse",
    "request_payment",
    "request_supplement",
    "return_for_rework",
    "save_draft",
    "start_draft",
    "stop",
    "supplement",
    "unmask",
    "withdraw",
]
