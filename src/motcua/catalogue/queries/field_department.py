"""The department of the province that answers for a procedure's field."""

from datetime import date

from motcua.agencies.queries import find_agency, period_on
from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.journal.reference import kept


def department_of(version: ProcedureVersion, on: date) -> str:
    """The code of the first department through which the version says that the province decides it, else of the one
    that answers for its field; "" where none of them is known or stands on that day."""
    named = [*version.departments, _of_field(version.procedure_id)]
    return next((code for code in named if code and _stands(code, on)), "")


@kept
def _of_field(procedure_id: int) -> str:
    return Procedure.objects.filter(pk=procedure_id).values_list("field__department", flat=True).first() or ""


def _stands(code: str, on: date) -> bool:
    agency = find_agency(code)
    return agency is not None and period_on(agency, on) is not None
