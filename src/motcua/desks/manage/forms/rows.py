"""Rows of a definition as the inputs of a page, and back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.text import slugify

from motcua.desks.manage import inputs
from motcua.desks.manage.forms import kinds
from motcua.desks.manage.inputs import Typed
from motcua.desks.shell.words import say
from motcua.eforms import reader
from motcua.eforms.definition import TYPES, edit
from motcua.eforms.definition.attributes import ALLOWED
from motcua.eforms.reader import BadPack
from motcua.kernel import text

_FLAGS = {"case": "upper", "format": "name"}
_NUMBERS = ("min", "max")
_OWN = {"fields": set(ALLOWED), "groups": {"key"}, "checks": {"key"}}


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as the page asks it: a field, how it compares, a value; or any JsonLogic as JSON."""

    name: str
    field: str = ""
    operator: str = ""
    value: str = ""
    json: str = ""
    error: str = ""


def condition_of(name: str, logic: Any) -> Condition:
    """A stored condition for the page."""
    if logic is None:
        return Condition(name)
    whole = json.dumps(logic, ensure_ascii=False)
    if isinstance(logic, Mapping) and len(logic) == 1:
        operator, arguments = next(iter(logic.items()))
        if operator == "var" and isinstance(arguments, str):
            return Condition(name, arguments, "yes")
        if operator == "!" and (key := _var(arguments[0] if isinstance(arguments, list) else arguments)):
            return Condition(name, key, "no")
        if operator in ("==", "!=") and isinstance(arguments, list) and len(arguments) == 2:
            key = _var(arguments[0])
            if key and isinstance(arguments[1], (str, int, float)):
                value = arguments[1]
                said = str(value).lower() if isinstance(value, bool) else str(value)
                return Condition(name, key, operator, said)
    return Condition(name, operator="json", json=whole)


def _var(logic: Any) -> str:
    if isinstance(logic, Mapping) and list(logic) == ["var"] and isinstance(logic["var"], str):
        return logic["var"]
    return ""


def read_condition(name: str, given: QueryDict, source: Mapping[str, Any]) -> tuple[Any, Condition]:
    """The logic that was typed (None: always), and the condition as typed, with what is wrong."""
    typed = Condition(
        name,
        given.get(f"{name}.field", ""),
        given.get(f"{name}.operator", ""),
        text.normal(given.get(f"{name}.value", "")),
        given.get(f"{name}.json", "").strip(),
    )
    if not typed.operator:
        return None, typed
    if typed.operator == "json":
        try:
            return json.loads(typed.json or "null"), typed
        except ValueError as error:
            where = getattr(error, "lineno", 1)
            words = say("form.condition_not_json", {"line": where}, ("", ""))
            return None, Condition(name, typed.field, "json", typed.value, typed.json, words)
    if not typed.field:
        words = say("form.condition_no_field", {}, ("", ""))
        return None, Condition(name, "", typed.operator, typed.value, typed.json, words)
    var = {"var": typed.field}
    if typed.operator == "yes":
        return var, typed
    if typed.operator == "no":
        return {"!": [var]}, typed
    return {typed.operator: [var, _value(typed, source)]}, typed


def _value(typed: Condition, source: Mapping[str, Any]) -> Any:
    """The value in the kind of the field it is compared with."""
    of = edit.find(source, "fields", typed.field) or {}
    return _cast(str(of.get("type", "text")), typed.value)


def _cast(type: str, said: str) -> Any:
    if type in ("boolean", "accept"):
        return said.casefold() in ("true", "có", "co", "1", "yes")
    if type in ("integer", "money", "decimal"):
        try:
            return int(said) if type != "decimal" or said.isdigit() else float(said.replace(",", "."))
        except ValueError:
            return said
    if type == "multiselect":
        return [part.strip() for part in said.split(",") if part.strip()]
    return said


def values_of(kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A stored row as the values of its page's inputs."""
    values = dict(row)
    if kind == "checks":
        return {**values, "warn": row.get("severity") == "warn"}
    if kind == "groups":
        return values
    values["hidden"] = row.get("ask") is False
    for name, value in _FLAGS.items():
        values[name] = row.get(name) == value
    if "default" in values:
        default = values["default"]
        values["default"] = ", ".join(map(str, default)) if isinstance(default, list) else _said(default)
    values["more"] = _more(row)
    return values


def _said(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _more(row: Mapping[str, Any]) -> str:
    """What has no input of its own."""
    asked = {one.name for one in kinds.section("fields", str(row.get("type"))).inputs}
    own = asked | {"ask", *kinds.LOGIC["fields"]}
    rest = {name: value for name, value in row.items() if name not in own}
    return reader.written(rest) if rest else ""


def row_of(
    kind: str, typed: Typed, logics: Mapping[str, Any], source: Mapping[str, Any], before: Mapping[str, Any]
) -> dict[str, Any]:
    """The row that was typed; notes in `typed` what cannot be read."""
    values = typed.values
    made: dict[str, Any] = {"key": values.get("key") or before.get("key") or _key(kind, values, source)}
    if kind == "fields":
        made |= _field(values, typed)
    elif kind == "groups":
        made |= {name: values[name] for name in ("title_vi", "title_en", "intro_vi", "intro_en") if values.get(name)}
        if values.get("closing"):
            made["closing"] = True
    else:
        made |= {name: values.get(name) or "" for name in ("words_vi", "words_en", "field")}
        if values.get("warn"):
            made["severity"] = "warn"
    return made | {name: logic for name, logic in logics.items() if logic is not None}


def _key(kind: str, values: Mapping[str, Any], source: Mapping[str, Any]) -> str:
    words = {"fields": ("label_en", "label_vi"), "groups": ("title_en", "title_vi"), "checks": ("words_en", "words_vi")}
    said = next((values[name] for name in words[kind] if values.get(name)), "")
    stem = slugify(text.fold(said)).replace("-", "_")[:40].strip("_")
    stem = stem if stem[:1].isalpha() else {"fields": "field", "groups": "step", "checks": "check"}[kind]
    return edit.free_key(source, kind, stem)


def _field(values: Mapping[str, Any], typed: Typed) -> dict[str, Any]:
    type = str(values["type"]) if values.get("type") in TYPES else "text"
    apart = {"key", "type", "more", "hidden", "default", *_FLAGS, *_NUMBERS}
    made = {"type": type} | {
        name: value for name, value in values.items() if name not in apart and value not in (None, "", [], 0, False)
    }
    made |= {name: flag for name, flag in _FLAGS.items() if values.get(name)}
    if values.get("hidden"):
        made["ask"] = False
    made |= _numbers(values, typed)
    if said := values.get("default"):
        made["default"] = _cast(type, str(said))
    made = _others(str(values.get("more") or ""), typed) | made
    return {name: value for name, value in made.items() if not _foreign(name, type, values)}


def _numbers(values: Mapping[str, Any], typed: Typed) -> dict[str, Any]:
    made = {name: _cast("decimal", str(values[name])) for name in _NUMBERS if values.get(name)}
    for name, number in made.items():
        if isinstance(number, str):
            typed.errors[name] = say("version_draft.not_a_number", {}, ("", ""))
    return made


def _others(more: str, typed: Typed) -> dict[str, Any]:
    """Attributes that have no input of their own, as YAML."""
    if not more.strip():
        return {}
    try:
        return reader.read_text(more)[0]
    except BadPack as bad:
        fault = bad.faults[0]
        typed.errors["more"] = say("form.not_yaml", {"line": fault.line, "why": fault.reason}, ("", ""))
        return {}


def _foreign(name: str, type: str, values: Mapping[str, Any]) -> bool:
    """True for an attribute that was typed before the type was changed to one that cannot carry it."""
    return name in values and name in ALLOWED and type not in ALLOWED[name][1]


def options_read(said: str) -> tuple[list[dict[str, str]], int]:
    """Choices typed a line each, "code | tiếng Việt | English"; and the first line that is not one (0: none)."""
    found: list[dict[str, str]] = []
    for number, line in enumerate(said.splitlines(), 1):
        if not line.strip():
            continue
        parts = [text.normal(part) for part in line.split("|")]
        if len(parts) not in (2, 3) or not all(parts):
            return found, number
        found.append({"code": parts[0], "label_vi": parts[1], "label_en": parts[-1]})
    return found, 0


def options_written(options: Sequence[Mapping[str, Any]]) -> str:
    """Choices a line each."""
    return "\n".join(
        f"{one.get('code', '')} | {one.get('label_vi', '')} | {one.get('label_en', '')}"
        for one in options
        if isinstance(one, Mapping)
    )


def drawn(kind: str, typed: Typed, source: Mapping[str, Any], key: str, type: str) -> list[inputs.Drawn]:
    """The inputs of a page with what was typed."""
    return list(inputs.draw(kinds.section(kind, type).inputs, typed, kinds.choices(source, key)))
