"""The dossier's promise: made at reception, paused and resumed, extended once; every change a line of the ledger."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import FIRST_YEAR, LAST_YEAR, LedgerLine, Pause, Promise, WorkingCalendar, promise
from motcua.dossiers import rules
from motcua.dossiers.actions import stepping
from motcua.dossiers.models import Dossier, LedgerEntry
from motcua.dossiers.rules import LedgerKind
from motcua.journal.actions import hold
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotLawfulNow

GIVEN = rules.GIVEN


def make_promise(
    dossier: Dossier, allowance: Mapping[str, Any], *, by: Actor | None, at: datetime, latest: datetime | None = None
) -> None:
    """Start the clock at reception (decree 118/2025: when the full dossier is received).

    `latest`: the competent agency does not have the dossier yet and must have it by then; the promise counts from
    that instant, so that it can only come nearer (`start_at_competent`), and nobody lengthens it by waiting.
    """
    dossier.allowance = dict(allowance)
    began = at
    if latest is not None and latest > at:
        began = latest
        dossier.allowance["clock_from"] = clock.stamp(latest)
        line(dossier, "competent.waits", "wait", by=by, at=at, before=None, after=None, latest=clock.stamp(latest))
    if codes := allowance.get("linked"):
        line(dossier, "linked.result", "wait", by=by, at=at, before=None, after=None, codes=codes)
    computed = promise(began, rules.allowance_from(allowance), (), calendar_of(dossier.agency_id))
    dossier.due_at = dossier.original_due_at = computed.due_at
    write(dossier, computed.ledger, None, computed.due_at, by=by, at=at)


def start_at_competent(dossier: Dossier, at: datetime, *, by: Actor | None = None) -> bool:
    """The competent agency has the full dossier: the clock starts now where the promise waited for that. True when the
    promise moved, always to an earlier time; the first promise stays what the receipt says."""
    if dossier.received_at is None or at >= rules.clock_from(dossier.allowance, dossier.received_at):
        return False
    before = dossier.due_at
    dossier.allowance = {**dossier.allowance, "clock_from": clock.stamp(at)}
    dossier.due_at = reckoned(dossier).due_at
    line(dossier, "competent.accepted", "due", by=by, at=at, before=before, after=dossier.due_at)
    return dossier.due_at != before


def start_pause(dossier: Dossier, rule: str, *, by: Actor | None, at: datetime) -> LedgerEntry:
    """Stop the clock (a supplement asked, or a payment where the version says so)."""
    dossier.paused_since = at
    return line(dossier, rule, "paused", by=by, at=at, before=dossier.due_at, after=dossier.due_at)


def end_pause(dossier: Dossier, rule: str, *, by: Actor | None, at: datetime) -> None:
    """Start the clock again and work out the promise with all pauses so far."""
    since = dossier.paused_since
    if since is None:
        return
    before = dossier.due_at
    # the pause that ends here is open in the ledger and not among the ended ones
    run = run_of(dossier)
    if since == at:
        how, computed, due_at = "resume", None, before  # asked and answered at once: nothing moves
    else:
        how, computed, due_at = rules.after_supplement(
            stored=dossier.allowance,
            received_at=run.origin,
            due_at=before,
            given=run.given,
            pauses=[*run.pauses, Pause(since, at)],
            calendar=calendar_of(dossier.agency_id),
        )
    dossier.paused_since = None
    dossier.due_at = due_at
    stepping.go_on(dossier, since, at, anew=how == "restart")
    line(
        dossier,
        f"{rule}.{how}",
        "resumed",
        by=by,
        at=at,
        before=before,
        after=due_at,
        since=clock.stamp(since),
        computed=computed is not None,
    )


def run_of(dossier: Dossier) -> rules.Run:
    """When the clock last began (reception, the competent agency's having it, or a restart), its ended pauses since,
    and whether the due time in force was set by a person."""
    assert dossier.received_at is not None
    lines = LedgerEntry.objects.in_force().filter(dossier=dossier).exclude(kind=LedgerKind.WHY).order_by("number")
    marks = [rules.Mark(one.kind, one.at, one.rule, bool(one.facts.get("computed"))) for one in lines]
    return rules.run_of(marks, dossier.allowance, dossier.received_at)


def reckoned(dossier: Dossier, calendar: WorkingCalendar | None = None) -> Promise:
    """The promise as its limit, its run and a calendar (that in force) give it; who set it by hand is not asked."""
    run = run_of(dossier)
    by_calendar = calendar or calendar_of(dossier.agency_id)
    return promise(run.origin, rules.allowance_from(dossier.allowance), run.pauses, by_calendar)


def is_given(dossier: Dossier) -> bool:
    """True when the due time in force was set by a person rather than computed."""
    return run_of(dossier).given


def extend(
    dossier: Dossier,
    due_at: datetime,
    *,
    by: Actor | None,
    at: datetime,
    evidence: Mapping[str, Any] | None = None,
) -> LedgerEntry:
    """Set a later promise. Once only (decree 61/2018, kept by 118/2025): a second extension is refused."""
    if dossier.due_at is None:
        raise NotLawfulNow("extend.no_promise", code=dossier.code)
    if due_at <= dossier.due_at or due_at <= at:
        raise Invalid("extend.not_later", due_at=dossier.due_at)
    if due_at.year > LAST_YEAR:
        raise Invalid("deadlines.out_of_range", first=str(FIRST_YEAR), last=str(LAST_YEAR))
    if LedgerEntry.objects.in_force().filter(dossier=dossier, rule="extension").exists():
        raise NotLawfulNow("extend.once_only", code=dossier.code)
    before = dossier.due_at
    dossier.due_at = due_at
    return line(dossier, "extension", "extended", by=by, at=at, before=before, after=due_at, evidence=evidence)


def cancel(dossier: Dossier, entry_id: int, *, by: Actor | None, at: datetime) -> None:
    """Append the line that cancels another: an undone act counts for nothing, and both lines stay readable."""
    entry = LedgerEntry.objects.get(pk=entry_id, dossier=dossier)
    line(dossier, "undone", "cancelled", by=by, at=at, before=entry.due_after, after=entry.due_before, cancels=entry)


def line(
    dossier: Dossier,
    rule: str,
    effect: str,
    *,
    kind: str = "",
    at: datetime,
    before: datetime | None,
    after: datetime | None,
    by: Actor | None,
    evidence: Mapping[str, Any] | None = None,
    event: int | None = None,
    cancels: LedgerEntry | None = None,
    **facts: object,
) -> LedgerEntry:
    """Append one line: `kind` and `evidence` by the rule unless given.

    The line belongs to the event that the same act records next on the dossier's chain, unless `event` is its number.
    """
    entry = _entry(dossier, rule, effect, kind=kind, by=by, evidence=evidence, facts=facts)
    entry.at, entry.due_before, entry.due_after, entry.cancels = at, before, after, cancels
    return _append(dossier, [entry], event)[0]


def write(
    dossier: Dossier,
    lines: tuple[LedgerLine, ...],
    before: datetime | None,
    after: datetime | None,
    *,
    by: Actor | None,
    at: datetime,
    evidence: Mapping[str, Any] | None = None,
) -> None:
    """Append the lines of a computed promise; the last one carries the due time."""
    entries = []
    for index, one in enumerate(lines):
        last = index == len(lines) - 1
        told = {"explained": dict(one.facts), "line_at": clock.stamp(one.at), "line_effect": one.effect}
        entry = _entry(
            dossier,
            one.rule,
            "due" if last else one.effect,
            by=by,
            evidence=evidence if last else None,
            facts=told,
        )
        entry.at, entry.due_before, entry.due_after = at, before, after if last else None
        entries.append(entry)
    _append(dossier, entries)


def _entry(
    dossier: Dossier,
    rule: str,
    effect: str,
    *,
    kind: str = "",
    by: Actor | None,
    evidence: Mapping[str, Any] | None,
    facts: Mapping[str, object],
) -> LedgerEntry:
    return LedgerEntry(
        dossier=dossier,
        rule=rule,
        effect=effect,
        facts=facts,
        kind=kind or rules.ledger_kind(rule, effect),
        by_role=by.role if by else "",
        by_agency=by.agency if by else "",
        by_position=by.position if by else "",
        evidence=rules.ledger_evidence(rule, effect) if evidence is None else dict(evidence),
    )


def _append(dossier: Dossier, entries: list[LedgerEntry], event: int | None = None) -> list[LedgerEntry]:
    """Number the entries and write them in one statement; the chain's head is held, so the number of the event that
    the act records next is known."""
    coming = hold(dossier.code) + 1
    last = LedgerEntry.objects.filter(dossier=dossier).order_by("-number").values_list("number", flat=True).first()
    for number, entry in enumerate(entries, start=(last or 0) + 1):
        entry.number, entry.event = number, event or coming
    return LedgerEntry.objects.bulk_create(entries)
