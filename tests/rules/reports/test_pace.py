"""The forecast at this pace, and the sentence that says how it was reckoned."""

from datetime import date

import pytest

from motcua.reports.figures.pace import of_share, of_stock, of_sum, words

LAST = date(2023, 12, 31)
ON = date(2023, 8, 25)


def test_a_share_goes_on_as_the_last_four_weeks():
    pace = of_share(5251, 5673, (200, 280), judged_on=ON, last=LAST)
    assert (pace.left, pace.new_part, pace.new_whole) == (128, 914, 1280)
    assert pace.value == 88.67
    assert words(pace) == (
        "Đến hết 25/08/2023: 5.251 trên 5.673. 28 ngày gần nhất có 200 trên 280. "
        "Còn 128 ngày: nếu mỗi ngày vẫn như vậy thì thêm khoảng 914 trên 1.280, "
        "cuối kỳ khoảng 6.165 trên 6.953, tức 88,67 %."
    )
    assert words(pace, "en") == (
        "Up to 25 August 2023: 5,251 of 5,673. The last 28 days had 200 of 280. "
        "128 days are left: if each is like those, about 914 of 1,280 more come, "
        "about 6,165 of 6,953 at the end, that is 88.67%."
    )


def test_a_sum_needs_no_many():
    pace = of_sum(60, 7, judged_on=ON, last=LAST)
    assert (pace.value, pace.new_part) == (92.0, 32)
    assert "cuối kỳ 92" in words(pace)


def test_procedures_rise_as_since_the_period_began():
    first = date(2023, 1, 1)
    pace = of_stock(60, 100, 40, first=first, judged_on=date(2023, 7, 1), last=LAST)
    assert (pace.days, pace.left, pace.more_part) == (181, 183, 20)
    assert pace.value == 80.22
    assert "tức 80,22 %" in words(pace)
    assert of_stock(95, 100, 40, first=first, judged_on=date(2023, 7, 1), last=LAST).value == 100.0
    assert of_stock(0, 100, 90, first=first, judged_on=date(2023, 7, 1), last=LAST).value == 0.0


@pytest.mark.parametrize(
    ("pace", "why"),
    [
        (of_share(1, 2, (1, 29), judged_on=ON, last=LAST), "few"),
        (of_share(1, 2, (30, 40), judged_on=LAST, last=LAST), "ended"),
        (of_sum(1, 1, judged_on=LAST, last=LAST), "ended"),
        (of_stock(1, 2, 1, first=ON, judged_on=ON, last=LAST), "early"),
        (of_stock(0, 0, 0, first=date(2023, 1, 1), judged_on=ON, last=LAST), "none"),
    ],
)
def test_without_ground_there_is_no_forecast_and_it_says_why(pace, why):
    assert (pace.value, pace.why) == (None, why)
    assert words(pace)
    assert words(pace, "en")
    assert "{" not in words(pace) + words(pace, "en")
