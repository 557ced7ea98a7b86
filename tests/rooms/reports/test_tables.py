"""The tables in use beside the forms: their rows on a small set, their equations, their lists; nobody's answer told."""

import io
import json
from datetime import date

import pytest

from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.payments.models import Payment
from motcua.reports import export
from motcua.reports.export.stream import write_stream
from motcua.reports.statutory import Asked, Made, dossiers, get_report, make, opens, periods, reports, table
from motcua.reports.statutory.making import protect
from motcua.reports.statutory.report import Line
from tests.factories.import_lines import a_line, bring_in, the_district
from tests.factories.plain_lives import a_finished_dossier, a_received_dossier, staff
from tests.rooms.reports.test_ii06 import AGENCY, FEBRUARY, LATER, a_life

pytestmark = pytest.mark.django_db


def made(key: str, by: str = "", viewer=None, period=FEBRUARY) -> Made:
    return make(get_report(key), Asked(AGENCY, *period, LATER, by, viewer))


def whole(key: str, by: str = "") -> dict:
    found = made(key, by)
    assert found.balances, [one for one in found.checks if not one.holds]
    assert found.whole is not None
    return found.whole.values


@pytest.fixture
def five():
    """Five dossiers of February: resolved early and late, withdrawn, waiting for a supplement, one of January."""
    the_district()
    day, due = "2023-02-06T08:00", "2023-02-20T16:00"
    waiting = [
        {"type": "submitted", "at": day},
        {"type": "received", "at": day, "due_at": due},
        {"type": "supplement_requested", "at": "2023-02-07T08:00", "reason": "Thiếu"},
    ]
    withdrawn = [*waiting[:2], {"type": "withdrawn", "at": "2023-02-08T08:00", "reason": "Theo đơn"}]
    outcome = bring_in(
        a_life(1, day, due, "2023-02-10T09:00", satisfaction="satisfied"),
        a_life(
            2,
            day,
            due,
            "2023-02-21T09:00",
            channel="direct",
            entered_by="officer",
            procedure="X.permit",
            satisfaction="dissatisfied",
            papers=[{"key": "declaration", "digitised": False, "reused": False}],
            fee={"charged": 75_000, "paid": 75_000, "paid_online": False},
        ),
        a_line(3, *withdrawn, agency=AGENCY, day="230206"),
        a_line(4, *waiting, agency=AGENCY, day="230206", papers=[{"key": "a", "digitised": True, "reused": True}]),
        a_life(5, "2023-01-16T08:00", due, None),
    )
    assert not outcome.refused, outcome.refused


def test_progress_tells_what_stands_still_and_what_was_withdrawn(five):
    found = whole("progress")
    assert {key: found[key] for key in found if found[key]} == {
        "received_total": 5,
        "carried_over": 1,
        "received_online": 3,
        "received_direct": 1,
        "resolved_total": 3,
        "resolved_early": 2,
        "resolved_late": 1,
        "withdrawn": 1,
        "pending_total": 2,
        "pending_within": 1,
        "pending_late": 1,
        "paused": 1,
    }


def test_online_counts_each_channel_and_level(five):
    found = whole("online")
    assert (found["received"], found["received_online"], found["received_offline"]) == (4, 3, 1)
    assert found["online_percent"] == 75.0


def test_digitisation_looks_at_papers_and_results(five):
    found = whole("digitisation")
    assert (found["received"], found["digitised"], found["not_digitised"], found["reused"]) == (4, 3, 1, 1)
    assert (found["digitised_percent"], found["reused_percent"]) == (75.0, 25.0)
    assert (found["resolved_total"], found["with_result"], found["without_result"]) == (3, 0, 3)


def test_payment_counts_dossiers_and_money(five):
    found = whole("payment", "field")
    assert (found["received"], found["owing"], found["paying"], found["paying_online"]) == (4, 1, 1, 0)
    assert found["paid"] == sum(Payment.objects.values_list("amount", flat=True)) == 75_000
    assert found["owed_le_phi"] + found["owed_phi"] == 75_000


@pytest.mark.parametrize("key", ["progress", "online", "digitisation", "payment"])
@pytest.mark.parametrize("by", ["agency", "field", "procedure"])
def test_every_number_is_as_long_as_its_list(five, key, by):
    found = made(key, by)
    assert found.balances
    for line in found.lines:
        for column in found.report.columns:
            if opens(found.report, column.key):
                rows = dossiers(found.report, found.asked, column.key, line.key).rows
                assert len(rows) == line.values[column.key], (line.key, column.key)


def test_few_answers_are_not_told(five):
    for key in ("satisfaction", "feedback"):
        found = made(key)
        assert found.whole is not None
        assert found.whole.values["answered"] is None
        assert found.whole.values["resolved_total"] == 3
        assert found.checks == []
        assert not opens(found.report, "answered")


def test_answers_are_told_for_whole_periods_alone(five):
    with pytest.raises(Invalid):
        made("satisfaction", period=(date(2023, 2, 1), date(2023, 2, 27)))


@pytest.mark.parametrize(
    ("answers", "hidden"),
    [
        ([10, 20, 30], []),
        ([3, 20, 30], [0, 1]),  # one alone could be reckoned from the whole
        ([3, 2, 30], [0, 1]),
        ([2, 1, 30, 9], [0, 1, 3]),  # three people between the two are too few
        ([0, 9, 20], []),
    ],
)
def test_a_hidden_line_cannot_be_reckoned_from_the_others(answers, hidden):
    report = get_report("satisfaction")
    lines = [Line(str(at), ("", ""), {"answered": number}) for at, number in enumerate(answers)]
    found = Made(report, Asked("x", *FEBRUARY, LATER), lines, Line("", ("", ""), {"answered": sum(answers)}))
    protect(found, "answered", "resolved_total")
    assert [at for at, line in enumerate(lines) if line.values["answered"] is None] == hidden


def test_the_register_shows_names_to_who_may_see_the_dossiers():
    dossier = a_finished_dossier()
    day = clock.local_day(dossier.received_at)
    asked = (dossier.agency.code, day, day, clock.now(), "")
    report = get_report("register")
    seen = make(report, Asked(*asked, staff("single_window_officer"))).lines
    hidden = make(report, Asked(*asked, staff("procedure_control_officer"))).lines
    unseen = make(report, Asked(*asked, None)).lines
    assert [line.values["applicant"] for line in seen] == [dossier.applicant.full_name]
    assert {line.values["applicant"] for line in (*hidden, *unseen)} == {"–"}
    assert report.lists is not None
    assert report.lists.count(Asked(*asked, None)) == 1


def test_the_late_list_has_no_names_without_a_viewer(five):
    found = made("late")
    assert [(line.key[-4:], line.values["ended"], line.values["applicant"]) for line in found.lines] == [
        ("0002", "09:00 21/02/2023", "–"),
        ("0005", "chưa xong", "–"),
    ]
    assert found.report.lists is not None
    assert found.report.lists.count(found.asked) == 2


def test_an_empty_period_has_no_lines():
    a_received_dossier()
    for key in ("progress", "online", "digitisation", "payment", "satisfaction", "feedback", "register", "late"):
        found = make(get_report(key), Asked("H44.229", date(2021, 1, 1), date(2021, 1, 31), clock.now()))
        assert found.is_empty, key


@pytest.mark.parametrize(
    ("kind", "on", "first", "last"),
    [
        ("day", "2026-11-22", "2026-11-22", "2026-11-22"),
        ("week", "2026-11-22", "2026-11-16", "2026-11-22"),
        ("month", "2026-02-03", "2026-02-01", "2026-02-28"),
        ("quarter", "2026-11-22", "2026-10-01", "2026-12-31"),
        ("half", "2026-07-01", "2026-07-01", "2026-12-31"),
        ("year", "2024-02-29", "2024-01-01", "2024-12-31"),
        ("closed_quarter", "2026-03-14", "2025-12-15", "2026-03-14"),
        ("closed_quarter", "2026-03-15", "2026-03-15", "2026-06-14"),
        ("closed_year", "2026-12-15", "2026-12-15", "2027-12-14"),
        ("closed_month", "2026-01-20", "2026-01-15", "2026-02-14"),
        ("closed_quarter", "2018-03-15", "2018-01-01", "2018-03-31"),  # before the law that closes them
    ],
)
def test_periods(kind, on, first, last):
    assert periods.period(kind, date.fromisoformat(on)) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("closings: 1", 1),
        ("closings:\n  - kind: month\n    closes_on: 31\n", 2),
        ("closings:\n  - kind: week\n", 2),
        ("closings:\n  - {kind: month, closes_on: 14, valid_from: soon}\n", 2),
        ("closings: [", 1),
    ],
)
def test_a_wrong_file_of_closing_days_is_refused_with_its_line(text, line):
    with pytest.raises(periods.CannotReadClosing) as refused:
        periods.read_closings(text)
    assert refused.value.facts["line"] == line


@pytest.mark.parametrize("key", list(reports()))
def test_every_report_is_written_in_every_format_and_both_languages(five, key):
    told = made(key)
    for lang, formats in (("vi", export.FORMATS), ("en", ("pdf",))):
        for format in formats:
            assert export.write(table(told, lang), format)


def test_a_long_list_is_streamed_as_it_would_be_written(five):
    """The same rows, one by one: what a worker writes is what a page downloads."""
    told = made("register")
    whole_, out = table(told), io.BytesIO()
    write_stream(table(Made(told.report, told.asked, [], None)), iter(whole_.rows), "csv", out)
    assert out.getvalue() == export.write(whole_, "csv")
    out = io.BytesIO()
    write_stream(whole_, iter(whole_.rows), "json", out)
    assert [one["code"] for one in json.loads(out.getvalue())["items"]] == [line.key for line in told.lines]
