"""A catalogue as a workbook: a row for each version, and a row for each of its papers, limits, fees, notes."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from motcua.flows.catalogue_exchange.sheets import FIELDS, LINES, NO, SHEETS, VERSIONS, YES, Column, Sheet


def workbook(data: Mapping[str, Any]) -> bytes:
    """The file as bytes. `data` is what `export_catalogue` gives."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    rows = _rows(data)
    for index, sheet in enumerate(SHEETS):
        page: Any = book.active if index == 0 else book.create_sheet()
        page.title = sheet.name
        page.append([column.heading for column in sheet.columns])
        for row in rows[sheet.name]:
            page.append([_cell(column, row) for column in sheet.columns])
        page.freeze_panes = "C2"
        for number, column in enumerate(sheet.columns, 1):
            letter = get_column_letter(number)
            page.column_dimensions[letter].width = column.width
            page.cell(1, number).font = Font(bold=True)
            page.cell(1, number).alignment = Alignment(wrap_text=True, vertical="top")
            allowed = column.allowed or ((YES, NO) if column.kind == "flag" else ())
            if allowed:
                offered = DataValidation(type="list", formula1=f'"{",".join(allowed)}"', allow_blank=True)
                page.add_data_validation(offered)
                offered.add(f"{letter}2:{letter}5000")
            if column.kind in ("code", "day"):
                # Text: a spreadsheet would turn 1.001190 into a number and a day into one of its own.
                for cell in page[letter][1:]:
                    cell.number_format = "@"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(data: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {sheet.name: [] for sheet in SHEETS}
    found[FIELDS.name] = list(data["fields"])
    for one in data["procedures"]:
        for version in one["versions"]:
            of = {"code": one["code"], "valid_from": version["valid_from"]}
            found[VERSIONS.name].append({**version, **of, "id": one["id"], "field": one["field"]})
            for sheet in LINES:
                found[sheet.name] += [{**line, **of} for line in version.get(sheet.member, ())]
    return found


def _cell(column: Column, row: Mapping[str, Any]) -> Any:
    head, _dot, inner = column.key.partition(".")
    value = row.get(head)
    if inner:
        value = value.get(inner) if isinstance(value, Mapping) else None
    if value is None or value == "":
        return None
    match column.kind:
        case "flag":
            return YES if value else NO
        case "list":
            return "; ".join(map(str, value))
        case "tiers":
            return "; ".join(f"{one['from']}: {one['amount']}" for one in value) or None
        case "whole":
            return value
    text = str(value)
    # What begins like a formula stays text.
    return f"'{text}" if text[:1] in "=+-@" else text


def sheet_named(name: str) -> Sheet | None:
    """The sheet of that name; None for another."""
    return next((sheet for sheet in SHEETS if sheet.name.casefold() == name.strip().casefold()), None)
