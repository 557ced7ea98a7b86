"""Putting the forms of several procedures together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from motcua.eforms.definition import BadDefinition, Definition, load
from motcua.eforms.definition.shapes import Field
from motcua.eforms.union.renaming import field_renamed, heads, renamed, spoken_of
from motcua.eforms.union.values import convertible

Question = tuple[str, str]
"""Slug of a member and key of a question of its form."""
Shared = Mapping[Question, Sequence[Question]]
"""Question asked → questions that its answer fills."""
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Member:
    """A form that is asked together with others.

    `given`: question → the answer that is fixed, `$agency` the code of the member's agency; `later`: questions that
    are answered when results are there, and may be empty until then; `skip`: questions that nobody needs here. `labels`
    and `titles`: what questions and pages are called in this filing, in both languages; `examples`: answers of
    `rules.example` that fit it.
    """

    key: str
    name_vi: str
    name_en: str
    definition: Definition
    given: Mapping[str, Any] = field(default_factory=dict)
    later: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()
    labels: Mapping[str, Sequence[str]] = field(default_factory=dict)
    titles: Mapping[str, Sequence[str]] = field(default_factory=dict)
    examples: Mapping[str, Any] = field(default_factory=dict)

    @property
    def unasked(self) -> frozenset[str]:
        """Questions that nobody is asked for this member."""
        return frozenset(self.given) | self.later | self.skip


@dataclass(frozen=True)
class Union:
    """The form that is asked, and where each member's questions stand in it.

    `keys`: member → its question → the question of `definition` that answers it; without an entry nothing does.
    """

    definition: Definition
    members: tuple[Member, ...]
    keys: Mapping[str, Names]

    def serves(self, key: str) -> tuple[str, ...]:
        """The members that need the answer to a question of the union."""
        return tuple(member.key for member in self.members if key in self.keys[member.key].values())


def unite(key: str, version: int, name_vi: str, name_en: str, members: Sequence[Member], shared: Shared) -> Union:
    """The form of these members, the first of which leads. A question shared by a member that is left out is asked by
    the next that needs it. Raises BadDefinition where the forms cannot stand together."""
    build = _Build(members, shared)
    definition = load(
        {"key": key, "version": version, "name_vi": name_vi, "name_en": name_en, **build.parts()},
    )
    keys = {
        one.key: {question: to for question, to in build.names[one.key].items() if to in definition.by_key}
        for one in members
    }
    return Union(definition, tuple(members), keys)


class _Build:
    def __init__(self, members: Sequence[Member], shared: Shared) -> None:
        self.members, self.lead = members, members[0]
        self.asker = _askers(members, shared)
        self.names = {one.key: self._names(one) for one in members}
        self.closing = next((row["key"] for row in self.lead.definition.source["groups"] if row.get("closing")), "")
        self.lists, self.list_names = _lists(members)

    def _names(self, member: Member) -> dict[str, str]:
        found = {}
        for one in member.definition.fields:
            asker = self.asker.get((member.key, one.key), (member.key, one.key))
            found[one.key] = asker[1] if asker[0] == self.lead.key else f"{asker[0]}_{asker[1]}"
        return found

    def parts(self) -> dict[str, Any]:
        fields = [row for member in self.members for row in self.fields(member)]
        strict = {row["key"]: row for row in fields}
        for member in self.members:
            for row in member.definition.source["fields"]:
                if (member.key, row["key"]) in self.asker:
                    self._strengthen(strict[self.names[member.key][row["key"]]], row, member)
        groups = [row for member in self.members for row in self.groups(member, {row["group"] for row in fields})]
        checks = [row for member in self.members for row in self.checks(member, strict.keys())]
        return {"fields": fields, "groups": groups, "checks": checks, "lists": self.lists}

    def fields(self, member: Member) -> Iterator[dict[str, Any]]:
        """The member's own questions; of those that nobody is asked, only what a condition speaks of."""
        spoken = _spoken(member, {key for at, key in self.asker if at == member.key})
        for row in member.definition.source["fields"]:
            silent = row["key"] in member.unasked
            if (member.key, row["key"]) in self.asker or (silent and row["key"] not in spoken):
                continue
            made = field_renamed(row, self.names[member.key])
            made["group"] = self._group(member, row["group"])
            self._relist(made, self.list_names[member.key])
            if row["key"] in member.labels:
                made["label_vi"], made["label_en"] = member.labels[row["key"]]
            if row["key"] in member.examples:
                made["example"] = member.examples[row["key"]]
            yield _silenced(made, member.given.get(row["key"])) if silent else made

    def groups(self, member: Member, used: set[str]) -> Iterator[dict[str, Any]]:
        for row in member.definition.source["groups"]:
            key = self._group(member, row["key"])
            if key not in used or (member is not self.lead and key == self.closing):
                continue
            made = {**row, "key": key}
            if row["key"] in member.titles:
                made["title_vi"], made["title_en"] = member.titles[row["key"]]
            if "show_if" in row:
                made["show_if"] = renamed(row["show_if"], self.names[member.key])
            if member is not self.lead and not row.get("intro_vi"):
                made |= {"intro_vi": f"Để làm: {member.name_vi}.", "intro_en": f"Needed for: {member.name_en}."}
            yield made

    def checks(self, member: Member, asked: Sequence[str] | Any) -> Iterator[dict[str, Any]]:
        names = self.names[member.key]
        for row in member.definition.source.get("checks", ()):
            if names.get(row["field"]) in asked and {names.get(one) for one in heads(row["check"])} <= set(asked) | {
                None
            }:
                key = row["key"] if member is self.lead else f"{member.key}_{row['key']}"
                yield {**row, "key": key, "field": names[row["field"]], "check": renamed(row["check"], names)}

    def _group(self, member: Member, key: str) -> str:
        if member is self.lead:
            return key
        if self.closing and member.definition.group_by_key[key].closing:
            return self.closing
        return f"{member.key}_{key}"

    def _relist(self, row: dict[str, Any], names: Names) -> None:
        if "list" in row:
            row["list"] = names.get(row["list"], row["list"])
        for column in row.get("columns", ()):
            self._relist(column, names)

    def _strengthen(self, row: dict[str, Any], filled: Mapping[str, Any], member: Member) -> None:
        """The question asked is as strict as every question that it fills."""
        group = member.definition.group_by_key[filled["group"]]
        always = filled.get("required") and not filled.get("show_if") and not group.show_if
        if always and filled["key"] not in member.unasked:
            row["required"] = True
        if row["type"] == filled["type"] and "max_length" in filled:
            row["max_length"] = min(row.get("max_length", filled["max_length"]), filled["max_length"])


def _askers(members: Sequence[Member], shared: Shared) -> dict[Question, Question]:
    """Question that is filled → the question that is asked instead."""
    held = {member.key: member.definition for member in members}
    found: dict[Question, Question] = {}
    for source, targets in shared.items():
        there = [one for one in (source, *targets) if one[0] in held and one[1] in held[one[0]].by_key]
        for one in there[1:]:
            if convertible(*_pair(held, there[0], one)):
                found[one] = there[0]
    return found


def _pair(
    held: Mapping[str, Definition], asked: Question, filled: Question
) -> tuple[Field, Field, tuple[Definition, Definition]]:
    first, second = held[asked[0]], held[filled[0]]
    return first.by_key[asked[1]], second.by_key[filled[1]], (first, second)


def _spoken(member: Member, filled: set[str]) -> set[str]:
    """The questions that what is asked speaks of, through as many as it takes."""
    rows = {row["key"]: row for row in member.definition.source["fields"]}
    asked = rows.keys() - member.unasked - filled
    groups = {rows[key]["group"] for key in asked}
    found = {head for key in asked for head in spoken_of(rows[key])}
    for group in member.definition.groups:
        if group.key in groups:
            found.update(heads(group.show_if))
    for check in member.definition.checks:
        if check.field in asked:
            found.update(heads(check.check))
    while more := {head for key in found & rows.keys() for head in spoken_of(rows[key])} - found:
        found |= more
    return found


def _silenced(row: dict[str, Any], given: Any) -> dict[str, Any]:
    left = {name: value for name, value in row.items() if name not in ("required", "required_if", "prefill", "help_vi")}
    left["ask"] = False
    if given is not None and not str(given).startswith("$") and row["type"] != "address":
        left["default"] = given
    return left


def _lists(members: Sequence[Member]) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
    """The lists of all members; one that says something else under the same name gets a name of its own."""
    lists: dict[str, Any] = {}
    names: dict[str, dict[str, str]] = {}
    for member in members:
        names[member.key] = {}
        for name, rows in member.definition.source.get("lists", {}).items():
            if lists.get(name, rows) == rows:
                lists[name] = rows
            else:
                names[member.key][name] = f"{member.key}_{name}"
                lists[f"{member.key}_{name}"] = rows
    return lists, names


def faults(members: Sequence[Member], shared: Shared) -> Iterator[tuple[str, dict[str, object]]]:
    """Why these forms cannot be asked as one: codes of the catalogue's words with their facts."""
    yield from _shared_faults({member.key: member.definition for member in members}, shared)
    for member in members:
        known, pages = member.definition.by_key, member.definition.group_by_key
        named = member.unasked | member.labels.keys() | member.examples.keys()
        for key in sorted((named - known.keys()) | (member.titles.keys() - pages.keys())):
            yield "linked.question_unknown", {"question": f"{member.key}.{key}"}
        for key in sorted(member.skip & known.keys()):
            if known[key].required and known[key].default is None and known[key].computed is None:
                yield "linked.skip_needed", {"question": f"{member.key}.{key}"}
    try:
        unite("linked", 1, "-", "-", members, shared)
    except BadDefinition as bad:
        yield "linked.form_wrong", {"reason": str(bad.problems[0])}


def _shared_faults(held: Mapping[str, Definition], shared: Shared) -> Iterator[tuple[str, dict[str, object]]]:
    seen: set[Question] = set()
    for source, targets in shared.items():
        known = [one for one in (source, *targets) if one[0] in held and one[1] in held[one[0]].by_key]
        for one in (source, *targets):
            if one not in known:
                yield "linked.question_unknown", {"question": ".".join(one)}
            elif one in seen:
                yield "linked.question_twice", {"question": ".".join(one)}
            elif one != source and source in known and not convertible(*_pair(held, source, one)):
                yield "linked.not_convertible", {"question": ".".join(source), "other": ".".join(one)}
            seen.add(one)
