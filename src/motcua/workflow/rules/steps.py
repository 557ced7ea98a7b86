"""The steps of an internal process as values, read from data; pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from motcua.kernel.errors import FieldError

REST: Literal["rest"] = "rest"
"""Hours of the one step that takes whatever the limit leaves."""

ACTS = ("receive", "forward", "propose", "approve", "deliver", "part")
"""Acts that a step may wait for. `forward`: any work that is passed on (assigning, a field check, registering).
`approve`: an earlier one endorses and passes on, the last one finishes. `part`: done by another agency beside the
main line."""

ALSO = ("assign", "request_supplement", "request_payment", "consult", "extend", "stop")
"""Acts that a step may allow beside its own."""

BESIDE = ("", "parent", "field")
"""Agencies that a step names without a code: the competent one, the one above it, the department of the field."""

MOST_STEPS = 60
MOST_HOURS = 8 * 366
KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
AGENCY = re.compile(r"[A-Z][A-Za-z0-9.]{1,39}")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a process.

    `hours` are working hours of eight-hour days; None: not counted; REST: what the limit leaves. `after`: keys of the
    steps that must be done before; empty: the step before it in the list. `agency`: "" the competent one, "parent" the
    one above it, "field" the department of the procedure's field, or a code. `optional`: it may be skipped. `also`:
    acts allowed beside its own; empty: all that the table of states allows. `makes`: keys of papers and forms that it
    produces. `warn`: hours before its end at which it warns; None: as the rule for all says. `ground`: legal ground.
    """

    key: str
    act: str
    post: str
    role: str
    name_vi: str
    name_en: str
    hours: int | Literal["rest"] | None = None
    after: tuple[str, ...] = ()
    agency: str = ""
    optional: bool = False
    also: tuple[str, ...] = ()
    makes: tuple[str, ...] = ()
    warn: int | None = None
    ground: str = ""

    @property
    def counted(self) -> int:
        """Hours that are fixed; 0 for a step that is not counted or takes the rest."""
        return self.hours if isinstance(self.hours, int) else 0

    @property
    def is_part(self) -> bool:
        """Done by another agency beside the main line."""
        return self.act == "part"

    def as_data(self) -> dict[str, Any]:
        """As it is stored: what has its usual value is left out, so that older content keeps its hash."""
        row: dict[str, Any] = {name: getattr(self, name) for name in ALWAYS}
        for name, usual in USUAL.items():
            value = getattr(self, name)
            if value != usual:
                row[name] = list(value) if isinstance(value, tuple) else value
        return row


ALWAYS = ("key", "act", "post", "role", "name_vi", "name_en", "hours")
USUAL: Mapping[str, Any] = {
    "after": (),
    "agency": "",
    "optional": False,
    "also": (),
    "makes": (),
    "warn": None,
    "ground": "",
}


def step_from(row: Mapping[str, Any]) -> Step:
    """A step from what was stored; a member that an older version lacks has its usual value."""
    values: dict[str, Any] = {name: tuple(row[name]) if isinstance(row[name], list) else row[name] for name in row}
    return Step(**values)


def given_steps(rows: Sequence[Mapping[str, Any]]) -> tuple[tuple[Step, ...], list[FieldError]]:
    """Each row by itself: the steps that can be read, and what is wrong with the others; the order is not judged."""
    if len(rows) > MOST_STEPS:
        return (), [FieldError("steps", "process.too_many_steps", most=MOST_STEPS)]
    errors: list[FieldError] = []
    steps: list[Step] = []
    for index, row in enumerate(rows):
        faults = list(_row_errors(f"steps.{index}", row))
        errors += faults
        if not faults:
            usual = {name: list(value) if isinstance(value, tuple) else value for name, value in USUAL.items()}
            given = {name: value for name, value in row.items() if value is not None}
            steps.append(step_from({"name_en": "", "hours": None, **usual, **given}))
    return tuple(steps), errors


def _row_errors(path: str, row: Mapping[str, Any]) -> Iterator[FieldError]:
    for name in sorted(set(row) - {*ALWAYS, *USUAL}):
        yield FieldError(f"{path}.{name}", "process.unknown_field")
    for name in ("key", "act", "post", "role", "name_vi"):
        if not row.get(name):
            yield FieldError(f"{path}.{name}", "process.missing_field")
    texts = ("key", "act", "post", "role", "name_vi", "name_en", "agency", "ground")
    strange = [name for name in texts if not isinstance(row.get(name) or "", str)]
    yield from (FieldError(f"{path}.{name}", "process.not_text") for name in strange)
    if not strange:
        yield from _spelled(path, row)
    yield from _numbers(path, row)
    yield from _lists(path, row)


def _spelled(path: str, row: Mapping[str, Any]) -> Iterator[FieldError]:
    if row.get("key") and not KEY.fullmatch(row["key"]):
        yield FieldError(f"{path}.key", "process.key_wrong")
    if row.get("act") and row["act"] not in ACTS:
        yield FieldError(f"{path}.act", "process.unknown_act")
    agency = row.get("agency") or ""
    if agency not in BESIDE and not AGENCY.fullmatch(agency):
        yield FieldError(f"{path}.agency", "process.agency_wrong", agency=agency)


def _numbers(path: str, row: Mapping[str, Any]) -> Iterator[FieldError]:
    hours, warn = row.get("hours"), row.get("warn")
    if hours is not None and hours != REST and not _is_number(hours, 0):
        yield FieldError(f"{path}.hours", "process.hours_wrong")
    if warn is not None and not _is_number(warn, 1):
        yield FieldError(f"{path}.warn", "process.warn_wrong")
    if not isinstance(row.get("optional") or False, bool):
        yield FieldError(f"{path}.optional", "process.not_yes_or_no")


def _lists(path: str, row: Mapping[str, Any]) -> Iterator[FieldError]:
    for name in ("after", "also", "makes"):
        values = row.get(name) or ()
        if not isinstance(values, (list, tuple)) or not all(isinstance(value, str) and value for value in values):
            yield FieldError(f"{path}.{name}", "process.not_a_list")
        elif len(set(values)) < len(values):
            yield FieldError(f"{path}.{name}", "process.named_twice")
        elif name == "also" and (unknown := [value for value in values if value not in ALSO]):
            yield FieldError(f"{path}.also", "process.unknown_also", act=unknown[0])


def _is_number(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= MOST_HOURS


def step_of(steps: Sequence[Step], key: str) -> Step:
    """The step of that key. Raises LookupError."""
    for step in steps:
        if step.key == key:
            return step
    raise LookupError(key)


def is_one_step(steps: Sequence[Step]) -> bool:
    """True for the process of one step: what is received is finished by the same hand (certified copies)."""
    return [step.act for step in steps] == ["receive", "deliver"]
