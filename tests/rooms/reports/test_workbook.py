"""Workbooks: totals and shares are formulas, and LibreOffice computes what we computed."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from motcua.reports import export
from motcua.reports.export.table import CheckLine, Column, Table
from motcua.reports.export.workbook import groups, top_of

COLUMNS = (
    Column("no", "TT", "number"),
    Column("label", "Lĩnh vực", "text"),
    Column("total", "Tổng", "count", "3", "Tiếp nhận", ("sum", "online", "offline"), "sum"),
    Column("online", "Trực tuyến", "count", "4", "Tiếp nhận", (), "sum"),
    Column("offline", "Tại quầy", "count", "5", "Tiếp nhận", (), "sum"),
    Column("share", "Tỷ lệ", "percent", "6", "", ("percent", "online", "total")),
)
ROWS = (
    (1, "Hộ tịch", 3, 1, 2, 33.33),
    (2, "=HYPERLINK(1)", 7, 6, 1, 85.71),
    (3, "Không có gì", 0, 0, 0, None),
    (None, "Tổng", 10, 7, 3, 70.0),
)


def a_table(**members) -> Table:
    return Table(
        **{
            "name": "x",
            "lang": "vi",
            "title": "Biểu",
            "subtitle": "Kỳ",
            "columns": COLUMNS,
            "rows": ROWS,
            "notes": ("Cách tính.",),
            "items": (),
            "totals": 1,
            "checks": (CheckLine("3 = 4 + 5", 10, 10, True, ("total",), ("online", "offline")),),
            "facts": (("Bản", "1"),),
            **members,
        }
    )


def sheets(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/")}


def test_heads_of_groups_stand_over_their_columns():
    assert groups(COLUMNS) == [(2, 4, "Tiếp nhận")]
    assert top_of(a_table()) == 6


def test_totals_sums_and_shares_are_formulas_with_their_values():
    sheet = sheets(export.write(a_table(), "xlsx"))["xl/worksheets/sheet1.xml"]
    assert "<f>SUM(D7:D9)</f><v>7</v>" in sheet
    assert "<f>D7+E7</f><v>3</v>" in sheet
    assert "ROUND(100*D10/C10,2)" in sheet
    assert 'ySplit="6"' in sheet
    assert "HYPERLINK" not in sheet  # a text, not a formula


def test_the_equations_are_computed_beside_the_figures():
    found = sheets(export.write(a_table(), "xlsx"))
    checks = found["xl/worksheets/sheet2.xml"]
    assert "'Số liệu'!D10+'Số liệu'!E10" in checks.replace("&apos;", "'")


def test_a_table_without_lines_has_no_sum_of_its_own_total():
    sheet = sheets(export.write(a_table(rows=ROWS[3:]), "xlsx"))["xl/worksheets/sheet1.xml"]
    assert "SUM(" not in sheet


def uncached(content: bytes) -> bytes:
    """The same workbook without the values of its formulas: who opens it has to compute them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(out, "w") as made:
        for name in book.namelist():
            text = book.read(name)
            if name.startswith("xl/worksheets/"):
                text = re.sub(rb"</f><v>[^<]*</v>", b"</f>", text)
            made.writestr(name, text)
    return out.getvalue()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="`./run test` installs libreoffice-calc-nogui")
def test_libreoffice_computes_what_we_computed(tmp_path: Path):
    """The numbers of the spreadsheet are those of the CSV after recalculation, shares included."""
    (tmp_path / "report.xlsx").write_bytes(uncached(export.write(a_table(), "xlsx")))
    profile = (tmp_path / "profile").as_uri()
    done = subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to"),
            *("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "--outdir", str(tmp_path)),
            str(tmp_path / "report.xlsx"),
        ],
        capture_output=True,
        timeout=180,
        check=False,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stderr.decode()
    lines = list(csv.reader(io.StringIO((tmp_path / "report.csv").read_text(encoding="utf-8-sig"))))[6:10]
    wanted = [["" if cell is None else cell if isinstance(cell, str) else f"{cell:g}" for cell in row] for row in ROWS]
    wanted[2][5] = "–"
    numbers = [[f"{float(cell):g}" if cell.replace(".", "").isdigit() else cell for cell in line] for line in lines]
    assert numbers == wanted
