"""The clock of a replayed life: every promise computed anew by the rules of `deadlines`, with the calendar as it was
known then; a promise that was given (an import, an extension) is taken as told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.deadlines.rules import Pause, Promise, WorkingCalendar, promise
from motcua.dossiers import rules
from motcua.dossiers.replay import steps
from motcua.dossiers.replay.life import Life
from motcua.dossiers.replay.told import Told


def only_told(life: Life, told: Told) -> None:
    """From this event on the promise cannot be computed: what is told of it is compared, the lines of the ledger are
    not known."""
    life.not_computed(told, "due_at")
    life.not_known(told, "ledger")


def begin(life: Life, told: Told) -> None:
    """Reception: the limit of the version becomes the promise."""
    said = told.time("due_at")
    life.began_anew, life.pauses, life.given = None, [], False
    if told.facts.get("given"):
        life.given = True
        _limit(life, told)
        life.line(told, "given", "due", None, said)
    elif _limit(life, told) and (calendar := _calendar(life, told)) is not None:
        began = rules.clock_from(life.allowance, told.at)
        if began > told.at:  # the competent agency must have it first
            life.line(told, "competent.waits", "wait", None, None)
        if life.allowance.get("linked"):  # of a linked filing: the result that it waited for is there
            life.line(told, "linked.result", "wait", None, None)
        computed = promise(began, rules.allowance_from(life.allowance), (), calendar)
        _lines(life, told, computed)
        life.check(told, "due_at", said, computed.due_at)
    life.due_at = life.original_due_at = said


def _limit(life: Life, told: Told) -> bool:
    """Take the limit from the event; False where it was told before limits were."""
    limit = told.facts.get("allowance")
    if not isinstance(limit, Mapping):
        life.not_known(told, "allowance")
        only_told(life, told)
        return False
    life.allowance = dict(limit)
    return True


def _calendar(life: Life, told: Told) -> WorkingCalendar | None:
    calendar = life.ground.calendar(life.agency, told)
    if calendar is None:
        only_told(life, told)
    return calendar


def _lines(life: Life, told: Told, computed: Promise) -> None:
    for index, one in enumerate(computed.ledger):
        last = index == len(computed.ledger) - 1
        life.line(told, one.rule, "due" if last else one.effect, None, computed.due_at if last else None)


def pause(life: Life, told: Told, rule: str) -> None:
    """The clock stands still."""
    life.paused_since = told.at
    life.line(told, rule, "paused", life.due_at, life.due_at)


def go_on(life: Life, told: Told, rule: str) -> None:
    """The clock goes on: the promise with all pauses so far, or anew where the limit restarts."""
    since, before = life.paused_since, life.due_at
    if since is None or life.received_at is None:
        return
    said, given = told.time("due_at"), bool(told.facts.get("given"))
    computed: Promise | None = None
    how = "restart" if rules.restarts(life.allowance) else "resume"
    after = said
    if not given and since == told.at:
        how, after = "resume", before
        life.check(told, "due_at", said, after)
    elif not given and "due_at" not in life.uncomputed and (calendar := _calendar(life, told)) is not None:
        how, computed, after = rules.after_supplement(
            stored=life.allowance,
            received_at=_origin(life),
            due_at=before,
            given=life.given,
            pauses=[*life.pauses, Pause(since, told.at)],
            calendar=calendar,
        )
        life.check(told, "due_at", said, after)
    if since != told.at:
        life.pauses.append(Pause(since, told.at))
    if how == "restart":
        life.began_anew, life.pauses = told.at, []
    life.paused_since, life.due_at, life.given = None, said, computed is None
    steps.go_on(life, told, since, anew=how == "restart")
    life.line(told, f"{rule}.{how}", "resumed", before, said)


def extend(life: Life, told: Told) -> None:
    """A later promise, set by a person."""
    before, life.due_at = life.due_at, told.time("due_at")
    life.given = True
    life.line(told, "extension", "extended", before, life.due_at)


def reckon_again(life: Life, told: Told, rule: str, *, always: bool = False) -> None:
    """The promise anew from where the clock last began, with the pauses since, by another limit or calendar. `always`:
    a line of the ledger also where it comes out the same."""
    said = told.time("due_at") if "due_at" in told.facts else life.due_at
    if "due_at" not in life.uncomputed and (calendar := _calendar(life, told)) is not None:
        ruled = promise(_origin(life), rules.allowance_from(life.allowance), tuple(life.pauses), calendar).due_at
        life.check(told, "due_at", said, ruled)
    if said == life.due_at and not always:
        return
    before, life.due_at, life.given = life.due_at, said, False
    life.line(told, rule, "due", before, said)


def _origin(life: Life) -> datetime:
    """When the clock last began: at reception, when the competent agency had the dossier, or anew."""
    assert life.received_at is not None
    return life.began_anew or rules.clock_from(life.allowance, life.received_at)


def another_limit(life: Life, limit: Any) -> None:
    """Another limit is in place from now on."""
    if isinstance(limit, Mapping):
        life.allowance = dict(limit)
