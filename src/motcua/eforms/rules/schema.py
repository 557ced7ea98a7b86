"""JSON Schema 2020-12 of `answers`, and the description of the pages for other programs; pure.

The schema takes everything that `validate` puts out clean, and refuses what has the wrong type. What depends on other
answers (conditions, comparisons, places that exist) is in `ui` and judged by `validate` alone.
"""

from typing import Any

from motcua.eforms.definition.shapes import DEFAULT_LENGTH, LEVELS, NUMBERS, WRITTEN, Definition, Field
from motcua.eforms.rules.dates import FIRST_YEAR
from motcua.eforms.rules.places import ADDRESS_LENGTH
from motcua.eforms.rules.values import MAX_NUMBER

Schema = dict[str, Any]

_DAY = r"^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
_MONTH = r"^(19|20|21)\d\d-(0[1-9]|1[0-2])$"
_MOMENT = r"^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$"
_DAY_OR_YEAR = r"^(19|20|21)\d\d(-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$"

_ADDRESS: Schema = {
    "type": "object",
    "properties": {
        "place": {"type": "string", "pattern": f"^[0-9]{{{LEVELS['commune']}}}$", "description": "code of the commune"},
        "line": {"type": "string", "minLength": 1, "maxLength": ADDRESS_LENGTH, "description": "hamlet, house, street"},
        "on": {"type": "string", "pattern": _DAY, "description": "day on which the code held; default today"},
    },
    "required": ["place", "line"],
    "additionalProperties": False,
}


def _like(pattern: str) -> Schema:
    return {"type": "string", "pattern": pattern}


_FIXED: dict[str, Schema] = {
    "date": _like(_DAY),
    "datetime": _like(_MOMENT),
    "month": _like(_MONTH),
    "date_or_year": _like(_DAY_OR_YEAR),
    "person_id": _like(r"^0[0-9]{11}$"),
    "agency": _like(r"^[A-Z0-9]+(\.[A-Z0-9]+)*$"),
    "file": _like(r"^[A-Za-z0-9_-]{1,80}$"),
    "boolean": {"type": "boolean"},
    "accept": {"const": True},
    "email": {"type": "string", "format": "email", "pattern": r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$", "maxLength": 254},
    "address": _ADDRESS,
}


def json_schema(definition: Definition) -> Schema:
    """The schema of the whole `answers` object."""
    groups = definition.group_by_key
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:motcua:form:{definition.key}:{definition.version}",
        "title": definition.name_vi,
        "description": definition.name_en,
        **_object(
            {field.key: _field(definition, field) for field in definition.fields},
            [f.key for f in definition.fields if _always(f) and groups[f.group].show_if is None],
        ),
    }


def _object(properties: dict[str, Schema], required: list[str]) -> Schema:
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": required} if required else schema


def _always(field: Field) -> bool:
    """True when no answer may leave it out."""
    return field.required and field.show_if is None and field.computed is None and field.default is None


def _field(definition: Definition, field: Field) -> Schema:
    schema: Schema = {
        "title": field.label_vi,
        "description": field.help_en or field.label_en,
        **_type(definition, field),
    }
    if field.computed is not None:
        schema["readOnly"] = True
    if field.default is not None and field.default != "today":
        schema["default"] = field.default
    return schema


def _type(definition: Definition, field: Field) -> Schema:
    """What the type alone demands. `maxLength` is that of the text in NFC."""
    if field.type in _FIXED:
        return _FIXED[field.type]
    if field.type in WRITTEN:
        schema: Schema = {"type": "string", "minLength": 1, "maxLength": field.max_length or DEFAULT_LENGTH[field.type]}
        return {**schema, "pattern": field.pattern} if field.pattern else schema
    if field.type in NUMBERS:
        return _number(field)
    match field.type:
        case "select":
            return {"type": "string", "enum": _codes(definition, field)}
        case "multiselect":
            codes = {"enum": _codes(definition, field)}
            return {"type": "array", "items": codes, "minItems": 1, "uniqueItems": True}
        case "phone":
            return _like(r"^(0[35789][0-9]{8}|02[0-9]{8,9})$" if field.landline else r"^0[35789][0-9]{8}$")
        case "unit":
            return _like(f"^[0-9]{{{LEVELS[field.level or 'commune']}}}$")
        case "table":
            limits = {"minItems": max(field.rows.min, 1), "maxItems": field.rows.max}
            return {"type": "array", **limits, "items": _composite(definition, field)}
    return _composite(definition, field)


def _number(field: Field) -> Schema:
    low = 0 if field.type == "money" and field.min is None else field.min
    return {
        "type": "number" if field.type == "decimal" else "integer",
        "minimum": -MAX_NUMBER if low is None else low,
        "maximum": MAX_NUMBER if field.max is None else field.max,
    }


def _codes(definition: Definition, field: Field) -> list[str]:
    return [option.code for option in definition.options(field)]


def _composite(definition: Definition, field: Field) -> Schema:
    return _object(
        {column.key: _field(definition, column) for column in field.columns},
        [column.key for column in field.columns if _always(column)],
    )


def ui(definition: Definition) -> dict[str, Any]:
    """Pages, labels, help, conditions and lists, for a program that draws the form itself. Years begin with 1900."""
    source = definition.source
    return {
        "form": definition.key,
        "version": definition.version,
        "name_vi": definition.name_vi,
        "name_en": definition.name_en,
        "intro_vi": definition.intro_vi,
        "intro_en": definition.intro_en,
        "first_year": FIRST_YEAR,
        "groups": [
            {
                **group,
                "fields": [
                    {name: value for name, value in field.items() if name not in ("group", "example")}
                    for field in source["fields"]
                    if field["group"] == group["key"]
                ],
            }
            for group in source["groups"]
        ],
        "checks": source.get("checks", []),
        "lists": source.get("lists", {}),
    }
