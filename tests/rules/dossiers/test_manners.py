"""When form 04 is drafted, how long an answer is awaited, which reasons may be given; no database."""

from datetime import date, timedelta

import pytest

from motcua.deadlines.reader import packaged_calendar, read_calendar
from motcua.dossiers import manners
from motcua.kernel import clock

CALENDAR = read_calendar(packaged_calendar())
DRAFTING = manners.Drafting(8, 34, date(2020, 1, 1))


def at(text):
    return clock.parse(text)


@pytest.mark.parametrize(
    ("received", "due", "now", "drafted"),
    [
        # three working days: a working day of eight hours before
        ("2026-10-05T09:00", "2026-10-08T09:00", "2026-10-07T08:59", False),
        ("2026-10-05T09:00", "2026-10-08T09:00", "2026-10-07T09:00", True),
        # over a weekend it is the working day before
        ("2026-10-06T09:00", "2026-10-12T09:00", "2026-10-09T08:59", False),
        ("2026-10-06T09:00", "2026-10-12T09:00", "2026-10-09T09:00", True),
        # one working day: a third of it, not at reception
        ("2026-10-05T09:00", "2026-10-06T09:00", "2026-10-05T09:01", False),
        ("2026-10-05T09:00", "2026-10-06T09:00", "2026-10-06T07:30", True),
        # past it, always
        ("2026-10-05T09:00", "2026-10-06T09:00", "2026-10-20T09:00", True),
    ],
)
def test_the_letter_is_drafted_the_working_day_before(received, due, now, drafted):
    assert manners.is_to_draft(at(received), at(due), at(now), DRAFTING, CALENDAR) is drafted


def test_an_answer_is_awaited_fifteen_working_days_unless_sector_law_says_otherwise():
    general = manners.Silence(15, 3, date(2020, 1, 1))
    land = manners.Silence(30, 5, date(2024, 8, 1), field="land")
    one = manners.Silence(5, 1, date(2026, 1, 1), procedure="1.012753")
    known = manners.Manners((), (general, land, one), ())

    def days(procedure, field, on):
        return manners.silence_for(procedure, field, on, known).working_days

    assert days("1.001193", "civil_status", date(2026, 10, 1)) == 15
    assert days("1.012754", "land", date(2024, 7, 31)) == 15
    assert days("1.012754", "land", date(2024, 8, 1)) == 30
    assert days("1.012753", "land", date(2026, 1, 1)) == 5
    until = manners.answer_until(at("2026-10-05T09:00"), general, CALENDAR)
    assert until == at("2026-10-26T17:00")
    assert manners.remind_from(until, general, CALENDAR) == at("2026-10-22T07:00")


def test_a_reason_holds_on_its_days_and_old_codes_keep_their_words():
    old = manners.Reason("workload", "Nhiều việc", "Too much", date(2020, 1, 1), date(2026, 1, 1))
    new = manners.Reason("merger", "Sắp xếp đơn vị", "Merger of units", date(2025, 7, 1))
    known = manners.Manners((old, new), (), ())
    assert [one.code for one in manners.reasons_on(date(2025, 12, 31), known)] == ["workload", "merger"]
    assert [one.code for one in manners.reasons_on(date(2026, 1, 1), known)] == ["merger"]
    assert manners.reason_words("workload", "en", known) == "Too much"
    assert manners.reason_words("unknown", "vi", known) == "unknown"


def test_the_country_pack_says_what_every_installation_begins_with():
    known = manners.known()
    assert {one.code for one in known.reasons} >= {"workload", "office_error", "other"}
    assert all(one.vi and one.en for one in known.reasons)
    assert manners.silence_for("1.001193", "civil_status", date(2026, 1, 1)).working_days == 15


def test_new_dates_lie_so_many_working_days_later_at_the_same_hour():
    found = manners.new_dates(at("2026-10-09T10:15"), CALENDAR, (1, 2))
    assert found == [at("2026-10-12T10:15"), at("2026-10-13T10:15")]
    assert found[0] - at("2026-10-09T10:15") == timedelta(days=3)


def test_what_holds_between_agencies_is_dated():
    assert manners.between_on(date(2026, 10, 1)) == manners.Between(
        8, 2, date(2020, 1, 1), "61/2018/NĐ-CP, Điều 19; 118/2025/NĐ-CP"
    )
    sooner = manners.Between(4, 1, date(2027, 1, 1))
    known = manners.Manners((), (), (), between=(*manners.known().between, sooner))
    assert [manners.between_on(day, known).accept_hours for day in (date(2026, 12, 31), date(2027, 1, 1))] == [8, 4]
