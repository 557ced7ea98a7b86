"""Answers against a definition: cleaned, completed with computed values, hidden fields dropped; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.eforms import conditions, words
from motcua.eforms.definition.shapes import DATES, Definition, Field, Group
from motcua.eforms.rules import limits, spoken, values
from motcua.eforms.rules.blank import is_empty
from motcua.eforms.rules.places import PlaceExists
from motcua.eforms.rules.values import AgencyExists, Setting
from motcua.eforms.rules.wrong import Wrong
from motcua.kernel.errors import FieldError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out: cleaned answers in the order of the form (wrong values are left out), errors, and warnings for the
    officer that stop nobody. Paths are keys joined by points ("members.0.name", rows from 0). `shown` holds the keys of
    the fields that count."""

    answers: dict[str, Any]
    errors: tuple[FieldError, ...]
    warnings: tuple[FieldError, ...]
    shown: frozenset[str]

    @property
    def ok(self) -> bool:
        """True when nothing is wrong."""
        return not self.errors

    def errors_in(self, definition: Definition, group: str) -> tuple[FieldError, ...]:
        """Errors of one page."""
        keys = {field.key for field in definition.in_group(group)}
        return tuple(error for error in self.errors if keys.intersection(error.path.split(".")[:1]))


def validate(
    definition: Definition,
    answers: Any,
    *,
    today: date,
    place_exists: PlaceExists,
    agency_exists: AgencyExists | None = None,
) -> Outcome:
    """Judge answers. `place_exists(code, on)` says whether a statistical code named a place on that day;
    `agency_exists(code)` whether an agency is known (any well-formed code passes without it).

    Cleaning again what came out clean changes nothing.
    """
    return _Run(definition, Setting(definition, today, place_exists, agency_exists)).run(answers)


def visible_groups(definition: Definition, answers: Mapping[str, Any], *, today: date) -> tuple[Group, ...]:
    """Groups that have something to ask under these answers, in order; wrong answers are taken as unknown."""
    shown = validate(definition, dict(answers), today=today, place_exists=_any_place).shown
    return tuple(
        group
        for group in definition.groups
        if any(field.key in shown and field.asked for field in definition.in_group(group.key))
    )


def _any_place(_code: str, _on: date) -> bool:
    return True


class _Run:
    def __init__(self, definition: Definition, setting: Setting) -> None:
        self.definition, self.setting = definition, setting
        self.errors: list[FieldError] = []
        self.warnings: list[FieldError] = []
        self.values: dict[str, Any] = {}
        self.shown: set[str] = set()
        self.wrong: set[str] = set()

    def run(self, answers: Any) -> Outcome:
        if not isinstance(answers, Mapping):
            return Outcome({}, (FieldError("", "type.answers"),), (), frozenset())
        by_key = self.definition.by_key
        for key in answers:
            if key not in by_key:
                self.errors.append(FieldError(str(key), "field.unknown", key=str(key)))
        for key in self.definition.order:
            self.decide(by_key[key], answers.get(key))
        for field in self.definition.fields:
            self.relate(field)
        for field in self.definition.fields:
            self.demand(field)
        self.check()
        clean = {field.key: self.values[field.key] for field in self.definition.fields if field.key in self.values}
        place = {field.key: at for at, field in enumerate(self.definition.fields)}
        self.errors.sort(key=lambda error: place.get(error.path.split(".")[0], -1))
        return Outcome(clean, tuple(self.errors), tuple(self.warnings), frozenset(self.shown))

    def context(self, cells: Mapping[str, Any] | None = None, columns: tuple[Field, ...] = ()) -> dict[str, Any]:
        known = {**self.values, **(cells or {})}
        kinds = [*self.definition.fields, *columns]
        found = {field.key: str(known[field.key]) for field in kinds if field.type in DATES and field.key in known}
        return conditions.context(known, found, self.setting.today)

    def decide(self, field: Field, raw: Any) -> None:
        """Is it shown, and what is its value?"""
        context = self.context()
        group = self.definition.group_by_key[field.group]
        if not all(logic is None or conditions.holds(logic, context) for logic in (group.show_if, field.show_if)):
            return
        self.shown.add(field.key)
        if field.computed is not None:
            value = self.computed(field, context)
        else:
            value = self.value(field, raw, context)
        if value is not None:
            self.values[field.key] = value

    def computed(self, field: Field, context: Mapping[str, Any]) -> Any:
        logic = field.computed
        if isinstance(logic, Mapping) and "rule" in logic:
            value = spoken.computed(logic["rule"], self.values.get(logic["of"]))
        else:
            value = conditions.evaluate(logic, context)
        if value is None or value == "":
            return None
        try:
            return values.clean(field, value, context, self.setting)
        except Wrong:  # made of something odd; the odd part has its own error or is only unlikely
            return None

    def value(self, field: Field, raw: Any, context: Mapping[str, Any]) -> Any:
        path = field.key
        if field.type == "table":
            return self.table(field, raw, path)
        if is_empty(raw) or (field.type == "accept" and raw is False):
            if field.default is None or field.type == "accept":
                return None
            raw = self.setting.today.isoformat() if field.default == "today" and field.type == "date" else field.default
        if field.type == "person":
            return self.person(field, raw, path)
        return self.cleaned(field, raw, context, path, words.labels(field))

    def cleaned(self, field: Field, raw: Any, context: Mapping[str, Any], path: str, labels: Mapping[str, str]) -> Any:
        try:
            return values.clean(field, raw, context, self.setting)
        except Wrong as wrong:
            for one in (wrong, *wrong.others):
                self.refuse(f"{path}.{one.at}" if one.at else path, one.code, labels, one.facts, root=path)
            return None

    def refuse(
        self,
        path: str,
        code: str,
        labels: Mapping[str, str],
        facts: Mapping[str, object] | None = None,
        *,
        root: str = "",
    ) -> None:
        self.wrong.add(root or path)
        self.errors.append(FieldError(path, code, **{**labels, **(facts or {})}))

    def table(self, field: Field, raw: Any, path: str) -> list[dict[str, Any]] | None:
        """Rows with all cells empty are dropped, but paths count the rows as they were sent."""
        preset = field.rows.preset
        rows = [] if is_empty(raw) else raw
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            self.refuse(path, "type.list", words.labels(field))
            return None
        if preset and rows:
            rows = [{**cells, **row} for cells, row in zip(preset, rows, strict=False)] + rows[len(preset) :]
            named = [{name: row.get(name) for name in cells} for cells, row in zip(preset, rows, strict=False)]
            if len(rows) != len(preset) or sorted(map(repr, named)) != sorted(repr(dict(cells)) for cells in preset):
                self.refuse(path, "table.preset", words.labels(field))
                return None
        kept: list[dict[str, Any]] = []
        for index, row in enumerate(rows):
            if not is_empty(row) or (field.required and len(rows) <= field.rows.min):
                kept.append(self.cells(field, row, f"{path}.{index}", path, number=index + 1))
        kept = [cells for cells in kept if cells]
        if len(kept) > field.rows.max:
            self.refuse(path, "table.many", words.labels(field), {"max": field.rows.max, "length": len(kept)})
        return kept or None

    def person(self, field: Field, raw: Any, path: str) -> dict[str, Any] | None:
        if not isinstance(raw, Mapping):
            self.refuse(path, "type.person", words.labels(field))
            return None
        return self.cells(field, raw, path, path) or None

    def cells(
        self, field: Field, row: Mapping[str, Any], path: str, root: str, *, number: int | None = None
    ) -> dict[str, Any]:
        """The cells of one row of a table, or the parts of one person."""
        found: dict[str, Any] = {}
        of = None if number else field
        keys = {column.key for column in field.columns}
        for key in sorted(row.keys() - keys, key=str):
            self.refuse(f"{path}.{key}", "field.unknown", {}, {"key": str(key)}, root=root)
        for column in field.columns:
            context = self.context(found, field.columns)
            if column.show_if is not None and not conditions.holds(column.show_if, context):
                continue
            at, labels = f"{path}.{column.key}", words.labels(column, row=number, of=of)
            raw = row.get(column.key)
            if is_empty(raw) or (column.type == "accept" and raw is False):
                raw = column.default
            if raw is not None:
                value = self.cleaned(column, raw, context, at, labels)
                if value is None:
                    self.wrong.add(root)
                    continue
                found[column.key] = value
                self.limits(column, value, {**self.values, **found}, at, labels, field.columns)
            elif _needed(column, context):
                self.refuse(at, _MISSING.get(column.type, "field.missing"), labels, {"min": 1}, root=root)
        return found

    def relate(self, field: Field) -> None:
        if field.key in self.values and field.type not in ("table", "person"):
            path, labels = field.key, words.labels(field)
            self.limits(field, self.values[field.key], self.values, path, labels)

    def limits(
        self,
        field: Field,
        value: Any,
        known: Mapping[str, Any],
        path: str,
        labels: Mapping[str, str],
        columns: tuple[Field, ...] = (),
    ) -> None:
        fields = {**self.definition.by_key, **{column.key: column for column in columns}}
        for code, facts in limits.broken(field, value, known, fields, self.setting.today):
            self.refuse(path, code, labels, facts)
        for code, facts in limits.odd(field, value, known):
            self.warnings.append(FieldError(path, code, **{**labels, **facts}))

    def demand(self, field: Field) -> None:
        """Is something missing that is needed?"""
        path = field.key
        if field.key not in self.shown or field.computed is not None or path in self.wrong:
            return
        value = self.values.get(field.key)
        needed = _needed(field, self.context())
        if field.type == "table":
            least = max(field.rows.min, 1) if needed else field.rows.min if value else 0
            if len(value or ()) < least:
                self.refuse(path, "table.few", words.labels(field), {"min": least})
        elif needed and value is None:
            self.refuse(path, _MISSING.get(field.type, "field.missing"), words.labels(field))

    def check(self) -> None:
        context = self.context()
        for check in self.definition.checks:
            path = check.field
            if check.field not in self.shown or path in self.wrong:
                continue
            result = conditions.evaluate(check.check, context)
            if result is None or result:
                continue
            facts = {**words.labels(self.definition.by_key[check.field]), "check": check.key}
            facts |= {"words_vi": check.words_vi, "words_en": check.words_en}
            to = self.errors if check.severity == "refuse" else self.warnings
            to.append(FieldError(path, "check.failed", **facts))


def _needed(field: Field, context: Mapping[str, Any]) -> bool:
    return field.required or (field.required_if is not None and conditions.holds(field.required_if, context))


_MISSING: dict[str, str] = {
    "select": "choice.missing",
    "multiselect": "choice.missing",
    "boolean": "choice.missing",
    "agency": "choice.missing",
    "accept": "accept.missing",
    "file": "file.missing",
    "address": "place.missing",
    "unit": "place.missing",
}
