"""The catalogue as it was published, as JSON."""

from typing import Any

from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.flows.catalogue_exchange.shape import catalogue_data
from motcua.flows.country_pack.pack import DatedVersion, FieldSpec, ProcedureSpec

Status = ProcedureVersion.Status


def export_catalogue() -> dict[str, Any]:
    """Fields and procedures with every published version, in the order of fields and codes; drafts are left out."""
    fields = [FieldSpec(row.slug, row.name_vi, row.name_en, row.code, row.department) for row in catalogue.fields()]
    rows = Procedure.objects.select_related("field").order_by("field_id", "code")
    found = (_procedure(row) for row in rows)
    return catalogue_data(fields, [one for one in found if one.versions])


def _procedure(procedure: Procedure) -> ProcedureSpec:
    rows = catalogue.versions(procedure.code)
    ends = {row.number: row.valid_from for row in rows if row.status == Status.ABOLISHED}
    versions = [
        DatedVersion(row.valid_from, catalogue.spec_of(row), row.assumed, ends.get(row.number + 1))
        for row in rows
        if row.status == Status.PUBLISHED
    ]
    return ProcedureSpec(procedure.code, procedure.slug, procedure.field.slug, tuple(versions))
