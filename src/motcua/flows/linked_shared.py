"""Answers that the dossiers of a linked filing share: where one was corrected and the others were not, they are offered
to be put right as well; nothing is changed by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.catalogue import queries as catalogue
from motcua.catalogue.rules import questions
from motcua.dossiers.models import Dossier
from motcua.eforms import queries as eforms
from motcua.eforms.definition.shapes import Field
from motcua.eforms.union import converted
from motcua.eforms.union.values import CONVERTIBLE
from motcua.flows import correct
from motcua.flows.linked_course import Course
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotLawfulNow, NotVisible


@dataclass(frozen=True, slots=True)
class Said:
    """What one dossier says to a shared question: `key` its own question."""

    member: str
    dossier: Dossier
    key: str
    field: Field
    value: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """A shared question that the dossiers answer differently; `question` is that of the first of them."""

    question: str
    said: tuple[Said, ...]

    @property
    def field(self) -> Field:
        return self.said[0].field

    def others(self, code: str) -> list[tuple[Said, Any]]:
        """What must be corrected so that all say what this dossier says: each with its new value."""
        by = next((one for one in self.said if one.dossier.code == code), None)
        if by is None or by.value is None:
            return []
        found = []
        for one in self.said:
            value = _as(by, one)
            if one is not by and value is not None and value != one.value:
                found.append((one, value))
        return found


def differences(course: Course) -> list[Difference]:
    """Every shared question whose answers do not agree, in the order of the service. Parts that have ended are left
    out; so is what nobody has answered there yet, because it is answered when a result is there."""
    open_parts = {part.key: part.dossier for part in course.parts if part.dossier.resolved_at is None}
    ended = {part.key: part.dossier for part in course.parts if part.key not in open_parts and part.dossier.result}
    rows = {**open_parts, **ended}
    forms = {key: eforms.definition_of(row.form).by_key for key, row in rows.items() if row.form_id and row.form}
    found = []
    for source, targets in questions(catalogue.spec_of_linked(course.bundle.service).shared).items():
        said = [
            Said(member, rows[member], key, forms[member][key], rows[member].answers.get(key))
            for member, key in (source, *targets)
            if member in forms and key in forms[member]
        ]
        if len({one.member for one in said}) > 1 and _differ(said):
            found.append(Difference(".".join(source), tuple(said)))
    return found


def _as(source: Said, target: Said) -> Any:
    """What the one says in the other's shape; None where that cannot be said."""
    kinds = (source.field.type, target.field.type)
    if kinds[0] != kinds[1] and kinds not in CONVERTIBLE:
        return None
    return converted(source.value, source.field, target.field)


def _differ(said: Sequence[Said]) -> bool:
    for one in said:
        for other in said:
            value = _as(one, other) if one.value is not None else None
            if value is not None and other.value is not None and value != other.value:
                return True
    return False


def put_right(course: Course, question: str, code: str, *, reason: str, by: Actor, at: datetime) -> list[str]:
    """Correct the other dossiers to what one says; returns their codes. Each correction is one of its own: what cannot
    be corrected any more is left, and raises at the end.

    Raises NotVisible, NotAllowed, NotLawfulNow (of the first that is barred), Invalid.
    """
    found = next((one for one in differences(course) if one.question == question), None)
    if found is None:
        raise NotVisible("linked.no_difference", question=question)
    done: list[str] = []
    barred: NotLawfulNow | None = None
    for said, value in found.others(code):
        body: Mapping[str, Any] = {"answers": {said.key: value}, "reason": reason}
        try:
            correct.correct(said.dossier.code, body, by=by, at=at)
        except NotLawfulNow as refused:
            barred = refused
        else:
            done.append(said.dossier.code)
    if barred is not None and not done:
        raise barred
    return done
