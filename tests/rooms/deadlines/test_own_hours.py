"""A unit's own hours and days: by its decision, never backwards, laid over the country's calendar."""

from datetime import date, datetime, time, timedelta

import pytest

from motcua.deadlines import own_hours, queries
from motcua.deadlines.models import LocalDay
from motcua.deadlines.rules import Allowance, odd_days, promise, read_spans, written_spans
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Invalid, NotLawfulNow
from tests.factories.plain_lives import a_commune, a_received_dossier

pytestmark = pytest.mark.django_db
AT = datetime(2026, 8, 24, 9, tzinfo=clock.LOCAL)  # a Monday
TODAY = clock.local_day(AT)
EARLY = ((time(7, 30), time(11, 30)), (time(13), time(17)))
WEEK = dict.fromkeys(range(5), EARLY)
SATURDAY = date(2026, 8, 29)


@pytest.fixture
def commune():
    a_received_dossier()  # loads the calendar
    return a_commune()


def set_week(commune, since=TODAY, week=WEEK, **values):
    return own_hours.set_week(commune, week, valid_from=since, decision_no=values.pop("decision_no", "5/QĐ"), by=SYSTEM,
                              at=AT, **values)  # fmt: skip


def set_day(commune, day, spans=(), counts=True, name="Mưa bão", **values):
    return own_hours.set_day(commune, day, spans=spans, counts=counts, name_vi=name, decision_no="6/QĐ", by=SYSTEM,
                             at=AT, **values)  # fmt: skip


def due(commune, days=1, at=AT):
    return promise(at, Allowance(days, "working_days"), (), queries.calendar_of(commune.pk))


def test_without_hours_of_its_own_a_unit_keeps_the_countrys(commune):
    assert queries.calendar_of(commune.pk) is queries.get_calendar()
    assert queries.has_own_hours() == frozenset()


def test_a_week_holds_from_its_day_until_the_next_one(commune):
    start = TODAY + timedelta(days=14)
    set_week(commune, since=start)
    calendar = queries.calendar_of(commune.pk)
    assert calendar.opening(TODAY).time() == time(7)
    assert calendar.opening(start).time() == time(7, 30)
    own_hours.end_week(commune, on=start + timedelta(days=7), decision_no="7/QĐ", by=SYSTEM, at=AT)
    assert queries.calendar_of(commune.pk).opening(start + timedelta(days=7)).time() == time(7)
    assert queries.get_calendar().opening(start).time() == time(7)
    assert queries.has_own_hours() == {commune.pk}
    assert list(Event.objects.filter(chain="agency:H44.229", type__startswith="hours.").values_list("type", flat=True))


def test_a_later_week_ends_the_one_before(commune):
    first = set_week(commune)
    set_week(commune, since=TODAY + timedelta(days=3))
    first.refresh_from_db()
    assert first.valid_to == TODAY + timedelta(days=3)
    with pytest.raises(NotLawfulNow) as refused:
        set_week(commune, since=TODAY + timedelta(days=2))
    assert refused.value.code == "hours.later_week"


def test_a_closed_day_moves_new_promises_and_says_why(commune):
    before = due(commune)
    set_day(commune, TODAY + timedelta(days=1))
    after = due(commune)
    assert (before.due_at.day, after.due_at.day) == (25, 26)
    assert any("cơ quan nghỉ Mưa bão" in line.words_vi for line in after.ledger)
    assert any("Mưa bão" in line.words_en for line in after.ledger)


def test_a_saturday_for_the_public_moves_no_clock(commune):
    spans = ((time(7, 30), time(11)),)
    set_day(commune, SATURDAY, spans=spans, counts=False, name="Mở thêm sáng thứ Bảy")
    noon = datetime(2026, 8, 29, 9, tzinfo=clock.LOCAL)
    assert not queries.calendar_of(commune.pk).is_open(noon)
    assert queries.calendar_of(commune.pk, public=True).is_open(noon)


def test_a_saturday_that_counts_is_worked_and_told(commune):
    set_day(commune, SATURDAY, spans=EARLY, name="Làm bù lụt")
    made = due(commune, days=5)
    assert made.due_at.date() == SATURDAY
    assert any("giờ riêng của cơ quan" in line.words_vi for line in made.ledger)
    assert any("own hours" in line.words_en for line in made.ledger)


def test_a_day_is_taken_back_before_it_comes_and_set_again(commune):
    day = TODAY + timedelta(days=2)
    set_day(commune, day)
    with pytest.raises(NotLawfulNow) as refused:
        set_day(commune, day)
    assert refused.value.code == "hours.day_taken"
    own_hours.withdraw_day(commune, day, reason="bão không vào", by=SYSTEM, at=AT)
    assert queries.own_days(commune.pk) == []
    set_day(commune, day)
    assert LocalDay.objects.count() == 2
    with pytest.raises(NotLawfulNow) as refused:
        own_hours.withdraw_day(commune, day, reason="muộn", by=SYSTEM, at=AT + timedelta(days=2))
    assert refused.value.code == "hours.day_past"


def test_what_is_wrong_is_said_at_its_field(commune):
    with pytest.raises(Invalid) as refused:
        set_week(commune, since=TODAY - timedelta(days=1), week={}, decision_no=" ")
    assert {one.path: one.code for one in refused.value.errors} == {
        "valid_from": "hours.past",
        "decision_no": "hours.decision_missing",
        "week": "hours.none",
    }
    with pytest.raises(Invalid) as refused:
        set_day(commune, TODAY - timedelta(days=1), name=" ")
    assert {one.path for one in refused.value.errors} == {"day", "name_vi"}


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("07:30-11:30, 13:00-17:00", EARLY),
        ("7h30–11h30; 13h-17h", EARLY),
        ("7h30 - 11h30 và 13h - 17h", EARLY),
        ("", ()),
    ],
)
def test_hours_as_people_write_them(written, spans):
    assert read_spans(written) == spans
    assert read_spans(written_spans(spans)) == spans


@pytest.mark.parametrize(("written", "code"), [("sáng", "hours.wrong"), ("25:00-26:00", "hours.wrong"),
                                                ("11:00-07:00", "hours.out_of_order"),
                                                ("07:00-11:00, 10:00-12:00", "hours.out_of_order")])  # fmt: skip
def test_hours_that_cannot_be_read(written, code):
    with pytest.raises(Invalid) as refused:
        read_spans(written)
    assert refused.value.errors[0].code == code


def test_a_day_that_is_not_of_eight_hours_is_noticed():
    assert odd_days({0: EARLY, 1: ((time(8), time(12)),), 2: ()}) == [(1, 240)]
