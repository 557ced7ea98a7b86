"""What a leader steers by: targets with forecast and months, lines month by month, and where late dossiers lost time.

Every number is checked against `handling` for the same line and period, or against plain code.
"""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from motcua.agencies.models import Agency
from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.reports import figures
from motcua.reports.rules import forecast, last_months
from motcua.steering.actions import set_target
from tests.factories.import_lines import bring_in, the_district
from tests.factories.plain_lives import OPENED_AT, a_received_dossier, staff
from tests.factories.random_lives import a_random_line

pytestmark = pytest.mark.django_db
YEAR = (date(2023, 1, 1), date(2023, 12, 31))
SEEN = datetime(2024, 1, 15, 8, tzinfo=clock.LOCAL)


@pytest.fixture
def lives():
    the_district()
    rng = random.Random(21)
    assert not bring_in(*[a_random_line(rng, n) for n in range(1, 200)]).refused


def numbers(row):
    return {name: getattr(row.counts, name) for name in row.counts.__slots__}


def test_several_periods_asked_together_are_each_as_asked_alone(lives):
    spans = [YEAR, *last_months(date(2023, 4, 15), 12), (date(2023, 1, 10), date(2023, 2, 6))]
    for span, row in zip(spans, figures.several("H28.159", spans, as_of=SEEN), strict=True):
        assert numbers(row) == numbers(figures.handling("H28.159", *span, as_of=SEEN)[0]), span


@pytest.mark.parametrize("by", ["agency", "procedure", "field", "channel"])
def test_each_month_of_a_line_is_as_asked_alone(lives, by):
    table = figures.by_month("H28.159", *YEAR, by=by, as_of=SEEN)
    assert [(row.key, numbers(row)) for row, _ in table] == [
        (row.key, numbers(row)) for row in figures.handling("H28.159", *YEAR, by=by, as_of=SEEN)
    ]
    for index in range(12):
        first, last = table[0][1][index].first, table[0][1][index].last
        alone = {row.key: numbers(row) for row in figures.handling("H28.159", first, last, by=by, as_of=SEEN)}
        for _, months in table:
            cell = months[index]
            expected = alone.get(cell.key, dict.fromkeys(cell.counts.__slots__, 0))
            assert numbers(cell) == expected, (cell.key, first)


def test_a_target_with_what_it_is_counted_from_and_its_forecast(lives):
    agency = Agency.objects.get(code="H28.159")
    for indicator in ("online_percent", "on_time_percent", "satisfied_percent"):
        set_target(
            indicator,
            agency=agency,
            period_from=YEAR[0],
            period_to=YEAR[1],
            value=Decimal(90),
            issuer=agency,
            decision_no="1/QĐ",
            by=SYSTEM,
            at=SEEN,
        )
    on = date(2023, 2, 10)
    at = datetime(2023, 2, 10, 18, tzinfo=clock.LOCAL)
    found, (whole,) = figures.aims("H28.159", on, also=[(YEAR[0], on)], as_of=at)
    assert [one.target.as_data() for one in found] == [
        row.as_data() for row in figures.targets("H28.159", on, as_of=at)
    ]
    lately = figures.handling("H28.159", date(2023, 1, 14), on, as_of=at)[0]
    for one in found:
        assert numbers(one.so_far) == numbers(whole)
        part, all_of = figures.PARTS[one.target.indicator]
        left = (YEAR[1] - on).days
        expected = forecast(part(whole), all_of(whole), part(lately), all_of(lately), left)
        assert one.forecast == expected
        assert one.months[-1].last == on
        assert len(one.months) == 12
    assert any(one.forecast is not None for one in found)


def test_the_late_ones_are_those_that_are_counted(lives):
    row = figures.handling("H28.159", *YEAR, as_of=SEEN)[0]
    late = figures.late("H28.159", *YEAR, as_of=SEEN)
    assert row.counts.resolved_late > 0
    assert sum(not one.pending for one in late) == row.counts.resolved_late
    assert sum(one.pending for one in late) == row.counts.pending_late
    for figure, pending in (("resolved_late", False), ("pending_late", True)):
        behind = figures.rows_behind(figure, "H28.159", *YEAR, as_of=SEEN, limit=500).rows
        assert {one.code for one in behind} == {one.code for one in late if one.pending == pending}
    for unit in figures.handling("H28.159", *YEAR, as_of=SEEN, by="agency"):
        assert sum(one.unit == unit.key for one in late) == unit.counts.resolved_late + unit.counts.pending_late
    places = figures.causes(late)
    assert sum(one.count for one in places if one.place in figures.PLACES) == len(late)


def day(number: int, hour: int = 8) -> datetime:
    """Monday 5 January 2026 and the days after it."""
    return OPENED_AT.replace(hour=hour) + timedelta(days=number - 1)


def the_cause(dossier: Dossier) -> figures.Late:
    [one] = figures.late("H44.229", date(2026, 1, 1), date(2026, 1, 31), as_of=day(20))
    assert one.code == dossier.code
    return one


def test_a_proposal_that_waited_for_its_signature_longest():
    dossier = a_received_dossier(at=day(1))  # three working days: until Thursday
    dossiers.propose(dossier.code, result="approve", by=SYSTEM, at=day(2))
    dossiers.approve(dossier.code, by=staff("commune_leader"), at=day(8))  # Monday week
    one = the_cause(dossier)
    assert (one.place, one.pending, one.also) == ("approve", False, frozenset())
    # five days of eight hours, for Saturday 10 January was worked; before that from 8:10 on Monday to 8:00 on Tuesday
    assert (one.minutes, one.whole) == (5 * 480, 5 * 480 + 470)


def test_a_dossier_that_nobody_examined_waits_there_and_is_pending():
    dossier = a_received_dossier(at=day(1))
    one = the_cause(dossier)
    assert (one.place, one.pending) == ("propose", True)


def test_time_in_which_the_clock_stood_still_is_nobodys_fault():
    dossier = a_received_dossier(at=day(1))
    dossiers.request_supplement(
        dossier.code,
        items=[{"kind": "other", "key": "other_1", "label_vi": "Giấy", "label_en": "", "reason": ""}],
        reason="Mờ",
        ground="Điều 17",
        by=SYSTEM,
        at=day(1, 10),
    )
    dossiers.supplement(dossier.code, answers={}, papers=[], note="Đây", by=SYSTEM, at=day(9, 10))
    dossiers.propose(dossier.code, result="approve", by=SYSTEM, at=day(16, 10))
    dossiers.approve(dossier.code, by=staff("commune_leader"), at=day(16, 11))
    one = the_cause(dossier)
    assert (one.place, one.also) == ("propose", frozenset({"paused"}))
    assert one.whole == 110 + 5 * 480 + 60  # the pause of more than a week is not in it


def test_what_was_undone_leaves_no_trace_in_the_cause():
    dossier = a_received_dossier(at=day(1))
    officer, leader = staff("specialist_officer"), staff("commune_leader")
    dossiers.propose(dossier.code, result="approve", by=officer, at=day(1, 9))
    dossiers.undo(dossier.code, by=officer, at=day(1, 9) + timedelta(minutes=5))
    dossiers.propose(dossier.code, result="approve", by=officer, at=day(9, 9))
    dossiers.approve(dossier.code, by=leader, at=day(9, 10))
    assert the_cause(dossier).place == "propose"
