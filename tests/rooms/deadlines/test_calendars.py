"""A calendar is loaded once, versioned on change, and read by every process as it stands now."""

import threading
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from motcua.deadlines import queries, reader, rules
from motcua.deadlines.actions import load_calendar
from motcua.deadlines.models import Calendar, CalendarDay, WorkingHours
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM

AT = datetime(2026, 1, 5, 8, tzinfo=clock.LOCAL)
VN = reader.read_calendar(reader.packaged_calendar())

pytestmark = pytest.mark.django_db


def changed(**values: Any) -> rules.WorkingCalendar:
    """The Vietnamese calendar with some of its fields replaced."""
    fields = ("name", "hours", "days_off", "make_up_days", "decided_from", "decided_to", "name_vi", "name_en")
    return rules.WorkingCalendar(**{**{name: getattr(VN, name) for name in fields}, **values})


def with_culture_day() -> rules.WorkingCalendar:
    """The calendar after a decision on 24 November 2026."""
    culture_day = rules.DayOff("Ngày Văn hóa Việt Nam", "Vietnam Culture Day", document="1/QĐ")
    return changed(days_off={**VN.days_off, date(2026, 11, 24): culture_day})


def test_what_was_loaded_is_read_back() -> None:
    loaded = load_calendar(VN, by=SYSTEM, at=AT)
    found = queries.get_calendar()
    assert (loaded.name, loaded.version, loaded.loaded_at) == ("vn", 1, AT)
    assert found == VN
    assert rules.digest(found) == rules.digest(VN) == loaded.digest
    received = datetime(2026, 8, 27, 9, tzinfo=clock.LOCAL)
    assert rules.promise(received, rules.Allowance(24, "hours"), (), found) == rules.promise(
        received, rules.Allowance(24, "hours"), (), VN
    )


def test_dated_working_hours_are_read_back() -> None:
    usual = VN.hours[0].week
    summer = (((time(6, 30), time(11)), (time(14), time(17, 30))), *usual[1:])
    spec = changed(
        hours=(
            rules.WorkingHours(date(2000, 1, 1), date(2026, 6, 1), usual),
            rules.WorkingHours(date(2026, 6, 1), date(2026, 9, 1), summer),
            rules.WorkingHours(date(2026, 9, 1), None, usual),
        )
    )
    load_calendar(spec, by=SYSTEM, at=AT)
    found = queries.get_calendar()
    assert found == spec
    assert found.opening(date(2026, 7, 6)) == datetime(2026, 7, 6, 6, 30, tzinfo=clock.LOCAL)
    assert found.opening(date(2026, 9, 7)) == datetime(2026, 9, 7, 7, tzinfo=clock.LOCAL)


def test_the_same_content_again_changes_nothing_and_leaves_no_event() -> None:
    first = load_calendar(VN, by=SYSTEM, at=AT)
    assert load_calendar(VN, by=SYSTEM, at=AT + timedelta(days=1)) == first
    assert Calendar.objects.count() == 1
    assert Event.objects.filter(type="calendar.loaded").count() == 1


def test_a_change_is_a_new_version_beside_the_old_with_its_event() -> None:
    first = load_calendar(VN, by=SYSTEM, at=AT)
    second = load_calendar(with_culture_day(), by=SYSTEM, at=AT + timedelta(days=1))
    assert (first.version, second.version, queries.get_calendar_version()) == (1, 2, 2)
    assert CalendarDay.objects.filter(calendar=first).count() == len(VN.days_off) + len(VN.make_up_days)
    event = Event.objects.filter(type="calendar.loaded").latest("id")
    assert event.chain == "calendar:vn"
    assert f'"digest":"{second.digest}"' in event.facts
    assert '"version":2' in event.facts
    back = load_calendar(VN, by=SYSTEM, at=AT + timedelta(days=2))
    assert (back.version, back.digest) == (3, first.digest)


def test_the_calendar_is_held_in_the_process_until_it_changes() -> None:
    load_calendar(VN, by=SYSTEM, at=AT)
    held = queries.get_calendar()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert queries.get_calendar() is held
    assert len(asked) == 1

    # another process loads: this one sees it at its next question, without having been told
    load_calendar(with_culture_day(), by=SYSTEM, at=AT)
    assert held.is_working_day(date(2026, 11, 24))
    assert not queries.get_calendar().is_working_day(date(2026, 11, 24))


@pytest.mark.django_db(transaction=True)
def test_two_processes_loading_at_once_make_one_version() -> None:
    barrier, versions = threading.Barrier(2), []

    def load() -> None:
        try:
            barrier.wait()
            versions.append(load_calendar(VN, by=SYSTEM, at=AT).version)
        finally:
            connection.close()

    threads = [threading.Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert versions == [1, 1]
    assert Event.objects.filter(type="calendar.loaded").count() == 1


def test_no_calendar() -> None:
    with pytest.raises(LookupError, match="no calendar 'vn'"):
        queries.get_calendar()
    assert queries.get_calendar_version() == 0


def test_a_refused_load_leaves_nothing() -> None:
    load_calendar(VN, by=SYSTEM, at=AT)
    nameless = changed(days_off={**VN.days_off, date(2026, 11, 24): rules.DayOff("", "")})
    with pytest.raises(IntegrityError), transaction.atomic():
        load_calendar(nameless, by=SYSTEM, at=AT)
    assert queries.get_calendar_version() == 1
    assert Event.objects.filter(type="calendar.loaded").count() == 1


def wrong_rows(calendar: Calendar) -> dict[str, Any]:
    """Rows that must not be, by the constraint that refuses them."""
    day: dict[str, Any] = {"calendar": calendar, "date": date(2030, 6, 3), "name_vi": "Nghỉ", "name_en": "Off"}
    hours: dict[str, Any] = {"calendar": calendar, "valid_from": date(2030, 1, 1), "weekday": 0}
    whole = {"opens": time(7), "closes": time(11)}
    return {
        "calendar_day_once": CalendarDay(**{**day, "date": date(2026, 9, 2)}, kind="day_off", cause="statutory"),
        "calendar_day_kind": CalendarDay(**day, kind="half", cause="statutory"),
        "calendar_day_cause": CalendarDay(**day, kind="day_off", cause="whim"),
        "day off without a name": CalendarDay(**{**day, "name_vi": ""}, kind="day_off", cause="statutory"),
        "day off in place of another": CalendarDay(**day, kind="day_off", cause="swap", replaces=date(2030, 6, 4)),
        "make-up day for nothing": CalendarDay(**day, kind="make_up", cause="swap"),
        "make-up day by law": CalendarDay(**day, kind="make_up", cause="statutory", replaces=date(2030, 6, 4)),
        "working_hours_weekday": WorkingHours(**{**hours, "weekday": 7}, **whole),
        "working_hours_forward": WorkingHours(**hours, opens=time(11), closes=time(11)),
        "working_hours_valid_forward": WorkingHours(**hours, **whole, valid_to=date(2030, 1, 1)),
        "calendar_version_once": Calendar(
            name="vn", version=1, digest="0", decided_from=2020, decided_to=2026, loaded_at=AT
        ),
        "calendar_version_from_one": Calendar(
            name="xx", version=0, digest="0", decided_from=2020, decided_to=2026, loaded_at=AT
        ),
        "calendar_decided_forward": Calendar(
            name="xx", version=1, digest="0", decided_from=2020, decided_to=2019, loaded_at=AT
        ),
    }


def is_saved(row: Model) -> bool:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return False
    return True


def test_the_database_refuses_what_must_not_be() -> None:
    calendar = load_calendar(VN, by=SYSTEM, at=AT)
    saved = [name for name, row in wrong_rows(calendar).items() if is_saved(row)]
    assert saved == []
