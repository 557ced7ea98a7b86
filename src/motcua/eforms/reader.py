"""Forms of the country pack: YAML files that name file, line and reason for whatever is wrong in them.

A file holds one definition (`motcua.eforms.definition`) and beside it `valid_from`, `valid_to` (dates) and `used_by`
(codes of procedures, a fact for the catalogue). `_lists.yaml` holds choices that several forms share; a form's own list
goes before.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from motcua.eforms.definition import BadDefinition, Definition, load
from motcua.kernel.versions import BEGINNING

LISTS = "_lists.yaml"
_BESIDE = ("valid_from", "valid_to", "used_by")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a pack, and where; lines count from 1."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class BadPack(ValueError):
    """Files that cannot be used; `faults` holds all that was found in all of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = list(faults)


@dataclass(frozen=True, slots=True)
class PackForm:
    """One form of the pack with its dates and the procedures that use it."""

    definition: Definition
    valid_from: date
    valid_to: date | None
    used_by: tuple[str, ...]


def read_forms(folder: Path) -> list[PackForm]:
    """Every form of a folder, by file name. Raises BadPack with all faults of all files."""
    faults: list[Fault] = []
    shared: dict[str, Any] = {}
    forms: list[PackForm] = []
    for path in sorted(folder.glob("*.yaml"), key=lambda path: (path.name != LISTS, path.name)):
        try:
            tree = _read(path)
            if path.name == LISTS:
                shared = tree
            else:
                forms.append(_form(path, tree, shared))
        except BadPack as bad:
            faults += bad.faults
    if faults:
        raise BadPack(faults)
    return forms


def read_form(path: Path, shared: Mapping[str, Any] | None = None) -> PackForm:
    """One file. Raises BadPack."""
    return _form(path, _read(path), shared or {})


def read_text(text: str, name: str = "") -> tuple[dict[str, Any], Callable[[Sequence[str | int]], int]]:
    """A definition written as YAML or JSON, whole or not, and what tells the line of a path in it. Raises BadPack when
    it is neither."""
    tree = _tree(text, name)
    return _plain(tree), lambda path: _line(tree, path)


def written(source: Mapping[str, Any]) -> str:
    """A definition as YAML, in the order in which people read it."""
    order = ("key", "version", "name_vi", "name_en", "intro_vi", "intro_en", "legal", "groups", "fields", "checks")
    sorted_source = {name: source[name] for name in (*order, *source) if name in source}
    yaml = YAML()
    yaml.width = 120
    yaml.allow_unicode = True
    out = StringIO()
    yaml.dump(sorted_source, out)
    return out.getvalue()


def _read(path: Path) -> Any:
    """The file as ruamel's round-trip tree, which knows the line of every entry."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadPack([Fault(path.name, 1, f"not YAML in UTF-8: {error}")]) from error
    return _tree(text, path.name)


def _tree(text: str, name: str) -> Any:
    try:
        tree = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise BadPack([Fault(name, line, f"not YAML: {error.problem or error.context}")]) from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise BadPack([Fault(name, 1, f"not YAML in UTF-8: {error}")]) from error
    if not isinstance(tree, Mapping):
        raise BadPack([Fault(name, 1, "a file is an object of names and values")])
    return tree


def _form(path: Path, tree: Any, shared: Mapping[str, Any]) -> PackForm:
    source = _plain(tree)
    beside = {name: source.pop(name, None) for name in _BESIDE}
    faults: list[Fault] = []
    days: dict[str, date | None] = {}
    for name in ("valid_from", "valid_to"):
        try:
            days[name] = date.fromisoformat(beside[name]) if beside[name] is not None else None
        except (ValueError, TypeError):
            faults.append(Fault(path.name, _line(tree, (name,)), f"{name}: must be a date, 2020-01-31"))
            days[name] = None
    used_by = beside["used_by"] or []
    if not isinstance(used_by, list) or not all(isinstance(code, str) for code in used_by):
        faults.append(Fault(path.name, _line(tree, ("used_by",)), "used_by: must be a list of codes in quotes"))
        used_by = []
    if source.get("key") != path.stem:
        faults.append(Fault(path.name, _line(tree, ("key",)), f"key: must be {path.stem!r}, as the file is named"))
    wanted = _lists_named(source) & shared.keys()
    own = source.get("lists", {})
    if isinstance(own, dict):
        source["lists"] = {**{name: _plain(shared[name]) for name in sorted(wanted - own.keys())}, **own}
    try:
        definition = load(source)
    except BadDefinition as bad:
        faults += [Fault(path.name, _line(tree, problem.path), str(problem)) for problem in bad.problems]
        raise BadPack(faults) from bad
    if faults:
        raise BadPack(faults)
    return PackForm(definition, days["valid_from"] or BEGINNING, days["valid_to"], tuple(used_by))


def _lists_named(source: Mapping[str, Any]) -> set[str]:
    """Names of lists that the fields, their columns and the parts of persons use."""
    named: set[str] = set()
    for field in source.get("fields") or []:
        if not isinstance(field, Mapping):
            continue
        named |= {str(part) for part in field.get("parts") or []}
        for column in [field, *(field.get("columns") or [])]:
            if isinstance(column, Mapping) and isinstance(column.get("list"), str):
                named.add(column["list"])
    return named


def _plain(node: Any) -> Any:
    """Plain JSON out of ruamel's tree; dates become ISO text."""
    if isinstance(node, Mapping):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, (list, tuple)):
        return [_plain(value) for value in node]
    if isinstance(node, bool) or node is None:
        return node
    for kind in (int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return node.isoformat() if isinstance(node, date) else str(node)


def _line(tree: Any, path: Sequence[str | int]) -> int:
    """The line of the nearest entry that a path leads to."""
    line, node = 1, tree
    for step in path:
        try:
            marks = node.lc.data
            line = (marks[step][0] if step in marks else node.lc.line) + 1
            node = node[step]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line
