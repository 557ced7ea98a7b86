"""The bytes of a table in each format."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from motcua.reports.export.table import Column, Table, Value
from motcua.reports.export.workbook import as_xlsx, groups

# What a spreadsheet would take for a formula when a text begins with it (also after a tab or a line break).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_TEMPLATE = Path(__file__).with_name("table.typ")
_FONTS = str(Path(__file__).parents[2] / "fonts")


def write(table: Table, format: str) -> bytes:
    """The file. Raises LookupError for a format that is not one of FORMATS."""
    return _WRITERS[format](table)


def as_json(table: Table) -> bytes:
    """`{"items": […]}` as the API answers; a statutory report also tells its totals, equations and definitions."""
    return (json.dumps({"items": table.items, **table.also}, ensure_ascii=False, indent=1) + "\n").encode()


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


def as_pdf(table: Table) -> bytes:
    """A tagged PDF on A4, landscape where the table is wide."""
    import typst

    content = {
        "lang": table.lang,
        "title": table.title,
        "subtitle": table.subtitle,
        "columns": [
            {
                "label": column.label,
                "text": column.kind in ("text", "number"),
                "code": column.key in ("key", "unit", "no", "code"),
                "number": column.number,
            }
            for column in _shown(table)
        ],
        "groups": [list(one) for one in groups(_shown(table))],
        "facts": [list(one) for one in table.facts],
        "checks": [
            [one.words, f"{one.left_value:,} = {one.right_value:,}".translate(_SEPARATORS[table.lang]), one.holds]
            for one in table.checks
        ],
        "checked": _CHECKED[table.lang == "en"],
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
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS])
    return typst.compile(
        str(_TEMPLATE), font_paths=fonts, sys_inputs={"content": json.dumps(content, ensure_ascii=False)}
    )


_SEPARATORS = {"vi": str.maketrans(",.", ".,"), "en": {}}
_CHECKED = (
    {"heading": "Kiểm tra cân đối", "yes": "đúng", "no": "lệch"},
    {"heading": "Balance", "yes": "holds", "no": "differs"},
)
_REPEATED = frozenset({"agency", "from", "to", "as_of"})
"""Columns that say the same in every row: the subtitle says it on paper."""


def _is_shown(column: Column) -> bool:
    return column.key not in _REPEATED


def _shown(table: Table) -> list[Column]:
    return [column for column in table.columns if _is_shown(column)]


def _spelled(value: Value, column: Column, lang: str) -> str:
    if value is None:
        return "" if column.kind == "number" else "–"
    if isinstance(value, str):
        return value
    sign = "+" if column.kind == "points" and value > 0 else "−" if value < 0 else ""
    whole = column.kind in ("count", "money", "number") or (column.kind == "figure" and isinstance(value, int))
    number = f"{abs(value):,}" if whole else f"{abs(value):,.2f}"
    return sign + number.translate(_SEPARATORS[lang])


_WRITERS: Mapping[str, Callable[[Table], bytes]] = {"json": as_json, "csv": as_csv, "xlsx": as_xlsx, "pdf": as_pdf}
FORMATS = tuple(_WRITERS)
MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
