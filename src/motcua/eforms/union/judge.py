"""Answers to the form of several procedures: judged once, and given back to each in its own shape."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.eforms.definition import Definition
from motcua.eforms.rules import Outcome, validate
from motcua.eforms.rules.places import PlaceExists
from motcua.eforms.rules.values import AgencyExists
from motcua.eforms.union.build import Member, Union
from motcua.eforms.union.values import converted
from motcua.kernel.errors import FieldError

AGENCY = "$agency"
"""A fixed answer: the code of the agency that decides the member."""


@dataclass(frozen=True, slots=True)
class Judged:
    """`answers` to the union and `members` to each form, cleaned; `errors` and `warnings` at the union's questions."""

    answers: dict[str, Any]
    members: dict[str, dict[str, Any]]
    errors: tuple[FieldError, ...]
    warnings: tuple[FieldError, ...]


def judge(
    union: Union,
    answers: Any,
    *,
    agencies: Mapping[str, str],
    today: date,
    place_exists: PlaceExists,
    agency_exists: AgencyExists | None = None,
) -> Judged:
    """Judge the whole and each part. `agencies`: member → code of the agency that decides it."""

    def judged(definition: Definition, given: Any) -> Outcome:
        return validate(definition, given, today=today, place_exists=place_exists, agency_exists=agency_exists)

    whole = judged(union.definition, answers)
    errors = list(whole.errors)
    named = {error.path.split(".")[0] for error in errors}
    parts: dict[str, dict[str, Any]] = {}
    for member in union.members:
        given = split(union, member, whole.answers, agency=agencies.get(member.key, ""))
        outcome = judged(member.definition, given)
        parts[member.key] = outcome.answers
        for error in outcome.errors:
            key, point, rest = error.path.partition(".")
            asked = union.keys[member.key].get(key, "")
            if key in member.unasked and key not in given:
                continue  # answered when the result is there, or needed by nobody
            if asked not in named:
                errors.append(FieldError(f"{asked}{point}{rest}" if asked else "", error.code, **error.facts))
                named.add(asked)
    return Judged(whole.answers, parts, tuple(errors), whole.warnings)


def split(union: Union, member: Member, answers: Mapping[str, Any], *, agency: str = "") -> dict[str, Any]:
    """The answers of one member out of those to the whole."""
    found: dict[str, Any] = {}
    keys = union.keys[member.key]
    for target in member.definition.fields:
        if target.key in member.given:
            fixed = member.given[target.key]
            found[target.key] = agency if fixed == AGENCY else fixed
        elif target.key in keys and target.computed is None:
            source = union.definition.by_key[keys[target.key]]
            value = converted(answers.get(source.key), source, target)
            if value is not None:
                found[target.key] = value
    return found
