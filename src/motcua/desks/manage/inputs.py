"""The inputs of a draft's page: what each section asks, how it is read, and how it is drawn again as it was typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any, Literal

from django.http import QueryDict
from django.utils.functional import Promise

from motcua.desks.shell.parts import Problem
from motcua.desks.shell.words import say
from motcua.kernel import money, text

Kind = Literal["text", "area", "number", "money", "select", "flag", "many", "lines", "time", "tiers", "code"]
Words = str | Promise
MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class Input:
    """One input. `options` names the list that it chooses from; `most` is the longest text in characters."""

    name: str
    label: Words
    kind: Kind = "text"
    options: str = ""
    hint: Words = ""
    width: int = 0
    most: int = 400


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of rows, each with these inputs; `title` is the input that names a row."""

    name: str
    label: Words
    one: Words
    inputs: tuple[Input, ...]
    title: tuple[str, ...]
    blank: Mapping[str, Any]
    hint: Words = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One page of a draft."""

    key: str
    label: Words
    inputs: tuple[Input, ...] = ()
    lists: tuple[Rows, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """An input as the template prints it: `value` as typed, `chosen` the ticked values."""

    input: Input
    name: str
    value: str
    chosen: Sequence[str] = ()
    options: Sequence[tuple[str, str]] = ()
    error: str = ""

    @property
    def html_kind(self) -> str:
        return {
            "area": "textarea",
            "code": "textarea",
            "lines": "textarea",
            "tiers": "textarea",
            "select": "select",
        }.get(self.input.kind, "text")

    @property
    def inputmode(self) -> str:
        return "numeric" if self.input.kind in ("number", "money") else ""


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row: `path` "papers.2", its title, its inputs; open when it is new or something in it is wrong."""

    path: str
    number: int
    title: str
    inputs: Sequence[Drawn]
    open: bool
    is_first: bool
    is_last: bool


@dataclass
class Typed:
    """What was read of a page: `values` by member where nothing is wrong, the sentences of what is, `raw` as typed."""

    values: dict[str, Any] = field(default_factory=dict)
    raw: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        return [Problem(f"id_{name}", words) for name, words in self.errors.items()]


def read(section: Section, given: QueryDict) -> Typed:
    """The section as it was typed."""
    typed = Typed()
    for one in section.inputs:
        typed.raw[one.name] = _raw(one, one.name, given)
        typed.values[one.name] = _value(one, one.name, typed)
    for rows in section.lists:
        count = _count(given.get(f"{rows.name}.count", ""))
        read_rows = []
        for at in range(count):
            row: dict[str, Any] = {}
            for one in rows.inputs:
                name = f"{rows.name}.{at}.{one.name}"
                typed.raw[name] = _raw(one, name, given)
                row[one.name] = _value(one, name, typed)
            read_rows.append(row)
        typed.values[rows.name] = read_rows
    return typed


def _count(said: str) -> int:
    return min(int(said), MOST_ROWS) if said.isascii() and said.isdigit() and len(said) < 4 else 0


def _raw(one: Input, name: str, given: QueryDict) -> Any:
    return given.getlist(name) if one.kind in ("many", "flag") else given.get(name, "")


def _value(one: Input, name: str, typed: Typed) -> Any:
    raw = typed.raw[name]
    try:
        return _READ[one.kind](raw, one)
    except ValueError as wrong:
        typed.errors[name] = say(f"version_draft.{wrong}", {"most": one.most}, ("Xem lại chỗ này", "Check this"))
        return None


def _text(raw: str, one: Input) -> str:
    value = text.normal_lines(raw) if one.kind == "area" else text.normal(raw)
    if len(value) > one.most:
        raise ValueError("too_long")
    return value


def _number(raw: str, one: Input) -> int:
    said = raw.strip()
    if not said:
        return 0
    if not (said.isascii() and said.isdigit() and len(said) < 7):
        raise ValueError("not_a_number")
    return int(said)


def _money(raw: str, one: Input) -> int | None:
    said = raw.replace(".", "").replace(" ", "").replace("đ", "").strip()
    if not said:
        return None
    if not (said.isascii() and said.isdigit()) or len(said) > 10 or not money.is_amount(int(said)):
        raise ValueError("not_money")
    return int(said)


def _lines(raw: str, one: Input) -> list[str]:
    found = [text.normal(line) for line in raw.splitlines() if line.strip()]
    if any(len(line) > one.most for line in found):
        raise ValueError("too_long")
    return found


def _time(raw: str, one: Input) -> str | None:
    if not raw.strip():
        return None
    try:
        return time.fromisoformat(raw.strip()).isoformat()
    except ValueError:
        raise ValueError("not_a_time") from None


def _tiers(raw: str, one: Input) -> list[list[int]]:
    found = []
    for line in raw.splitlines():
        start, colon, amount = line.partition(":")
        if not line.strip():
            continue
        price = _money(amount, one) if colon else None
        if price is None or not start.strip().isdigit():
            raise ValueError("not_tiers")
        found.append([int(start), price])
    return found


_READ: Mapping[str, Any] = {
    "text": _text,
    "area": _text,
    "code": lambda raw, _one: raw.replace("\r\n", "\n"),
    "number": _number,
    "money": _money,
    "select": lambda raw, _one: raw,
    "flag": lambda raw, _one: bool(raw),
    "many": lambda raw, _one: list(raw),
    "lines": _lines,
    "time": _time,
    "tiers": _tiers,
}


def typed_from(section: Section, values: Mapping[str, Any]) -> Typed:
    """The section as it stands in a draft, as if it had just been typed."""
    typed = Typed(values={**values})
    for one in section.inputs:
        typed.raw[one.name] = _shown(one, values.get(one.name))
    for rows in section.lists:
        for at, row in enumerate(values.get(rows.name, ())):
            for one in rows.inputs:
                typed.raw[f"{rows.name}.{at}.{one.name}"] = _shown(one, row.get(one.name))
    return typed


def _grouped(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _shown(one: Input, value: Any) -> Any:
    match one.kind:
        case "flag":
            return ["1"] if value else []
        case "many":
            return list(value or ())
        case "lines":
            return "\n".join(value or ())
        case "tiers":
            return "\n".join(f"{start}: {_grouped(amount)}" for start, amount in value or ())
        case "money":
            return "" if value is None else _grouped(value)
        case "time":
            return str(value or "")[:5]
    return "" if value is None else str(value)


def draw(
    inputs: Sequence[Input], typed: Typed, choices: Mapping[str, Sequence[tuple[str, str]]], path: str = ""
) -> Iterator[Drawn]:
    """Inputs with what was typed; a value that a list does not have (any more) can still be kept."""
    for one in inputs:
        name = f"{path}.{one.name}" if path else one.name
        raw = typed.raw.get(name, "")
        options = list(choices.get(one.options, ()))
        chosen = list(raw) if isinstance(raw, list) else []
        known = {value for value, _words in options}
        options += [(value, value) for value in (chosen or [raw]) if one.options and value and value not in known]
        if one.kind == "flag":
            options = [("1", str(one.label))]
        yield Drawn(one, name, raw if isinstance(raw, str) else "", chosen, options, typed.errors.get(name, ""))


def draw_rows(
    rows: Rows, typed: Typed, choices: Mapping[str, Sequence[tuple[str, str]]], opened: str = ""
) -> list[DrawnRow]:
    """The rows of a list; the one named by `opened` is open, and those with errors."""
    count = len(typed.values.get(rows.name, ()))
    drawn = []
    for at in range(count):
        path = f"{rows.name}.{at}"
        inputs = list(draw(rows.inputs, typed, choices, path))
        words = [
            one.value if one.input.kind != "select" else dict(one.options).get(one.value, "")
            for one in inputs
            if one.input.name in rows.title
        ]
        wrong = any(one.error for one in inputs)
        title = " ".join(word for word in words if word)
        drawn.append(DrawnRow(path, at + 1, title, inputs, wrong or path == opened, at == 0, at == count - 1))
    return drawn


def moved(rows: Sequence[Any], act: str, at: int, blank: Any) -> list[Any]:
    """The rows after one was added, taken away, or moved; nonsense changes nothing."""
    changed = list(rows)
    if act == "add" and len(changed) < MOST_ROWS:
        changed.append(blank)
    elif act == "remove" and at < len(changed):
        del changed[at]
    elif act == "up" and 0 < at < len(changed):
        changed[at - 1], changed[at] = changed[at], changed[at - 1]
    elif act == "down" and at < len(changed) - 1:
        changed[at + 1], changed[at] = changed[at], changed[at + 1]
    return changed
