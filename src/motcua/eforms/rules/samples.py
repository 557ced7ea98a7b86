"""Answers made from a definition: empty ones, ready ones, and what is known already; pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from motcua.eforms.definition.shapes import Definition, Field
from motcua.eforms.rules.cast import APPLICANT, cast

_PLACE = "05392"


def blank(definition: Definition) -> dict[str, Any]:
    """What an empty form holds: defaults that are no date, and the given rows of tables."""
    found: dict[str, Any] = {}
    for field in definition.fields:
        if field.rows.preset:
            found[field.key] = [dict(row) for row in field.rows.preset]
        elif field.default is not None and field.default != "today" and field.computed is None:
            found[field.key] = field.default
    return found


def prefill(definition: Definition, known: Mapping[str, Any]) -> dict[str, Any]:
    """What the State knows already: `known` maps a source ("identity.full_name", "residence") to its value."""
    return {
        field.key: known[field.prefill]
        for field in definition.fields
        if field.prefill and known.get(field.prefill) not in (None, "", {})
    }


def example(definition: Definition, *, today: date, applicant: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Synthetic answers that are valid and agree with themselves and with the applicant (default `APPLICANT`).

    `applicant` is a party: full_name, personal_id, birth_date, phone, email. Each field has its own example, else one
    of its type where it is required; a field that only another answer requires needs an example of its own.
    """
    people = cast(applicant or APPLICANT, today)
    found: dict[str, Any] = {}
    for field in definition.fields:
        if field.computed is not None:
            continue
        value = filled(field.example, today, people) if field.example is not None else None
        if value is None and field.required and field.show_if is None:
            value = _of_type(definition, field, today)
        if value is not None:
            found[field.key] = value
    return found


def filled(value: Any, today: date, people: Mapping[str, Mapping[str, Any]]) -> Any:
    """An example with its marks replaced: `{days_ago: 20}` by an ISO date (with `time: "09:30"` a datetime, with
    `as: month` a month), `{cast: mother.full_name}` by what is said of that person; None where nothing is said."""
    if isinstance(value, Mapping):
        if "days_ago" in value:
            day = (today - timedelta(days=value["days_ago"])).isoformat()
            return day[:7] if value.get("as") == "month" else f"{day}T{value['time']}" if "time" in value else day
        if "cast" in value:
            role, _, part = str(value["cast"]).partition(".")
            return people[role].get(part)
        return {name: filled(inner, today, people) for name, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, today, people) for inner in value]
    return value


def _of_type(definition: Definition, field: Field, today: date) -> Any:
    match field.type:
        case "select":
            return field.default or definition.options(field)[0].code
        case "multiselect":
            return [definition.options(field)[0].code]
        case "integer" | "money" | "decimal":
            return field.default or field.min or 1
        case "table":
            given = field.rows.preset or ({},) * max(field.rows.min, 1)
            return [{**_parts(definition, field, today), **row} for row in given]
        case "person":
            return _parts(definition, field, today)
    return {
        "text": APPLICANT["full_name"].upper() if field.case == "upper" else APPLICANT["full_name"],
        "textarea": "Đề nghị giải quyết theo quy định",
        "date": today.isoformat(),
        "datetime": f"{(today - timedelta(days=1)).isoformat()}T09:30",
        "month": today.isoformat()[:7],
        "date_or_year": APPLICANT["birth_date"],
        "boolean": False,
        "accept": True,
        "person_id": APPLICANT["personal_id"],
        "phone": APPLICANT["phone"],
        "email": APPLICANT["email"],
        "address": {"place": _PLACE, "line": "Thôn Liên Sơn"},
        "unit": {"province": "25", "district": "159"}.get(field.level, _PLACE),
        "agency": "H44.229",
        "file": "example",
    }[field.type]


def _parts(definition: Definition, field: Field, today: date) -> dict[str, Any]:
    return {
        column.key: _of_type(definition, column, today)
        for column in field.columns
        if column.required and column.show_if is None
    }
