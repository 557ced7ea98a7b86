"""A long table written row by row: what stands in memory is one row, however many there are."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, BinaryIO

from motcua.reports.export.table import Table, Value
from motcua.reports.export.written import neutral

Rows = Iterable[tuple[Value, ...]]


def write_stream(table: Table, rows: Rows, format: str, out: BinaryIO) -> None:
    """The table's head and notes with these rows instead of its own. Raises LookupError for a format that is not
    streamed."""
    STREAMED[format](table, rows, out)


def _csv(table: Table, rows: Rows, out: BinaryIO) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.key for column in table.columns])
    for row in rows:
        writer.writerow([neutral(value) for value in row])
    text.flush()
    text.detach()


def _json(table: Table, rows: Rows, out: BinaryIO) -> None:
    keys = [column.key for column in table.columns]
    head = json.dumps(dict(table.also), ensure_ascii=False)[1:-1]
    out.write(b'{"items": [')
    for index, row in enumerate(rows):
        line = json.dumps(dict(zip(keys, row, strict=True)), ensure_ascii=False)
        out.write((",\n" if index else "\n").encode() + line.encode())
    out.write(b"\n]" + (f", {head}".encode() if head else b"") + b"}\n")


def _xlsx(table: Table, rows: Rows, out: BinaryIO) -> None:
    import xlsxwriter  # 60 ms to import: only when asked

    english = table.lang == "en"
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        # The notes first: with constant memory a sheet is written once, from its top.
        notes = book.add_worksheet("Definitions" if english else "Cách tính")
        notes.set_column(0, 0, 120)
        for number, words in enumerate((*[f"{name}: {value}" for name, value in table.facts], *table.notes)):
            notes.write_string(number, 0, words)
        sheet = book.add_worksheet("Figures" if english else "Số liệu")
        sheet.activate()
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, 22 if column.kind == "text" else 8)
        sheet.freeze_panes(4, 2)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, table.title, book.add_format({"bold": True, "font_size": 14}))
        sheet.write_string(1, 0, table.subtitle)
        for index, column in enumerate(table.columns):
            sheet.write_string(3, index, column.label, head)
        for number, row in enumerate(rows, 4):
            for index, value in enumerate(row):
                if isinstance(value, (int, float)):
                    sheet.write_number(number, index, value)
                elif value:
                    sheet.write_string(number, index, value)


STREAMED: Mapping[str, Callable[[Table, Rows, Any], None]] = {"csv": _csv, "json": _json, "xlsx": _xlsx}
"""The formats that a long list is written in."""
