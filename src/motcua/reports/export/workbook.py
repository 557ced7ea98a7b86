"""A table as a workbook: real numbers, totals and shares as formulas that agree with what was computed, heads that stay
in sight, a page to print, and beside it the equations, the definitions and where the figures come from."""

import io
from collections.abc import Iterable
from typing import Any

from motcua.reports.export.table import Column, Table, Value

_HEAD = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
_PATTERNS = {
    "count": "#,##0",
    "money": "#,##0",
    "number": "0",
    "percent": "0.00",
    "hours": "0.0",
    "figure": "#,##0.##",
    "points": "+0.00;-0.00;0.00",
    "text": "General",
}
_WIDTHS = {"text": 28, "number": 6, "money": 16}
_SHEETS = {
    "figures": ("Số liệu", "Figures"),
    "checks": ("Kiểm tra", "Checks"),
    "notes": ("Cách tính", "Definitions"),
}
MISSING = "–"
TOP = 3
"""The row under title and subtitle at which the heads begin (counted from 0)."""


def as_xlsx(table: Table) -> bytes:
    """A workbook: title, period, table, checks, definitions. Every text is written as text."""
    import xlsxwriter  # 60 ms to import: only when asked

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": table.title, "subject": table.subtitle})
        _Figures(book, table).write()
        if table.checks:
            _checks(book, table)
        _notes(book, table)
    return out.getvalue()


def top_of(table: Table) -> int:
    """The first row of values, counted from 0: heads of groups and the form's numbers take a row each."""
    groups = any(one.group for one in table.columns)
    numbers = any(one.number for one in table.columns)
    return TOP + 1 + groups + numbers


def place(table: Table, key: str, row: int) -> str:
    """The cell of a column in a row (from 0): "D12"."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    index = next(index for index, one in enumerate(table.columns) if one.key == key)
    return str(xl_rowcol_to_cell(row, index))


class _Figures:
    """The sheet of figures in the making."""

    def __init__(self, book: Any, table: Table) -> None:
        self.book, self.table = book, table
        self.sheet = book.add_worksheet(_SHEETS["figures"][table.lang == "en"])
        self.top = top_of(table)
        self.formats = {
            (kind, strong): book.add_format({"num_format": pattern, "bold": strong, "valign": "top"})
            for kind, pattern in _PATTERNS.items()
            for strong in (False, True)
        }
        self.texts = {
            strong: book.add_format({"bold": strong, "text_wrap": True, "valign": "top"}) for strong in (False, True)
        }

    def write(self) -> None:
        table, sheet = self.table, self.sheet
        sheet.write_string(0, 0, table.title, self.book.add_format({"bold": True, "font_size": 14}))
        sheet.write_string(1, 0, table.subtitle)
        self._heads()
        for number, row in enumerate(table.rows):
            total = number >= len(table.rows) - table.totals
            for index, (column, value) in enumerate(zip(table.columns, row, strict=True)):
                self._cell(self.top + number, index, column, value, total)
        texts = next((index for index, one in enumerate(table.columns) if one.kind not in ("text", "number")), 0)
        sheet.freeze_panes(self.top, min(texts, 2))
        self._print()

    def _heads(self) -> None:
        table, sheet = self.table, self.sheet
        head = self.book.add_format(_HEAD)
        middle = self.book.add_format({**_HEAD, "align": "center"})
        row = TOP
        if any(one.group for one in table.columns):
            for first, last, group in groups(table.columns):
                if first == last:
                    sheet.write_string(row, first, group, middle)
                else:
                    sheet.merge_range(row, first, row, last, group, middle)
            row += 1
        for index, column in enumerate(table.columns):
            sheet.write_string(row, index, column.label, head)
            sheet.set_column(index, index, _WIDTHS.get(column.kind, 12))
        if any(one.number for one in table.columns):
            small = self.book.add_format({"align": "center", "italic": True, "bottom": 1})
            for index, column in enumerate(table.columns):
                sheet.write_string(row + 1, index, f"({column.number})" if column.number else "", small)

    def _cell(self, row: int, index: int, column: Column, value: Value, total: bool) -> None:
        sheet, style = self.sheet, self.formats[column.kind, total]
        formula = self._formula(row, index, column, total)
        if formula:
            sheet.write_formula(row, index, formula, style, MISSING if value is None else value)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, index, value, style)
        elif value is not None or column.kind != "number":
            sheet.write_string(row, index, MISSING if value is None else value, self.texts[total])

    def _formula(self, row: int, index: int, column: Column, total: bool) -> str:
        if column.formula and column.formula[0] == "percent":
            part, whole = (place(self.table, key, row) for key in column.formula[1:])
            return f'=IF({whole}=0,"{MISSING}",ROUND(100*{part}/{whole},2))'
        last = self.top + len(self.table.rows) - self.table.totals - 1
        if total and column.total == "sum" and last >= self.top:
            return f"=SUM({place(self.table, column.key, self.top)}:{place(self.table, column.key, last)})"
        if not total and column.formula and column.formula[0] == "sum":
            return "=" + "+".join(place(self.table, key, row) for key in column.formula[1:])
        return ""

    def _print(self) -> None:
        """A4, as wide as one page, the heads again on each; pages numbered."""
        sheet = self.sheet
        sheet.set_paper(9)
        if len(self.table.columns) > 6:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(TOP, self.top - 1)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer("&L&A&R&P/&N")


def groups(columns: Iterable[Column]) -> list[tuple[int, int, str]]:
    """First and last column of each head above several; columns without one are left out."""
    found: list[tuple[int, int, str]] = []
    for index, one in enumerate(columns):
        if not one.group:
            continue
        if found and found[-1][2] == one.group and found[-1][1] == index - 1:
            found[-1] = (found[-1][0], index, one.group)
        else:
            found.append((index, index, one.group))
    return found


def _checks(book: Any, table: Table) -> None:
    """Each equation, computed from the totals of the figures."""
    english = table.lang == "en"
    sheet = book.add_worksheet(_SHEETS["checks"][english])
    head = book.add_format(_HEAD)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 3, 14)
    names = ("Equation", "Left", "Right", "Holds") if english else ("Phép cân đối", "Vế trái", "Vế phải", "Kết quả")
    for index, name in enumerate(names):
        sheet.write_string(0, index, name, head)
    yes, no = ("yes", "no") if english else ("đúng", "lệch")
    for row, one in enumerate(table.checks, 1):
        sheet.write_string(row, 0, one.words)
        for index, (keys, value) in enumerate(((one.left, one.left_value), (one.right, one.right_value)), 1):
            if keys:
                sheet.write_formula(row, index, _sum_of(table, keys), None, value)
            else:
                sheet.write_number(row, index, value)
        agree = f'=IF(B{row + 1}=C{row + 1},"{yes}","{no}")'
        sheet.write_formula(row, 3, agree, None, yes if one.holds else no)


def _sum_of(table: Table, keys: Iterable[str]) -> str:
    total = top_of(table) + len(table.rows) - 1
    sheet = _SHEETS["figures"][table.lang == "en"]
    return "=" + "+".join(f"'{sheet}'!{place(table, key, total)}" for key in keys)


def _notes(book: Any, table: Table) -> None:
    """Where the figures come from, and how each is counted."""
    note = book.add_format({"text_wrap": True, "valign": "top"})
    notes = book.add_worksheet(_SHEETS["notes"][table.lang == "en"])
    notes.set_column(0, 0, 120)
    facts = [f"{name}: {value}" for name, value in table.facts]
    for number, words in enumerate((*facts, *table.notes)):
        notes.write_string(number, 0, words, note)
