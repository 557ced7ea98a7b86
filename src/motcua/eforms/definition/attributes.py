"""Which attribute a field of which type may carry, and what it must look like."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from motcua.eforms import conditions
from motcua.eforms.definition.shapes import (
    CHOICES,
    COMPOSITES,
    DATES,
    LEVELS,
    NUMBERS,
    PERSON_PARTS,
    PREFILLS,
    RULES,
    TYPES,
    WRITTEN,
)

_ALL = frozenset(TYPES)
_TEXTS = WRITTEN | {"person_id", "phone", "email"}

# attribute → (kind of value, types that may carry it)
ALLOWED: dict[str, tuple[str, frozenset[str]]] = {
    "key": ("text", _ALL),
    "type": ("text", _ALL),
    "label_vi": ("text", _ALL),
    "label_en": ("text", _ALL),
    "group": ("text", _ALL),
    "help_vi": ("text", _ALL),
    "help_en": ("text", _ALL),
    "suffix": ("text", NUMBERS | {"text"}),
    "required": ("flag", _ALL),
    "required_if": ("logic", _ALL),
    "show_if": ("logic", _ALL),
    "ask": ("flag", _ALL),
    "default": ("value", _ALL - COMPOSITES - {"file", "accept", "address"}),
    "prefill": ("text", _ALL - COMPOSITES - {"file", "accept"}),
    "example": ("value", _ALL),
    "computed": ("computed", _ALL - COMPOSITES - {"file", "accept", "address", "multiselect"}),
    "max_length": ("whole", WRITTEN),
    "pattern": ("pattern", WRITTEN | {"person_id", "phone"}),
    "pattern_if": ("patterns", WRITTEN),
    "case": ("text", WRITTEN),
    "format": ("text", frozenset({"text"})),
    "min": ("number", NUMBERS),
    "max": ("number", NUMBERS),
    "not_after": ("text", DATES),
    "not_before": ("text", DATES),
    "list": ("text", CHOICES),
    "level": ("text", frozenset({"unit"})),
    "as_of": ("text", frozenset({"unit"})),
    "born": ("text", frozenset({"person_id"})),
    "gender": ("text", frozenset({"person_id"})),
    "landline": ("flag", frozenset({"phone"})),
    "media_types": ("texts", frozenset({"file"})),
    "max_mb": ("whole", frozenset({"file"})),
    "rows": ("rows", frozenset({"table"})),
    "columns": ("list", frozenset({"table"})),
    "parts": ("texts", frozenset({"person"})),
    "required_parts": ("texts", frozenset({"person"})),
}
PLAIN = tuple(ALLOWED.keys() - {"media_types", "pattern_if", "rows", "columns", "parts", "required_parts"})
_OUTSIDE = frozenset({"group", "ask", "prefill", "computed", "example"})  # not for columns and parts

Fault = tuple[tuple[str | int, ...], str]


def logic_faults(logic: Any) -> list[str]:
    """What is wrong with a condition; nothing when there is none."""
    return [] if logic is None else list(conditions.faults(logic))


def faults(row: Mapping[str, Any], within: str = "") -> list[Fault]:
    """Every fault of one field's own attributes (references to other fields are judged later)."""
    return list(_faults(row, within))


def _faults(row: Mapping[str, Any], within: str) -> Iterator[Fault]:
    kind = row.get("type")
    if kind not in TYPES:
        yield ("type",), f"unknown type {kind!r}" if kind else "is missing"
        return
    if within and kind in COMPOSITES | {"file"}:
        yield ("type",), f"a {within} cannot hold a {kind}"
    for name, value in row.items():
        if name not in ALLOWED:
            yield (str(name),), "unknown attribute"
            continue
        shape, types = ALLOWED[name]
        if within and name in _OUTSIDE:
            yield (name,), f"not within a {within}"
        elif kind not in types:
            yield (name,), f"not for type {kind}"
        elif reason := _shape(shape, value):
            yield (name,), reason
        else:
            yield from _meaning(kind, name, value)
    needed = {"label_vi", "label_en"} | (set() if within else {"group"})
    if kind in CHOICES:
        needed.add("list")
    elif kind in COMPOSITES:
        needed.add("columns" if kind == "table" else "parts")
    for name in sorted(needed - row.keys()):
        yield (name,), "is missing"


def _shape(shape: str, value: Any) -> str:
    """Why a value has not the shape that the attribute needs; "" when it has."""
    return _SHAPES[shape](value)


def _text(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "must be a text"


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "must be true or false"


def _whole(value: Any) -> str:
    good = isinstance(value, int) and not isinstance(value, bool) and value > 0
    return "" if good else "must be a whole number above 0"


def _number(value: Any) -> str:
    return "" if isinstance(value, (int, float)) and not isinstance(value, bool) else "must be a number"


def _logic(value: Any) -> str:
    return "; ".join(conditions.faults(value))


def _computed(value: Any) -> str:
    if not (isinstance(value, Mapping) and "rule" in value):
        return _logic(value)
    if value["rule"] not in RULES:
        return f"unknown rule {value['rule']!r}"
    good = value.keys() == {"rule", "of"} and isinstance(value["of"], str)
    return "" if good else "a named rule takes `rule` and `of`, the key of a field"


def _patterns(value: Any) -> str:
    if not isinstance(value, list):
        return "must be a list of {if, pattern}"
    reasons = []
    for entry in value:
        if not isinstance(entry, Mapping) or entry.keys() != {"if", "pattern"}:
            return "must be a list of {if, pattern}"
        reasons += [_pattern(entry["pattern"]), _logic(entry["if"])]
    return "; ".join(filter(None, reasons))


def _texts(value: Any) -> str:
    good = isinstance(value, list) and value and all(isinstance(v, str) for v in value)
    return "" if good else "must be a list of texts"


def _list(value: Any) -> str:
    return "" if isinstance(value, list) and value else "must be a list with at least one entry"


def _pattern(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 200:
        return "must be a regular expression of at most 200 characters"
    try:
        re.compile(value)
    except re.error as error:
        return f"not a regular expression: {error}"
    return "" if value.startswith("^") and value.endswith("$") else "a pattern describes the whole: ^…$"


def _rows(value: Any) -> str:
    if not isinstance(value, Mapping) or value.keys() - {"min", "max", "preset"}:
        return "must be an object of min and max, or of preset"
    preset = value.get("preset")
    if preset is not None:
        good = isinstance(preset, list) and preset and all(isinstance(row, Mapping) and row for row in preset)
        return "" if good and len(value) == 1 else "preset stands alone and is a list of objects"
    low, high = value.get("min", 0), value.get("max", 20)
    whole = all(isinstance(number, int) and not isinstance(number, bool) for number in (low, high))
    return "" if whole and 0 <= low <= high <= 200 and high else "0 ≤ min ≤ max ≤ 200, and max above 0"


def _anything(_: Any) -> str:
    return ""


_SHAPES: dict[str, Callable[[Any], str]] = {
    "text": _text,
    "flag": _flag,
    "whole": _whole,
    "number": _number,
    "logic": _logic,
    "computed": _computed,
    "pattern": _pattern,
    "patterns": _patterns,
    "texts": _texts,
    "list": _list,
    "rows": _rows,
    "value": _anything,
}


def _meaning(kind: str, name: str, value: Any) -> Iterator[Fault]:
    choices = {
        "case": {"upper"},
        "format": {"name"},
        "level": set(LEVELS),
        "prefill": PREFILLS,
        "parts": PERSON_PARTS.keys(),
        "required_parts": PERSON_PARTS.keys(),
    }
    if name in choices:
        values = value if isinstance(value, list) else [value]
        for unknown in [v for v in values if v not in choices[name]]:
            yield (name,), f"unknown {name} {unknown!r}"
    if name == "media_types" and not all(re.match(r"^[a-z]+/[a-z0-9.+-]+$", media) for media in value):
        yield (name,), "must be media types such as application/pdf"
    if name == "default" and value == "today" and kind != "date":
        yield (name,), "`today` is for dates"
