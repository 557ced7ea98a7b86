"""The bytes of a table in each format."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from motcua.reports.export.table import Column, Table, Value

# What a spreadsheet would take for a formula when a text begins with it (also after a tab or a line break).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_TEMPLATE = Path(__file__).with_name("table.typ")


def write(table: Table, format: str) -> bytes:
    """The file. Raises LookupError for a format that is not one of FORMATS."""
    return _WRITERS[format](table)


def as_json(table: Table) -> bytes:
    """`{"items": […]}` as the API answers."""
    return (json.dumps({"items": table.items}, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(table: Table) -> bytes:
    """UTF-8 with a mark (spreadsheets need it), stable column names, points as decimal signs, one line a row."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.key for column in table.columns])
    for row in table.rows:
        writer.writerow([neutral(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def neutral(value: Value) -> Value:
    """A text that a spreadsheet would run as a formula, made plain by an apostrophe; anything else as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def as_xlsx(table: Table) -> bytes:
    """A workbook: title, period, table, definitions. Every text is written as text."""
    import xlsxwriter  # 60 ms to import: only when asked

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        title, head = book.add_format({"bold": True, "font_size": 14}), book.add_format(_HEAD)
        bold, note = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("Số liệu" if table.lang != "en" else "Figures")
        sheet.write_string(0, 0, table.title, title)
        sheet.write_string(1, 0, table.subtitle)
        for index, column in enumerate(table.columns):
            sheet.write_string(3, index, column.label, head)
            sheet.set_column(index, index, 28 if column.kind == "text" else 13)
        formats = {
            (kind, strong): book.add_format({"num_format": pattern, "bold": strong})
            for kind, pattern in _PATTERNS.items()
            for strong in (False, True)
        }
        for number, row in enumerate(table.rows):
            strong = number >= len(table.rows) - table.totals
            for index, (column, value) in enumerate(zip(table.columns, row, strict=True)):
                if isinstance(value, (int, float)):
                    sheet.write_number(4 + number, index, value, formats[column.kind, strong])
                else:
                    sheet.write_string(4 + number, index, "–" if value is None else value, bold if strong else None)
        sheet.freeze_panes(4, 0)
        notes = book.add_worksheet("Cách tính" if table.lang != "en" else "Definitions")
        notes.set_column(0, 0, 120)
        for number, words in enumerate(table.notes):
            notes.write_string(number, 0, words, note)
    return out.getvalue()


_HEAD = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
_PATTERNS = {"count": "#,##0", "percent": "0.00", "points": "+0.00;-0.00;0.00", "text": "General"}


def as_pdf(table: Table) -> bytes:
    """A tagged PDF on A4, landscape where the table is wide."""
    import typst

    content = {
        "lang": table.lang,
        "title": table.title,
        "subtitle": table.subtitle,
        "columns": [
            {"label": column.label, "text": column.kind == "text", "code": column.key in ("key", "unit")}
            for column in _shown(table)
        ],
        "rows": [
            [
                _spelled(value, column, table.lang)
                for column, value in zip(table.columns, row, strict=True)
                if _is_shown(column)
            ]
            for row in table.rows
        ],
        "totals": table.totals,
        "notes": list(table.notes),
        "heading": "Cách tính" if table.lang != "en" else "How this is counted",
    }
    return typst.compile(str(_TEMPLATE), sys_inputs={"content": json.dumps(content, ensure_ascii=False)})


_REPEATED = frozenset({"agency", "from", "to", "as_of"})
"""Columns that say the same in every row: the subtitle says it on paper."""


def _is_shown(column: Column) -> bool:
    return column.key not in _REPEATED


def _shown(table: Table) -> list[Column]:
    return [column for column in table.columns if _is_shown(column)]


def _spelled(value: Value, column: Column, lang: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    sign = "+" if column.kind == "points" and value > 0 else "−" if value < 0 else ""
    number = f"{abs(value):,}" if column.kind == "count" else f"{abs(value):,.2f}"
    return sign + (number if lang == "en" else number.translate(str.maketrans(",.", ".,")))


_WRITERS: Mapping[str, Callable[[Table], bytes]] = {"json": as_json, "csv": as_csv, "xlsx": as_xlsx, "pdf": as_pdf}
FORMATS = tuple(_WRITERS)
MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
