"""The table of a dossier's legal life (contract section 2): states, channels, moves; pure.

Legal grounds: reception, refusal and supplement, decree 118/2025/NĐ-CP, article 17; stopping on request, article 21
and circular 03/2025/TT-VPCP, article 7.
"""

from enum import StrEnum

from motcua.people.access import roles_for
from motcua.workflow.rules import Machine, Move


class State(StrEnum):
    SUBMITTED = "submitted"
    RECEIVED = "received"
    REFUSED = "refused"
    PROCESSING = "processing"
    SUPPLEMENT_REQUESTED = "supplement_requested"
    PAYMENT_DUE = "payment_due"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    FINISHED = "finished"
    DELIVERED = "delivered"


NATIONAL_CODE = {
    State.SUBMITTED: 1,
    State.RECEIVED: 2,
    State.REFUSED: 3,
    State.PROCESSING: 4,
    State.SUPPLEMENT_REQUESTED: 5,
    State.PAYMENT_DUE: 6,
    State.WITHDRAWN: 7,
    State.STOPPED: 8,
    State.FINISHED: 9,
    State.DELIVERED: 10,
}
CLOSED = frozenset({State.REFUSED, State.WITHDRAWN, State.STOPPED, State.DELIVERED})
OPEN = frozenset(State) - CLOSED - {State.FINISHED}


class Channel(StrEnum):
    ONLINE = "online"
    DIRECT = "direct"
    POST = "post"


class EnteredBy(StrEnum):
    APPLICANT = "applicant"
    SUBMITTER = "submitter"
    HELPER = "helper"
    OFFICER = "officer"
    CLIENT = "client"
    KIOSK = "kiosk"


def pairs(values: type[StrEnum]) -> list[tuple[str, str]]:
    """Choices for a stored slug; labels live in translations."""
    return [(member.value, member.value) for member in values]


def _moves(act: str, target: str, *sources: str, ground: str = "") -> list[Move]:
    return [Move(source, act, target, roles_for(f"dossier.{act}"), ground) for source in sources]


_INTAKE = "118/2025/NĐ-CP, Điều 17"
_LATE = "61/2018/NĐ-CP, Điều 19; 118/2025/NĐ-CP"
_ASKABLE = ("submitted", "received", "processing")
_STOP = "118/2025/NĐ-CP, Điều 21; 03/2025/TT-VPCP, Điều 7"

# An act that is lawful only from `processing` first moves a `received` dossier there at the same instant
# (`actions.moving.take`), so the table names `processing` alone.
MACHINE = Machine(
    (
        *_moves("receive", "received", "submitted", ground=_INTAKE),
        *_moves("refuse", "refused", "submitted", ground=_INTAKE),
        *_moves("request_supplement", "supplement_requested", "submitted", "processing", ground=_INTAKE),
        *_moves("supplement", "submitted", "supplement_requested"),
        *_moves("supplement", "processing", "supplement_requested"),
        *_moves("assign", "processing", "received", "processing"),
        *_moves("forward", "processing", "received", "processing"),
        *_moves("propose", "processing", "processing"),
        *_moves("approve", "finished", "processing"),
        *_moves("return_for_rework", "processing", "processing"),
        *_moves("request_payment", "payment_due", "processing"),
        *_moves("confirm_payment", "processing", "payment_due"),
        *_moves("accept_supplement", "submitted", "supplement_requested"),
        *_moves("accept_supplement", "processing", "supplement_requested"),
        # a second request waits for the leader's leave
        *(move for state in _ASKABLE for move in _moves("propose_supplement", state, state, ground=_INTAKE)),
        *_moves("allow_supplement", "supplement_requested", "submitted", "processing", ground=_INTAKE),
        *(move for state in _ASKABLE for move in _moves("decline_supplement", state, state)),
        *_moves("extend", "processing", "processing"),
        *_moves("extend", "received", "received"),
        # form 04 changes no state
        *(
            move
            for act in ("propose_apology", "sign_apology", "refuse_apology")
            for state in ("received", "processing", "payment_due")
            for move in _moves(act, state, state, ground=_LATE)
        ),
        *_moves("confirm_stop", "stopped", "supplement_requested", ground=_STOP),
        *_moves("keep_waiting", "supplement_requested", "supplement_requested"),
        *_moves("stop", "stopped", "processing", "supplement_requested", "payment_due", ground=_STOP),
        *_moves(
            "withdraw",
            "withdrawn",
            "submitted",
            "received",
            "processing",
            "supplement_requested",
            "payment_due",
            ground=_STOP,
        ),
        # a correction leaves the state as it is
        *(
            move
            for state in ("submitted", "received", "processing", "supplement_requested", "payment_due")
            for move in _moves("correct", state, state)
        ),
        *_moves("deliver", "delivered", "finished"),
        # the process of one step: finished and delivered at once
        *_moves("deliver", "delivered", "received", "processing"),
    )
)
TAKES_FIRST = frozenset({"propose", "request_supplement", "allow_supplement", "request_payment", "stop"})
"""Acts that move a received dossier to processing at the same instant before they are judged."""
