"""What a target becomes below: sums add up, shares outweigh; a split to begin with adds up exactly."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.steering.cascade import Share, check, suggest, weighted
from motcua.steering.rules import OWN, judge

D = Decimal


def shares(*lines):
    return [
        Share(str(number), None if value is None else D(value), weight) for number, (value, weight) in enumerate(lines)
    ]


@pytest.mark.parametrize(
    ("lines", "verdict", "reached"),
    [
        ([("60", 1), ("40", 1)], "fits", "100"),
        ([("60", 1), ("50", 1)], "over", "110"),
        ([("60", 1), ("30", 1)], "short", "90"),
        ([("60", 1), (None, 1)], "partial", "60"),
        ([("100", 1), (None, 1)], "fits", "100"),
        ([(None, 1), (None, 1)], "none", "0"),
    ],
)
def test_a_sum_is_the_sum_of_its_parts(lines, verdict, reached):
    found = check("count", D(100), shares(*lines))
    assert (found.verdict, found.reached) == (verdict, D(reached))
    assert found.missing == sum(value is None for value, _ in lines)


@pytest.mark.parametrize(
    ("lines", "verdict", "reached"),
    [
        ([("80", 1), ("80", 99)], "fits", "80"),
        ([("90", 300), ("70", 100)], "over", "85"),
        ([("90", 100), ("70", 300)], "short", "75"),
        ([("90", 0), ("70", 0)], "fits", "80"),
        ([("79", 1), (None, 1)], "short", "79.5"),
        ([(None, 5)], "none", "80"),
    ],
)
def test_shares_weigh_by_dossiers_and_who_has_none_keeps_the_share_above(lines, verdict, reached):
    found = check("percent", D(80), shares(*lines))
    assert (found.verdict, found.reached) == (verdict, D(reached))


@given(st.integers(1, 10**7), st.lists(st.integers(0, 10**6), min_size=1, max_size=160))
def test_a_suggested_sum_adds_up_exactly_and_follows_the_volume(whole, weights):
    split = suggest("count", D(whole), weights)
    assert sum(split) == whole
    total = sum(weights) or len(weights)
    for weight, value in zip(weights if any(weights) else [1] * len(weights), split, strict=True):
        assert abs(value - D(whole) * weight / total) < 1


def test_a_suggested_share_is_the_same_for_all_and_fits():
    split = suggest("percent", D("92.5"), [3, 0, 7])
    assert split == [D("92.5")] * 3
    assert weighted(D("92.5"), [Share(str(n), value, n) for n, value in enumerate(split)]) == D("92.5")
    assert suggest("count", D(5), []) == []


@pytest.mark.parametrize(
    ("indicator", "value", "post", "field", "code"),
    [
        ("received_online", "1200", "", "", None),
        ("received_online", "0", "", "", "target.count_wrong"),
        ("received_online", "12.5", "", "", "target.count_wrong"),
        ("received_online", "Infinity", "", "", "target.count_wrong"),
        ("online_percent", "1200", "", "", "target.value_wrong"),
        ("online_percent", "90", "specialist_justice", "", None),
        ("online_percent", "90", OWN, "", None),
        ("online_percent", "90", "", "land", "target.not_by_field"),
        ("satisfied_percent", "90", "specialist_justice", "", "target.not_by_post"),
        ("satisfied_percent", "90", OWN, "", None),
        ("procedures_digitalised", "80", "", "food_safety", None),
        ("procedures_digitalised", "80", "specialist_land", "", "target.not_by_post"),
    ],
)
def test_what_may_be_set_for_whom(indicator, value, post, field, code):
    errors = judge(indicator, date(2026, 1, 1), date(2026, 12, 31), D(value), "1", post=post, field=field)
    assert [one.code for one in errors] == ([code] if code else [])
