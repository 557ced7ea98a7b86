"""A version in preparation: its content as JSON, and what stands in the way of publishing it; pure."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date, time
from typing import Any

from motcua.catalogue.rules.content import check, plain
from motcua.catalogue.rules.parts import missing
from motcua.catalogue.rules.spec import Fee, Limit, Paper, VersionSpec
from motcua.kernel.errors import FieldError

DECISION_LENGTH = 80
_LINES = {"limits": Limit, "papers": Paper, "fees": Fee}
_TUPLES = ("levels", "departments", "legal_bases")


def content_of(spec: VersionSpec) -> dict[str, Any]:
    """A spec as JSON that `spec_of_content` reads back."""
    return dict(plain(spec))


EMPTY = content_of(VersionSpec(name_vi="", process_key="", levels=(), limits=(), sheet={"confidence": "high"}))
"""The content of a new procedure before anything is written."""


def spec_of_content(content: Mapping[str, Any]) -> VersionSpec:
    """The values of a stored content; members that an older draft does not have are as usual."""
    values = {one.name: content.get(one.name, _usual(one)) for one in fields(VersionSpec)}
    values |= {name: tuple(values[name]) for name in _TUPLES}
    values |= {name: tuple(_line(kind, row) for row in values[name]) for name, kind in _LINES.items()}
    return VersionSpec(**values)


def _usual(one: Any) -> Any:
    if one.default is not MISSING:
        return one.default
    return one.default_factory() if one.default_factory is not MISSING else EMPTY[one.name]


def _line(kind: type[Limit | Paper | Fee], row: Mapping[str, Any]) -> Any:
    values = {one.name: row[one.name] for one in fields(kind) if one.name in row}
    if isinstance(values.get("cutoff"), str):
        values["cutoff"] = time.fromisoformat(values["cutoff"])
    if "fetch_from" in values:
        values["fetch_from"] = tuple(values["fetch_from"])
    if "tiers" in values:
        values["tiers"] = tuple((start, amount) for start, amount in values["tiers"])
    return kind(**values)


def judge_draft(
    spec: VersionSpec, *, valid_from: date | None, decision_no: str, reason: str, today: date
) -> list[FieldError]:
    """Everything that keeps a content from being published from a day on, besides what `check` says: parts demanded by
    law (procedure.part_missing.KEY), the decision (procedure.decision_missing, .decision_too_long), the day
    (procedure.day_missing, .day_past: a day before today needs a reason)."""
    vague = sum(not fee.is_default and not fee.condition_vi for fee in spec.fees)
    lacking = missing(
        spec,
        papers=len(spec.papers),
        limits=len(spec.limits),
        legal_bases=len(spec.legal_bases),
        vague_fees=vague,
    )
    errors = [FieldError(f"parts.{part}", f"procedure.part_missing.{part}") for part in lacking]
    said = {"name_vi": "name", "process_key": "steps", "levels": "agency", "limits": "limit"}
    errors += [one for one in check(spec) if said.get(one.path) not in lacking]
    if not decision_no:
        errors.append(FieldError("decision_no", "procedure.decision_missing"))
    elif len(decision_no) > DECISION_LENGTH:
        errors.append(FieldError("decision_no", "procedure.decision_too_long", most=DECISION_LENGTH))
    if valid_from is None:
        errors.append(FieldError("valid_from", "procedure.day_missing"))
    elif valid_from < today and not reason:
        errors.append(FieldError("reason", "procedure.day_past", valid_from=valid_from, today=today))
    return errors
