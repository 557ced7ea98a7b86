"""The path of a target, who is behind it, and how many more would close the gap."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.reports.aims.closing import closing, more_in_a_row, more_of_all
from motcua.reports.aims.path import course, path_on, read_thresholds, threshold_on
from motcua.reports.figures import Aim, Row, TargetRow
from motcua.reports.figures.pace import of_share, of_stock, of_sum
from motcua.reports.figures.row import Counts

FIRST, LAST, MID = date(2026, 1, 1), date(2026, 12, 31), date(2026, 7, 1)
RULE = threshold_on(date(2026, 7, 1))


def a_row(indicator="online_percent", part=50, whole=100, target=90.0, on=MID, **more):
    measure = more.pop("measure", "percent")
    actual = part if measure == "count" else round(100 * part / whole, 2) if whole else None
    return TargetRow(
        indicator, target, actual, FIRST, LAST, on, "H44", "1/QĐ", "H44.1", "H44.1", 1, measure, part, whole
    )


def an_aim(row, pace=None, start=None, **counts):
    so_far = Row("H44.1", FIRST, row.judged_on, clock.parse("2026-07-02T08:00"), Counts(**counts))
    pace = pace or of_share(row.part, row.whole, (0, 0), judged_on=row.judged_on, last=LAST)
    return Aim(row, so_far, pace.value, [], pace, [], start)


def test_a_share_is_asked_at_any_time_a_sum_and_a_stock_grow():
    days = {"first": FIRST, "last": LAST, "on": MID}
    assert path_on("share", 90, None, **days) == 90
    assert path_on("sum", 730, None, **days) == 364  # 182 of 365 days
    assert path_on("stock", 80, 40, **days) == 59.95
    assert path_on("sum", 730, None, first=FIRST, last=LAST, on=LAST) == 730
    assert path_on("sum", 730, None, first=FIRST, last=LAST, on=date(2025, 12, 31)) == 0


@pytest.mark.parametrize(
    ("row", "behind"),
    [
        (a_row(part=80), True),
        (a_row(part=88), False),  # two points are allowed
        (a_row(part=87), True),
        (a_row(part=10, whole=29), False),  # too few to say
        (a_row(part=80, on=date(2026, 1, 28)), False),  # too early to say
        (a_row(part=80, on=LAST), False),  # over: it is judged
        (a_row(part=0, whole=0), False),
    ],
)
def test_who_is_behind_a_share(row, behind):
    assert course(an_aim(row), RULE).behind is behind


def test_who_will_make_it_is_not_behind():
    row = a_row(part=80)
    pace = of_share(80, 100, (400, 400), judged_on=MID, last=LAST)
    assert pace.value >= row.target
    assert not course(an_aim(row, pace), RULE).behind


def test_a_sum_and_a_stock_have_paths_of_their_own():
    row = a_row("received_online", 300, 400, 730.0, measure="count")
    assert course(an_aim(row, of_sum(300, 20, judged_on=MID, last=LAST)), RULE).behind
    assert not course(
        an_aim(replace(row, part=340, actual=340), of_sum(340, 20, judged_on=MID, last=LAST)), RULE
    ).behind
    stock = a_row("procedures_digitalised", 45, 100, 80.0)
    pace = of_stock(45, 100, 40, first=FIRST, judged_on=MID, last=LAST)
    run = course(an_aim(stock, pace, 40.0), RULE)
    assert (run.path, run.behind) == (59.95, True)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 9999))
def test_the_least_number_in_a_row_that_reaches_a_share(part, lost, hundredths):
    whole, target = part + lost, hundredths / 100
    more = more_in_a_row(part, whole, target)
    assert (part + more) * 10_000 >= hundredths * (whole + more)
    if more:
        assert (part + more - 1) * 10_000 < hundredths * (whole + more - 1)


def test_what_is_lost_is_lost():
    assert more_in_a_row(99, 100, 100) is None
    assert more_in_a_row(100, 100, 100) == 0
    assert more_of_all(40, 100, 80) == 40
    assert more_of_all(2, 3, 66.66) == 0


def test_pending_within_the_promise_can_still_be_in_time():
    found = closing(*_of(a_row("on_time_percent", 80, 100, 90.0), pending_within=120, pending_late=5))
    assert (found.means, found.needed, found.open, found.enough) == ("in_time", 100, 120, True)
    assert found.best == round(100 * 200 / 225, 2)
    few = closing(*_of(a_row("on_time_percent", 80, 100, 90.0), pending_within=99))
    assert not few.enough


def test_what_came_to_the_counter_stays_there_and_answers_are_nobodys_list():
    online = closing(*_of(a_row(part=50), received_direct=50, pending_within=40))
    assert (online.means, online.needed, online.open, online.enough) == ("online", 400, 0, False)
    answers = closing(*_of(a_row("satisfied_percent", 80, 100, 90.0), pending_within=40))
    assert (answers.means, answers.open) == ("answers", 0)


def test_procedures_can_be_opened_and_sums_count_up():
    found = closing(*_of(a_row("procedures_digitalised", 40, 100, 80.0)))
    assert (found.needed, found.open, found.enough) == (40, 60, True)
    total = closing(*_of(a_row("resolved_in_time", 300, 320, 730.0, measure="count"), pending_within=40))
    assert (total.needed, total.open, total.best) == (430, 40, 340.0)
    met = closing(*_of(a_row(part=95)))
    assert met.needed == 0


def _of(row, **counts):
    return row, an_aim(row, **counts).so_far


@pytest.mark.parametrize(
    "text",
    ["versions: []", "versions: 3", "x: 1", "versions: [{valid_from: 2020-01-01}]", "a: [", "versions: [{points: -1}]"],
)
def test_a_wrong_file_of_thresholds_is_refused(text):
    with pytest.raises(Invalid, match=r"target\.thresholds_unreadable"):
        read_thresholds(text)


def test_the_threshold_is_dated_data_and_says_whose_choice_it_is():
    assert RULE.confidence == "low"
    assert RULE.source
    assert threshold_on(date(1999, 1, 1)) == RULE
