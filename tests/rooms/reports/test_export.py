"""Figures as files."""

import csv
import io
import json
import zipfile
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from motcua.agencies.models import AgencyPeriod
from motcua.kernel import clock
from motcua.reports import export
from motcua.reports.export.written import neutral
from motcua.reports.figures import handling, scoreboard, targets
from tests.factories.import_lines import a_line, bring_in, the_district
from tests.rooms.reports.test_targets import a_target

PERIOD = (date(2023, 1, 1), date(2023, 8, 25))
NOW = clock.parse("2023-08-26T08:00")


@pytest.mark.parametrize("text", ["=1+1", "+84", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_looks_like_a_formula_is_made_plain(text):
    assert neutral(text) == "'" + text


@pytest.mark.parametrize("value", [-3.5, 0, None, "Xã Lạc Thủy"])
def test_numbers_and_other_texts_stay(value):
    assert neutral(value) == value


@pytest.fixture
def figures(db):
    the_district()
    a_target()
    AgencyPeriod.objects.filter(agency__code="H28.159.05392").update(short_name_vi="=HYPERLINK(1)")
    bring_in(a_line(1, agency="H28.159.05392"), a_line(2, channel="direct", entered_by="officer"))


def test_csv_has_stable_names_and_no_formulas(figures):
    rows = handling("H28.159", *PERIOD, as_of=NOW, by="agency")
    content = export.write(export.handling_table(rows), "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert lines[0]["label"] == "'=HYPERLINK(1)"
    assert lines[0]["online_percent"] == "100.0"
    assert [int(line["received_total"]) for line in lines] == [1, 0, 1]
    assert lines[1]["online_percent"] == ""  # null


def test_json_is_what_the_api_answers(figures):
    rows = handling("H28.159", *PERIOD, as_of=NOW)
    assert json.loads(export.write(export.handling_table(rows), "json")) == {"items": [rows[0].as_data()]}


def test_xlsx_holds_texts_as_texts_and_the_definitions(figures):
    board = scoreboard("H28.159", *PERIOD, as_of=NOW)
    content = export.write(export.scoreboard_table(board), "xlsx")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared = book.read("xl/sharedStrings.xml").decode()
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "=HYPERLINK(1)" in shared
    assert "<f>" not in sheet
    assert "Cách tính bản 1" in shared
    assert "Toàn huyện" in shared


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_pdf_is_tagged(figures, lang):
    tables = [
        export.handling_table(handling("H28.159", *PERIOD, as_of=NOW, by="agency"), agency_name="Huyện", lang=lang),
        export.scoreboard_table(scoreboard("H28.159", *PERIOD, as_of=NOW), lang=lang),
        export.targets_table(targets("H28.159", PERIOD[1], as_of=NOW), agency_name="Huyện", on=PERIOD[1], lang=lang),
    ]
    for table in tables:
        content = export.write(table, "pdf")
        assert content.startswith(b"%PDF")
        assert b"/StructTreeRoot" in content


@pytest.mark.parametrize("name", ["handling", "scoreboard", "targets"])
@pytest.mark.parametrize("format", export.FORMATS)
def test_the_command_writes_every_report_in_every_format(figures, tmp_path, name, format):
    out = tmp_path / "figures"
    call_command(
        "report",
        name,
        agency="H28.159",
        first=PERIOD[0],
        last=PERIOD[1],
        as_of=NOW,
        format=format,
        out=str(out),
    )
    assert out.read_bytes()


def test_the_command_prints_the_rows(figures, capsysbinary):
    call_command("report", "handling", "--agency=H28.159", "--from=2023-01-01", "--to=2023-08-25", "--by=channel")
    items = json.loads(capsysbinary.readouterr().out)["items"]
    assert [(item["key"], item["received_total"]) for item in items] == [("online", 1), ("direct", 1), ("post", 0)]


@pytest.mark.parametrize(
    "arguments",
    [
        ["scoreboard", "--from=2023-01-01", "--to=2023-08-25"],
        ["handling", "--agency=H28"],
        ["handling", "--agency=H28", "--from=2023-13-01", "--to=2023-08-25"],
        ["weather", "--agency=H28", "--from=2023-01-01", "--to=2023-08-25"],
    ],
)
def test_the_command_says_what_it_needs(figures, arguments):
    with pytest.raises(CommandError):
        call_command("report", *arguments)
