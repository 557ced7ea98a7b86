"""What a submitted page says, as partial answers: the inverse of drawing it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.desks.shell.eform.inputs import ACT, DATE_PARTS, Query, join_date, read_number
from motcua.desks.shell.eform.known import NOTHING_KNOWN, Known
from motcua.eforms.definition import Definition, Field
from motcua.kernel import text

MAX_LENGTH = 20_000  # longer texts are cut before they reach the rules; the limits of fields are far below


@dataclass(frozen=True, slots=True)
class Parsed:
    """Answers of one page; a field that was left empty is not in them. With `again` a row was added or removed: the
    page is shown once more without judging it."""

    answers: dict[str, Any]
    again: bool = False


@dataclass(frozen=True, slots=True)
class _Page:
    query: Query
    known: Known
    today: date

    def one(self, name: str) -> str:
        value = self.query.get(name)
        return value.replace("\r\n", "\n").strip()[:MAX_LENGTH] if isinstance(value, str) else ""


def parse(definition: Definition, group: str, query: Query, *, today: date, known: Known = NOTHING_KNOWN) -> Parsed:
    """Read the page of a group.

    Numbers and dates that cannot be read stay as they were typed, for `validate` to refuse and the page to show
    again; a commune that is not clear stays as {"text": what was typed}.
    """
    page = _Page(query, known, today)
    act, _, row = page.one(ACT).partition(".remove.")
    table = act.removesuffix(".add")
    answers: dict[str, Any] = {}
    again = False
    for field in definition.in_group(group):
        if not field.asked:
            continue
        if field.type == "table":
            changed = table == field.key and not field.rows.preset and bool(row or act != table)
            rows = _rows(field, page)
            if changed and row.isdigit() and int(row) < len(rows):
                del rows[int(row)]
            elif changed and not row and len(rows) < field.rows.max:
                rows.append({})
            again = again or changed
            value: Any = rows if changed or field.rows.preset else [cells for cells in rows if cells]
        else:
            value = _value(field, field.key, page)
        if value is not None and value != []:
            answers[field.key] = value
    return Parsed(answers, again)


def merge(
    definition: Definition,
    group: str,
    answers: Mapping[str, Any],
    parsed: Parsed,
    more: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The draft's answers with one page replaced by what was parsed of it, and `more` (ids of files just stored)."""
    asked = {field.key for field in definition.in_group(group) if field.asked}
    kept = {key: value for key, value in answers.items() if key not in asked}
    return {**kept, **parsed.answers, **(more or {})}


def uploads(definition: Definition, group: str, files: Mapping[str, Any]) -> dict[str, Any]:
    """Files that were chosen on the page, by the key of their field."""
    fields = [field for field in definition.in_group(group) if field.type == "file" and field.asked]
    return {field.key: files[f"{field.key}.upload"] for field in fields if files.get(f"{field.key}.upload")}


def _value(field: Field, name: str, page: _Page) -> Any:
    """The value of one field, None when it was left empty."""
    match field.type:
        case "date" | "date_or_year" | "month" | "datetime":
            return join_date({part: page.one(f"{name}.{part}") for part in DATE_PARTS[field.type]}, field.type)
        case "integer" | "money" | "decimal":
            return read_number(page.one(name), field.type)
        case "boolean":
            return {"true": True, "false": False}.get(page.one(name))
        case "accept":
            return True if page.one(name) == "true" else None
        case "multiselect":
            return [value for value in page.query.getlist(name) if isinstance(value, str) and value] or None
        case "address":
            return _address(name, page)
        case "unit":
            return _unit(field, name, page)
        case "person":
            return _cells(field.columns, name, page) or None
    return page.one(name) or None


def _cells(columns: tuple[Field, ...], name: str, page: _Page) -> dict[str, Any]:
    found = {column.key: _value(column, f"{name}.{column.key}", page) for column in columns}
    return {key: value for key, value in found.items() if value is not None}


def _rows(field: Field, page: _Page) -> list[dict[str, Any]]:
    """Rows in the order of their numbers; a page names each row by a hidden input."""
    pattern = re.compile(rf"^{re.escape(field.key)}\.([0-9]{{1,3}})\.row$")
    numbers = sorted({int(found[1]) for name in page.query if (found := pattern.match(name))})
    return [_cells(field.columns, f"{field.key}.{number}", page) for number in numbers]


def _address(name: str, page: _Page) -> dict[str, str] | None:
    place, line, on = _place("commune", name, page), page.one(f"{name}.line"), page.one(f"{name}.on")
    found: dict[str, str] = {}
    if isinstance(place, str):
        found["place"] = place
        if on and page.one(f"{name}.place") == place:
            found["on"] = on
    elif place:
        found |= place
    if line:
        found["line"] = line
    return found or None


def _unit(field: Field, name: str, page: _Page) -> str | dict[str, str] | None:
    return _place(field.level or "commune", name, page)


def _place(level: str, name: str, page: _Page) -> str | dict[str, str] | None:
    """The code of the place that was chosen or can only be meant; {"text": …} when that is not clear."""
    typed, was, code = (page.one(f"{name}.{part}") for part in ("text", "was", "place"))
    if not typed:
        return None
    if code and typed == was:
        return code
    found = page.known.find(typed, page.today, level)
    same = [place for place, words in found if text.fold(words) == text.fold(typed)]
    if len(same) == 1:
        return same[0]
    return found[0][0] if len(found) == 1 else {"text": typed}
