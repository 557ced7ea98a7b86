"""Templates of results: those that an officer may choose from, all of an agency for its administrator, their words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from motcua.agencies.models import Agency
from motcua.catalogue import rules
from motcua.catalogue.models import Procedure, ResultTemplate
from motcua.catalogue.queries.version import find_version, holding
from motcua.eforms import queries as eforms
from motcua.eforms.models import FormDefinition
from motcua.kernel.errors import NotVisible


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One placeholder that a text may use, with its meaning."""

    name: str
    name_vi: str
    name_en: str

    @property
    def written(self) -> str:
        """As it stands in a text."""
        return f"{{{self.name}}}"


def templates_for(procedure: Procedure, agencies: Collection[int], on: date, kind: str = "") -> list[ResultTemplate]:
    """The templates offered for a procedure's dossiers on a day: the agency's own before the country's, those of the
    procedure before general ones. `agencies` are the ids of the deciding agency and of those it belongs to."""
    rows = ResultTemplate.objects.filter(holding(on)).filter(
        Q(procedure=procedure) | Q(procedure=None), Q(agency_id__in=agencies) | Q(agency=None)
    )
    if kind:
        rows = rows.filter(kind=kind)
    return list(rows.order_by(F("procedure").asc(nulls_last=True), F("agency").asc(nulls_last=True), "kind", "name_vi"))


def templates_of(agency: Agency | None, *, own: bool = False) -> QuerySet[ResultTemplate]:
    """Every version of the templates of an agency and, without `own`, the country's; the last versions first."""
    whose = Q(agency=agency) if own else Q(agency=agency) | Q(agency=None)
    return (
        ResultTemplate.objects.filter(whose).select_related("procedure", "agency").order_by("name_vi", "key", "-number")
    )


def get_template(key: str, number: int | None = None) -> ResultTemplate:
    """The version of that number, else the last one. Raises NotVisible("result_template.unknown")."""
    rows = ResultTemplate.objects.select_related("procedure", "agency").filter(key=key).order_by("-number")
    row = (rows.filter(number=number) if number is not None else rows).first()
    if row is None:
        raise NotVisible("result_template.unknown", key=key)
    return row


def placeholders(procedure: Procedure | None, on: date) -> list[Placeholder]:
    """What a text may use: the facts of every dossier, then the answers of the procedure's form of that day."""
    found = [Placeholder(name, vi, en) for name, (vi, en) in rules.PLACEHOLDERS.items()]
    form = _form(procedure, on)
    if form is not None:
        found += [
            Placeholder(f"{rules.ANSWER}{key}", vi, en or vi) for key, (vi, en) in eforms.field_labels(form).items()
        ]
    return found


def answer_keys(procedure: Procedure | None, on: date) -> set[str]:
    """The keys of the form's fields."""
    form = _form(procedure, on)
    return set(eforms.field_labels(form)) if form is not None else set()


def _form(procedure: Procedure | None, on: date) -> FormDefinition | None:
    if procedure is None:
        return None
    version = find_version(procedure.code, on)
    if version is None:
        return None
    try:
        return eforms.get_form(version.form_key, on=on)
    except NotVisible:
        return None
