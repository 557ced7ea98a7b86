"""The six steps of a map: fixed bounds, printed as they are used; few dossiers give no share."""

from datetime import date

import pytest

from motcua.kernel import clock
from motcua.reports import boards
from motcua.reports.boards import indicators
from motcua.reports.boards.areas import former
from motcua.reports.figures import Counts, Row
from motcua.reports.rules import FEW

ONLINE, ON_TIME, LATE, RECEIVED = boards.INDICATORS


def row(**counts: int) -> Row:
    return Row("H44", date(2026, 1, 1), date(2026, 12, 31), clock.day_start(date(2027, 1, 1)), Counts(**counts))


@pytest.mark.parametrize(
    ("value", "step"), [(100, 0), (95, 0), (94.99, 1), (90, 1), (80, 2), (65, 3), (50, 4), (49.99, 5), (0, 5)]
)
def test_more_is_better_the_bound_itself_is_on_the_better_side(value, step):
    assert indicators.step(ONLINE, value) == step


@pytest.mark.parametrize(("value", "step"), [(0, 0), (0.01, 1), (2, 1), (2.01, 2), (20, 4), (20.01, 5), (100, 5)])
def test_less_is_better(value, step):
    assert indicators.step(LATE, value) == step


def test_the_legend_says_the_bounds_that_are_used():
    assert indicators.legend(ONLINE)[0] == (95, None)
    assert indicators.legend(ONLINE)[-1] == (None, 50)
    assert indicators.legend(LATE)[0] == (None, 0)
    assert indicators.legend(LATE)[-1] == (20, None)
    for indicator in (ONLINE, ON_TIME):
        for step, (low, high) in enumerate(indicators.legend(indicator)):
            assert low is None or indicators.step(indicator, low) == step
            assert high is None or indicators.step(indicator, high) == step - 1


@pytest.mark.parametrize("highest", [1, 5, 6, 7, 100, 8253])
def test_counts_fall_into_the_steps_that_the_legend_says(highest):
    swatches = indicators.legend(RECEIVED, highest)
    for count in (one for one in {1, 2, highest // 2, highest - 1, highest} if 0 < one <= highest):
        step = boards.measure(RECEIVED, row(received_direct=count), highest).step
        low, high = swatches[step]
        assert low is not None
        assert high is not None
        assert low <= count <= high


def test_below_thirty_there_is_a_number_and_no_share():
    few = boards.measure(ONLINE, row(received_online=FEW - 1))
    assert (few.value, few.few, few.whole, few.step) == (None, True, FEW - 1, 0)
    enough = boards.measure(ONLINE, row(received_online=3, received_direct=FEW - 3))
    assert (enough.value, enough.few, enough.part, enough.whole, enough.step) == (10.0, False, 3, FEW, 5)
    nothing = boards.measure(ONLINE, row())
    assert nothing.is_empty
    assert not nothing.few


def test_who_needs_action_stands_first_and_who_cannot_be_judged_last():
    rows = {"good": (99, 1), "bad": (40, 60), "few": (1, 1)}
    measured = {
        name: boards.measure(ONLINE, row(received_online=online, received_direct=direct))
        for name, (online, direct) in rows.items()
    }
    ordered = sorted(rows, key=lambda name: indicators.need(ONLINE, measured[name]))
    assert ordered == ["bad", "good", "few"]


def test_every_commune_of_phu_tho_has_its_former_district():
    found = former()
    assert len(found) == 148
    assert len({(where.province, where.district) for where in found.values()}) == 32
    assert found["H44.229"].district_vi == "Huyện Lạc Thủy"
    assert {where.province_vi for where in found.values()} == {"Tỉnh Hòa Bình", "Tỉnh Phú Thọ", "Tỉnh Vĩnh Phúc"}
