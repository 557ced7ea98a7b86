"""What a linked service holds: its member procedures, what waits for what, what is asked once; pure.

Decree 63/2024/NĐ-CP: one declaration, sent to each authority; the result of one begins the next.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from motcua.eforms.definition import Definition
from motcua.eforms.union import Member as AskedMember
from motcua.eforms.union import faults as union_faults
from motcua.kernel.codes import SLUG, is_agency_code
from motcua.kernel.errors import FieldError

SAME = "same"
DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class LinkedMember:
    """One procedure of a linked service.

    `after`: the members whose results it waits for. `agency`: `same` as the service is filed at, `department` the one
    through which the province decides it, or the code of an agency. `optional`: may be left out with a word. `given`,
    `later`, `skip`: questions that are not asked; `labels`, `titles`, `examples`: as `eforms.union.Member`. `takes`:
    paper → the member whose result it is. `free`: on which ground nothing is charged; empty: its own fees.
    """

    key: str
    procedure: str
    name_vi: str
    name_en: str
    after: tuple[str, ...] = ()
    agency: str = SAME
    optional: bool = False
    given: Mapping[str, Any] = field(default_factory=dict)
    later: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    takes: Mapping[str, str] = field(default_factory=dict)
    free_vi: str = ""
    free_en: str = ""
    labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    titles: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    examples: Mapping[str, Any] = field(default_factory=dict)

    def name(self, lang: str) -> str:
        """What it is called in the filing: "Thường trú"."""
        return self.name_en if lang == "en" else self.name_vi


@dataclass(frozen=True, slots=True)
class LinkedSpec:
    """The content of a version. `shared`: question asked → questions it fills, `papers` the same for papers, each as
    "member.key"; a paper of the same key in two members is one paper anyhow."""

    members: tuple[LinkedMember, ...]
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    papers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def member(self, key: str) -> LinkedMember:
        """Raises KeyError."""
        return next_or_raise((one for one in self.members if one.key == key), key)

    def without(self, left_out: Sequence[str]) -> tuple[LinkedMember, ...]:
        """The members of a filing that leaves some out: who waits for one of these is left out too."""
        kept: list[LinkedMember] = []
        for one in self.members:
            if one.key not in left_out and all(key in {there.key for there in kept} for key in one.after):
                kept.append(one)
        return tuple(kept)

    def as_data(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "members": [_member_data(one) for one in self.members],
            "shared": {key: list(value) for key, value in self.shared.items()},
            "papers": {key: list(value) for key, value in self.papers.items()},
        }


def next_or_raise(found: Iterator[LinkedMember], key: str) -> LinkedMember:
    """The first, or KeyError."""
    for one in found:
        return one
    raise KeyError(key)


def _member_data(one: LinkedMember) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name in LinkedMember.__slots__:
        value = getattr(one, name)
        data[name] = list(value) if isinstance(value, tuple) else dict(value) if isinstance(value, Mapping) else value
    return data


def linked_from(data: Mapping[str, Any]) -> LinkedSpec:
    """What `as_data` gave."""
    members = tuple(
        LinkedMember(**{**row, **{name: tuple(row[name]) for name in ("after", "later", "skip")}})
        for row in data["members"]
    )
    return LinkedSpec(
        members,
        {key: tuple(value) for key, value in data.get("shared", {}).items()},
        {key: tuple(value) for key, value in data.get("papers", {}).items()},
    )


def linked_hash(spec: LinkedSpec) -> str:
    """SHA-256 of the content, as 64 hexadecimal digits."""
    spelled = json.dumps(spec.as_data(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def check_linked(
    spec: LinkedSpec,
    *,
    forms: Mapping[str, Definition] | None = None,
    papers: Mapping[str, Sequence[str]] | None = None,
) -> list[FieldError]:
    """Everything that is wrong. `forms` and `papers` are those of each member's procedure; without them only the
    service itself is judged. Codes: `linked.*`."""
    errors = [*_of_members(spec)]
    if not errors and forms is not None:
        errors += _of_questions(spec, forms)
    if not errors and papers is not None:
        errors += _of_papers(spec, papers)
    return errors


def _of_members(spec: LinkedSpec) -> Iterator[FieldError]:
    if len(spec.members) < 2:
        yield FieldError("members", "linked.members_few")
        return
    before: set[str] = set()
    every = {one.key for one in spec.members}
    for index, one in enumerate(spec.members):
        path = f"members.{index}"
        if one.key in before:
            yield FieldError(f"{path}.key", "linked.member_twice", key=one.key)
        if one.procedure in {there.procedure for there in spec.members[:index]}:
            yield FieldError(f"{path}.procedure", "linked.member_twice", key=one.procedure)
        if index == 0 and (one.after or one.optional):
            yield FieldError(path, "linked.lead_waits", key=one.key)
        for key in one.after:
            if key not in before:
                code = "linked.order_wrong" if key in every else "linked.member_unknown"
                yield FieldError(f"{path}.after", code, key=key)
        yield from _of_member(one, path)
        before.add(one.key)


def _of_member(one: LinkedMember, path: str) -> Iterator[FieldError]:
    if not SLUG.match(one.key) or len(one.key) > 20:
        yield FieldError(f"{path}.key", "linked.key_wrong", key=one.key)
    for paper, key in one.takes.items():
        if key not in one.after:
            yield FieldError(f"{path}.takes", "linked.takes_wrong", paper=paper, key=key)
    if one.agency not in (SAME, DEPARTMENT) and not is_agency_code(one.agency):
        yield FieldError(f"{path}.agency", "linked.agency_wrong", agency=one.agency)
    for name in ("name_vi", "name_en"):
        if not getattr(one, name).strip():
            yield FieldError(f"{path}.{name}", "linked.name_missing", key=one.key)


def _of_questions(spec: LinkedSpec, forms: Mapping[str, Definition]) -> Iterator[FieldError]:
    for source, targets in spec.shared.items():
        for one in (source, *targets):
            if "." not in one:
                yield FieldError("shared", "linked.question_unknown", question=one)
                return
    for code, facts in union_faults(asked_members(spec.members, forms), questions(spec.shared)):
        yield FieldError("shared", code, **facts)


def _of_papers(spec: LinkedSpec, papers: Mapping[str, Sequence[str]]) -> Iterator[FieldError]:
    for source, targets in spec.papers.items():
        for one in (source, *targets):
            member, _, key = one.partition(".")
            if key not in papers.get(member, ()):
                yield FieldError("papers", "linked.paper_unknown", paper=one)
    for index, row in enumerate(spec.members):
        for paper in row.takes:
            if paper not in papers.get(row.key, ()):
                yield FieldError(f"members.{index}.takes", "linked.paper_unknown", paper=f"{row.key}.{paper}")


def asked_members(members: Sequence[LinkedMember], forms: Mapping[str, Definition]) -> tuple[AskedMember, ...]:
    """The members as the form of all of them takes them."""
    return tuple(
        AskedMember(
            one.key,
            one.name_vi,
            one.name_en,
            forms[one.key],
            one.given,
            frozenset(one.later),
            frozenset(one.skip),
            one.labels,
            one.titles,
            one.examples,
        )
        for one in members
    )


def questions(shared: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """ "member.question" as pairs."""
    return {_pair(source): tuple(_pair(one) for one in targets) for source, targets in shared.items()}


def _pair(written: str) -> tuple[str, str]:
    member, _, key = written.partition(".")
    return member, key


@dataclass(frozen=True, slots=True)
class LinkedPaper:
    """A paper asked once: `key` in the filing, and for whom: member → its own key of the paper. The first member named
    is the one whose words the sheet prints; `need` is the strictest."""

    key: str
    need: str
    is_form: bool
    of: Mapping[str, str]


_STRICT = ("required", "online", "conditional", "shown")


def linked_papers(
    spec: LinkedSpec, members: Sequence[LinkedMember], papers: Mapping[str, Sequence[tuple[str, str, bool]]]
) -> tuple[LinkedPaper, ...]:
    """The papers of a filing, each once, in the order of the members; declarations and results of other members are
    not asked. `papers`: member → its (key, need, is_form)."""
    lead = members[0].key
    there = {one.key for one in members}
    same: dict[tuple[str, str], tuple[str, str]] = {}
    for source, targets in questions(spec.papers).items():
        group = [one for one in (source, *targets) if one[0] in there]
        same.update(dict.fromkeys(group[1:], group[0]))
    found: dict[str, LinkedPaper] = {}
    first: dict[str, str] = {}
    for member in members:
        for key, need, is_form in papers.get(member.key, ()):
            if is_form or key in member.takes:
                continue
            at = same.get((member.key, key)) or (first.setdefault(key, member.key), key)
            name = at[1] if at[0] == lead else f"{at[0]}_{at[1]}"
            row = found.get(name)
            needs = (need,) if row is None else (need, row.need)
            of = {**(row.of if row else {}), member.key: key}
            found[name] = LinkedPaper(name, min(needs, key=_STRICT.index), False, of)
    return tuple(found.values())


_TEXTS = ("key", "procedure", "name_vi", "name_en", "agency", "free_vi", "free_en")
_LISTS = ("after", "later", "skip")
_MAPS = ("given", "takes", "labels", "titles", "examples")


def read_linked(data: object) -> tuple[LinkedSpec | None, list[FieldError]]:
    """What somebody wrote, as `as_data` gives it; None with the faults where it has another shape."""
    errors: list[FieldError] = []
    if not isinstance(data, Mapping) or not isinstance(data.get("members"), list):
        return None, [FieldError("members", "linked.shape_wrong", name="members")]
    unknown = data.keys() - {"members", "shared", "papers"}
    errors += [FieldError(str(name), "linked.member_unknown", key=str(name)) for name in unknown]
    for name in ("shared", "papers"):
        errors += [
            FieldError(f"{name}.{key}", "linked.shape_wrong", name=str(key))
            for key, value in _map(data.get(name), name, errors).items()
            if not isinstance(key, str) or not _is_texts(value)
        ]
    for index, row in enumerate(data["members"]):
        errors += _member_faults(row, f"members.{index}")
    if errors:
        return None, errors
    rows = [{**{name: [] for name in _LISTS}, **row} for row in data["members"]]
    return linked_from({**data, "members": rows}), []


def _map(value: object, path: str, errors: list[FieldError]) -> Mapping[Any, Any]:
    if value is None or isinstance(value, Mapping):
        return value or {}
    errors.append(FieldError(path, "linked.shape_wrong", name=path))
    return {}


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _member_faults(row: object, path: str) -> Iterator[FieldError]:
    if not isinstance(row, Mapping):
        yield FieldError(path, "linked.shape_wrong", name=path)
        return
    for name in ("key", "procedure", "name_vi", "name_en"):
        if not row.get(name):
            yield FieldError(f"{path}.{name}", "linked.shape_wrong", name=name)
    for name, value in row.items():
        good = (
            isinstance(value, str)
            if name in _TEXTS
            else _is_texts(value)
            if name in _LISTS
            else isinstance(value, Mapping)
            if name in _MAPS
            else isinstance(value, bool)
            if name == "optional"
            else False
        )
        if not good:
            yield FieldError(f"{path}.{name}", "linked.shape_wrong", name=str(name))
