"""A YAML file of formulas as values that know their line; the first mistake stops, named by file, line and reason."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NoReturn

from motcua.kernel.errors import Invalid
from motcua.reports.scorecard.formulas import Both


class CannotReadFormulas(Invalid):
    """A file of formulas is wrong: `file`, `line` (from 1), the reason in both languages."""

    def __init__(self, file: str, line: int, vi: str, en: str) -> None:
        super().__init__("scorecard.unreadable", file=file, line=line, reason_vi=vi, reason_en=en)

    def __str__(self) -> str:
        return "{file}:{line}: {reason_vi} ({reason_en})".format(**self.facts)


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar (as it is written), a list of nodes, or a dict of nodes; `line` is where it begins."""

    file: str
    line: int
    value: Any

    def stop(self, vi: str, en: str) -> NoReturn:
        """Raise CannotReadFormulas at this line."""
        raise CannotReadFormulas(self.file, self.line, vi, en)

    def members(self, allowed: set[str]) -> "dict[str, Node]":
        """Its keys; anything but a map, or a key that is not allowed, is refused."""
        if not isinstance(self.value, dict):
            self.stop("cần các cặp khóa: giá trị", "keys with values are wanted")
        for key, node in self.value.items():
            if key not in allowed:
                known = ", ".join(sorted(allowed))
                node.stop(f"không biết khóa “{key}”; các khóa: {known}", f"unknown key “{key}”; known: {known}")
        return dict(self.value)

    def items(self) -> "list[Node]":
        if not isinstance(self.value, list):
            self.stop("cần một danh sách", "a list is wanted")
        return list(self.value)

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value.strip():
            self.stop("cần một đoạn chữ", "text is wanted")
        return self.value.strip()

    def both(self) -> Both:
        """{vi, en}."""
        members = self.members({"vi", "en"})
        return Both(*(need(self, members, lang).text() for lang in ("vi", "en")))

    def number(self) -> Decimal:
        """A number from 0 to 100."""
        try:
            found = Decimal(self.text())
        except InvalidOperation:
            self.stop("cần một số", "a number is wanted")
        if not 0 <= found <= 100:
            self.stop("cần một số từ 0 đến 100", "a number from 0 to 100 is wanted")
        return found

    def flag(self) -> bool:
        if self.text() not in ("true", "false"):
            self.stop("cần true hoặc false", "true or false is wanted")
        return self.text() == "true"

    def day(self) -> date:
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            self.stop("cần một ngày có thật, dạng 2026-01-31", "a real day is wanted, as 2026-01-31")

    def one_of(self, *allowed: str) -> str:
        found = self.text()
        if found not in allowed:
            known = ", ".join(allowed)
            self.stop(f"“{found}” không dùng được; chọn: {known}", f"“{found}” is not known; choose: {known}")
        return found


def need(parent: Node, members: dict[str, Node], key: str) -> Node:
    """The value of a key that must stand."""
    if key not in members:
        parent.stop(f"thiếu khóa “{key}”", f"the key “{key}” is missing")
    return members[key]


def read_tree(path: Path) -> Node:
    """The top of a file. Raises CannotReadFormulas."""
    from ruamel.yaml import YAML  # read once a process, and only by who asks for a scorecard
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    file = path.name
    try:
        node = YAML(typ="safe", pure=True).compose(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise CannotReadFormulas(
            file, mark.line + 1 if mark else 1, "không đọc được YAML", f"not YAML: {error.problem}"
        ) from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise CannotReadFormulas(file, 1, "không đọc được YAML", "not YAML") from error
    except OSError as error:
        raise CannotReadFormulas(file, 1, "không mở được tệp", f"cannot be opened: {error.strerror}") from error
    return _node(node, file)


def _node(node: Any, file: str) -> Node:
    line = node.start_mark.line + 1 if node is not None else 1
    if node is None or node.id == "scalar":
        return Node(file, line, node.value if node is not None else "")
    if node.id == "sequence":
        return Node(file, line, [_node(one, file) for one in node.value])
    members: dict[str, Node] = {}
    for key, value in node.value:
        found = _node(value, file)
        if key.value in members:
            found.stop(f"khóa “{key.value}” ghi hai lần", f"the key “{key.value}” stands twice")
        members[str(key.value)] = Node(file, key.start_mark.line + 1, found.value)
    return Node(file, line, members)
