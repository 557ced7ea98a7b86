"""The index of decision 766 by the vectors of its rules, computed by hand."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from motcua.kernel import clock
from motcua.reports.scorecard import opinions, points
from motcua.reports.scorecard.points import Scored
from motcua.reports.scorecard.promise import Asked, is_kept

D = Decimal
DUE = datetime(2026, 6, 10, 17, tzinfo=clock.LOCAL)
RECEIVED = datetime(2026, 6, 1, 8, tzinfo=clock.LOCAL)
PERIOD_END = datetime(2026, 7, 1, tzinfo=clock.LOCAL)


def on(day: int, hour: int = 17, minute: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=clock.LOCAL)


@pytest.mark.parametrize(
    ("rate", "most", "threshold", "expected"),
    [
        ("60", 10, 80, "7.50"),  # 3.1
        ("85", 4, 80, "4.00"),  # 4.2
        ("93", 6, 90, "6.00"),  # 5.4
        ("81", 6, 90, "5.40"),
        ("90.77", 20, None, "18.15"),
        ("99.3", 20, None, "19.86"),
        ("0", 6, None, "0.00"),
    ],
)
def test_points_of_a_rate(rate: str, most: int, threshold: int | None, expected: str):
    assert points.points(D(rate), D(most), D(threshold) if threshold else None) == D(expected)


def test_satisfaction_is_what_late_and_disliked_leave():
    assert points.rate_left([4, 3], 100) == D(93)
    assert points.rate_left([80, 70], 100) == 0
    assert points.rate_left([1], 0) is None


def test_online_dossiers_count_as_far_as_they_were_synchronised():
    rate = points.rate(40, 100, D("0.8"))
    assert rate == D(32)
    assert points.points(rate, D(100), D(50)) == D(64)  # 64 % of what the line is worth


def test_rates_have_two_decimals_half_up():
    assert points.rate(1, 3) == D("33.33")
    assert points.rate(5_251, 5_673) == D("92.56")
    assert points.rate(1, 800) == D("0.13")  # 0.125
    assert points.rate(0, 0) is None


@pytest.mark.parametrize(
    ("ended", "asked", "kept"),
    [
        (on(10, 16, 59), [], True),
        (on(10, 17, 0), [], True),
        (on(10, 17, 1), [], False),
        (on(12), [Asked(on(8), on(11))], True),  # three days waited: counts as 9 June
        (on(12), [Asked(on(8), on(9))], False),
        (None, [Asked(on(5)), Asked(on(9))], False),  # asked twice, not finished
        (None, [Asked(on(5), on(6)), Asked(on(9))], False),
        (None, [Asked(on(9))], True),  # asked once, no answer: judged when it was asked
        (None, [Asked(on(11))], False),
        (None, [Asked(on(5), on(6))], False),  # not finished: the end of the period
        (None, [], False),
    ],
)
def test_a_promise_is_kept_by_the_portals_rule(ended: datetime | None, asked: list[Asked], kept: bool):
    found = is_kept(received_at=RECEIVED, due_at=DUE, ended_at=ended, asked=asked, judged_at=PERIOD_END)
    assert found is kept


def test_what_was_refused_before_reception_is_not_counted():
    assert is_kept(received_at=None, due_at=None, ended_at=on(2), asked=[], judged_at=PERIOD_END) is None


def test_without_a_due_time_the_longest_limit_holds():
    given = {"received_at": RECEIVED, "due_at": None, "judged_at": PERIOD_END, "limit": timedelta(days=5)}
    assert is_kept(ended_at=RECEIVED + timedelta(days=5), asked=[], **given)
    assert not is_kept(ended_at=RECEIVED + timedelta(days=5, minutes=1), asked=[], **given)
    waited = [Asked(on(2), on(4))]
    assert is_kept(ended_at=RECEIVED + timedelta(days=7), asked=waited, **given)
    assert is_kept(ended_at=on(29), asked=[], **{**given, "limit": None})


def test_feedback_keeps_its_working_days():
    assert opinions.is_in_time({"answer": 15, "publish": 2})
    assert not opinions.is_in_time({"answer": 16})
    assert not opinions.is_in_time({"refuse": 3})
    assert opinions.content("abcdef", disliked="ab", complained_again="bc", late="c") == 3


LINES = [
    Scored("2.1", "2", D(20), None, D("90")),
    Scored("4.2", "4", D(4), D(80), D("40")),
    Scored("4.4", "4", D(4), None, None),
    Scored("3.1", "3", None, D(80), D("70")),
]


def test_lines_without_data_are_not_reckoned():
    whole = points.total(LINES)
    assert (whole.reached, whole.reckoned, whole.unknown) == (D(20), D(24), D(4))
    assert points.total(LINES, "4").reached == D(2)
    assert whole.share == D("83.33")


def test_what_if_a_line_rises():
    after = points.total(points.supposed(LINES, {"4.2": D(80), "4.4": D(50)}))
    assert (after.reached, after.unknown) == (D(24), 0)


def test_how_many_dossiers_bring_a_point():
    def of(more: int) -> Decimal:  # 40 of 100, worth 4, all of it from 80 % on
        return points.points(points.rate(40 + more, 100) or D(0), D(4), D(80))

    assert points.needed(of, 60) == (20, D("1.00"))
    assert points.needed(of, 10) == (10, D("0.50"))  # all there is to get
    assert points.needed(of, 0) is None
