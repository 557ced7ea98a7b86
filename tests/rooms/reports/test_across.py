"""Figures across agencies: of receptions for others, and of parts; they add up, and each opens its own dossiers."""

from datetime import date, datetime, timedelta

import pytest

from motcua.dossiers import actions as dossiers
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.reports.figures import across
from tests.factories.plain_lives import OPENED_AT, a_finished_dossier, a_received_dossier, staff
from tests.factories.several_agencies import (
    RECEIVED_AT,
    a_department,
    a_dossier_for_another,
    a_dossier_with_parts,
    a_neighbour,
    a_part_step,
)

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 1, 1), date(2026, 1, 31)
END = datetime(2026, 2, 1, tzinfo=clock.LOCAL)
HOUR = timedelta(hours=1)


def reception(agency: str, as_of: datetime = END) -> dict[str, int]:
    [row] = across.reception(agency, FIRST, LAST, as_of=as_of, own=True)
    return {name: number for name, number in row.counts.items() if number}


def parts(agency: str, as_of: datetime = END) -> dict[str, int]:
    [row] = across.parts(agency, FIRST, LAST, as_of=as_of, own=True)
    assert row.counts["received"] + row.counts["carried_over"] == sum(
        row.counts[name] for name in ("answered_total", "returned", "cancelled", "pending")
    )
    return {name: number for name, number in row.counts.items() if number}


def test_a_counter_has_its_own_figures_for_what_others_decide():
    a_received_dossier()
    one = a_dossier_for_another()
    two = a_dossier_for_another(at=OPENED_AT + HOUR)
    counter = staff("single_window_officer", agency=a_neighbour())
    dossiers.accept_transfer(one.code, by=counter, at=RECEIVED_AT + HOUR)
    dossiers.return_transfer(two.code, reason="Thiếu", by=counter, at=RECEIVED_AT + 2 * HOUR)
    assert reception("H44.229") == {
        "received_online": 1,
        "received_direct": 2,
        "received_total": 3,
        "received_for_others": 2,
        "handed_over": 2,
        "accepted_in_time": 1,
        "sent_back": 1,
    }
    assert reception("H44.230") == {}
    seen_then = reception("H44.229", as_of=RECEIVED_AT + timedelta(minutes=30))
    assert seen_then["on_the_way"] == 1
    assert [code for code, _ in across.behind("reception", "sent_back", "H44.229", FIRST, LAST, as_of=END)] == [
        two.code
    ]
    direct = across.behind("reception", "received_direct", "H44.229", FIRST, LAST, as_of=END)
    assert {code for code, _ in direct} == {one.code, two.code}


def test_what_is_late_on_its_way_and_what_was_handed_out_for_others():
    dossier = a_dossier_for_another()
    assert reception("H44.229", as_of=RECEIVED_AT + timedelta(days=3))["on_the_way_late"] == 1
    counter = staff("single_window_officer", agency=a_neighbour())
    dossiers.accept_transfer(dossier.code, by=counter, at=RECEIVED_AT + timedelta(days=3))
    assert reception("H44.229")["accepted_late"] == 1
    done = a_finished_dossier()
    at = OPENED_AT + 3 * HOUR
    dossiers.send_transfer(done.code, to=a_neighbour(), by=staff("single_window_officer"), at=at)
    dossiers.deliver(done.code, way="counter", by=counter, at=at + HOUR)
    assert reception("H44.230")["results_returned"] == 1
    assert "results_returned" not in reception("H44.229")


def test_parts_are_early_on_time_late_or_pending():
    builder = staff("specialist_officer", agency=a_department())
    answers = {0: 2 * HOUR, 1: timedelta(days=1), 2: timedelta(days=2)}
    codes = []
    for number, after in answers.items():
        dossier = a_dossier_with_parts(a_part_step("look", "H44.44"), at=OPENED_AT + number * timedelta(minutes=1))
        opened = dossier.parts.get().opened_at
        dossiers.answer_part(dossier.code, number=1, answer="Xong", by=builder, at=opened + after)
        codes.append(dossier.code)
    a_dossier_with_parts(a_part_step("look", "H44.44"))
    found = parts("H44.44")
    assert found == {
        "received": 4,
        "answered_early": 1,
        "answered_on_time": 1,
        "answered_late": 1,
        "answered_total": 3,
        "pending": 1,
        "pending_late": 1,
    }
    [row] = across.parts("H44.44", FIRST, LAST, as_of=END)
    assert row.median_hours == 8.0
    late = across.behind("parts", "answered_late", "H44.44", FIRST, LAST, as_of=END)
    assert [code for code, _ in late] == [codes[2]]
    [february] = across.parts(
        "H44.44", date(2026, 2, 1), date(2026, 2, 28), as_of=datetime(2026, 3, 1, tzinfo=clock.LOCAL)
    )
    assert (february.counts["carried_over"], february.counts["pending_late"]) == (1, 1)


def test_an_agency_stands_for_those_under_it_and_each_may_have_a_line():
    a_dossier_with_parts(a_part_step("look", "H44.44"), a_part_step("law", "H44.19"))
    [row] = across.parts("H44", FIRST, LAST, as_of=END)
    assert row.counts["received"] == 2
    rows = across.parts("H44", FIRST, LAST, as_of=END, by="agency")
    assert [(one.agency, one.counts["received"], one.label[0]) for one in rows] == [
        ("H44.19", 1, "Sở Tư pháp"),
        ("H44.44", 1, "Sở Xây dựng"),
    ]


@pytest.mark.parametrize(
    ("table", "figure"), [("parts", "received_online"), ("reception", "answered_late"), ("x", "pending")]
)
def test_unknown_figures_are_refused(table, figure):
    with pytest.raises(Invalid):
        across.behind(table, figure, None, FIRST, LAST, as_of=END)
