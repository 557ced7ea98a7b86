"""YAML and CSV as values that know their line, read strictly."""

import csv
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from motcua.flows.country_pack.faults import Faults
from motcua.flows.country_pack.words import WANTED


@dataclass(frozen=True, slots=True)
class Located:
    """A value and the line on which it begins; `value` is a scalar, a list of Located or a dict of Located."""

    value: Any
    line: int


class Group:
    """Keys with values of one place in a file. Each reading names what it wants; a wrong value is noted and replaced by
    something harmless, so that one run finds every mistake. What was not asked for is unknown."""

    def __init__(self, file: str, members: Mapping[str, Located], line: int, faults: Faults) -> None:
        self.file, self.members, self.line, self.faults = file, members, line, faults
        self.asked: set[str] = set()

    def fault(self, code: str, at: str = "", /, **facts: Any) -> None:
        """Note a mistake at the key's line, or at the group's."""
        self.faults.add(self.file, self.line_of(at), code, **facts)

    def line_of(self, key: str) -> int:
        """The line of a value; of the group when it has none of that key."""
        return self.members[key].line if key in self.members else self.line

    def finish(self, allowed: Sequence[str] = ()) -> None:
        """Note the keys that nobody asked for."""
        for key in self.members:
            if key not in self.asked and key not in allowed:
                self.fault("key_unknown", key, key=key)

    def _take(self, key: str, required: bool) -> Any:
        self.asked.add(key)
        if key not in self.members:
            if required:
                self.fault("key_missing", key=key)
            return None
        return self.members[key].value

    def _wrong(self, key: str, wanted: str) -> None:
        vi, en = WANTED[wanted]
        self.faults.add(self.file, self.line_of(key), "type_wrong", key=key, wanted_vi=vi, wanted_en=en)

    def text(self, key: str, most: int, *, required: bool = True) -> str:
        """Text in NFC of at most `most` characters; empty when left out."""
        value = self._take(key, required)
        if value is None:
            if key in self.members:
                self.fault("empty", key, key=key)
            return ""
        if not isinstance(value, str):
            self._wrong(key, "text")
            return ""
        if not value.strip():
            self.fault("empty", key, key=key)
        if len(value) > most:
            self.fault("too_long", key, key=key, length=len(value), most=most)
        if unicodedata.normalize("NFC", value) != value:
            self.fault("not_normal", key, key=key)
        return value

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number, not negative; required without a default."""
        value = self._take(key, default is None)
        if value is None and key not in self.members:
            return default or 0
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self._wrong(key, "number")
            return default or 0
        return value

    def number_or_nothing(self, key: str) -> int | None:
        """A whole number, or null where it is not known; the key must stand."""
        value = self._take(key, required=True)
        return None if value is None else self.number(key)

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        value = self._take(key, required=False)
        if value is None and key not in self.members:
            return default
        if not isinstance(value, bool):
            self._wrong(key, "flag")
            return default
        return value

    def day(self, key: str, *, required: bool = False) -> date | None:
        """A date, written as YAML's own or as text."""
        value = self._take(key, required)
        if value is None:
            return None
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        elif isinstance(value, date):
            return value
        self._wrong(key, "day")
        return None

    def clock(self, key: str) -> time | None:
        """A time of day as text, "15:00"."""
        value = self._take(key, required=False)
        if value is None and key not in self.members:
            return None
        try:
            return time.fromisoformat(value)
        except (TypeError, ValueError):
            self._wrong(key, "clock")
            return None

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """One of the allowed values; required without a default."""
        value = self._take(key, default is None)
        if value is None and key not in self.members:
            return default or ""
        if not isinstance(value, str):
            self._wrong(key, "text")
            return default or allowed[0]
        if value not in allowed:
            self.fault("value_unknown", key, key=key, value=value, allowed=", ".join(a for a in allowed if a))
            return default or allowed[0]
        return value

    def texts(self, key: str, most: int, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts."""
        value = self._take(key, required)
        if value is None and key not in self.members:
            return ()
        if not isinstance(value, list):
            self._wrong(key, "list")
            return ()
        found = []
        for one in value:
            inner = Group(self.file, {key: one}, one.line, self.faults)
            if text := inner.text(key, most):
                found.append(text)
        return tuple(found)

    def pair(self, key: str, most: int, *, required: bool = True) -> tuple[str, str]:
        """{vi, en}: both languages."""
        if key not in self.members:
            self._take(key, required)
            return "", ""
        group = self.group(key)
        words = group.text("vi", most), group.text("en", most)
        group.finish()
        return words

    def group(self, key: str) -> "Group":
        """Keys with values below this one; empty when left out or wrong."""
        value = self._take(key, required=True)
        if not isinstance(value, dict):
            if key in self.members:
                self._wrong(key, "map")
            value = {}
        return Group(self.file, value, self.line_of(key), self.faults)

    def groups(self, key: str, *, required: bool = False) -> "list[Group]":
        """A list of groups."""
        value = self._take(key, required)
        if value is None and key not in self.members:
            return []
        if not isinstance(value, list):
            self._wrong(key, "list")
            return []
        found = []
        for one in value:
            if isinstance(one.value, dict):
                found.append(Group(self.file, one.value, one.line, self.faults))
            else:
                vi, en = WANTED["map"]
                self.faults.add(self.file, one.line, "type_wrong", key=key, wanted_vi=vi, wanted_en=en)
        return found


def read_yaml(root: Path, name: str, faults: Faults) -> Group:
    """The top of a YAML file; an empty group when it cannot be read."""
    empty = Group(name, {}, 1, faults)
    try:
        node = YAML(typ="safe", pure=True).compose(_text(root / name))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        faults.add(name, mark.line + 1 if mark else 1, "unreadable", reason=error.problem or "YAML")
        return empty
    except FileNotFoundError:
        faults.add(name, 1, "file_missing")
        return empty
    except (YAMLError, OSError, ValueError) as error:
        faults.add(name, 1, "unreadable", reason=str(error).splitlines()[0])
        return empty
    if not isinstance(node, MappingNode):
        vi, en = WANTED["map"]
        faults.add(name, 1, "type_wrong", key=name, wanted_vi=vi, wanted_en=en)
        return empty
    return Group(name, _located(node, name, faults).value, 1, faults)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _located(node: Any, file: str, faults: Faults) -> Located:
    line = node.start_mark.line + 1
    if isinstance(node, MappingNode):
        members: dict[str, Located] = {}
        for key, value in node.value:
            name = str(key.value) if isinstance(key, ScalarNode) else "?"
            if name in members:
                faults.add(file, key.start_mark.line + 1, "key_twice", key=name)
            members[name] = _located(value, file, faults)
        return Located(members, line)
    if isinstance(node, SequenceNode):
        return Located([_located(one, file, faults) for one in node.value], line)
    return Located(_scalar(str(node.tag).rpartition(":")[2], node.value), line)


def _scalar(tag: str, written: str) -> str | int | bool | date | float | None:
    if tag == "null":
        return None
    if tag == "bool":
        return written.lower() == "true"
    try:
        if tag == "int":
            return int(written)
        if tag == "float":
            return float(written)
        if tag == "timestamp":
            return date.fromisoformat(written)
    except ValueError:
        pass
    return written


def read_csv(root: Path, name: str, header: Sequence[str], faults: Faults) -> Iterator[Group]:
    """The rows of a CSV file with exactly this header; an empty cell is a key left out."""
    try:
        lines = _text(root / name).splitlines(keepends=True)
    except FileNotFoundError:
        faults.add(name, 1, "file_missing")
        return
    except (OSError, ValueError) as error:
        faults.add(name, 1, "unreadable", reason=str(error).splitlines()[0])
        return
    rows = csv.reader(lines, strict=True)
    try:
        if next(rows, []) != list(header):
            faults.add(name, 1, "header_wrong", header=",".join(header))
            return
        for row in rows:
            if len(row) != len(header):
                faults.add(name, rows.line_num, "columns_wrong", found=len(row), wanted=len(header))
                continue
            cells = {key: Located(cell, rows.line_num) for key, cell in zip(header, row, strict=True) if cell}
            yield Group(name, cells, rows.line_num, faults)
    except csv.Error as error:
        faults.add(name, rows.line_num, "unreadable", reason=str(error))
