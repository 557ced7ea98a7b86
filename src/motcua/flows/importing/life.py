"""A dossier's life replayed from its events, in memory: what the actions would have written, event by event.

The same table of moves, the same arithmetic of the clock and the same facts as `dossiers.actions`; a test holds both
against one another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.deadlines.rules import Pause, WorkingCalendar, promise
from motcua.dossiers import rules, step_clock
from motcua.dossiers.actions.clock import GIVEN
from motcua.dossiers.states import State
from motcua.flows.importing.lived import Apologised, Asked, Entry, Ground, Stood, Told
from motcua.flows.importing.shapes import GivenEvent
from motcua.kernel import clock
from motcua.workflow.rules import Step, following, is_one_step


@dataclass(slots=True)
class Life:
    """The dossier after its events, and every row they left."""

    ground: Ground
    agency_id: int
    state: str = State.SUBMITTED
    step: str = ""
    step_since: datetime | None = None
    step_due_at: datetime | None = None
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
    apologies: list[Apologised] = field(default_factory=list)
    given: bool = False
    pauses: list[Pause] = field(default_factory=list)

    # --- the frame ---------------------------------------------------------------------------------------------------

    def settle(self, type: str, at: datetime, facts: Mapping[str, object], text: str = "", law: str = "") -> None:
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
        told = dict(facts)
        if type != "processing" and ("step" in told or "due_at" in told):
            told["step_due_at"] = self.step_due_at
            told["calendar"] = self.calendar.version
        self.told.append(Told(type, at, told, text, law))

    def line(
        self, rule: str, effect: str, at: datetime, before: datetime | None, after: datetime | None, **facts: object
    ) -> None:
        kind, evidence = rules.ledger_kind(rule, effect), rules.ledger_evidence(rule, effect)
        self.ledger.append(Entry(at, rule, effect, facts, before, after, kind, len(self.told) + 1, evidence))

    @property
    def calendar(self) -> WorkingCalendar:
        """That of the agency it lies at now."""
        return self.ground.calendar_of(self.agency_id)

    def _place(self, step: Step | None, at: datetime) -> None:
        """As `actions.stepping.place`."""
        self.step, self.step_since = (step.key, at) if step else ("", None)
        self.step_due_at = self._step_due(at) if step else None

    def _step_due(self, since: datetime) -> datetime | None:
        calendar = self.calendar
        limit = step_clock.limit_hours(self.allowance, self.received_at, self.original_due_at, calendar)
        hours = step_clock.hours_of(self.ground.steps, self.step, limit)
        return step_clock.step_due(since, hours, self.allowance, self.received_at, calendar)

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
                calendar=self.calendar,
            )
            computed = fresh is not None
        if since != at:
            self.pauses.append(Pause(since, at))
        if how == "restart":
            self.pauses = []
        self.paused_since, self.due_at, self.given = None, after, not computed
        if how == "restart":
            self.step_due_at = self._step_due(at)
        else:
            self.step_due_at = step_clock.after_pause(self.step_due_at, since, at, self.calendar)
        self.line(f"{rule}.{how}", "resumed", at, before, after, since=clock.stamp(since), computed=computed)

    # --- events ------------------------------------------------------------------------------------------------------

    def submitted(self, event: GivenEvent) -> None:
        self.submitted_at = event.at
        if self.ground.online:
            self.intake_due_at = self.ground.intake_due_at(event.at)
        self.settle("submitted", event.at, {**self.ground.submitted_facts, "intake_due_at": self.intake_due_at})

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
        self._place(step, event.at)
        agency = self.ground.agency_codes[self.agency_id]
        facts = {"due_at": self.due_at, "allowance": self.allowance, "agency": agency, "step": self.step}
        self.settle("received", event.at, {**facts, **_given(event)}, event.reason)

    def _promise(self, at: datetime) -> None:
        computed = promise(at, rules.allowance_from(self.ground.allowance), (), self.calendar)
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
        self.settle("refused", event.at, {}, event.reason, event.ground)

    def processing(self, event: GivenEvent) -> None:
        self.state = State.PROCESSING
        self.settle("processing", event.at, {"step": self.step})

    def supplement_requested(self, event: GivenEvent) -> None:
        at_intake = self.received_at is None
        self.asked.append(Asked(at_intake, event.at, event.reason, event.ground))
        self.state = State.SUPPLEMENT_REQUESTED
        if not at_intake:
            self.start_pause("supplement", event.at)
        facts = {"number": len(self.asked), "at_intake": at_intake, "items": 1, "until": None}
        self.settle("supplement_requested", event.at, facts, event.reason, event.ground)

    def supplemented(self, event: GivenEvent) -> None:
        self.asked[-1].answered_at = event.at
        if self.received_at is None:
            self.state = State.SUBMITTED
            self.intake_due_at = self.ground.intake_due_at(event.at)
        else:
            self.state = State.PROCESSING
            self.end_pause("supplement", event.at, event.due_at)
        facts = {"number": len(self.asked), "papers": 0, "fields": 0, "due_at": self.due_at}
        waits = {"intake_due_at": self.intake_due_at} if self.received_at is None else {}
        self.settle("supplemented", event.at, {**facts, **waits, **_given(event)}, event.reason)

    def extended(self, event: GivenEvent) -> None:
        before = self.due_at
        self.due_at, self.given = event.due_at, True
        self.line("extension", "extended", event.at, before, event.due_at)
        number, in_time = len(self.apologies) + 1, before is not None and event.at < before
        self.ledger[-1].evidence.update({"apology": number, "reason": "other"})
        self.apologies.append(Apologised(before, event.due_at, event.reason, event.at, event.at))
        facts = {"due_at": event.due_at, "apology": number, "reason": "other", "in_time": in_time}
        self.settle("extended", event.at, facts, event.reason)

    def payment_due(self, event: GivenEvent) -> None:
        self.state = State.PAYMENT_DUE
        self.charged_at = self.charged_at or event.at
        if self.ground.pause_on_payment:
            self.start_pause("payment", event.at)
        self.settle("payment_due", event.at, {"amount": self.ground.charged}, event.reason)

    def paid(self, event: GivenEvent) -> None:
        self.state, self.paid_at = State.PROCESSING, event.at
        self.end_pause("payment", event.at, event.due_at)
        facts = {"amount": self.ground.paid, "way": self.ground.way, "due_at": self.due_at}
        self.settle("paid", event.at, {**facts, **_given(event)})

    def transferred(self, event: GivenEvent, to: int) -> None:
        source, self.agency_id = self.agency_id, to
        codes = self.ground.agency_codes
        self.settle("transferred", event.at, {"source": codes[source], "to": codes[to]}, event.reason)

    def finished(self, event: GivenEvent) -> None:
        self._finish(event.at, event.result)
        facts: dict[str, object] = {"result": self.result, "due_at": self.due_at}
        if not is_one_step(self.ground.steps):
            approve = next((step.key for step in reversed(self.ground.steps) if step.act == "approve"), "")
            step = following(self.ground.steps, approve) if approve else self.ground.steps[-1]
            self._place(step, event.at)
            facts["step"] = self.step
        self.settle("finished", event.at, facts, event.reason if self.result == "rejected" else "")

    def _finish(self, at: datetime, result: str) -> None:
        self.state, self.result = State.FINISHED, result
        self.finished_at = self.resolved_at = at

    def delivered(self, event: GivenEvent) -> None:
        if self.state == State.RECEIVED:  # the process of one step
            self._finish(event.at, "approved")
            self.settle("finished", event.at, {"result": "approved", "due_at": self.due_at})
        self.state, self.delivered_at, self.delivered_by = State.DELIVERED, event.at, event.by
        self._place(None, event.at)
        self.settle("delivered", event.at, {"way": event.by})

    def withdrawn(self, event: GivenEvent) -> None:
        self._close(State.WITHDRAWN, event)

    def stopped(self, event: GivenEvent) -> None:
        self._close(State.STOPPED, event)

    def _close(self, state: State, event: GivenEvent) -> None:
        self.state, self.closed_at = state, event.at
        if self.received_at is not None:
            self.resolved_at = event.at
        self._place(None, event.at)
        self.settle(state.value, event.at, {}, event.reason)


def _given(event: GivenEvent) -> dict[str, object]:
    """A promise that the line brought was not computed here, and its event says so."""
    return {"given": True} if event.due_at is not None else {}
