"""The nine indicators of circular 01/2018, article 13, by hand."""

from decimal import Decimal

import pytest

from motcua.reports.scorecard.merit import Given, Grade, from_points, grade_of, summed

D = Decimal
AGENCY = [Grade(key, D(least), key, key) for key, least in (("excellent", 15), ("good", 12), ("weak", 0))]


def test_the_vector_of_four_dossiers():
    given = from_points([2, 2, 1, 0])
    assert given == Given(2, 1, 1)
    assert given.score == D("1.3")  # 1.25 rounded half up


def test_other_scores():
    assert from_points([1]).score == D("1.0")
    assert from_points([2, 2, 2]).score == D("2.0")
    assert from_points([]).score is None
    assert (Given(1, 0, 0) + Given(0, 0, 1)).score == D("1.0")
    with pytest.raises(ValueError, match="2, 1 or 0"):
        from_points([3])


def test_an_indicator_without_data_is_left_out():
    assert summed([D("1.3"), None, D("2.0")]) == D("3.3")
    assert summed([None]) is None


@pytest.mark.parametrize(("score", "key"), [("18", "excellent"), ("15", "excellent"), ("14.9", "good"), ("0", "weak")])
def test_classes_begin_at_their_points(score: str, key: str):
    found = grade_of(D(score), AGENCY)
    assert found is not None
    assert found.key == key
    assert grade_of(None, AGENCY) is None
