"""Which acts may be undone, and what an act leaves open behind it; pure.

An act may be undone by the person who did it, inside a window, while nothing has followed it. It must be the office's
own word, change no money, and have told nobody anything on paper.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from motcua.kernel import clock

UNDOABLE: Mapping[str, str] = {
    "dossier.assigned": "assign",
    "dossier.forwarded": "forward",
    "dossier.proposed": "propose",
    "dossier.endorsed": "approve",
    "dossier.finished": "approve",
    "dossier.returned_for_rework": "return_for_rework",
    "dossier.refused": "refuse",
    "dossier.supplement_requested": "request_supplement",
    "dossier.extended": "extend",
    "dossier.apologised": "sign_apology",
    "dossier.stopped": "stop",
}
"""Event → the act that it may be taken back as."""

UNDONE_AS: Mapping[str, str] = {"allow_supplement": "request_supplement", "confirm_stop": "stop"}
"""Acts that do what another act does: they are taken back as that one."""

FINAL: Mapping[str, str] = {
    "submit": "the applicant's own word; it is withdrawn, not undone",
    "supplement": "the applicant's own word",
    "accept_supplement": "the clock goes on; what is still missing is asked again with the leader's leave",
    "propose_supplement": "it waits for the leader; proposing again takes its place",
    "decline_supplement": "it is proposed again",
    "propose_apology": "it waits for the leader; proposing again takes its place",
    "refuse_apology": "it is proposed again",
    "keep_waiting": "stopping is proposed again when the further time has passed",
    "withdraw": "the applicant's own word",
    "receive": "a slip with the promise is in the applicant's hands; mistakes are corrected with a reason",
    "deliver": "the result is in the applicant's hands; in the process of one step the finish goes with it",
    "request_payment": "charges are taken back by their own act, with a reason",
    "confirm_payment": "money is given back by a refund, with a reason",
    "charge": "what is owed is reckoned anew, with a reason",
    "take_payment": "money is given back by a refund, with a reason",
    "refund": "the money is out of the till",
    "void_payment": "the payment is taken again",
    "consult": "a colleague has read the question; it is cancelled, not undone",
    "answer_consultation": "the opinion was given",
    "cancel_consultation": "the question is asked again",
    "hand_over": "a colleague has taken it; she hands it back",
    "correct": "a correction is corrected again; every value is kept",
    "open_part": "the other agency has it; it is cancelled, not undone",
    "accept_part": "who asked was told; what cannot be done is sent back with the reason",
    "assign_part": "it is given to somebody else again",
    "answer_part": "the answer was given, and what waited for it has begun",
    "return_part": "who asked was told, and sends it again",
    "cancel_part": "it is opened again",
    "transfer": "it is on its way; a result is taken back, a dossier accepted or returned",
    "accept_transfer": "the clock of the agency that has it runs",
    "return_transfer": "it is put right and sent again",
    "cancel_transfer": "it is sent again",
    "change_return": "it is changed again; every wish is kept",
    "note": "what was noted stays noted",
    "unmask": "what was seen was seen",
}
"""Acts that are never undone, each with the reason."""

HARMLESS = frozenset(
    {"dossier.noted", "dossier.number_shown", "dossier.undone"}
    | {"dossier.warned", "dossier.behind", "dossier.escalated", "dossier.hand_over_accepted"}
    | {"dossier.apology_drafted", "dossier.apology_dropped", "dossier.apology_proposed", "dossier.apology_refused"}
    | {"dossier.supplement_proposed", "dossier.supplement_declined", "dossier.supplement_reminded"}
    | {"dossier.stop_proposed"}
    | {"dossier.part_opened"}  # opened with the act, and goes with it
    | {"dossier.part_warned", "dossier.part_late"}
)
"""Events after which an act may still be undone: they rest on nothing that it changed."""

LEAVES_DRAFT = frozenset({"dossier.result_attached"})
"""A draft of the result may be attached to a proposal or a decision about to be made; to a finished one it may not."""


@dataclass(frozen=True, slots=True)
class Before:
    """The dossier's own columns that acts which may be undone change."""

    state: str
    step: str
    step_since: datetime | None
    assigned_to_id: int | None
    due_at: datetime | None
    paused_since: datetime | None
    finished_at: datetime | None
    closed_at: datetime | None
    resolved_at: datetime | None
    result: str
    supplements_asked: int
    post: str = ""
    step_due_at: datetime | None = None

    def as_data(self) -> dict[str, Any]:
        """As JSON keeps it."""
        found = {name: getattr(self, name) for name in COLUMNS}
        return {name: clock.stamp(value) if isinstance(value, datetime) else value for name, value in found.items()}


COLUMNS = tuple(one.name for one in fields(Before))
_INSTANTS = frozenset(
    {"step_since", "step_due_at", "due_at", "paused_since", "finished_at", "closed_at", "resolved_at"}
)


def before_from(stored: Mapping[str, Any]) -> Before:
    """What `as_data` gave."""
    known: dict[str, Any] = {
        name: clock.parse(stored[name]) if name in _INSTANTS and stored.get(name) else stored[name]
        for name in COLUMNS
        if name in stored
    }
    return Before(**known)


def follows(type: str, act: str) -> bool:
    """True where an event of this type, after the act, bars its undoing."""
    return type not in HARMLESS and not (type in LEAVES_DRAFT and act in ("propose", "return_for_rework"))
