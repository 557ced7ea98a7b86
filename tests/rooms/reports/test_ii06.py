"""Forms II.06a, II.06b and II.07b: their rows, their equations, their lists."""

from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from motcua.kernel import clock
from motcua.reports.statutory import Asked, dossiers, get_report, make, places, table
from tests.factories.import_lines import a_line, bring_in, the_district

pytestmark = pytest.mark.django_db
LATER = clock.parse("2023-06-01T08:00")
FEBRUARY = (date(2023, 2, 1), date(2023, 2, 28))
AGENCY = "H28.159.05392"


def asked(by: str = "", agency: str = AGENCY, period=FEBRUARY) -> Asked:
    return Asked(agency, *period, LATER, by)


def a_life(number: int, received: str, due: str, finished: str | None, *, agency: str = AGENCY, **members):
    """One dossier with the three instants that count."""
    events = [{"type": "submitted", "at": received}, {"type": "received", "at": received, "due_at": due}]
    if finished:
        events.append({"type": "finished", "at": finished, "result": "approved"})
    return a_line(number, *events, agency=agency, day=received[2:10].replace("-", ""), **members)


def the_vector():
    """Received 120 = 70 online + 30 at the counter or by post + 20 carried over; resolved 100 = 60 early + 35 on time
    + 5 late; pending 20 = 18 within time + 2 late (domain.md, appendix B)."""
    received = ["2023-01-20T08:00"] * 20 + ["2023-02-06T08:00"] * 100
    ended = (
        [("2023-02-20T16:00", "2023-02-10T09:00")] * 60
        + [("2023-02-20T16:00", "2023-02-20T10:00")] * 35
        + [("2023-02-20T16:00", "2023-02-20T17:00")] * 2
        + [("2023-02-20T16:00", "2023-02-22T09:00")] * 3
        + [("2023-03-10T16:00", None)] * 18
        + [("2023-02-27T16:00", None)] * 2
    )
    channels = ["online"] * 20 + ["online"] * 70 + ["direct"] * 25 + ["post"] * 5
    return [
        a_life(
            number,
            at,
            due,
            finished,
            channel=channel,
            entered_by="applicant" if channel == "online" else "officer",
            procedure="X.permit" if number % 3 == 0 else "1.001193",
        )
        for number, (at, (due, finished), channel) in enumerate(zip(received, ended, channels, strict=True), 1)
    ]


@pytest.fixture
def vector():
    the_district()
    outcome = bring_in(*the_vector())
    assert not outcome.refused


def test_the_vector_of_the_form(vector):
    made = make(get_report("II.06a"), asked())
    assert made.whole is not None
    assert made.whole.values == {
        "received_total": 120,
        "received_online": 70,
        "received_offline": 30,
        "carried_over": 20,
        "resolved_total": 100,
        "resolved_early": 60,
        "resolved_on_time": 35,
        "resolved_late": 5,
        "pending_total": 20,
        "pending_within": 18,
        "pending_late": 2,
    }
    assert [(one.words, one.holds) for one in made.checks] == [
        ("3 = 4 + 5 + 6", True),
        ("7 = 8 + 9 + 10", True),
        ("11 = 12 + 13", True),
        ("3 = 7 + 11", True),
        ("Σ 3", True),
    ]
    assert [line.key for line in made.lines] == ["civil_status", "construction"]
    # the Ministry compares days alone: two were late by an hour on the due day itself
    assert [(one.ours, one.theirs) for one in made.beside] == [(60, 60), (35, 37), (5, 3), (2, None)]


@pytest.mark.parametrize("by", ["field", "procedure", "agency", "channel"])
def test_every_number_is_as_long_as_its_list(vector, by):
    report = get_report("II.06a")
    made = make(report, asked(by))
    for line in made.lines:
        for column in report.columns:
            found = dossiers(report, made.asked, column.key, line.key, limit=500)
            assert len(found.rows) == line.values[column.key], (line.key, column.key)


def test_those_late_by_hours_have_a_list(vector):
    found = dossiers(get_report("II.06a"), asked(), "late_same_day")
    assert len(found.rows) == 2


def test_levels_and_units_add_up():
    the_district()
    bring_in(
        a_life(1, "2023-02-06T08:00", "2023-02-20T16:00", "2023-02-10T09:00"),
        a_life(2, "2023-02-06T08:00", "2023-02-20T16:00", None, agency="H28.159"),
        a_life(3, "2023-02-06T08:00", "2023-02-20T16:00", "2023-02-21T09:00", agency="H28"),
    )
    report = get_report("ii-06b")
    made = make(report, asked("level", "H28"))
    assert [(line.key, line.values["received_total"], line.values["resolved_late"]) for line in made.lines] == [
        ("province|department|other", 1, 1),
        ("district", 1, 0),
        ("commune", 1, 0),
    ]
    assert made.balances
    for line in made.lines:
        assert len(dossiers(report, made.asked, "received_total", line.key).rows) == 1
    units = make(report, asked("agency", "H28"))
    assert [(line.key, line.values["received_total"]) for line in units.lines] == [("H28.159", 2), ("H28", 1)]


def test_units_merged_in_mid_year_are_lines_as_organised_then():
    """The district of June 2025 and the commune that took over in July each have what was theirs."""
    the_district()
    bring_in(
        a_life(1, "2025-06-02T08:00", "2025-06-20T16:00", "2025-06-10T09:00"),
        a_life(2, "2025-07-07T08:00", "2025-07-20T16:00", "2025-07-10T09:00", agency="H44.229"),
    )
    year = (date(2025, 1, 1), date(2025, 12, 31))
    later = clock.parse("2026-02-01T08:00")
    old = make(get_report("II.06a"), Asked("H28", *year, later, "agency"))
    new = make(get_report("II.06a"), Asked("H44", *year, later, "agency"))
    assert {line.key: line.values["received_total"] for line in old.lines}["H28.159"] == 1
    assert {line.key: line.values["received_total"] for line in new.lines} == {"H44.229": 1, "H44": 0}
    assert old.balances
    assert new.balances


def test_procedures_by_level():
    the_district()
    report = get_report("II.07b")
    made = make(report, asked(agency="H28.159"))
    assert made.whole is not None
    assert made.whole.values == {
        "procedures": 3,
        "province": 0,
        "district": 3,
        "commune": 3,
        "one_stop": 3,
        "processes": 3,
    }
    for line in made.lines:
        for column in report.columns:
            assert len(places(report, made.asked, column.key, line.key)) == line.values[column.key]


def test_a_period_without_dossiers_is_empty_and_balances():
    the_district()
    made = make(get_report("II.06a"), asked())
    assert made.is_empty
    assert made.balances


def test_json_tells_the_total_the_equations_and_the_version(vector):
    told = table(make(get_report("II.06a"), asked()))
    assert len(told.items) == 2
    assert told.also["total"]["received_total"] == 120
    assert all(one["holds"] for one in told.also["checks"])
    assert told.also["definitions_version"] == 1


@pytest.mark.parametrize("format", ["json", "csv", "xlsx", "pdf"])
def test_the_command_writes_it_in_every_format(vector, tmp_path, format):
    out = tmp_path / "report"
    arguments = ["--agency", AGENCY, "--from=2023-02-01", "--to=2023-02-28", f"--format={format}", f"--out={out}"]
    call_command("report", "II.06a", *arguments)
    assert out.read_bytes()


def test_the_command_says_which_lines_there_are(vector):
    with pytest.raises(CommandError, match="field, procedure"):
        call_command("report", "ii-06a", "--agency", AGENCY, "--from=2023-02-01", "--to=2023-02-28", "--by=month")
    with pytest.raises(CommandError, match=r"ii-06a, ii-06b"):
        call_command("report", "weather", "--agency", AGENCY)
