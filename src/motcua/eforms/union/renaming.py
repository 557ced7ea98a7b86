"""Conditions of one form, spoken in the names of another; pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from motcua.eforms.conditions import SCOPED, variables

REFERENCES = ("not_after", "not_before", "as_of", "born", "gender")
"""Attributes whose value is the key of another field."""
CONDITIONS = ("show_if", "required_if")
_OF_DATES = ("$age", "$days")


def renamed(logic: Any, names: Mapping[str, str]) -> Any:
    """The same condition with other keys; what `names` does not hold stays."""
    if isinstance(logic, list):
        return [renamed(item, names) for item in logic]
    if not isinstance(logic, dict) or len(logic) != 1:
        return logic
    operator, arguments = next(iter(logic.items()))
    if operator == "var":
        return {operator: _variable(arguments, names)}
    if operator in ("missing", "missing_some"):
        return {operator: _names(arguments, names)}
    if operator in SCOPED and isinstance(arguments, list) and len(arguments) > 1:
        # the second argument speaks of the rows of the first, which is a table
        return {operator: [renamed(arguments[0], names), arguments[1], *renamed(arguments[2:], names)]}
    return {operator: renamed(arguments, names)}


def _variable(arguments: Any, names: Mapping[str, str]) -> Any:
    if isinstance(arguments, str):
        return _path(arguments, names)
    if isinstance(arguments, list) and arguments and isinstance(arguments[0], str):
        return [_path(arguments[0], names), *renamed(arguments[1:], names)]
    return arguments


def _names(arguments: Any, names: Mapping[str, str]) -> Any:
    if isinstance(arguments, str):
        return _path(arguments, names)
    return [_names(item, names) for item in arguments] if isinstance(arguments, list) else arguments


def _path(path: str, names: Mapping[str, str]) -> str:
    head, point, rest = path.partition(".")
    if head in _OF_DATES:
        return f"{head}.{names.get(rest, rest)}"
    return f"{names.get(head, head)}{point}{rest}"


def field_renamed(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The JSON of a field with its key and all that it says of other fields in other names."""
    found = {**row, "key": names.get(row["key"], row["key"])}
    for name in REFERENCES:
        if name in found:
            found[name] = names.get(found[name], found[name])
    for name in CONDITIONS:
        if name in found:
            found[name] = renamed(found[name], names)
    if "pattern_if" in found:
        found["pattern_if"] = [{**one, "if": renamed(one["if"], names)} for one in found["pattern_if"]]
    if "computed" in found:
        rule = found["computed"]
        if isinstance(rule, Mapping) and "rule" in rule:
            found["computed"] = {**rule, "of": names.get(rule["of"], rule["of"])}
        else:
            found["computed"] = renamed(rule, names)
    if found.get("type") == "table":
        own = {column["key"] for column in found["columns"]}
        outside = {name: to for name, to in names.items() if name not in own}
        found["columns"] = [{**field_renamed(column, outside), "key": column["key"]} for column in found["columns"]]
    return found


def heads(logic: Any) -> Iterator[str]:
    """The keys that a condition speaks of."""
    for name, table in variables(logic):
        if table:
            yield table
            continue
        head, _, rest = name.partition(".")
        yield rest if head in _OF_DATES else head


def spoken_of(row: Mapping[str, Any]) -> set[str]:
    """The keys of the other fields that the JSON of a field needs."""
    found = {row[name] for name in REFERENCES if name in row}
    for name in CONDITIONS:
        found.update(heads(row.get(name)))
    for one in row.get("pattern_if", ()):
        found.update(heads(one["if"]))
    rule = row.get("computed")
    found.update([rule["of"]] if isinstance(rule, Mapping) and "rule" in rule else heads(rule))
    if row.get("type") == "table":
        own = {column["key"] for column in row["columns"]}
        for column in row["columns"]:
            found.update(spoken_of(column) - own)
    return found - {"today", "$today", row["key"]}
