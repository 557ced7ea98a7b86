"""The catalogue for everybody."""

from dataclasses import asdict
from datetime import date, time
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import RequiredPaper
from motcua.desks.api.problems import Problem
from motcua.desks.api.schemas import FormOut, ProcedureList
from motcua.eforms import queries as eforms
from motcua.eforms import rules
from motcua.flows import linked_form
from motcua.flows.linked_form import LinkedForm, find_form
from motcua.flows.samples import APPLICANT, example_of
from motcua.flows.submit import GENERAL_FORM
from motcua.kernel import clock

router = Router(tags=["procedures"], auth=None)
PAGE = 100
ENGLISH = (
    "name",
    "who",
    "field_name",
    "online_reason",
    "result_name",
    "limits",
    "papers",
    "fees",
    "extensions",
    "notes",
)


def plain(value: Any) -> Any:
    """Dates and times as JSON holds them."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, (date, time)):
        return value.isoformat()
    return value


@router.get("/procedures", response={200: ProcedureList, 404: Problem, 422: Problem}, summary="Search procedures")
def search(
    request: HttpRequest,
    q: str = Query("", max_length=200),
    field: str = Query("", max_length=60),
    agency: str = Query("", max_length=40),
    online: str = Query("", max_length=10),
    page: int = Query(1, ge=1, le=10_000),
) -> Any:
    today = clock.local_day(clock.now())
    found = catalogue.search(
        q, today, field=field, agency=agencies.get_agency(agency) if agency else None, online=online
    )
    start = (page - 1) * PAGE
    rows = found[start : start + PAGE + 1]
    following = None
    if len(rows) > PAGE:
        asked = {"q": q, "field": field, "agency": agency, "online": online, "page": page + 1}
        following = request.build_absolute_uri(f"{request.path}?{urlencode({k: v for k, v in asked.items() if v})}")
    return {
        "items": [
            {
                "code": row.code,
                "name_vi": row.name_vi,
                "name_en": row.name_en or row.name_vi,
                "field": row.field,
                "online": row.online,
            }
            for row in rows[:PAGE]
        ],
        "next": following,
    }


@router.get("/procedures/{code}", response={200: dict[str, Any], 404: Problem}, summary="The sheet in force")
def sheet(request: HttpRequest, code: str) -> Any:
    version = catalogue.version_in_force(code, clock.local_day(clock.now()))
    data = plain(asdict(catalogue.sheet(version, "vi")))
    english = plain(asdict(catalogue.sheet(version, "en")))
    return {**data, "english": {name: english[name] for name in ENGLISH}}


@router.get(
    "/procedures/{code}/form", response={200: FormOut, 404: Problem}, by_alias=True, summary="The form of a procedure"
)
def form(request: HttpRequest, code: str) -> Any:
    today = clock.local_day(clock.now())
    version = catalogue.version_in_force(code, today)
    if (linked := find_form(code, today)) is not None:
        return linked_form_out(linked, today)
    row = eforms.get_form(version.form_key or GENERAL_FORM, on=today)
    return {
        "schema": eforms.json_schema(row),
        "ui": eforms.ui(row),
        "papers": [paper_out(paper) for paper in version.papers.all()],
        "example": example_of(version, row, today=today),
        "general": not version.form_key,
    }


def paper_out(paper: RequiredPaper) -> dict[str, Any]:
    """One paper to hand in."""
    return {
        "key": paper.key,
        "name_vi": paper.name_vi,
        "name_en": paper.name_en,
        "required": paper.need == "required" and not paper.is_form,
        "need": paper.need,
        "is_form": paper.is_form,
        "originals": paper.originals,
        "copies": paper.copies,
    }


def linked_form_out(form: LinkedForm, today: date) -> dict[str, Any]:
    """The one form of a linked service, with its members; `left_out` of a submission takes the optional ones out."""
    definition = form.union.definition
    return {
        "schema": rules.json_schema(definition),
        "ui": rules.ui(definition),
        "papers": [paper_out(paper) for paper in form.asked_papers],
        "example": linked_form.example_of(form, APPLICANT, today=today),
        "general": False,
        "members": [
            {
                "key": row.key,
                "procedure": row.member.procedure,
                "name_vi": row.member.name_vi,
                "name_en": row.member.name_en,
                "after": list(row.member.after),
                "optional": row.member.optional,
            }
            for row in form.every
        ],
    }
