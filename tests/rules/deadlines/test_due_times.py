"""Contract, section 4, and domain.md, appendix B: one row, one rule."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from motcua.deadlines.rules import Allowance, Pause, due, promise
from motcua.kernel.errors import Invalid
from tests.rules.deadlines.known import VN, at, pauses

THREE_PM = time(15)


def reckoned(received: str, value: int, unit: Any, *spans: str, **terms: Any) -> tuple[datetime, datetime | None]:
    found = promise(at(received), Allowance(value, unit, **terms), pauses(*spans), VN)
    assert found.due_at == due(at(received), Allowance(value, unit, **terms), pauses(*spans), VN)
    return found.start_at, found.due_at


@pytest.mark.parametrize(
    ("received", "hours", "cutoff", "start", "expected"),
    [
        ("27/08 09:00", 24, None, "27/08 09:00", "04/09 09:00"),
        ("21/08 15:30", 8, THREE_PM, "22/08 07:00", "22/08 17:00"),
        ("22/08 10:00", 4, None, "22/08 10:00", "22/08 16:00"),
        ("29/08 10:00", 4, None, "03/09 07:00", "03/09 11:00"),
        ("01/10 16:00", 8, None, "01/10 16:00", "02/10 16:00"),
        ("01/10 16:00", 8, THREE_PM, "02/10 07:00", "02/10 17:00"),
        ("13/02 09:00", 16, None, "13/02 09:00", "24/02 09:00"),
        ("05/10 12:00", 4, None, "05/10 13:30", "06/10 07:30"),
        ("05/10 08:00", 168, None, "05/10 08:00", "03/11 08:00"),
    ],
)
def test_appendix_b(received: str, hours: int, cutoff: time | None, start: str, expected: str) -> None:
    assert reckoned(received, hours, "hours", cutoff=cutoff) == (at(start), at(expected))
    if hours % 8 == 0:
        assert reckoned(received, hours // 8, "working_days", cutoff=cutoff) == (at(start), at(expected))


def test_appendix_b_calendar_days_roll_off_days_off() -> None:
    assert reckoned("28/08 10:00", 3, "calendar_days", roll=True) == (at("28/08 10:00"), at("03/09 10:00"))


@pytest.mark.parametrize(
    ("received", "cutoff", "start"),
    [
        ("05/10 07:00", None, "05/10 07:00"),  # the first instant of working hours belongs to them
        ("05/10 06:59", None, "05/10 07:00"),
        ("05/10 11:29", None, "05/10 11:29"),
        ("05/10 11:30", None, "05/10 13:30"),  # the last does not
        ("05/10 17:00", None, "06/10 07:00"),
        ("09/10 18:00", None, "12/10 07:00"),  # Friday evening
        ("10/10 09:00", None, "12/10 07:00"),  # Saturday
        ("11/10 23:59", None, "12/10 07:00"),
        ("05/10 14:59", THREE_PM, "05/10 14:59"),
        ("05/10 15:00", THREE_PM, "06/10 07:00"),
        ("09/10 15:00", THREE_PM, "12/10 07:00"),
        ("10/10 16:00", THREE_PM, "12/10 07:00"),  # a rest day has no cut-off: Monday, not Tuesday
        ("22/08 15:00", THREE_PM, "24/08 07:00"),  # a make-up Saturday has
        ("05/10 12:00", time(12), "06/10 07:00"),  # a cut-off at lunch
        ("05/10 06:00", time(5), "06/10 07:00"),
    ],
)
def test_start_of_the_clock(received: str, cutoff: time | None, start: str) -> None:
    for unit in ("hours", "working_days", "same_day"):
        assert reckoned(received, 1, unit, cutoff=cutoff)[0] == at(start)
    for unit in ("calendar_days", "months"):
        assert reckoned(received, 1, unit, cutoff=cutoff)[0] == at(received)


@pytest.mark.parametrize(
    ("received", "hours", "expected"),
    [
        ("05/10 07:00", 8, "05/10 17:00"),  # ends at closing: that closing, not the next opening
        ("05/10 13:00", 8, "06/10 11:30"),
        ("08/10 16:00", 9, "09/10 17:00"),
        ("05/10 09:00", 0, "05/10 09:00"),
        ("05/10 12:00", 0, "05/10 13:30"),
    ],
)
def test_an_end_at_closing_stays_there(received: str, hours: int, expected: str) -> None:
    assert reckoned(received, hours, "hours")[1] == at(expected)


def test_seconds_are_kept() -> None:
    received = at("05/10 08:00") + timedelta(seconds=30, microseconds=7)
    assert due(received, Allowance(8, "hours"), (), VN) == at("06/10 08:00") + timedelta(seconds=30, microseconds=7)


@pytest.mark.parametrize(
    ("received", "value", "unit", "roll", "expected"),
    [
        ("28/08 10:00", 3, "calendar_days", False, "31/08 10:00"),
        ("28/08 22:10", 1, "calendar_days", True, "03/09 22:10"),  # time kept
        ("20/08 10:00", 2, "calendar_days", True, "22/08 10:00"),  # a make-up Saturday is a working day
        ("05/10 10:00", 0, "calendar_days", False, "05/10 10:00"),
        ("31/01 10:00", 1, "months", False, "28/02 10:00"),  # February has no 31st
        ("31/01 10:00", 1, "months", True, "02/03 10:00"),
        ("31/01 10:00", 2, "months", False, "31/03 10:00"),
        ("30/11/2027 10:00", 3, "months", False, "29/02/2028 10:00"),
        ("31/08 10:00", 13, "months", False, "30/09/2027 10:00"),
        ("15/12 10:00", 1, "months", False, "15/01/2027 10:00"),
    ],
)
def test_calendar_days_and_months(received: str, value: int, unit: Any, roll: bool, expected: str) -> None:
    assert reckoned(received, value, unit, roll=roll)[1] == at(expected)


@pytest.mark.parametrize(
    ("received", "value", "unit", "roll", "expected"),
    [
        ("05/10 08:00", 8, "hours", False, "06/10 17:00"),  # the day of start is not counted
        ("05/10 08:00", 9, "hours", False, "07/10 17:00"),  # eight hours a day, rounded up
        ("05/10 08:00", 1, "hours", False, "06/10 17:00"),
        ("05/10 18:00", 1, "working_days", False, "07/10 17:00"),  # starts on the 6th
        ("27/08 09:00", 3, "working_days", False, "04/09 17:00"),
        ("21/08 09:00", 1, "working_days", False, "22/08 17:00"),
        ("27/08 09:00", 0, "working_days", False, "27/08 17:00"),
        ("28/08 10:00", 3, "calendar_days", False, "31/08 17:00"),  # a day off has no closing: 17:00
        ("28/08 10:00", 3, "calendar_days", True, "03/09 17:00"),
        ("31/01 10:00", 1, "months", False, "28/02 17:00"),
        ("05/10 12:00", 1, "same_day", False, "05/10 17:00"),
    ],
)
def test_end_of_day(received: str, value: int, unit: Any, roll: bool, expected: str) -> None:
    assert reckoned(received, value, unit, policy="end_of_day", roll=roll)[1] == at(expected)


def test_end_of_day_with_a_cut_off_counts_from_the_day_after_the_moved_start() -> None:
    expected = at("02/10 07:00"), at("05/10 17:00")
    assert reckoned("01/10 16:00", 1, "working_days", cutoff=THREE_PM, policy="end_of_day") == expected


@pytest.mark.parametrize(
    ("received", "expected"),
    [("05/10 08:00", "05/10 17:00"), ("05/10 17:00", "06/10 17:00"), ("10/10 08:00", "12/10 17:00")],
)
def test_same_day(received: str, expected: str) -> None:
    assert reckoned(received, 0, "same_day")[1] == at(expected)
    assert reckoned(received, 7, "same_day")[1] == at(expected)


def test_no_due_time() -> None:
    found = promise(at("05/10 08:00"), Allowance(0, "none"), (), VN)
    assert (found.due_at, found.working_minutes, found.provisional) == (None, 0, False)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        (["29/10 10:00..03/11 14:00"], "09/11 10:15"),  # design/track-360.png
        (["31/10 08:00..01/11 20:00"], "04/11 08:15"),  # a weekend: nothing was lost
        (["26/10 12:00..26/10 13:00"], "04/11 08:15"),  # lunch
        (["28/10 07:00..28/10 08:00", "30/10 16:00..02/11 08:00"], "04/11 11:15"),
        (["28/10 07:00..28/10 08:00", "28/10 08:00..28/10 09:00"], "04/11 10:15"),  # touching is not overlapping
        (["20/10 08:00..26/10 09:15"], "04/11 09:15"),  # before the start nothing is counted
        (["20/10 08:00..26/10 08:15"], "04/11 08:15"),
        (["04/11 08:15..10/11 08:00"], "04/11 08:15"),  # from the due time on neither
        (["04/11 08:14..10/11 08:00"], "10/11 08:01"),
    ],
)
def test_working_minutes_inside_a_pause_are_not_counted(spans: list[str], expected: str) -> None:
    assert reckoned("26/10 08:15", 7, "working_days", *spans)[1] == at(expected)
    assert reckoned("26/10 08:15", 56, "hours", *reversed(spans))[1] == at(expected)


@pytest.mark.parametrize(
    ("spans", "roll", "policy", "expected"),
    [
        (["06/10 10:00..07/10 12:30"], False, "hour_exact", "09/10 10:30"),
        (["06/10 10:00..08/10 10:00"], False, "hour_exact", "10/10 08:00"),
        (["06/10 10:00..08/10 10:00"], True, "hour_exact", "12/10 08:00"),
        (["06/10 10:00..08/10 10:00"], True, "end_of_day", "12/10 17:00"),
        (["06/10 10:00..08/10 10:00"], False, "end_of_day", "10/10 17:00"),
        (["01/10 08:00..05/10 09:00"], False, "hour_exact", "08/10 09:00"),  # counted from the start
        (["08/10 08:00..09/10 08:00"], False, "hour_exact", "08/10 08:00"),  # not after the due time
        (["06/10 08:00..07/10 08:00", "09/10 07:00..09/10 08:00"], False, "hour_exact", "09/10 09:00"),
    ],
)
def test_elapsed_time_of_a_pause_moves_calendar_days(spans: list[str], roll: bool, policy: Any, expected: str) -> None:
    assert reckoned("05/10 08:00", 3, "calendar_days", *spans, roll=roll, policy=policy)[1] == at(expected)


def test_elapsed_time_of_a_pause_moves_months() -> None:
    assert reckoned("31/01 08:00", 1, "months", "05/02 08:00..07/02 09:00")[1] == at("02/03 09:00")


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        (["06/10 09:00..06/10 16:00"], "08/10 17:00"),  # within one day: nothing
        (["06/10 16:00..07/10 08:00"], "09/10 17:00"),  # the day of its end is not counted
        (["06/10 16:00..08/10 08:00"], "12/10 17:00"),
        (["05/10 16:00..06/10 08:00"], "09/10 17:00"),
        (["09/10 08:00..12/10 08:00"], "08/10 17:00"),  # after the due time
        (["08/10 08:00..12/10 08:00"], "08/10 17:00"),  # on the last day: that day is counted
        (["06/10 16:00..07/10 08:00", "08/10 08:00..09/10 08:00"], "12/10 17:00"),
        (["01/10 16:00..06/10 08:00"], "09/10 17:00"),
    ],
)
def test_days_of_a_pause_are_not_counted_by_end_of_day(spans: list[str], expected: str) -> None:
    assert reckoned("05/10 08:00", 3, "working_days", *spans, policy="end_of_day")[1] == at(expected)


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ("05/10 10:00..05/10 16:00", "05/10 17:00"),
        ("05/10 10:00..07/10 09:00", "07/10 17:00"),  # ours: the contract is silent
        ("05/10 10:00..07/10 17:00", "08/10 17:00"),
        ("05/10 10:00..10/10 09:00", "12/10 17:00"),
        ("05/10 17:00..07/10 09:00", "05/10 17:00"),
    ],
)
def test_a_pause_that_outlasts_the_day_begins_same_day_anew(span: str, expected: str) -> None:
    assert reckoned("05/10 08:00", 1, "same_day", span)[1] == at(expected)


def test_an_open_pause_moves_nothing_yet() -> None:
    found = promise(at("05/10 08:00"), Allowance(8, "hours"), [Pause(at("05/10 10:00"), None)], VN)
    assert found.due_at == at("06/10 08:00")
    assert "pause" in [line.rule for line in found.ledger]


@pytest.mark.parametrize(
    ("spans", "code"),
    [
        ([("06/10 08:00", "06/10 08:00")], "deadlines.pause_backward"),
        ([("06/10 08:00", "05/10 08:00")], "deadlines.pause_backward"),
        ([("06/10 08:00", "07/10 08:00"), ("07/10 07:59", "08/10 08:00")], "deadlines.pauses_overlap"),
        ([("08/10 08:00", "09/10 08:00"), ("06/10 08:00", "08/10 08:01")], "deadlines.pauses_overlap"),
        ([("06/10 08:00", None), ("07/10 08:00", "08/10 08:00")], "deadlines.pauses_overlap"),
    ],
)
def test_impossible_pauses_are_refused(spans: list[tuple[str, str | None]], code: str) -> None:
    given = [Pause(at(start), at(end) if end else None) for start, end in spans]
    for unit in ("hours", "calendar_days", "same_day", "none"):
        with pytest.raises(Invalid) as refused:
            promise(at("05/10 08:00"), Allowance(1, unit), given, VN)
        assert refused.value.code == code


@pytest.mark.parametrize("unit", ["hours", "working_days", "calendar_days", "months"])
@pytest.mark.parametrize("policy", ["hour_exact", "end_of_day"])
def test_absurd_limits_are_refused(unit: Any, policy: Any) -> None:
    with pytest.raises(Invalid) as refused:
        Allowance(-1, unit)
    assert refused.value.code == "deadlines.negative_limit"
    for value in (10**6, 10**12, 10**30):
        with pytest.raises(Invalid) as refused:
            promise(at("05/10 08:00"), Allowance(value, unit, policy=policy), (), VN)
        assert refused.value.code == "deadlines.out_of_range"


def test_unknown_units_and_policies_are_refused() -> None:
    with pytest.raises(Invalid, match=r"deadlines\.unknown_unit"):
        Allowance(1, "fortnights")  # type: ignore[arg-type]
    with pytest.raises(Invalid, match=r"deadlines\.unknown_policy"):
        Allowance(1, "hours", policy="whenever")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("received", "days", "provisional"),
    [
        ("30/12 08:00", 1, False),
        ("30/12 08:00", 2, True),  # 4 January 2027
        ("05/10 08:00", 3, False),
        ("01/02/2027 08:00", 1, True),
        ("30/12/2019 08:00", 1, True),  # before the calendar begins nothing is held either
        ("02/01/2020 08:00", 1, False),
    ],
)
def test_a_promise_into_an_undecided_year_says_so(received: str, days: int, provisional: bool) -> None:
    found = promise(at(received), Allowance(days, "working_days"), (), VN)
    assert found.provisional is provisional
    assert ("provisional" in [line.rule for line in found.ledger]) is provisional


def test_undecided_years_hold_the_statutory_days() -> None:
    assert reckoned("31/12 16:00", 8, "hours")[1] == at("04/01/2027 16:00")  # Friday 1 January is off
    assert reckoned("03/02/2027 16:00", 8, "hours")[1] == at("11/02/2027 16:00")  # Tết, with two days in lieu
    assert reckoned("31/12/2098 16:00", 8, "hours")[1] == at("02/01/2099 16:00")
    assert VN.is_provisional(date(2027, 6, 1))
    assert not VN.is_provisional(date(2026, 6, 1))


def test_a_proposed_day_off_is_a_working_day() -> None:
    assert reckoned("24/11 10:00", 4, "hours") == (at("24/11 10:00"), at("24/11 16:00"))


def test_times_of_other_zones_are_read_as_local_ones() -> None:
    utc = datetime.fromisoformat("2026-08-27T02:00:00+00:00")
    assert due(utc, Allowance(24, "hours"), (), VN) == at("04/09 09:00")
    naive = datetime(2026, 8, 27, 9)
    assert due(naive, Allowance(24, "hours"), (), VN) == at("04/09 09:00")
