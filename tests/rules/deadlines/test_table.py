"""Appendix B and the table of cases (cases.csv): the due time, and the sentence that tells it."""

from dataclasses import replace
from datetime import UTC, date
from typing import Any

import pytest

from motcua.catalogue.rules import choose_limit
from motcua.catalogue.rules.spec import Limit
from motcua.deadlines.rules import Allowance, MakeUpDay, arrays, promise
from tests.rules.deadlines import table
from tests.rules.deadlines.known import VN, at, pauses

ROWS = table.read()
APPENDIX_B = (
    ("27/08 09:00", 24, "hours", None, False, "27/08 09:00", "04/09 09:00"),
    ("21/08 15:30", 8, "hours", "15:00", False, "22/08 07:00", "22/08 17:00"),
    ("22/08 10:00", 4, "hours", None, False, "22/08 10:00", "22/08 16:00"),
    ("29/08 10:00", 4, "hours", None, False, "03/09 07:00", "03/09 11:00"),
    ("01/10 16:00", 8, "hours", None, False, "01/10 16:00", "02/10 16:00"),
    ("01/10 16:00", 8, "hours", "15:00", False, "02/10 07:00", "02/10 17:00"),
    ("13/02 09:00", 16, "hours", None, False, "13/02 09:00", "24/02 09:00"),
    ("05/10 12:00", 4, "hours", None, False, "05/10 13:30", "06/10 07:30"),
    ("05/10 08:00", 168, "hours", None, False, "05/10 08:00", "03/11 08:00"),
    ("28/08 10:00", 3, "calendar_days", None, True, "28/08 10:00", "03/09 10:00"),
)


@pytest.mark.parametrize(("received", "limit", "unit", "cutoff", "roll", "start", "due"), APPENDIX_B)
def test_appendix_b(received: str, limit: int, unit: Any, cutoff: str | None, roll: bool, start: str, due: str):
    found = promise(at(received), Allowance(limit, unit, cutoff=_hour(cutoff), roll=roll), (), VN)
    assert (found.start_at, found.due_at) == (at(start), at(due))


def _hour(cutoff: str | None) -> Any:
    return table.terms({"limit": 0, "unit": "", "policy": "", "roll": False, "cutoff": cutoff or ""})["cutoff"]


def test_the_table_has_its_two_hundred_cases_of_every_kind():
    assert len(ROWS) >= 200
    assert {row["group"] for row in ROWS} == {"day", "elapsed", "cutoff", "pause", "channel"}
    assert {row["policy"] for row in ROWS} == {"hour_exact", "end_of_day"}
    assert {row["cutoff"] for row in ROWS} == {"", "15:00", "15:00 hand_over", "11:00"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['group']} {row['received']} {row['limit']} {row['unit']}")
def test_a_case_comes_out_and_is_told(row: dict[str, Any]):
    found = promise(at(row["received"]), Allowance(**table.terms(row)), table.spans(row), VN)
    assert found.due_at == at(row["due"])
    assert " ".join(line.words_vi for line in found.ledger) == row["words_vi"]
    # the promise is said with its hour, its weekday and its day, and the English says as much
    weekday = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")[at(row["due"]).weekday()]
    day, hour = row["due"].split()
    assert row["words_vi"].endswith(f"Hẹn trả kết quả {hour} {weekday} {day}.")
    assert all(line.words_en and line.words_en[0].isupper() for line in found.ledger)


def test_the_table_on_arrays():
    """What is alike is reckoned at once."""
    for row in ROWS:
        received = arrays.instants([at(row["received"])])
        rows = arrays.pause_arrays([table.spans(row)])
        assert arrays.moments(arrays.due_many(received, Allowance(**table.terms(row)), VN, rows)) == [at(row["due"])]


@pytest.mark.parametrize("channel", ["online", "direct", "post"])
def test_a_channel_chooses_its_limit(channel: str):
    unit, value = table.CHANNELS["1.000603"][channel]
    limits = [Limit(v, u, channel=c) for c, (u, v) in table.CHANNELS["1.000603"].items()]
    limits += [Limit(3, "working_days"), Limit(9, "working_days", case="field_check")]
    chosen = choose_limit(limits, channel)
    assert chosen is not None
    assert (chosen.value, chosen.unit) == (value, unit)
    other = choose_limit(limits, channel, "field_check")
    assert other is not None
    assert other.value == 9


# integration.md, section 6: traps worth a test each


def test_a_make_up_saturday_followed_by_a_holiday():
    assert promise(at("22/08 16:00"), Allowance(2, "hours"), (), VN).due_at == at("24/08 08:00")
    assert promise(at("28/08 16:00"), Allowance(2, "hours"), (), VN).due_at == at("03/09 08:00")


def test_due_exactly_at_the_end_of_a_shift_and_not_at_the_next_opening():
    assert promise(at("01/10 09:30"), Allowance(2, "hours"), (), VN).due_at == at("01/10 11:30")
    assert promise(at("01/10 15:00"), Allowance(2, "hours"), (), VN).due_at == at("01/10 17:00")


def test_a_supplement_asked_after_the_due_time_moves_nothing():
    late = promise(at("01/10 09:00"), Allowance(1, "working_days"), pauses("05/10 10:00..07/10 10:00"), VN)
    assert late.due_at == at("02/10 09:00")
    assert all(line.rule not in ("pause", "resume") for line in late.ledger)


def test_one_minute_before_and_after_closing():
    assert promise(at("01/10 16:59"), Allowance(1, "hours"), (), VN).start_at == at("01/10 16:59")
    assert promise(at("01/10 17:01"), Allowance(1, "hours"), (), VN).start_at == at("02/10 07:00")
    assert promise(at("01/10 17:00"), Allowance(1, "hours"), (), VN).start_at == at("02/10 07:00")


def test_a_service_of_seven_days_a_week():
    hours = VN.hours[-1]
    daily = replace(hours, week=(hours.week[0],) * 7)
    calendar = replace(VN, hours=(daily,), days_off={}, make_up_days={})
    assert promise(at("29/08 10:00"), Allowance(2, "working_days"), (), calendar).due_at == at("31/08 10:00")


def test_a_make_up_day_inside_a_block_of_days_off():
    worked = replace(VN, days_off={day: off for day, off in VN.days_off.items() if day != date(2026, 2, 18)})
    worked = replace(worked, make_up_days={**VN.make_up_days, date(2026, 2, 15): MakeUpDay(date(2026, 2, 18))})
    assert promise(at("13/02 16:00"), Allowance(2, "hours"), (), worked).due_at == at("15/02 08:00")


def test_half_days_are_hours():
    assert promise(at("01/10 07:00"), Allowance(4, "hours"), (), VN).due_at == at("01/10 11:00")
    assert promise(at("01/10 07:00"), Allowance(12, "hours"), (), VN).due_at == at("02/10 11:00")


def test_an_instant_of_another_zone_is_the_same_instant():
    there = at("27/08 09:00").astimezone(UTC)
    assert promise(there, Allowance(24, "hours"), (), VN).due_at == at("04/09 09:00")
