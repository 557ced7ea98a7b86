"""Changing a definition as data, one thing at a time; pure. What is given in is never changed, and what comes out may
not be fit to be loaded: the loader says what is wrong with it."""

from collections.abc import Iterator, Mapping
from typing import Any

from motcua.eforms import conditions

Source = Mapping[str, Any]
Rows = list[dict[str, Any]]
_NAMING = ("not_after", "not_before", "as_of", "born", "gender")


def blank(key: str, name_vi: str, name_en: str) -> dict[str, Any]:
    """A new form: one step with one question, and the vow."""
    return {
        "key": key,
        "version": 1,
        "name_vi": name_vi,
        "name_en": name_en,
        "groups": [
            {"key": "content", "title_vi": "Nội dung đề nghị", "title_en": "What do you ask for?"},
            {"key": "signature", "title_vi": "Cam đoan", "title_en": "Statement", "closing": True},
        ],
        "fields": [
            {
                "key": "content",
                "type": "textarea",
                "label_vi": "Nội dung đề nghị",
                "label_en": "What you ask for",
                "group": "content",
                "required": True,
            },
            {
                "key": "vow",
                "type": "accept",
                "label_vi": "Tôi cam đoan những điều khai trên đây là đúng sự thật",
                "label_en": "I declare that what I stated is true",
                "group": "signature",
                "required": True,
            },
        ],
    }


def same(one: Source, other: Source) -> bool:
    """True when two definitions say the same but for the number of the version."""
    return {**one, "version": 0} == {**other, "version": 0}


def rows(source: Source, name: str) -> Rows:
    """The rows of a list ("groups", "fields", "checks") that are objects; nothing where it is none."""
    found = source.get(name, [])
    return [dict(row) for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []


def find(source: Source, name: str, key: str) -> dict[str, Any] | None:
    """The row with a key, or None."""
    return next((row for row in rows(source, name) if row.get("key") == key), None)


def replaced(source: Source, name: str, key: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """With another row in place of the one with the key; at the end when there is none."""
    changed = rows(source, name)
    at = next((index for index, one in enumerate(changed) if one.get("key") == key), len(changed))
    return {**source, name: [*changed[:at], dict(row), *changed[at + 1 :]]}


def removed(source: Source, name: str, key: str) -> dict[str, Any]:
    """Without the row with the key."""
    return {**source, name: [row for row in rows(source, name) if row.get("key") != key]}


def moved(source: Source, name: str, key: str, by: int) -> dict[str, Any]:
    """With the row one place up (`by` −1) or down (1): a field among the fields of its own group."""
    changed = rows(source, name)
    at = next((index for index, one in enumerate(changed) if one.get("key") == key), None)
    if at is None:
        return dict(source)
    alike = [
        index for index, one in enumerate(changed) if name != "fields" or one.get("group") == changed[at].get("group")
    ]
    to = alike.index(at) + by
    if not 0 <= to < len(alike):
        return dict(source)
    other = alike[to]
    changed[at], changed[other] = changed[other], changed[at]
    return {**source, name: changed}


def free_key(source: Source, name: str, stem: str) -> str:
    """A key that no row of the list has."""
    taken = {row.get("key") for row in rows(source, name)}
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}_{number}", number + 1
    return key


def uses(source: Source, key: str) -> list[tuple[str, str]]:
    """What refers to a field: (list, key of the row) of groups, other fields and checks."""
    found = []
    for name in ("groups", "fields", "checks"):
        for row in rows(source, name):
            if name == "fields" and row.get("key") == key:
                continue
            if key in set(_named(row)):
                found.append((name, str(row.get("key"))))
    return found


def _named(row: Mapping[str, Any]) -> Iterator[str]:
    """The keys of fields that a row names."""
    computed = row.get("computed")
    logics = [row.get("show_if"), row.get("required_if"), row.get("check")]
    if isinstance(computed, Mapping) and "rule" in computed:
        yield str(computed.get("of"))
    else:
        logics.append(computed)
    logics += [one.get("if") for one in row.get("pattern_if") or () if isinstance(one, Mapping)]
    for column in row.get("columns") or ():
        if isinstance(column, Mapping):
            yield from _named(column)
    for logic in logics:
        for name, table in conditions.variables(logic):
            head, _, rest = name.partition(".")
            yield table or (rest if head in ("$age", "$days") else head)
    if "check" in row:
        yield str(row.get("field"))
    for name in _NAMING:
        if isinstance(row.get(name), str):
            yield row[name]


def differences(before: Source, after: Source) -> list[tuple[str, str, str]]:
    """What changed between two definitions: (list, key, "added" | "removed" | "changed") in the order of the form; the
    form's own words are ("form", name, …), choices ("lists", name, …)."""
    own = ("name_vi", "name_en", "intro_vi", "intro_en", "legal")
    found = [("form", name, "changed") for name in own if before.get(name) != after.get(name)]
    for name in ("groups", "fields", "checks"):
        old = {str(row.get("key")): row for row in rows(before, name)}
        new = {str(row.get("key")): row for row in rows(after, name)}
        found += [
            (name, key, "added" if key not in old else "changed") for key, row in new.items() if old.get(key) != row
        ]
        found += [(name, key, "removed") for key in old if key not in new]
    old_lists, new_lists = before.get("lists") or {}, after.get("lists") or {}
    found += [
        ("lists", name, "added" if name not in old_lists else "changed")
        for name, options in new_lists.items()
        if old_lists.get(name) != options
    ]
    return found + [("lists", name, "removed") for name in old_lists if name not in new_lists]
