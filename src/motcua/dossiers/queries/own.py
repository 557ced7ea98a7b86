"""What an account sees of its own: the list with what waits for it first, and what it said and handed in before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from motcua.documents.models import Upload
from motcua.dossiers.models import Dossier, DossierPaper, ResultFile
from motcua.dossiers.queries.visibility import in_scope
from motcua.dossiers.queries.words import matching
from motcua.dossiers.states import State
from motcua.kernel import text
from motcua.kernel.actor import Actor

GROUPS: dict[str, tuple[str, ...]] = {
    "mine": (State.SUPPLEMENT_REQUESTED, State.PAYMENT_DUE, State.FINISHED),
    "office": (State.SUBMITTED, State.RECEIVED, State.PROCESSING),
    "ended": (State.DELIVERED, State.REFUSED, State.WITHDRAWN, State.STOPPED),
}
"""Whose turn it is: the citizen's, the office's, nobody's any more."""
ORDERS = ("turn", "newest", "due")
REUSABLE = 30
"""So many earlier papers are looked through."""


def own_dossiers(
    viewer: Actor, at: datetime, *, group: str = "", q: str = "", order: str = "turn"
) -> QuerySet[Dossier]:
    """The dossiers that the viewer filed. `order` turn: what waits for the viewer first, then by the promise; newest;
    due. Ties by id, so that pages never overlap."""
    rows = _found(viewer, at, q).select_related("procedure_version__procedure", "agency", "applicant", "process")
    if group in GROUPS:
        rows = rows.filter(state__in=GROUPS[group])
    if order == "newest":
        return rows.order_by("-submitted_at", "-id")
    due = F("due_at").asc(nulls_last=True)
    if order == "due":
        ended = Case(When(state__in=GROUPS["ended"], then=Value(1)), default=Value(0), output_field=IntegerField())
        return rows.order_by(ended, due, "-id")
    turn = Case(
        When(state__in=GROUPS["mine"], then=Value(0)),
        When(state__in=GROUPS["office"], then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.annotate(turn=turn).order_by("turn", "-submitted_at", "-id")


def count_own(viewer: Actor, at: datetime, *, q: str = "") -> dict[str, int]:
    """How many stand in each group, and in all ("")."""
    counted = _found(viewer, at, q).aggregate(
        all=Count("id"), **{name: Count("id", filter=Q(state__in=states)) for name, states in GROUPS.items()}
    )
    return {"": counted["all"], **{name: counted[name] for name in GROUPS}}


def _found(viewer: Actor, at: datetime, q: str) -> QuerySet[Dossier]:
    rows = in_scope(viewer, at)
    return rows.filter(matching(q)) if q else rows


def earlier_dossiers(account_id: int, personal_id: str, *, since: datetime, most: int = 8) -> list[Dossier]:
    """What this account filed for the person with this number, newest first, with form: whose answers may be offered
    again. Nothing without a number: two persons of one name are two."""
    if not personal_id:
        return []
    rows = Dossier.objects.filter(
        account_id=account_id, applicant__personal_id=personal_id, submitted_at__gte=since, form__isnull=False
    )
    return list(rows.select_related("form").order_by("-submitted_at", "-id")[:most])


@dataclass(frozen=True, slots=True)
class EarlierPaper:
    """A file that was handed in or given as a result before; `ref` names it for `get_earlier_paper`."""

    ref: str
    key: str
    name: str
    procedure: str
    code: str
    applicant: str
    at: datetime
    upload: Upload


def earlier_papers(account_id: int, *, since: datetime, personal_id: str = "", lang: str = "vi") -> list[EarlierPaper]:
    """Papers and results of the account's own dossiers, newest first, each file once.

    With `personal_id` only those of dossiers for that person: a helper's dossiers are other people's.
    """
    papers = _papers(account_id, since, personal_id)[:REUSABLE]
    results = _results(account_id, since, personal_id)[:REUSABLE]
    names = _paper_names(papers, lang)
    found = [
        _paper(row, names.get((row.dossier.procedure_version_id, row.key), row.name_vi or row.key)) for row in papers
    ]
    found += [_result(row) for row in results]
    found.sort(key=lambda one: one.at, reverse=True)
    unique: dict[tuple[str, int], EarlierPaper] = {}
    for one in found:
        unique.setdefault((text.fold(one.name), one.upload.stored_id), one)
    return list(unique.values())


def _papers(account_id: int, since: datetime, personal_id: str) -> QuerySet[DossierPaper]:
    rows = DossierPaper.objects.filter(
        dossier__account_id=account_id, added_at__gte=since, upload__isnull=False
    ).exclude(upload__stored__scan_state="infected")
    if personal_id:
        rows = rows.filter(dossier__applicant__personal_id=personal_id)
    return rows.select_related(
        "upload__stored", "dossier__procedure_version__procedure", "dossier__applicant"
    ).order_by("-added_at", "-id")


def _results(account_id: int, since: datetime, personal_id: str) -> QuerySet[ResultFile]:
    rows = ResultFile.objects.filter(
        dossier__account_id=account_id,
        dossier__state__in=[State.FINISHED, State.DELIVERED],
        added_at__gte=since,
        draft=False,
        replaced_at=None,
    ).exclude(upload__stored__scan_state="infected")
    if personal_id:
        rows = rows.filter(dossier__applicant__personal_id=personal_id)
    return rows.select_related(
        "upload__stored", "dossier__procedure_version__procedure", "dossier__applicant"
    ).order_by("-added_at", "-id")


def _paper_names(papers: Any, lang: str) -> dict[tuple[int, str], str]:
    from motcua.catalogue.models import RequiredPaper

    rows = RequiredPaper.objects.filter(version_id__in={row.dossier.procedure_version_id for row in papers})
    return {(row.version_id, row.key): (row.name_en if lang == "en" else "") or row.name_vi for row in rows}


def _paper(row: DossierPaper, name: str) -> EarlierPaper:
    assert row.upload is not None
    return EarlierPaper(
        ref=f"p{row.pk}",
        key=row.key,
        name=name,
        procedure=row.dossier.procedure_version.procedure.code,
        code=row.dossier.code,
        applicant=row.dossier.applicant.full_name,
        at=row.added_at,
        upload=row.upload,
    )


def _result(row: ResultFile) -> EarlierPaper:
    return EarlierPaper(
        ref=f"r{row.pk}",
        key="",
        name=row.name_vi or row.upload.name,
        procedure=row.dossier.procedure_version.procedure.code,
        code=row.dossier.code,
        applicant=row.dossier.applicant.full_name,
        at=row.added_at,
        upload=row.upload,
    )
