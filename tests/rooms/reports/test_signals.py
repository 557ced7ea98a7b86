"""The seven signals: which dossiers each shows, out of which; notes that are appended; marks that are thrown away."""

from datetime import date, timedelta

import pytest

from motcua.flows import rate
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.kernel.actor import ANONYMOUS
from motcua.kernel.errors import Invalid, NotVisible
from motcua.reports.signals import notes
from motcua.reports.signals.counting import by_unit, dossiers, signals_of
from motcua.reports.signals.known import SIGNALS
from motcua.voice import marks
from motcua.voice.models import MarkKey, RatingMark
from tests.factories.import_lines import a_line, bring_in, the_district
from tests.factories.plain_lives import (
    OPENED_AT,
    a_delivered_dossier,
    a_province,
    a_received_dossier,
    an_agency,
    staff,
)

pytestmark = pytest.mark.django_db
JANUARY = (date(2023, 1, 1), date(2023, 1, 31))
NOW = clock.parse("2026-11-20T08:00")
DISTRICT = "H28.159"
DUE = "2023-01-10T16:00"


def at(day: int, hour: str = "08:00", **more):
    return {"at": f"2023-01-{day:02d}T{hour}", **more}


def life(number: int, *events, **members):
    """Received on the 5th and promised for the 10th, 16:00."""
    begun = (
        {"type": "submitted", **at(5)},
        {"type": "received", **at(5, "09:00"), "due_at": DUE},
    )
    outcome = bring_in(a_line(number, *begun, *events, **members))
    assert not outcome.refused, outcome.refused


def finished(day: int, hour: str, result: str = "approved"):
    return {"type": "finished", **at(day, hour), "result": result}


def asked(day: int, hour: str = "10:00"):
    return {"type": "supplement_requested", **at(day, hour), "reason": "Thiếu giấy chứng sinh"}


def answered(day: int, due: str):
    return {"type": "supplemented", **at(day, "11:00"), "due_at": due}


def shown(slug: str, agency: str = DISTRICT, period=JANUARY, viewer=None) -> tuple[int, int]:
    """Number and whole; the list is as long as the number."""
    (found,) = signals_of(agency, *period, NOW, [SIGNALS[slug]])
    listed = dossiers(agency, SIGNALS[slug], *period, as_of=NOW, viewer=viewer)
    assert len(listed.rows) == found.number
    return found.number, found.whole


def test_closed_in_the_last_half_hour():
    the_district()
    life(1, finished(10, "15:31"))
    life(2, finished(10, "15:29"))
    life(3, finished(10, "16:01"))
    assert shown("closed_at_limit") == (1, 3)


def test_refused_on_the_last_day_before_lateness():
    the_district()
    life(1, finished(10, "09:00", "rejected"))
    life(2, finished(6, "09:00", "rejected"))
    life(3, finished(10, "15:45"))
    assert shown("refusal_before_late") == (1, 2)


def test_a_supplement_asked_on_the_due_day_and_a_second_one():
    the_district()
    life(1, asked(10))
    life(2, asked(9))
    life(3, asked(6), answered(9, "2023-01-16T16:00"), asked(12))
    assert shown("supplement_last_day") == (1, 3)
    assert shown("second_supplement") == (1, 3)


def test_online_that_an_officer_keyed():
    the_district()
    life(1, channel="online", entered_by="officer")
    life(2, channel="online", entered_by="applicant")
    life(3, channel="direct", entered_by="officer")
    assert shown("keyed_online") == (1, 2)


def test_what_was_recorded_more_than_a_day_after_it_happened():
    a_received_dossier()  # in January 2026, written at this moment
    assert shown("late_entry", "H44.229", (date(2026, 1, 1), date(2026, 1, 31))) == (1, 1)


def test_an_import_tells_nothing_of_when_it_was_entered_there():
    the_district()
    life(1)
    assert shown("late_entry") == (0, 1)


def rated(device: str):
    code = a_delivered_dossier().code
    token = rate.link(code).rpartition("/")[2]
    later = OPENED_AT + timedelta(days=1)
    rate.rate(code, answer="satisfied", by=ANONYMOUS, at=later, via="link", token=token, device=device)


def test_many_answers_from_one_device_and_what_is_kept_of_it():
    for _number in range(5):
        rated("10.0.0.7|Firefox")
    rated("10.0.0.8|Firefox")
    month = (date(2026, 1, 1), date(2026, 1, 31))
    control = staff("procedure_control_officer", agency=a_province())
    assert shown("one_device", "H44.229", month, control) == (5, 6)
    signal = SIGNALS["one_device"]
    leader = staff("commune_leader")
    assert not dossiers("H44.229", signal, *month, as_of=NOW, viewer=leader).rows  # officers do not learn who answered
    free = (date(2026, 1, 2), date(2026, 1, 30))
    assert signals_of("H44.229", *free, NOW, [signal])[0].is_hidden
    assert not dossiers("H44.229", signal, *free, as_of=NOW, viewer=control).rows
    assert not RatingMark.objects.filter(mark__contains="10.0.0").exists()
    marks.sweep(clock.parse("2026-02-04T00:00"))
    assert not MarkKey.objects.exists()
    assert RatingMark.objects.count() == 6
    marks.sweep(clock.parse("2026-06-01T00:00"))
    assert not RatingMark.objects.exists()


def test_fewer_than_five_answers_are_not_told():
    for _number in range(4):
        rated("10.0.0.7|Firefox")
    (found,) = signals_of("H44.229", date(2026, 1, 1), date(2026, 1, 31), NOW, [SIGNALS["one_device"]])
    assert (found.is_hidden, found.number, found.whole) == (True, 0, 0)


def test_a_unit_stands_beside_the_median_of_units_like_it_and_above_them_by_unit():
    a_received_dossier()
    an_agency("H44.230", parent="H44", short="Xã An Bình")
    period = (date(2026, 1, 1), date(2026, 1, 31))
    (own,) = signals_of("H44.229", *period, NOW, [SIGNALS["late_entry"]])
    assert (own.number, own.median, own.peers, own.few) == (1, None, 0, True)
    (above,) = signals_of("H44", *period, NOW, [SIGNALS["late_entry"]])
    assert above.number == 1
    ((code, line),) = by_unit("H44", SIGNALS["late_entry"], *period, NOW)
    assert (code, line.number) == ("H44.229", 1)


def test_a_unit_answers_and_who_reviews_writes_beside_it():
    a_received_dossier()
    period = (date(2026, 1, 1), date(2026, 1, 31))
    signal = SIGNALS["late_entry"]
    said = "Mất điện ngày 05/01, ghi sổ giấy rồi nhập sau."
    first = notes.write(signal, "H44.229", *period, words=said, by=staff("commune_leader"), at=NOW)
    control = staff("procedure_control_officer", agency=a_province())
    second = notes.write(signal, "H44.229", *period, words="Đã xem sổ giấy, đúng.", by=control, at=NOW)
    assert [(one.kind, one.number, one.whole) for one in (first, second)] == [("answer", 1, 1), ("review", 1, 1)]
    assert notes.notes("H44.229", *period, "late_entry") == [first, second]
    told = journal.events("signal:late_entry:H44.229:2026-01-01:2026-01-31")
    assert [one.type for one in told] == ["signal.answered", "signal.reviewed"]
    assert said not in told[0].facts
    with pytest.raises(Invalid):
        notes.write(signal, "H44.229", *period, words="ừ", by=control, at=NOW)
    other = staff("commune_leader", agency=an_agency("H44.230", parent="H44", short="Xã An Bình"))
    with pytest.raises(NotVisible):
        notes.write(signal, "H44.229", *period, words=said, by=other, at=NOW)
