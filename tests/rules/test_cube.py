"""The contributions of standings, summed over days, are the figures of contract section 5; slices of time are whole."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.ports import Stood
from motcua.kernel import clock
from motcua.reports.cube.rules import (
    ANSWERED,
    DAY,
    DAY_OF_MONTHS,
    EARLY,
    LATE,
    LATE_ORIGINAL,
    MONTH,
    MONTH_OF_DAYS,
    ON_TIME,
    OPENED,
    OVERDUE,
    RECEIVED,
    SATISFIED,
    TEN,
    YEAR,
    Rated,
    Tally,
    first_of_month,
    first_of_year,
    shifted,
    slices,
    tally,
)

BEGAN = datetime(2026, 1, 30, 3, 20, tzinfo=UTC)
ONE, OTHER = 1, 2


@st.composite
def lives(draw: st.DrawFn) -> list[Stood]:
    """One dossier: received, moved, paused, promised anew, perhaps resolved and delivered."""
    at = BEGAN + timedelta(minutes=draw(st.integers(0, 5000)))
    received, agency = at, draw(st.sampled_from([ONE, OTHER]))
    due = at + timedelta(hours=draw(st.integers(-5, 100))) if draw(st.booleans()) else None
    paused, rows = None, []
    for _ in range(draw(st.integers(0, 5))):
        until = at + timedelta(minutes=draw(st.integers(1, 3000)))
        rows.append(Stood(at, until, agency, due, paused, received, None))
        at, change = until, draw(st.sampled_from(["move", "pause", "due", "nothing"]))
        if change == "move":
            agency = ONE + OTHER - agency
        elif change == "pause":
            paused = None if paused else at
        elif change == "due":
            due = at + timedelta(hours=draw(st.integers(-40, 60)))
    if not draw(st.booleans()):
        return [*rows, Stood(at, None, agency, due, paused, received, None)]
    delivered = at + timedelta(hours=draw(st.integers(1, 60)))
    if draw(st.booleans()):
        return [*rows, Stood(at, None, agency, due, paused, received, at)]
    return [
        *rows,
        Stood(at, delivered, agency, due, paused, received, at),
        Stood(delivered, None, agency, due, paused, received, at),
    ]


def of_the_contract(
    rows: Sequence[Stood], original: datetime | None, rated: Rated | None, agency: int, first: date, last: date
) -> dict[int, int]:
    """What this dossier counts for at one agency in [first, last], judged at the period's end: plain code."""
    start, end = clock.day_start(first), clock.day_start(last + timedelta(days=1))
    found = dict.fromkeys((RECEIVED, EARLY, ON_TIME, LATE, LATE_ORIGINAL, OPENED, OVERDUE, ANSWERED, SATISFIED), 0)
    seen = [one for one in rows if one.from_at < end]
    if not seen:
        return found
    row = next((one for one in seen if one.resolved_at == one.from_at), seen[-1])
    if row.agency_id != agency or row.received_at is None:
        return found
    in_period = row.received_at >= start
    if row.resolved_at is None:
        found[RECEIVED], found[OPENED] = in_period, 1
        found[OVERDUE] = row.due_at is not None and row.due_at < (row.paused_since or end)
        return found
    if row.resolved_at < start:
        return found
    at, day = row.paused_since or row.resolved_at, clock.local_day
    late = row.due_at is not None and at > row.due_at
    early = not late and row.due_at is not None and day(at) < day(row.due_at)
    found[LATE if late else EARLY if early else ON_TIME] = 1
    found[RECEIVED] = in_period
    found[LATE_ORIGINAL] = original is not None and row.resolved_at > original
    if rated is not None and (rated.given_at is None or rated.given_at < end):
        found[ANSWERED], found[SATISFIED] = 1, rated.satisfied
    return found


def of_the_cube(counted: Tally, agency: int, first: date, last: date) -> dict[int, int]:
    """The same out of the contributions, as the cube sums them."""
    found = dict.fromkeys((RECEIVED, EARLY, ON_TIME, LATE, LATE_ORIGINAL, OPENED, OVERDUE, ANSWERED, SATISFIED), 0)
    for (whose, day, base), numbers in counted.cells.items():
        if whose != agency or day > last:
            continue
        for figure in (OPENED, OVERDUE):
            found[figure] += numbers[figure]
        if day >= first:
            for figure in (EARLY, ON_TIME, LATE, LATE_ORIGINAL):
                found[figure] += numbers[figure]
        if base >= first:
            for figure in (RECEIVED, ANSWERED, SATISFIED):
                found[figure] += numbers[figure]
    return found


DAYS = st.dates(date(2026, 1, 28), date(2026, 2, 20))


@given(
    lives(),
    st.none() | st.integers(-10, 200),
    st.none() | st.tuples(st.none() | st.integers(0, 90), st.booleans()),
    st.data(),
)
def test_what_standings_add_up_to_is_what_the_contract_defines(rows, original_hours, answer, data):
    original = BEGAN + timedelta(hours=original_hours) if original_hours is not None else None
    resolved = next((one.resolved_at for one in rows if one.resolved_at), None)
    rated = None
    if answer is not None and resolved is not None:
        hours, satisfied = answer
        rated = Rated(resolved + timedelta(hours=hours) if hours is not None else None, satisfied)
    counted = tally(rows, original_due_at=original, rated=rated)
    first, last = sorted([data.draw(DAYS), data.draw(DAYS)])
    for agency in (ONE, OTHER):
        assert of_the_cube(counted, agency, first, last) == of_the_contract(rows, original, rated, agency, first, last)


@given(lives())
def test_what_is_taken_away_again_leaves_nothing(rows):
    counted = tally(rows)
    for one in rows:
        counted.add(one, sign=-1)
    assert counted.rows() == []


@given(st.dates(date(2020, 1, 1), date(2027, 1, 1)), st.dates(date(2020, 1, 1), date(2027, 1, 1)))
def test_slices_are_every_day_once(first, before):
    days = []
    for grain, since, until in slices(first, before):
        if grain == TEN:
            assert {since.day, until.day} <= {1, 11, 21}
        elif grain:
            assert first_of_month(since) == since
            assert first_of_month(until) == until
        if grain == YEAR:
            assert first_of_year(since) == since
            assert first_of_year(until) == until
        days += [date.fromordinal(day) for day in range(since.toordinal(), until.toordinal())]
    assert sorted(days) == [date.fromordinal(day) for day in range(first.toordinal(), before.toordinal())]


def test_a_year_is_one_slice_and_the_past_is_few():
    assert len(slices(date(2026, 1, 1), date(2027, 1, 1))) == 1
    assert len(slices(date(1, 1, 1), date(2026, 11, 23))) == 4


def month(day: date) -> date:
    return day.replace(day=1)


def ten(day: date) -> date:
    return day.replace(day=min(day.day - 1, 20) // 10 * 10 + 1)


KEPT = {
    DAY: lambda day, base: (day, base),
    TEN: lambda day, base: (ten(day), month(base)),
    MONTH: lambda day, base: (month(day), month(base)),
    DAY_OF_MONTHS: lambda day, base: (day, month(base)),
    MONTH_OF_DAYS: lambda day, base: (month(day), base),
}
"""Under which day and base the sums of a grain hold a day and its base."""


@given(
    st.dates(date(2025, 11, 1), date(2026, 4, 1)),
    st.dates(date(2025, 11, 1), date(2026, 4, 1)),
    st.lists(st.tuples(st.dates(date(2025, 11, 1), date(2026, 4, 1)), st.integers(0, 70))),
)
def test_what_counts_on_another_day_than_its_base_is_read_once(first, before, drawn):
    for day, days in drawn:
        base = day - timedelta(days=days)
        times = 0
        for grain, since, until, base_since, base_until in shifted(first, before):
            on, of = KEPT[grain](day, base)
            times += since <= on < until and base_since <= of and (base_until is None or of < base_until)
        assert times == (base >= first and day < before)


def test_a_year_until_today_reads_no_day_of_a_day() -> None:
    grains = [one[0] for one in shifted(date(2026, 1, 1), date(2026, 11, 23))]
    assert sorted(grains) == [MONTH, TEN, DAY_OF_MONTHS]
