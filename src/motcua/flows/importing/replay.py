"""Which event may follow which: the table of moves (contract section 2) applied to a line's events."""

from collections.abc import Sequence

from motcua.dossiers.states import CLOSED, MACHINE, State
from motcua.flows.importing.life import Life
from motcua.flows.importing.lived import Ground
from motcua.flows.importing.shapes import Bad, GivenEvent
from motcua.kernel.errors import Cannot
from motcua.workflow.rules import is_one_step

ACT_OF = {
    "received": "receive",
    "refused": "refuse",
    "supplement_requested": "request_supplement",
    "supplemented": "supplement",
    "extended": "extend",
    "payment_due": "request_payment",
    "paid": "confirm_payment",
    "stopped": "stop",
    "withdrawn": "withdraw",
    "finished": "approve",
    "delivered": "deliver",
}
# received → finished is lawful by the contract; at a desk it is the first half of handing over, in a process of one
# step.
LAWFUL = frozenset((move.source, move.act, move.target) for move in MACHINE.moves) | {
    (State.RECEIVED.value, "approve", State.FINISHED.value)
}


def replay(events: Sequence[GivenEvent], ground: Ground) -> Life:
    """Live through the events. Raises Bad for the first that is not lawful, or whose due time cannot be computed."""
    life = Life(ground, ground.agency_id)
    for number, event in enumerate(events, start=1):
        _judge(life, event, number, ground)
        try:
            if event.type == "transferred":
                life.transferred(event, ground.transfers[number])
            else:
                getattr(life, event.type)(event)
        except Cannot as refusal:
            raise Bad("import.due_not_computed", number=number, why=refusal.code) from None
    return life


def _judge(life: Life, event: GivenEvent, number: int, ground: Ground) -> None:
    """The table of moves; an event that is lawful only from `processing` first takes a received dossier there."""
    if event.type == "submitted":
        lawful = number == 1
    elif event.type == "processing":
        lawful = life.state == State.RECEIVED
    elif event.type == "transferred":
        lawful = life.state not in CLOSED
    else:
        act, target = ACT_OF[event.type], _target(event.type, life)
        lawful = (life.state, act, target) in LAWFUL
        if not lawful and life.state == State.RECEIVED and (State.PROCESSING, act, target) in LAWFUL:
            life.take(event.at)
            lawful = True
        if event.type == "delivered" and life.state == State.RECEIVED:
            lawful = is_one_step(ground.steps)
    if not lawful:
        raise Bad("import.event_not_lawful", number=number, type=event.type, state=life.state)


def _target(type: str, life: Life) -> str:
    if type == "supplemented":
        return State.SUBMITTED if life.received_at is None else State.PROCESSING
    if type == "paid":
        return State.PROCESSING
    if type == "extended":
        return life.state
    return type
