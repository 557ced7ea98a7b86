"""Calendar files: what the packaged one says, and what is said of a wrong one."""

from datetime import date
from pathlib import Path

import pytest

from motcua.deadlines import reader
from motcua.deadlines.rules import DayOff, digest
from motcua.kernel.errors import Invalid
from tests.rules.deadlines.known import VN

GOOD = """\
calendar: xx
name_vi: Lịch thử
name_en: Test calendar
working_hours:
  - valid_from: 2000-01-01
    valid_to: 2025-01-01
    monday: [08:00-12:00, 13:00-17:00]
    tuesday: [08:00-12:00]
  - valid_from: 2025-01-01
    monday: [07:00-11:30, 13:30-17:00]
holidays:
  tet: {name_vi: Tết, name_en: New Year}
years:
  2025:
    status: decided
    days_off:
      2025-01-27..2025-01-29: tet
  2026:
    status: provisional
    swaps:
      - off: 2026-01-05
        work: 2026-01-10
        holiday: tet
        document: 1/TB
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "vn" / "calendar.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file(tmp_path: Path) -> None:
    calendar = reader.read_calendar(written(tmp_path, GOOD))
    assert (calendar.name, calendar.name_vi, calendar.name_en) == ("xx", "Lịch thử", "Test calendar")
    assert [calendar.is_working_day(date(2024, 12, day)) for day in (30, 31)] == [True, True]
    assert not calendar.is_working_day(date(2025, 1, 7))  # Tuesdays ended with 2024
    assert not calendar.is_working_day(date(2025, 1, 27))
    assert calendar.days_off[date(2026, 1, 5)] == DayOff("Tết", "New Year", "swap", "1/TB", provisional=True)
    opening = calendar.opening(date(2026, 1, 10))  # a Saturday with a Monday's hours
    assert opening is not None
    assert f"{opening:%H:%M}" == "07:00"
    assert not calendar.is_provisional(date(2025, 6, 1))
    assert calendar.is_provisional(date(2026, 6, 1))
    assert digest(calendar) == digest(reader.read_calendar(written(tmp_path, GOOD + "# a remark\n")))
    assert digest(calendar) != digest(reader.read_calendar(written(tmp_path, GOOD.replace("1/TB", "2/TB"))))


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("calendar: xx", "calendar:", 1, "calendar is missing"),
        ("name_en: Test calendar\n", "", 1, "name_en is missing"),
        ("name_en: Test calendar", "nickname: x", 3, "unknown key nickname"),
        ("08:00-12:00, 13:00-17:00", "12:00-08:00", 7, "hours out of order"),
        ("08:00-12:00, 13:00-17:00", "08:00-12:00, 11:00-17:00", 7, "hours out of order"),
        ("08:00-12:00, 13:00-17:00", "8h-12h", 7, "not hours"),
        ("valid_from: 2025-01-01", "valid_from: 2024-12-31", 9, "periods must follow"),
        ("    valid_to: 2025-01-01\n", "", 8, "periods must follow"),
        ("    monday: [07:00-11:30, 13:30-17:00]\n", "", 9, "without working hours"),
        ("2025-01-27..2025-01-29: tet", "2025-01-27: xmas", 17, "unknown holiday xmas"),
        ("2025-01-27..2025-01-29: tet", "2025-01-29..2025-01-27: tet", 17, "ends before it begins"),
        ("2025-01-27..2025-01-29: tet", "2025-02-30: tet", 17, "not a day"),
        ("2025-01-27..2025-01-29: tet", "2024-12-31: tet", 17, "not a day of 2025"),
        (
            "2025-01-27..2025-01-29: tet",
            "2025-01-27..2025-01-29: tet\n      2025-01-28: tet",
            18,
            "stands above already",
        ),
        ("status: decided", "status: perhaps", 15, "decided or provisional"),
        ("    status: decided\n", "", 15, "status is missing"),
        ("status: decided", "status: provisional", 13, "no year is decided"),
        ("  2025:\n", "  soon:\n", 14, "not a year: soon"),
        ("off: 2026-01-05", "off: 2026-01-06", 21, "weekly rest day already"),
        ("work: 2026-01-10", "work: 2026-01-12", 22, "is no rest day"),
        ("off: 2026-01-05", "off: whenever", 21, "not a day: whenever"),
        ("tet: {name_vi: Tết, name_en: New Year}", "tet: {name_vi: Tết}", 12, "name_en is missing"),
        ("  2026:", "  2025:", 18, "not YAML"),
        ("holidays:", "holidays: [", 13, "not YAML"),
        ("holidays:\n  tet: {name_vi: Tết, name_en: New Year}", "holidays: none", 11, "a mapping is needed"),
    ],
)
def test_errors_name_file_line_and_reason(tmp_path: Path, old: str, new: str, line: int, reason: str) -> None:
    assert old in GOOD
    with pytest.raises(Invalid) as refused:
        reader.read_calendar(written(tmp_path, GOOD.replace(old, new, 1)))
    said = str(refused.value)
    assert said.startswith("vn/calendar.yaml:"), said
    assert reason in said
    assert (refused.value.code, refused.value.facts["line"]) == ("calendar.unreadable", line), said


def test_a_missing_file_and_a_binary_one(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="cannot be opened"):
        reader.read_calendar(tmp_path / "nowhere.yaml")
    path = written(tmp_path, "")
    path.write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(Invalid, match="not YAML"):
        reader.read_calendar(path)
    with pytest.raises(Invalid, match="mapping"):
        reader.read_calendar(written(tmp_path, ""))


@pytest.mark.parametrize("name", ["zz", "../vn", "", "."])
def test_an_unknown_pack(name: str) -> None:
    with pytest.raises(LookupError):
        reader.packaged_calendar(name)


@pytest.mark.parametrize(
    ("year", "days"), [(2020, 252), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 250), (2026, 250)]
)
def test_working_days_of_the_decided_years(year: int, days: int) -> None:
    assert VN.is_decided(year)
    assert VN.working_days(date(year - 1, 12, 31), date(year, 12, 31)) == days


def test_exchanged_days_are_made_up_on_saturdays() -> None:
    exchanged = {str(made_up.replaces): str(day) for day, made_up in VN.make_up_days.items()}
    assert exchanged == {
        "2024-04-29": "2024-05-04",
        "2025-05-02": "2025-04-26",
        "2026-01-02": "2026-01-10",
        "2026-08-31": "2026-08-22",
    }
    for replaced, day in exchanged.items():
        assert not VN.is_working_day(date.fromisoformat(replaced))
        assert VN.is_working_day(date.fromisoformat(day))


def test_undecided_years_hold_the_statutory_days_and_their_days_in_lieu() -> None:
    for year in range(2027, 2100):
        entries = {day: off for day, off in VN.days_off.items() if day.year == year}
        statutory = [day for day, off in entries.items() if off.cause == "statutory"]
        assert len(statutory) == 11, year  # Labour Code 45/2019/QH14, article 112
        in_lieu = [day for day, off in entries.items() if off.cause == "compensation"]
        assert len(in_lieu) == len([day for day in statutory if day.weekday() > 4]), year
        assert all(off.provisional for off in entries.values())
        assert VN.is_provisional(date(year, 7, 1))
    assert not [day for day, off in VN.days_off.items() if day.year < 2027 and off.provisional]


def test_proposed_days_are_not_in_force() -> None:
    assert VN.is_working_day(date(2026, 11, 24))
