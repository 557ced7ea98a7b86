"""What fields, groups and conditions say of one another: nothing missing, nothing double, no circle."""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any

from motcua.eforms import conditions
from motcua.eforms.definition.shapes import CHOICES, DATES, Check, Field, Group, Option

Fault = tuple[tuple[str | int, ...], str]


def resolve(
    groups: Sequence[Group],
    fields: Sequence[Field],
    checks: Sequence[Check],
    lists: Mapping[str, Sequence[Option]],
) -> tuple[tuple[str, ...], list[Fault]]:
    """The order in which fields can be decided, and every fault. With faults the order is empty."""
    return _Resolver(groups, fields, checks, lists).resolve()


class _Resolver:
    def __init__(
        self,
        groups: Sequence[Group],
        fields: Sequence[Field],
        checks: Sequence[Check],
        lists: Mapping[str, Sequence[Option]],
    ) -> None:
        self.groups, self.fields, self.checks, self.lists = groups, fields, checks, lists
        self.by_key = {field.key: field for field in fields}
        self.dates = {field.key for field in fields if field.type in DATES}

    def resolve(self) -> tuple[tuple[str, ...], list[Fault]]:
        faults = [*self.doubles(), *self.of_groups(), *self.of_fields(), *self.of_checks()]
        if faults:
            return (), faults
        return self.order()

    def doubles(self) -> Iterator[Fault]:
        named = {
            "groups": [group.key for group in self.groups],
            "fields": [field.key for field in self.fields],
            "checks": [check.key for check in self.checks],
        }
        for name, keys in named.items():
            for index, key in enumerate(keys):
                if key in keys[:index]:
                    yield (name, index, "key"), f"key {key!r} stands twice"
        for index, field in enumerate(self.fields):
            keys = [column.key for column in field.columns]
            for at, key in enumerate(keys):
                if key in keys[:at]:
                    yield ("fields", index, "columns", at, "key"), f"key {key!r} stands twice"

    def of_groups(self) -> Iterator[Fault]:
        used = {field.group for field in self.fields}
        for index, group in enumerate(self.groups):
            if group.key not in used:
                yield ("groups", index), f"group {group.key!r} has no field"
            yield from self.logic(("groups", index, "show_if"), group.show_if)

    def of_checks(self) -> Iterator[Fault]:
        for index, check in enumerate(self.checks):
            yield from self.logic(("checks", index, "check"), check.check)
            if check.field not in self.by_key:
                yield ("checks", index, "field"), f"no field {check.field!r}"

    def of_fields(self) -> Iterator[Fault]:
        groups = {group.key for group in self.groups}
        for index, field in enumerate(self.fields):
            path = ("fields", index)
            if field.group not in groups:
                yield (*path, "group"), f"no group {field.group!r}"
            yield from self.of_field(path, field, ())
            for at, column in enumerate(field.columns):
                yield from self.of_field((*path, "columns", at), column, field.columns[:at])
            columns = {column.key for column in field.columns}
            for row in field.rows.preset:
                for name in sorted(row.keys() - columns):
                    yield (*path, "rows", "preset"), f"no column {name!r}"

    def of_field(self, path: tuple[str | int, ...], field: Field, before: Sequence[Field]) -> Iterator[Fault]:
        cells = {column.key: column for column in before}
        for name in ("show_if", "required_if"):
            yield from self.logic((*path, name), getattr(field, name), cells)
        for pattern in field.pattern_if:
            yield from self.logic((*path, "pattern_if"), pattern.condition, cells)
        if isinstance(field.computed, Mapping) and "rule" in field.computed:
            if field.computed["of"] not in self.by_key:
                yield (*path, "computed"), f"no field {field.computed['of']!r}"
        else:
            yield from self.logic((*path, "computed"), field.computed)
        for name in ("not_after", "not_before", "as_of", "born"):
            other = getattr(field, name)
            if (
                other
                and other != "today"
                and other not in self.dates | {k for k, c in cells.items() if c.type in DATES}
            ):
                yield (*path, name), f"no date {other!r}"
        if field.required and not field.asked and field.default is None and field.computed is None:
            yield (*path, "ask"), "a required field that nobody is asked needs a default or a computed value"
        if field.gender and field.gender not in self.by_key.keys() | cells.keys():
            yield (*path, "gender"), f"no field {field.gender!r}"
        if field.type in CHOICES:
            yield from self.choice(path, field)
        if field.min is not None and field.max is not None and field.min > field.max:
            yield (*path, "min"), "is above max"

    def choice(self, path: tuple[str | int, ...], field: Field) -> Iterator[Fault]:
        if field.list not in self.lists:
            yield (*path, "list"), f"no list {field.list!r}"
            return
        codes = {option.code for option in self.lists[field.list]}
        defaults = field.default if isinstance(field.default, list) else [field.default]
        if field.default is not None and not codes.issuperset(defaults):
            yield (*path, "default"), f"not in list {field.list!r}"

    def logic(
        self, path: tuple[str | int, ...], logic: Any, cells: Mapping[str, Field] | None = None
    ) -> Iterator[Fault]:
        for name, table in conditions.variables(logic):
            head, _, rest = name.partition(".")
            if table:
                columns = {column.key for column in self.by_key[table].columns} if table in self.by_key else set()
                if head not in columns:
                    yield path, f"refers to column {head!r} that table {table!r} does not have"
            elif head in ("$age", "$days"):
                if rest not in self.dates and rest not in (cells or {}):
                    yield path, f"refers to {name!r}, but there is no date {rest!r}"
            elif head != "$today" and head not in self.by_key and head not in (cells or {}):
                yield path, f"refers to missing field {head!r}"

    def order(self) -> tuple[tuple[str, ...], list[Fault]]:
        """Fields so that what one depends on comes first, else in the order of the form."""
        shown = {group.key: group.show_if for group in self.groups}
        sorter: TopologicalSorter[str] = TopologicalSorter()
        for field in self.fields:
            needs = {head for logic in (field.show_if, shown[field.group]) for head in _heads(logic)}
            needs.add(field.as_of)  # a place is judged on that day
            if isinstance(field.computed, Mapping) and "rule" in field.computed:
                needs.add(field.computed["of"])
            else:
                needs.update(_heads(field.computed))
            sorter.add(field.key, *sorted(needs & self.by_key.keys()))
        try:
            return tuple(sorter.static_order()), []
        except CycleError as error:
            circle = list(error.args[1])
            index = next(i for i, field in enumerate(self.fields) if field.key in circle)
            return (), [(("fields", index), "depends on itself: " + " ← ".join(circle))]


def _heads(logic: Any) -> Iterator[str]:
    for name, table in conditions.variables(logic):
        if table:
            continue
        head, _, rest = name.partition(".")
        yield rest if head in ("$age", "$days") else head
