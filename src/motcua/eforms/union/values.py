"""A shared answer in the shape that another form asks for; pure."""

from typing import Any

from motcua.eforms.definition.shapes import Definition, Field

CONVERTIBLE = frozenset(
    {
        ("datetime", "date"),
        ("datetime", "date_or_year"),
        ("date", "date_or_year"),
        ("date_or_year", "date"),
        ("text", "textarea"),
        ("person_id", "text"),
        ("text", "person_id"),
        ("phone", "text"),
        ("email", "text"),
    }
)
"""(type asked, type filled) beside the same type: what can be said in the other's shape, wholly or in most cases."""


def convertible(source: Field, target: Field, definitions: tuple[Definition, Definition]) -> bool:
    """True when an answer to one question can stand as the answer to the other."""
    if source.type != target.type:
        return (source.type, target.type) in CONVERTIBLE
    if source.type in ("select", "multiselect"):
        asked, filled = definitions
        codes = {option.code for option in filled.options(target)}
        return codes.issuperset(option.code for option in asked.options(source))
    return source.type not in ("table", "person", "file")


def converted(value: Any, source: Field, target: Field) -> Any:
    """The answer in the other's shape; None where it cannot be said (a year alone is no date)."""
    if source.type == target.type or value is None:
        return value
    if source.type == "datetime":
        return str(value)[:10]
    if target.type == "date":
        return value if len(str(value)) == 10 else None
    return value
