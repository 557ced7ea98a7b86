"""Which limit counts, what is owed, which version is in force."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Protocol, TypeVar

from motcua.kernel import versions


class LimitLike(Protocol):
    """What is read of a limit: rows, specs and lines of a sheet alike."""

    @property
    def channel(self) -> str: ...
    @property
    def case(self) -> str: ...
    @property
    def case_when(self) -> str: ...


class KeptLimit(LimitLike, Protocol):
    """All that the clock of a dossier needs of its limit."""

    @property
    def value(self) -> int: ...
    @property
    def unit(self) -> str: ...
    @property
    def policy(self) -> str: ...
    @property
    def cutoff(self) -> time | None: ...
    @property
    def cutoff_on(self) -> str: ...
    @property
    def starts(self) -> str: ...
    @property
    def roll(self) -> bool: ...
    @property
    def after_supplement(self) -> str: ...


class FeeLike(Protocol):
    """What is read of a fee line."""

    @property
    def amount(self) -> int | None: ...
    @property
    def channel(self) -> str: ...
    @property
    def is_default(self) -> bool: ...


class Dated(Protocol):
    """Something with half-open validity."""

    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


L = TypeVar("L", bound=LimitLike)
D = TypeVar("D", bound=Dated)


def choose_limit(limits: Iterable[L], channel: str = "", case: str = "") -> L | None:
    """The most particular limit: for channel and case, for the case, for the channel, the general one."""
    known = {(limit.channel, limit.case): limit for limit in limits}
    for key in ((channel, case), ("", case), (channel, ""), ("", "")):
        if key in known:
            return known[key]
    return None


_WHEN = re.compile(r"^\s*([A-Za-z0-9_.]{1,80})\s*=\s*([^=\s][^=]*)$")


def read_case_when(written: str) -> tuple[str, tuple[str, ...]] | None:
    """("field", ("value", …)) of "field=value|value"; None where it is not written like that."""
    match = _WHEN.match(written)
    if match is None:
        return None
    values = tuple(part.strip() for part in match[2].split("|"))
    return (match[1], values) if all(values) else None


def case_of(limits: Iterable[LimitLike], answers: Mapping[str, Any]) -> str:
    """The case that the answers make; the first limit in order whose condition holds, else none."""
    for limit in limits:
        read = read_case_when(limit.case_when) if limit.case and limit.case_when else None
        if read is not None and set(_written(answers, read[0])) & set(read[1]):
            return limit.case
    return ""


def _written(answers: Mapping[str, Any], field: str) -> list[str]:
    """An answer as a condition writes it; a dot goes into a group; several choices are several values."""
    value: Any = answers
    for part in field.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    values = value if isinstance(value, (list, tuple)) else [value]
    return [("true" if one else "false") if isinstance(one, bool) else str(one) for one in values if one is not None]


def kept_limit(limit: KeptLimit | None) -> dict[str, Any]:
    """A limit as plain data, kept with the dossier that was received under it (`dossiers.rules.allowance_from`)."""
    if limit is None:
        return {"value": 0, "unit": "none"}
    kept = {
        "value": limit.value,
        "unit": limit.unit,
        "policy": limit.policy,
        "cutoff": f"{limit.cutoff:%H:%M}" if limit.cutoff else None,
        "roll": limit.roll,
        "after_supplement": limit.after_supplement,
    }
    if limit.cutoff_on != "start":
        kept["cutoff_on"] = limit.cutoff_on
    if limit.starts != "reception":
        kept["starts"] = limit.starts
    if limit.case:
        kept["case"] = limit.case
    return kept


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed when nobody states another condition: `amount` in đồng of one unit (a page, a copy) of each line;
    `is_known` False when a line's amount is set by a council and not recorded here: then the counter says how much."""

    amount: int
    is_known: bool


def owed(fees: Iterable[FeeLike], channel: str = "") -> Owed:
    """The default lines of the channel; where it has none of its own, those without a channel. No line: nothing."""
    default = [fee for fee in fees if fee.is_default]
    lines = [fee for fee in default if fee.channel and fee.channel == channel] or [
        fee for fee in default if not fee.channel
    ]
    return Owed(
        amount=sum(fee.amount for fee in lines if fee.amount is not None),
        is_known=all(fee.amount is not None for fee in lines),
    )


def version_on(rows: Iterable[D], on: date) -> D | None:
    """The row that holds on a day; of several (none should) the one that began last."""
    holding = [row for row in rows if versions.in_force(row.valid_from, row.valid_to, on)]
    return max(holding, key=lambda row: row.valid_from, default=None)
