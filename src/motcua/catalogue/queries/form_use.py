"""Where a form is used: procedures that ask it, texts that are filled from it."""

from datetime import date

from django.db.models import Q

from motcua.catalogue import rules
from motcua.catalogue.models import ProcedureVersion, ResultTemplate
from motcua.catalogue.queries.version import Status
from motcua.eforms.queries import GENERAL


def versions_with_form(key: str, on: date) -> list[ProcedureVersion]:
    """Published versions, of today or coming, that ask a form; by name."""
    named = Q(form_key=key) | Q(form_key="") if key == GENERAL else Q(form_key=key)
    rows = ProcedureVersion.objects.filter(named, Q(valid_to=None) | Q(valid_to__gt=on), status=Status.PUBLISHED)
    return list(rows.select_related("procedure").defer("sheet", "search").order_by("name_vi"))


def count_by_form(on: date) -> dict[str, int]:
    """Key of the form → how many procedures ask it today."""
    rows = ProcedureVersion.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), status=Status.PUBLISHED, valid_from__lte=on
    )
    found: dict[str, int] = {}
    for key in rows.values_list("form_key", flat=True):
        found[key or GENERAL] = found.get(key or GENERAL, 0) + 1
    return found


def fields_needed(key: str, on: date) -> dict[str, str]:
    """Key of a field → the name of the template of results that is filled from it, of today or coming."""
    procedures = {row.procedure_id for row in versions_with_form(key, on)}
    found: dict[str, str] = {}
    rows = ResultTemplate.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), procedure_id__in=procedures)
    for row in rows.order_by("key", "number"):
        for name in rules.placeholders_in(f"{row.title}\n{row.body}"):
            if name.startswith(rules.ANSWER):
                found.setdefault(name.removeprefix(rules.ANSWER), row.name_vi)
    return found
