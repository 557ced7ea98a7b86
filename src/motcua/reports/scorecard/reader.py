"""Reads a set of formulas from the country pack; what is not in the vocabulary is refused by file, line and reason."""

import hashlib
import re
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path

from motcua.reports.scorecard.formulas import Both, Compared, Fact, FormulaSet, Group, Line, Part, Version
from motcua.reports.scorecard.merit import Grade
from motcua.reports.scorecard.tree import CannotReadFormulas, Node, need, read_tree
from motcua.reports.scorecard.vocabulary import All, AnyOf, CannotSay, Condition, Not, read_word

INDEX, NINE = "index_766", "nine_indicators"
COUNTS = ("dossiers", "procedures", "dossier_units", "agency", "outside")
CONFIDENCE = ("high", "medium", "low")
_VERSION = {"key", "valid_from", "name", "source", "confidence", "note", "groups", "lines"}
_VERSION |= {"agency_grades", "officer_grades"}
_LINE = {"number", "group", "name", "points", "threshold", "counts", "of", "which", "parts", "left", "empty"}
_LINE |= {"outside", "times", "unit", "two", "one", "facts", "two_if", "one_if", "definition", "doubt", "missing"}
_LINE |= {"source", "confidence", "protected", "officers"}
_COMPARED = re.compile(r"([a-z_]+)\s*(>=|=)\s*(\d+(?:\.\d+)?)")


@cache
def packaged(key: str) -> FormulaSet:
    """A set that comes with the product, read once. Raises CannotReadFormulas, LookupError."""
    if key not in (INDEX, NINE):
        raise LookupError(key)
    return read(Path(str(files("motcua") / "data" / "vn" / f"{key}.yaml")))


def read(path: Path) -> FormulaSet:
    """The set in a file. Raises CannotReadFormulas."""
    top = read_tree(path)
    members = top.members({"set", "versions"})
    versions = [_version(node) for node in need(top, members, "versions").items()]
    if not versions:
        top.stop("cần ít nhất một bản", "at least one version is wanted")
    for before, after, node in zip(versions, versions[1:], members["versions"].items()[1:], strict=False):
        if after.valid_from <= before.valid_from:
            node.stop("bản sau phải bắt đầu sau bản trước", "a later version begins after the one before")
    if len({one.key for one in versions}) != len(versions):
        members["versions"].stop("hai bản trùng khóa", "two versions have the same key")
    content = hashlib.sha256(path.read_bytes()).hexdigest()
    return FormulaSet(need(top, members, "set").text(), tuple(versions), content)


def _version(node: Node) -> Version:
    members = node.members(_VERSION)
    groups = tuple(_group(one) for one in members["groups"].items()) if "groups" in members else ()
    lines_node = need(node, members, "lines")
    lines = tuple(_line(one, {group.number for group in groups}) for one in lines_node.items())
    numbers = [line.number for line in lines]
    for one, number in zip(lines_node.items(), numbers, strict=True):
        if numbers.count(number) > 1:
            one.stop(f"dòng {number} ghi hai lần", f"line {number} stands twice")
    for group in groups:
        worth = sum((line.points or Decimal(0) for line in lines if line.group == group.number), Decimal(0))
        if worth != group.points:
            lines_node.stop(
                f"các dòng của nhóm {group.number} cộng lại {worth} điểm, nhóm ghi {group.points}",
                f"the lines of group {group.number} add up to {worth} points, the group says {group.points}",
            )
    return Version(
        key=need(node, members, "key").text(),
        valid_from=need(node, members, "valid_from").day(),
        name=need(node, members, "name").both(),
        source=need(node, members, "source").both(),
        confidence=need(node, members, "confidence").one_of(*CONFIDENCE),
        lines=lines,
        groups=groups,
        note=_both(members, "note"),
        agency_grades=_grades(members, "agency_grades"),
        officer_grades=_grades(members, "officer_grades"),
    )


def _both(members: dict[str, Node], key: str) -> Both:
    return members[key].both() if key in members else Both()


def _group(node: Node) -> Group:
    members = node.members({"number", "name", "points"})
    number, name, points = (need(node, members, key) for key in ("number", "name", "points"))
    return Group(number.text(), name.both(), points.number())


def _grades(members: dict[str, Node], key: str) -> tuple[Grade, ...]:
    if key not in members:
        return ()
    found = []
    for node in members[key].items():
        inner = node.members({"key", "least", "name"})
        slug, least, name = (need(node, inner, one) for one in ("key", "least", "name"))
        found.append(Grade(slug.text(), least.number(), *_pair(name.both())))
    return tuple(found)


def _pair(both: Both) -> tuple[str, str]:
    return both.vi, both.en


def _line(node: Node, groups: set[str]) -> Line:
    members = node.members(_LINE)
    counts = need(node, members, "counts").one_of(*COUNTS)
    group = members["group"].text() if "group" in members else ""
    if groups and group not in groups:
        node.stop(f"không có nhóm “{group}”", f"there is no group “{group}”")
    said = "procedures" if counts == "procedures" else "dossiers"
    facts = tuple(_fact(one) for one in members["facts"].items()) if "facts" in members else ()
    line = Line(
        number=need(node, members, "number").text(),
        name=need(node, members, "name").both(),
        counts=counts,
        group=group,
        points=members["points"].number() if "points" in members else None,
        threshold=members["threshold"].number() if "threshold" in members else None,
        of=_all(members, "of", said),
        parts=_parts(members, said),
        left="left" in members and members["left"].flag(),
        empty_is_zero="empty" in members and members["empty"].one_of("zero", "none") == "zero",
        outside=members["outside"].text() if "outside" in members else "",
        times=members["times"].text() if "times" in members else "",
        unit=members["unit"].one_of("percent", "points", "yes_no") if "unit" in members else "percent",
        two=_all(members, "two", said),
        one=_all(members, "one", said),
        facts=facts,
        two_if=_comparisons(members, "two_if", facts),
        one_if=_comparisons(members, "one_if", facts),
        definition=need(node, members, "definition").both(),
        doubt=_both(members, "doubt"),
        missing=_both(members, "missing"),
        source=_both(members, "source"),
        confidence=need(node, members, "confidence").one_of(*CONFIDENCE),
        protected="protected" in members and members["protected"].flag(),
        for_officers="officers" in members and members["officers"].flag(),
    )
    _whole(node, line)
    return line


def _whole(node: Node, line: Line) -> None:
    """Refuse a line that lacks what its kind needs."""
    if line.counts == "outside" and not (line.outside and line.missing):
        node.stop(
            "dòng nhập từ ngoài cần “outside” và “missing”", "a line entered by hand needs “outside” and “missing”"
        )
    if line.counts in ("dossiers", "procedures", "dossier_units") and not (line.of and (line.parts or line.two)):
        node.stop("dòng cần “of” và “which”, “parts” hoặc “two”", "a line needs “of” and “which”, “parts” or “two”")
    if line.counts == "agency" and not line.facts:
        node.stop("dòng của cơ quan cần “facts”", "a line of an agency needs “facts”")
    if len(line.parts) > 1 and not line.left:
        node.stop("nhiều “parts” chỉ dùng với “left: true”", "several “parts” need “left: true”")


def _parts(members: dict[str, Node], said: str) -> tuple[Part, ...]:
    if "which" in members:
        return (Part("which", Both(), _all(members, "which", said)),)
    found = []
    for node in members["parts"].items() if "parts" in members else []:
        inner = node.members({"key", "name", "which", "closed"})
        which = need(node, inner, "which")
        closed = "closed" in inner and inner["closed"].flag()
        key, name = need(node, inner, "key").text(), need(node, inner, "name").both()
        found.append(Part(key, name, _list(which, said), closed))
    return tuple(found)


def _fact(node: Node) -> Fact:
    members = node.members({"key", "name", "counts", "of", "which", "outside", "number"})
    counts = need(node, members, "counts").one_of("dossiers", "procedures", "outside")
    said = "procedures" if counts == "procedures" else "dossiers"
    fact = Fact(
        key=need(node, members, "key").text(),
        name=need(node, members, "name").both(),
        counts=counts,
        of=_all(members, "of", said),
        which=_all(members, "which", said),
        outside=members["outside"].text() if "outside" in members else "",
        is_count="number" in members and members["number"].flag(),
    )
    if counts != "outside" and not (fact.of and (fact.which or fact.is_count)):
        node.stop("cần “of” và “which”", "“of” and “which” are wanted")
    return fact


def _comparisons(members: dict[str, Node], key: str, facts: tuple[Fact, ...]) -> tuple[Compared, ...]:
    found = []
    for node in members[key].items() if key in members else []:
        written = _COMPARED.fullmatch(node.text())
        if written is None:
            node.stop("cần dạng “tên >= số” hoặc “tên = số”", "“name >= number” or “name = number” is wanted")
        name, sign, number = written.groups()
        if name not in {fact.key for fact in facts}:
            known = ", ".join(fact.key for fact in facts)
            node.stop(f"không biết “{name}”; có: {known}", f"unknown “{name}”; there are: {known}")
        found.append(Compared(name, sign, Decimal(number)))
    return tuple(found)


def _all(members: dict[str, Node], key: str, said: str) -> All:
    return _list(members[key], said) if key in members else ()


def _list(node: Node, said: str) -> All:
    return tuple(_condition(one, said) for one in node.items())


def _condition(node: Node, said: str) -> Condition:
    try:
        if isinstance(node.value, str):
            return read_word(node.text(), None, said)
        if not isinstance(node.value, dict) or len(node.value) != 1:
            node.stop(
                "mỗi điều kiện là một từ, hoặc một từ và giá trị", "a condition is a word, or a word and its value"
            )
        name, inner = next(iter(node.value.items()))
        if name == "not":
            return Not(_condition(inner, said))
        if name == "any":
            return AnyOf(_list(inner, said))
        return read_word(name, inner.text(), said)
    except CannotSay as cannot:
        raise CannotReadFormulas(node.file, node.line, cannot.vi, cannot.en) from cannot
