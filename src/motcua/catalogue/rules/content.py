"""Judging a version's content, naming it by its hash, comparing two."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import time
from typing import Any

from motcua.catalogue.rules.choose import read_case_when
from motcua.catalogue.rules.spec import (
    AFTER_SUPPLEMENT,
    CHANNELS,
    CUTOFF_ON,
    FEE_KINDS,
    LEVELS,
    NEEDS,
    ONLINE,
    POLICIES,
    STARTS,
    UNITS,
    Fee,
    VersionSpec,
)
from motcua.kernel import money
from motcua.kernel.errors import FieldError

KEYS = {"limits": ("channel", "case"), "papers": ("key",)}
"""By which of their values the lines of a list are known when two versions are compared."""

LATER_OF_FEES = ("tiers", "most")
"""What was added to fee lines later: a line without them has the hash that it had before."""

LATER_OF_LIMITS = {"case_when": "", "cutoff_on": "start", "starts": "reception"}
"""What was added to limits later, with what it usually is: the same holds."""


def plain(value: Any) -> Any:
    """A spec, or part of one, as JSON holds it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, time) else value


def content_hash(spec: VersionSpec) -> str:
    """SHA-256 of the content with its decision number, as 64 hexadecimal digits; dates are no part of it."""
    content = plain(spec)
    for limit in content["limits"]:
        for name, usual in LATER_OF_LIMITS.items():
            if limit[name] == usual:
                del limit[name]
    for fee in content["fees"]:
        for name in LATER_OF_FEES:
            if not fee[name]:
                del fee[name]
    spelled = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: the path ("limits.online.value"), what stood and what stands (None: nothing)."""

    path: str
    before: Any
    after: Any


def diff(before: VersionSpec, after: VersionSpec) -> tuple[Change, ...]:
    """What an amendment changed, in the order of the sheet; lists are compared by key, not by position."""
    return tuple(_differences("", _keyed(plain(before)), _keyed(plain(after))))


def _keyed(content: dict[str, Any]) -> dict[str, Any]:
    named = dict(content)
    for name, keys in KEYS.items():
        named[name] = {".".join(str(row[key]) for key in keys).strip(".") or "general": row for row in content[name]}
    named["fees"] = {str(index): row for index, row in enumerate(content["fees"], 1)}
    return named


def _differences(path: str, before: Any, after: Any) -> Iterator[Change]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            yield from _differences(f"{path}.{key}" if path else key, before.get(key), after.get(key))
    elif before != after:
        yield Change(path, before, after)


def check(spec: VersionSpec) -> list[FieldError]:
    """Everything that is wrong with a content. Codes: procedure.missing_value, unknown_value, duplicate, number_wrong,
    no_general_limit."""
    return list(_faults(spec))


def _faults(spec: VersionSpec) -> Iterator[FieldError]:
    for name in ("name_vi", "process_key", "levels"):
        if not getattr(spec, name):
            yield FieldError(name, "procedure.missing_value")
    yield from _known("levels", spec.levels, LEVELS)
    yield from _known("online", [spec.online], ONLINE)
    yield from _once("legal_bases", spec.legal_bases)
    yield from _limits(spec)
    yield from _once("limits", [f"{limit.channel}/{limit.case}" for limit in spec.limits])
    if not any(limit.channel == "" and limit.case == "" for limit in spec.limits):
        yield FieldError("limits", "procedure.no_general_limit")
    for index, paper in enumerate(spec.papers):
        if not paper.name_vi:
            yield FieldError(f"papers.{index}.name_vi", "procedure.missing_value")
        yield from _known(f"papers.{index}.need", [paper.need], NEEDS)
        if min(paper.originals, paper.copies) < 0:
            yield FieldError(f"papers.{index}", "procedure.number_wrong")
    yield from _once("papers", [paper.key for paper in spec.papers])
    for index, fee in enumerate(spec.fees):
        yield from _known(f"fees.{index}.kind", [fee.kind], FEE_KINDS)
        yield from _known(f"fees.{index}.channel", [fee.channel], ("", *CHANNELS))
        if fee.amount is not None and not money.is_amount(fee.amount):
            yield FieldError(f"fees.{index}.amount", "procedure.number_wrong")
        yield from _tiers(f"fees.{index}", fee)


def _limits(spec: VersionSpec) -> Iterator[FieldError]:
    for index, limit in enumerate(spec.limits):
        path = f"limits.{index}"
        yield from _known(f"{path}.unit", [limit.unit], UNITS)
        yield from _known(f"{path}.channel", [limit.channel], ("", *CHANNELS))
        yield from _known(f"{path}.policy", [limit.policy], POLICIES)
        yield from _known(f"{path}.after_supplement", [limit.after_supplement], AFTER_SUPPLEMENT)
        yield from _known(f"{path}.cutoff_on", [limit.cutoff_on], CUTOFF_ON)
        yield from _known(f"{path}.starts", [limit.starts], STARTS)
        if limit.case_when and read_case_when(limit.case_when) is None:
            yield FieldError(f"{path}.case_when", "procedure.case_when_wrong")
        elif limit.case_when and not limit.case:
            yield FieldError(f"{path}.case", "procedure.case_missing")
        if limit.value < 0 or (limit.value == 0 and limit.unit not in ("none", "same_day")):
            yield FieldError(f"{path}.value", "procedure.number_wrong")


def _tiers(path: str, fee: Fee) -> Iterator[FieldError]:
    """Steps ascend from the second unit on; without an amount for the first there are none."""
    starts = [start for start, _amount in fee.tiers]
    whole = all(money.is_amount(number) for tier in fee.tiers for number in tier)
    if fee.tiers and (not whole or fee.amount is None or starts != sorted(set(starts)) or starts[0] < 2):
        yield FieldError(f"{path}.tiers", "procedure.tiers_wrong")
    if fee.most is not None and (not money.is_amount(fee.most) or fee.most < (fee.amount or 0)):
        yield FieldError(f"{path}.most", "procedure.most_wrong")


def _known(path: str, values: Sequence[str], allowed: Sequence[str]) -> Iterator[FieldError]:
    for value in values:
        if value not in allowed:
            yield FieldError(path, "procedure.unknown_value", value=value)


def _once(path: str, values: Sequence[str]) -> Iterator[FieldError]:
    for value in dict.fromkeys(value for value in values if values.count(value) > 1):
        yield FieldError(path, "procedure.duplicate", value=value)
