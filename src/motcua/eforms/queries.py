"""Reading forms."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q

from motcua.agencies import queries as agencies
from motcua.eforms import rules
from motcua.eforms.definition import Definition, load
from motcua.eforms.definition.shapes import LEVELS
from motcua.eforms.models import FormDefinition, FormDraft
from motcua.journal.reference import kept
from motcua.kernel.errors import NotVisible

GENERAL = "general"
"""The form of a procedure that has none of its own."""


@kept
def get_form(key: str, *, on: date) -> FormDefinition:
    """The version in force on a day; an empty key means the general application. Raises NotVisible ("form.unknown")."""
    row = (
        FormDefinition.objects.filter(key=key or GENERAL, status=FormDefinition.Status.PUBLISHED, valid_from__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gt=on))
        .first()
    )
    if row is None:
        raise NotVisible("form.unknown", key=key or GENERAL)
    return row


def get_form_version(id: int) -> FormDefinition:
    """A version by its id, whatever has become of it. Raises NotVisible ("form.unknown")."""
    row = FormDefinition.objects.filter(pk=id).first()
    if row is None:
        raise NotVisible("form.unknown", id=id)
    return row


def definition_of(row: FormDefinition) -> Definition:
    """The loaded definition of a row; kept in memory, since a published version never changes."""
    return _loaded(row.pk, row.sha256)


@lru_cache(maxsize=128)
def _loaded(id: int, sha256: str) -> Definition:
    return load(FormDefinition.objects.values_list("definition", flat=True).get(pk=id, sha256=sha256))


def forms_in_force(on: date) -> list[FormDefinition]:
    """All forms of a day by name, without their definitions."""
    return list(
        FormDefinition.objects.filter(status=FormDefinition.Status.PUBLISHED, valid_from__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gt=on))
        .defer("definition")
        .order_by("name_vi")
    )


def every_form() -> list[FormDefinition]:
    """All versions of all forms without their definitions, each form's newest first."""
    return list(FormDefinition.objects.defer("definition").order_by("key", "-version"))


def form_versions(key: str) -> list[FormDefinition]:
    """All versions of a form, the newest first, with those that were withdrawn."""
    return list(FormDefinition.objects.filter(key=key).order_by("-version"))


def form_drafts() -> list[FormDraft]:
    """Every form in preparation."""
    return list(FormDraft.objects.select_related("base", "saved_by").order_by("key"))


def find_form_draft(key: str) -> FormDraft | None:
    """The draft of a form, or None."""
    return FormDraft.objects.select_related("base", "saved_by").filter(key=key).first()


def get_form_draft(key: str) -> FormDraft:
    """Raises NotVisible("form.draft_unknown")."""
    draft = find_form_draft(key)
    if draft is None:
        raise NotVisible("form.draft_unknown", key=key)
    return draft


def validate(row: FormDefinition, answers: Any, *, today: date) -> rules.Outcome:
    """Answers judged with the places and agencies of the installation; paths are relative to the answers."""
    return rules.validate(
        definition_of(row), answers, today=today, place_exists=place_exists, agency_exists=agency_exists
    )


def place_exists(code: str, on: date) -> bool:
    """True when a statistical code named a place on that day; its length says of which kind."""
    kinds = [kind for kind, digits in LEVELS.items() if digits == len(code)]
    return bool(kinds) and agencies.find_place(kinds[0], code, on) is not None


def agency_exists(code: str) -> bool:
    """True for the code of an agency, of today or of old."""
    return agencies.find_agency(code) is not None


def json_schema(row: FormDefinition) -> dict[str, Any]:
    """JSON Schema 2020-12 of the answers."""
    return rules.json_schema(definition_of(row))


def ui(row: FormDefinition) -> dict[str, Any]:
    """Pages, labels, help, conditions and lists."""
    return rules.ui(definition_of(row))


def example(row: FormDefinition, *, today: date, applicant: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Synthetic answers that are valid and agree with the applicant."""
    return rules.example(definition_of(row), today=today, applicant=applicant)


def field_labels(row: FormDefinition) -> dict[str, tuple[str, str]]:
    """Key → label in Vietnamese and English, of every field."""
    return {field.key: (field.label_vi, field.label_en) for field in definition_of(row).fields}
