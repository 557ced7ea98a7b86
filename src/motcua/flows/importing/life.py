"""A dossier's life replayed from its events, in memory: what the actions would have written, event by event.

The same table of moves, the same arithmetic of the clock and the same facts as `dossiers.actions`; a test holds both
against one another.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.deadlines.rules import Pause, WorkingCalendar, promise
from motcua.dossiers import rules
from motcua.dossiers.actions.clock import GIVEN
from motcua.dossiers.states import CLOSED, MACHINE, State
from motcua.flows.importing.reading import Bad, GivenEvent
from motcua.kernel import clock
from motcua.kernel.errors import Cannot
from motcua.workflow.rules import Step, following, is_one_step

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
# received → finished is lawful by the contract; at a desk it is the first half of handing over in a process of one step.
LAWFUL = frozenset((move.source, move.act, move.target) for move in MACHINE.moves) | {
    (State.RECEIVED.value, "approve", State.FINISHED.value)
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What holds for the dossier besides its events."""

    agency_id: int
    allowance: Mapping[str, Any]
    pause_on_payment: bool
    steps: tuple[Step, ...]
    calendar: WorkingCalendar
    transfers: Mapping[int, int]
    agency_codes: Mapping[int, str]
    charged: int
    paid: int
    way: str
    online: bool
    intake_due_at: Callable[[datetime], datetime]
    submitted_facts: Mapping[str, object]


@dataclass(slots=True)
class Told:
    """An event for the journal, with what was said."""

    type: str
    at: datetime
    facts: dict[str, object]
    text: str = ""
    ground: str = ""


@dataclass(slots=True)
class Stood:
    """One standing; columns of `dossiers.Standing`."""

    from_at: datetime
    state: str
    agency_id: int
    due_at: datetime | None
    paused_since: datetime | None
    received_at: datetime | None
    resolved_at: datetime | None
    to_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger; columns of `dossiers.LedgerEntry` without its number."""

    at: datetime
    rule: str
    effect: str
    facts: dict[str, object]
    due_before: datetime | None
    due_after: datetime | None


@dataclass(slots=True)
class Asked:
    """A request for a supplement."""

    at_intake: bool
    asked_at: datetime
    reason: str
    ground: str
    answered_at: datetime | None = None


@dataclass(slots=True)
class Life:
    """The dossier after its events, and every row they left."""

    ground: Ground
    agency_id: int
    state: str = State.SUBMITTED
    step: str = ""
    step_since: datetime | None = None
    submitted_at: datetime | None = None
    intake_due_at: datetime | None = None
    received_at: datetime | None = None
    due_at: datetime | None = None
    original_due_at: datetime | None = None
    paused_since: datetime | None = None
    finished_at: datetime | None = None
    delivered_at: datetime | None = None
    closed_at: datetime | None = None
    resolved_at: datetime | None = None
    result: str = ""
    delivered_by: str = ""
    charged_at: datetime | None = None
    paid_at: datetime | None = None
    allowance: dict[str, Any] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    stood: list[Stood] = field(default_factory=list)
    ledger: list[Entry] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    given: bool = False
    pauses: list[Pause] = field(default_factory=list)

    # --- the frame ---------------------------------------------------------------------------------------------------

    def settle(self, type: str, at: datetime, *, text: str = "", law: str = "", **facts: object) -> None:
        """As `actions.moving.settle`: how it stands from now on, and the event."""
        stands = Stood(
            at, self.state, self.agency_id, self.due_at, self.paused_since, self.received_at, self.resolved_at
        )
        last = self.stood[-1] if self.stood else None
        if last is None:
            self.stood.append(stands)
        elif last.from_at == at:
            self.stood[-1] = stands
        elif (
            last.state != stands.state
            or last.agency_id != stands.agency_id
            or last.due_at != stands.due_at
            or last.paused_since != stands.paused_since
            or last.received_at != stands.received_at
            or last.resolved_at != stands.resolved_at
        ):
            last.to_at = at
            self.stood.append(stands)
        self.told.append(Told(type, at, facts, text, law))

    def line(
        self, rule: str, effect: str, at: datetime, before: datetime | None, after: datetime | None, **facts: object
    ) -> None:
        self.ledger.append(Entry(at, rule, effect, facts, before, after))

    def may(self, act: str, target: str) -> bool:
        return (self.state, act, target) in LAWFUL

    def take(self, at: datetime) -> None:
        """received → processing."""
        self.state = State.PROCESSING
        self.told.append(Told("processing", at, {"step": self.step}))

    # --- the clock ---------------------------------------------------------------------------------------------------

    def start_pause(self, rule: str, at: datetime) -> None:
        self.paused_since = at
        self.line(rule, "paused", at, self.due_at, self.due_at)

    def end_pause(self, rule: str, at: datetime, due_at: datetime | None = None) -> None:
        """As `actions.clock.end_pause`; a promise that was given is kept."""
        since, before = self.paused_since, self.due_at
        if since is None or self.received_at is None:
            return
        computed = False
        how = "restart" if rules.restarts(self.ground.allowance) else "resume"
        if due_at is not None:
            after: datetime | None = due_at
        elif since == at:
            how, after = "resume", before  # asked and answered at once: nothing moves
        else:
            how, fresh, after = rules.after_supplement(
                stored=self.ground.allowance,
                received_at=self.received_at,
                due_at=before,
                given=self.given,
                pauses=[*self.pauses, Pause(since, at)],
                calendar=self.ground.calendar,
            )
            computed = fresh is not None
        if since != at:
            self.pauses.append(Pause(since, at))
        if how == "restart":
            self.pauses = []
        self.paused_since, self.due_at, self.given = None, after, not computed
        self.line(f"{rule}.{how}", "resumed", at, before, after, since=clock.stamp(since), computed=computed)

    # --- events ------------------------------------------------------------------------------------------------------

    def submitted(self, event: GivenEvent) -> None:
        self.submitted_at = event.at
        if self.ground.online:
            self.intake_due_at = self.ground.intake_due_at(event.at)
        self.settle("submitted", event.at, **self.ground.submitted_facts)

    def received(self, event: GivenEvent) -> None:
        self.state, self.received_at = State.RECEIVED, event.at
        self.allowance = dict(self.ground.allowance)
        if event.due_at is not None:
            self.due_at, self.given = event.due_at, "given" in GIVEN
            self.line("given", "due", event.at, None, event.due_at)
        else:
            self._promise(event.at)
        self.original_due_at = self.due_at
        step = following(self.ground.steps, self.ground.steps[0].key)
        self.step, self.step_since = (step.key, event.at) if step else ("", None)
        self.settle(
            "received",
            event.at,
            text=event.reason,
            due_at=self.due_at,
            agency=self.ground.agency_codes[self.agency_id],
            step=self.step,
        )

    def _promise(self, at: datetime) -> None:
        computed = promise(at, rules.allowance_from(self.ground.allowance), (), self.ground.calendar)
        self.due_at = computed.due_at
        for index, one in enumerate(computed.ledger):
            last = index == len(computed.ledger) - 1
            self.line(
                one.rule,
                "due" if last else one.effect,
                at,
                None,
                computed.due_at if last else None,
                explained=dict(one.facts),
                line_at=clock.stamp(one.at),
                line_effect=one.effect,
            )

    def refused(self, event: GivenEvent) -> None:
        self.state, self.closed_at = State.REFUSED, event.at
        self.settle("refused", event.at, text=event.reason, law=event.ground)

    def processing(self, event: GivenEvent) -> None:
        self.state = State.PROCESSING
        self.settle("processing", event.at, step=self.step)

    def supplement_requested(self, event: GivenEvent) -> None:
        at_intake = self.received_at is None
        self.asked.append(Asked(at_intake, event.at, event.reason, event.ground))
        self.state = State.SUPPLEMENT_REQUESTED
        if not at_intake:
            self.start_pause("supplement", event.at)
        self.settle(
            "supplement_requested",
            event.at,
            text=event.reason,
            law=event.ground,
            number=len(self.asked),
            at_intake=at_intake,
            items=1,
        )

    def supplemented(self, event: GivenEvent) -> None:
        self.asked[-1].answered_at = event.at
        if self.received_at is None:
            self.state = State.SUBMITTED
            self.intake_due_at = self.ground.intake_due_at(event.at)
        else:
            self.state = State.PROCESSING
            self.end_pause("supplement", event.at, event.due_at)
        self.settle(
            "supplemented",
            event.at,
            text=event.reason,
            number=len(self.asked),
            papers=0,
            fields=0,
            due_at=self.due_at,
        )

    def extended(self, event: GivenEvent) -> None:
        before = self.due_at
        self.due_at, self.given = event.due_at, True
        self.line("extension", "extended", event.at, before, event.due_at)
        self.settle("extended", event.at, text=event.reason, due_at=event.due_at)

    def payment_due(self, event: GivenEvent) -> None:
        self.state = State.PAYMENT_DUE
        self.charged_at = self.charged_at or event.at
        if self.ground.pause_on_payment:
            self.start_pause("payment", event.at)
        self.settle("payment_due", event.at, text=event.reason, amount=self.ground.charged)

    def paid(self, event: GivenEvent) -> None:
        self.state, self.paid_at = State.PROCESSING, event.at
        self.end_pause("payment", event.at)
        self.settle("paid", event.at, amount=self.ground.paid, way=self.ground.way, due_at=self.due_at)

    def transferred(self, event: GivenEvent, to: int) -> None:
        source, self.agency_id = self.agency_id, to
        codes = self.ground.agency_codes
        self.settle("transferred", event.at, text=event.reason, source=codes[source], to=codes[to])

    def finished(self, event: GivenEvent) -> None:
        self._finish(event.at, event.result)
        facts: dict[str, object] = {"result": self.result, "due_at": self.due_at}
        if not is_one_step(self.ground.steps):
            approve = next((step.key for step in self.ground.steps if step.act == "approve"), "")
            step = following(self.ground.steps, approve) if approve else self.ground.steps[-1]
            self.step, self.step_since = (step.key, event.at) if step else ("", None)
            facts["step"] = self.step
        self.settle("finished", event.at, text=event.reason if self.result == "rejected" else "", **facts)

    def _finish(self, at: datetime, result: str) -> None:
        self.state, self.result = State.FINISHED, result
        self.finished_at = self.resolved_at = at

    def delivered(self, event: GivenEvent) -> None:
        if self.state == State.RECEIVED:  # the process of one step
            self._finish(event.at, "approved")
            self.settle("finished", event.at, result="approved", due_at=self.due_at)
        self.state, self.delivered_at, self.delivered_by = State.DELIVERED, event.at, event.by
        self.step, self.step_since = "", None
        self.settle("delivered", event.at, way=event.by)

    def withdrawn(self, event: GivenEvent) -> None:
        self._close(State.WITHDRAWN, event)

    def stopped(self, event: GivenEvent) -> None:
        self._close(State.STOPPED, event)

    def _close(self, state: State, event: GivenEvent) -> None:
        self.state, self.closed_at = state, event.at
        if self.received_at is not None:
            self.resolved_at = event.at
        self.step, self.step_since = "", None
        self.settle(state.value, event.at, text=event.reason)


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
        lawful = life.may(act, target)
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
