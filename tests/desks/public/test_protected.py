"""Counts for everybody at any moment; what people answered only where no group of few can be computed."""

from datetime import date, datetime

import pytest
from django.test import Client

from motcua.kernel import clock
from motcua.kernel.actor import ANONYMOUS, Actor
from motcua.reports import published
from tests.factories import import_lines

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, tzinfo=clock.LOCAL)
KHOAN_DU, DONG_TAM = "H28.159.05392", "H28.159.05395"


def answered(agency, month, people, *, procedure="1.001193", happy=None, start=0):
    """Lines of dossiers done in a month of 2024, with an answer each."""
    happy = people if happy is None else happy
    return [
        import_lines.a_line(
            100 * month + start + number,
            {"type": "submitted", "at": f"2024-{month:02d}-08T08:00"},
            {"type": "received", "at": f"2024-{month:02d}-08T09:00", "due_at": f"2024-{month:02d}-12T09:00"},
            {"type": "finished", "at": f"2024-{month:02d}-10T10:00", "result": "approved"},
            agency=agency,
            day=f"24{month:02d}08",
            procedure=procedure,
            satisfaction="satisfied" if number < happy else "dissatisfied",
        )
        for number in range(people)
    ]


@pytest.fixture
def year():
    """2024: Khoan Dụ has 6, 3, 6 answers in January to March, Đồng Tâm 8 each, the district's own counter 6 each."""
    import_lines.the_district()
    lines = [
        line
        for month, few in ((1, 6), (2, 3), (3, 6))
        for line in (
            *answered(KHOAN_DU, month, few),
            *answered(DONG_TAM, month, 8, happy=7),
            *answered("H28.159", month, 6),
        )
    ]
    assert import_lines.bring_in(*lines).refused == []


def rows(first, last, agency="H28.159", **more):
    response = Client().get("/api/v1/statistics/handling", {"agency": agency, "from": first, "to": last, **more})
    assert response.status_code == 200, response.content
    return response.json()["items"]


def test_counts_are_exact_for_any_days_and_answers_only_for_whole_periods(year):
    (free,) = rows("2024-01-01", "2024-03-30")
    assert (free["received_total"], free["resolved_total"]) == (57, 57)
    assert (free["satisfied_percent"], free["response_percent"]) == (None, None)
    (quarter,) = rows("2024-01-01", "2024-03-31")
    assert (quarter["satisfied_percent"], quarter["response_percent"]) == (94.74, 100.0)
    (earlier,) = rows("2024-01-01", "2024-03-31", as_of="2024-03-20T10:00:00")
    assert earlier["satisfied_percent"] is None


def test_the_month_of_few_is_hidden_with_one_more_and_their_quarter_too(year):
    january = {row["key"]: row["satisfied_percent"] for row in rows("2024-01-01", "2024-01-31", by="agency")}
    assert january == {KHOAN_DU: 100.0, DONG_TAM: 87.5, "H28.159": 100.0}
    february = {row["key"]: row["satisfied_percent"] for row in rows("2024-02-01", "2024-02-29", by="agency")}
    assert february == {KHOAN_DU: None, DONG_TAM: 87.5, "H28.159": None}
    (asked_alone,) = rows("2024-02-01", "2024-02-29", agency=KHOAN_DU)
    (own,) = rows("2024-02-01", "2024-02-29", own="true")
    assert (asked_alone["satisfied_percent"], own["satisfied_percent"]) == (None, None)
    assert (asked_alone["resolved_total"], own["resolved_total"]) == (3, 6)
    quarter = {row["key"]: row["satisfied_percent"] for row in rows("2024-01-01", "2024-03-31", by="agency")}
    assert quarter == {KHOAN_DU: None, DONG_TAM: 87.5, "H28.159": None}
    months = [row["response_percent"] for row in rows("2024-01-01", "2024-03-31", agency=KHOAN_DU, by="month")]
    assert months == [100.0, None, 100.0]


def test_finer_lines_and_another_organisation_tell_no_answers(year):
    for more in ({"by": "field"}, {"by": "channel"}, {"by": "procedure"}, {"organised": "now"}):
        found = rows("2024-01-01", "2024-03-31", **more)
        assert {row["satisfied_percent"] for row in found} == {None}
        assert sum(row["resolved_total"] for row in found) == 57


def test_by_procedure_at_a_commune_few_are_nobody(year):
    extra = answered(DONG_TAM, 5, 9) + answered(DONG_TAM, 5, 2, procedure="X.permit", start=50)
    extra += answered(KHOAN_DU, 5, 7) + answered(KHOAN_DU, 5, 6, procedure="X.permit", start=50)
    assert import_lines.bring_in(*extra).refused == []
    ask = {"agency": DONG_TAM, "from": "2024-05-01", "by": "procedure"}
    whole = Client().get("/api/v1/statistics/handling", {**ask, "to": "2024-05-31"}).json()
    assert {row["key"]: row["received_total"] for row in whole["items"]} == {"1.001193": 9, "X.permit": None}
    assert "fewer than five" in whole["protected"]
    free = Client().get("/api/v1/statistics/handling", {**ask, "to": "2024-05-30"}).json()
    assert (free["items"], "whole months" in free["protected"]) == ([], True)
    assert "protected" not in Client().get("/api/v1/statistics/handling", {"agency": DONG_TAM}).json()


def test_who_may_read_the_reports_sees_all_of_it(year):
    day = date(2024, 2, 29)

    def may(role, at, agency):
        return published.may_see_all(Actor("account", "1", role, at), agency, day)

    assert may("procedure_control_officer", "H28", None)
    assert may("single_window_officer", KHOAN_DU, KHOAN_DU)
    assert not may("single_window_officer", KHOAN_DU, DONG_TAM)
    assert not may("citizen", "", KHOAN_DU)
    assert not published.may_see_all(ANONYMOUS, KHOAN_DU, day)
    assert not may("commune_leader", KHOAN_DU, None)


def test_nobody_is_told_as_nobody(year):
    (row,) = rows("2024-06-01", "2024-06-30", agency=KHOAN_DU)
    assert (row["satisfied_percent"], row["response_percent"], row["resolved_total"]) == (None, None, 0)


def test_where_the_organisation_changed_within_nothing_is_told():
    import_lines.the_district()
    import_lines.bring_in(*answered(KHOAN_DU, 1, 9))
    assert published.published(date(2025, 1, 1), date(2025, 12, 31), now=NOW) is not None  # nobody answered then
    assert published.published(date(2024, 1, 1), date(2024, 1, 31), now=NOW) is not None
    assert published.published(date(2024, 1, 1), date(2024, 1, 30), now=NOW) is None
    assert published.published(date(2026, 11, 1), date(2026, 11, 30), now=NOW) is None
