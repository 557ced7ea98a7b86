"""Times, numbers and people's particulars, as the design writes them (section 6)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from motcua.desks.shell import formats
from motcua.kernel.clock import LOCAL

AT = datetime(2026, 11, 9, 10, 15, tzinfo=LOCAL)


def plain(text: str) -> str:
    return text.replace(formats.NBSP, " ")


def test_an_instant_is_the_hour_the_weekday_and_the_day():
    assert plain(formats.instant(AT, "vi")) == "10:15 thứ Hai 09/11/2026"
    assert plain(formats.instant(AT, "en")) == "10:15 Monday 9 November 2026"
    assert plain(formats.instant(AT.astimezone(UTC), "vi")) == "10:15 thứ Hai 09/11/2026"


def test_a_line_breaks_before_the_date_only():
    assert formats.instant(AT, "vi").split(" ") == ["10:15\xa0thứ\xa0Hai", "09/11/2026"]


@pytest.mark.parametrize(
    ("now", "vi", "en"),
    [
        (datetime(2026, 11, 9, 7, tzinfo=LOCAL), "10:15 hôm nay", "10:15 today"),
        (datetime(2026, 11, 8, 23, 59, tzinfo=LOCAL), "10:15 thứ Hai 09/11", "10:15 Monday 9 Nov"),
        (datetime(2027, 1, 1, tzinfo=LOCAL), "10:15 thứ Hai 09/11/2026", "10:15 Monday 9 November 2026"),
        (datetime(2026, 11, 9, 1, tzinfo=UTC), "10:15 hôm nay", "10:15 today"),
    ],
)
def test_today_is_said_only_with_the_hour(now, vi, en):
    assert plain(formats.short_instant(AT, "vi", now)) == vi
    assert plain(formats.short_instant(AT, "en", now)) == en


def test_every_weekday_has_its_name():
    days = [plain(formats.weekday(date(2026, 11, day), "vi")) for day in range(9, 16)]
    assert days == ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]


def test_a_period_names_its_year_once():
    assert formats.period(date(2023, 1, 1), date(2023, 8, 25), "vi") == "01/01–25/08/2023"
    assert formats.period(date(2025, 12, 1), date(2026, 1, 31), "vi") == "01/12/2025–31/01/2026"
    assert plain(formats.period(date(2023, 1, 1), date(2023, 8, 25), "en")) == "1 January–25 August 2023"


@pytest.mark.parametrize(
    ("minutes", "vi", "en"),
    [
        (995, "2 ngày làm việc", "2 working days"),
        (960, "2 ngày làm việc", "2 working days"),
        (959, "1 ngày làm việc", "1 working day"),
        (480, "1 ngày làm việc", "1 working day"),
        (479, "7 giờ 59 phút", "7 hours 59 min"),
        (240, "4 giờ", "4 hours"),
        (60, "1 giờ", "1 hour"),
        (35, "35 phút", "35 min"),
        (0, "0 phút", "0 min"),
        (-210, "3 giờ 30 phút", "3 hours 30 min"),
    ],
)
def test_working_time_is_rounded_down_to_days_of_eight_hours(minutes, vi, en):
    assert plain(formats.working_time(minutes, "vi")) == vi
    assert plain(formats.working_time(minutes, "en")) == en


def test_numbers():
    assert formats.integer(1234567, "vi") == "1.234.567"
    assert formats.integer(1234567, "en") == "1,234,567"
    assert formats.integer(-5, "vi") == "−5"
    assert plain(formats.percent(92.56, "vi")) == "92,56 %"
    assert formats.percent(Decimal("92.56"), "en") == "92.56%"
    assert plain(formats.points(-9.58, "vi")) == "−9,58 điểm"
    assert plain(formats.points(37.56, "en")) == "+37.56 points"
    assert plain(formats.percent(0, "vi")) == "0,00 %"
    assert formats.decimal("1234.565", "vi") == "1.234,57"
    assert plain(formats.money(16000, "vi")) == "16.000 đ"
    assert plain(formats.size(14 * 1024 * 1024, "vi")) == "14 MB"
    assert plain(formats.size(1258291, "vi")) == "1,2 MB"


@pytest.mark.parametrize("write", [formats.integer, formats.percent, formats.points, formats.money, formats.size])
def test_what_is_missing_is_a_dash_and_never_zero(write):
    assert write(None, "vi") == write(None, "en") == "–"


def test_particulars_are_grouped_and_masked():
    assert plain(formats.phone("0912000345")) == "0912 000 345"
    assert plain(formats.phone("02183000000")) == "0218 300 0000"
    assert plain(formats.whole_id("017184003125")) == "017 184 003 125"
    assert plain(formats.masked_id("017079000123")) == "017 079 ••• •••"
    assert plain(formats.masked_phone("0912000345")) == "09•• ••• 345"
    assert "12345" not in formats.masked_id("12345")
    assert formats.phone("") == formats.masked_id("") == formats.masked_phone(None) == formats.whole_id(None) == "–"
