"""The handling figures of contract section 5 by a plain recount of replayed lives, beside what the reports say.

Nothing here is shared with the reports' queries but the names of the figures and the tree of agencies: every life is
walked month by month, and what it counts for is added to its agency and to all above it on that day.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from motcua.dossiers.models import Standing
from motcua.dossiers.replay import Life
from motcua.kernel import clock
from motcua.reports import organisation
from motcua.reports.figures import Counts, handling
from motcua.reports.figures.parts import parts
from motcua.reports.figures.tally import count
from motcua.reports.organisation import Organisation
from motcua.reports.rules import Period
from motcua.voice.rules import SATISFIED, Way

NAMES = tuple(Counts.__slots__)
ALL = ""
"""Stands for the figures of all agencies together."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """One figure of one agency ("" all) and month (YYYY-MM); `own`: without the units under it."""

    agency: str
    month: str
    own: bool
    figure: str
    reported: int
    recounted: int


@dataclass(slots=True)
class Recount:
    """Counts by (agency code, with or without its units, month, figure); grows with agencies and months alone."""

    tree: Organisation
    as_of: datetime
    counts: Counter[tuple[str, bool, date, str]] = field(default_factory=Counter)
    months: set[date] = field(default_factory=set)
    _above: dict[tuple[str, date], tuple[str, ...]] = field(default_factory=dict)

    def add(self, life: Life) -> None:
        """Count one life in every month that it touches."""
        if life.received_at is None or life.received_at > self.as_of:
            return
        month = clock.local_day(life.received_at).replace(day=1)
        last = clock.local_day(min(life.resolved_at or self.as_of, self.as_of)).replace(day=1)
        while month <= last:
            self._in_month(life, month)
            month = _next(month)

    def _in_month(self, life: Life, month: date) -> None:
        period = Period(month, _last_day(month), self.as_of)
        before = period.seen_before
        stood = [row for row in life.rows["standings"] if row["from_at"] < before and row["received_at"] is not None]
        if not stood:
            return
        row = stood[-1]
        if row["resolved_at"] is None:
            late = _pending_late(row, period.judged_at)
            names = ["pending_late" if late else "pending_within"]
            on = period.judged_on
        else:
            row = next(one for one in stood if one["resolved_at"] == one["from_at"])
            if not period.start <= row["resolved_at"] < before:
                return
            names = _resolved(life, row, before)
            on = clock.local_day(row["resolved_at"])
        names.append(f"received_{life.channel}" if row["received_at"] >= period.start else "carried_over")
        self.months.add(month)
        for name in names:
            self.counts[row["agency"], True, month, name] += 1
            for code in self._over(row["agency"], on):
                self.counts[code, False, month, name] += 1

    def _over(self, code: str, on: date) -> tuple[str, ...]:
        """The agency, all above it on that day, and the whole."""
        key = (code, on)
        if key not in self._above:
            parents, at, found = self.tree.parents(on), self.tree.get(code), [code]
            while (above := parents.get(at)) is not None:
                found.append(self.tree.code_of(above))
                at = above
            self._above[key] = (*found, ALL)
        return self._above[key]


def _pending_late(row: Row, judged_at: datetime) -> bool:
    if row["due_at"] is None:
        return False
    return bool(row["due_at"] < (row["paused_since"] or judged_at))


def _resolved(life: Life, row: Row, before: datetime) -> list[str]:
    at, due_at, names = row["paused_since"] or row["resolved_at"], row["due_at"], []
    if due_at is not None and at > due_at:
        names.append("resolved_late")
    elif due_at is not None and clock.local_day(at) < clock.local_day(due_at):
        names.append("resolved_early")
    else:
        names.append("resolved_on_time")
    if life.original_due_at is not None and row["resolved_at"] > life.original_due_at:
        names.append("late_against_original")
    if life.rated is not None and (life.rated[2] == Way.IMPORTED or life.rated[0] < before):
        names.append("answered")
        if life.rated[1] in SATISFIED:
            names.append("satisfied")
    return names


def begin() -> Recount:
    """A recount as of now, or of the last moment that any dossier tells of (planned years are imported, too)."""
    last = Standing.objects.aggregate(last=Max("from_at"))["last"]
    now = clock.now()
    return Recount(organisation.read(), max(now, clock.local(last)) if last else now)


def compare(recount: Recount) -> Iterator[FigureDifference]:
    """Every figure of every agency and month that differs from what `reports.figures` gives."""
    if not recount.months:
        return
    months = _from_to(min(recount.months), max(recount.months))
    for index in range(0, len(months), 12):
        chunk = months[index : index + 12]
        yield from _own(recount, chunk)
        yield from _with_units(recount, chunk)


def _own(recount: Recount, months: Sequence[date]) -> Iterator[FigureDifference]:
    """Each agency for itself, in one question for all."""
    tree = recount.tree
    cut = [
        part
        for index, month in enumerate(months)
        for part in parts(
            Period(month, _last_day(month), recount.as_of), tree, None, own=False, exact=False, index=index
        )
    ]
    reported: dict[tuple[str, date], Counts] = {}
    for (index, name), counts in count(cut, "agency").items():
        key = (tree.code_of(int(name.partition(":")[2])), months[index])
        into = reported.setdefault(key, Counts())
        into.add({one: getattr(counts, one) for one in NAMES})
    told = {(code, month) for code, own, month, _ in recount.counts if own and month in set(months)}
    for code, month in sorted({*reported, *told}):
        yield from _differ(recount, code, month, reported.get((code, month), Counts()), own=True)


def _with_units(recount: Recount, months: Sequence[date]) -> Iterator[FigureDifference]:
    """The whole, and each agency that has others under it, as the reports show them."""
    own = {code for code, alone, _, _ in recount.counts if alone}
    above = {code for code, alone, _, _ in recount.counts if not alone and code != ALL}
    over = sorted(code for code in above if code not in own or _sums_differ(recount, code))
    for code in (ALL, *over):
        rows = handling(code or None, months[0], _last_day(months[-1]), as_of=recount.as_of, by="month", rows=True)
        for month, row in zip(months, rows, strict=False):
            yield from _differ(recount, code, month, row.counts, own=False)


def _sums_differ(recount: Recount, code: str) -> bool:
    return any(
        recount.counts[code, True, month, name] != recount.counts[code, False, month, name]
        for month in recount.months
        for name in NAMES
    )


def _differ(recount: Recount, code: str, month: date, counts: Counts, *, own: bool) -> Iterator[FigureDifference]:
    for name in NAMES:
        recounted, reported = recount.counts[code, own, month, name], getattr(counts, name)
        if recounted != reported:
            yield FigureDifference(code, f"{month:%Y-%m}", own, name, reported, recounted)


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _last_day(month: date) -> date:
    return date.fromordinal(_next(month).toordinal() - 1)


def _from_to(first: date, last: date) -> list[date]:
    found = [first]
    while found[-1] < last:
        found.append(_next(found[-1]))
    return found
