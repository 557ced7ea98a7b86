"""Procedures and their versions by code and day, and what the rules read of them."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from motcua.catalogue import rules
from motcua.catalogue.models import CodeItem, Field, Procedure, ProcedureVersion, RequiredPaper, TimeLimit
from motcua.deadlines.rules import Allowance
from motcua.journal.reference import kept
from motcua.kernel.errors import NotVisible

Status = ProcedureVersion.Status
_CODE = re.compile(r"[0-9A-Za-z._-]{1,40}")  # what is not written so is nobody's, and no database is asked


def holding(on: date, prefix: str = "") -> Q:
    """Rows whose half-open period holds on a day."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": on})
    )


def fields() -> list[Field]:
    """All fields of administration, in the order of the pack."""
    return list(Field.objects.order_by("id"))


def find_procedure(code: str) -> Procedure | None:
    """The procedure of that code, or None."""
    if not _CODE.fullmatch(code):
        return None
    return Procedure.objects.filter(code=code).select_related("field").first()


def get_procedure(code: str) -> Procedure:
    """Raises NotVisible("procedure.unknown")."""
    procedure = find_procedure(code)
    if procedure is None:
        raise NotVisible("procedure.unknown", procedure=code)
    return procedure


@kept
def find_version(code: str, on: date) -> ProcedureVersion | None:
    """The published version in force on a day; None before its first, after its abolition, for nobody's code."""
    if not _CODE.fullmatch(code):
        return None
    return (
        ProcedureVersion.objects.filter(holding(on), procedure__code=code, status=Status.PUBLISHED)
        .select_related("procedure__field")
        .order_by("-valid_from")
        .first()
    )


def version_in_force(code: str, on: date) -> ProcedureVersion:
    """As `find_version`. Raises NotVisible("procedure.unknown" or "procedure.not_in_force")."""
    version = find_version(code, on)
    if version is None:
        get_procedure(code)
        raise NotVisible("procedure.not_in_force", procedure=code, on=on.isoformat())
    return version


def get_version(version_id: int) -> ProcedureVersion:
    """A version by its key, as a dossier holds it. Raises NotVisible."""
    version = ProcedureVersion.objects.filter(pk=version_id).select_related("procedure__field").first()
    if version is None:
        raise NotVisible("procedure.unknown", procedure=str(version_id))
    return version


def versions(code: str) -> list[ProcedureVersion]:
    """All that was ever published of a procedure and stands, oldest first; an abolition is the last row."""
    found = ProcedureVersion.objects.filter(procedure=find_procedure(code)).exclude(
        status__in=(Status.DRAFT, Status.WITHDRAWN)
    )
    return list(found.select_related("procedure__field").order_by("number"))


def every_version(procedure: Procedure) -> list[ProcedureVersion]:
    """As `versions`, the newest first and with those that were withdrawn."""
    found = ProcedureVersion.objects.filter(procedure=procedure).exclude(status=Status.DRAFT)
    return list(found.select_related("procedure__field").order_by("-number"))


def last_content(procedure: Procedure) -> ProcedureVersion | None:
    """The last version of a procedure that stands and was published, in force or coming; None before the first."""
    found = ProcedureVersion.objects.filter(procedure=procedure, status=Status.PUBLISHED)
    return found.select_related("procedure__field").order_by("-number").first()


@kept
def papers_of(version: ProcedureVersion) -> list[RequiredPaper]:
    """The papers of a version, in their order."""
    return list(version.papers.all())


def limit_of(version: ProcedureVersion, channel: str = "", case: str = "") -> TimeLimit | None:
    """The limit that counts for a channel and case."""
    return rules.choose_limit(version.limits.all(), channel, case)


def limit_for(
    version: ProcedureVersion, channel: str, answers: Mapping[str, Any], case: str | None = None
) -> TimeLimit | None:
    """The limit that counts for a filing: the case is what its answers make it, or what the counter said (`case`)."""
    limits = list(version.limits.order_by("pk"))
    return rules.choose_limit(limits, channel, rules.case_of(limits, answers) if case is None else case)


def cases_of(version: ProcedureVersion) -> list[TimeLimit]:
    """The cases with a limit of their own, in order, each once: what the counter may choose from."""
    found: dict[str, TimeLimit] = {}
    for limit in version.limits.exclude(case="").order_by("pk"):
        found.setdefault(limit.case, limit)
    return list(found.values())


def allowance_of(limit: TimeLimit) -> Allowance:
    """A limit as the arithmetic of working time takes it."""
    return Allowance(
        value=limit.value,
        unit=limit.unit,  # type: ignore[arg-type]  # the column's check constraint names the same units
        policy=limit.policy,  # type: ignore[arg-type]
        cutoff=limit.cutoff,
        cutoff_on=limit.cutoff_on,  # type: ignore[arg-type]
        roll=limit.roll,
    )


def owed_of(version: ProcedureVersion, channel: str = "") -> rules.Owed:
    """What is owed when nobody states another condition."""
    return rules.owed(version.fees.all(), channel)


def code_list(name: str) -> list[CodeItem]:
    """A code list in its order; empty when there is none of that name."""
    return list(CodeItem.objects.filter(list=name).order_by("position"))


@kept
def spec_of(version: ProcedureVersion) -> rules.VersionSpec:
    """A stored version as the values that were published: for comparing two of them."""
    return rules.VersionSpec(
        **{name: getattr(version, name) for name in _PLAIN},
        levels=tuple(version.levels),
        departments=tuple(version.departments),
        sheet=dict(version.sheet),
        limits=tuple(
            rules.Limit(**{name: getattr(row, name) for name in rules.Limit.__slots__})
            for row in version.limits.order_by("id")
        ),
        papers=tuple(
            rules.Paper(
                **{name: getattr(row, name) for name in rules.Paper.__slots__ if name != "fetch_from"},
                fetch_from=tuple(row.fetch_from),
            )
            for row in version.papers.all()
        ),
        fees=tuple(
            rules.Fee(
                **{name: getattr(row, name) for name in rules.Fee.__slots__ if name != "tiers"},
                tiers=tuple((start, amount) for start, amount in row.tiers),
            )
            for row in version.fees.all()
        ),
        legal_bases=tuple(version.legal_bases.order_by("id").values_list("number", flat=True)),
    )


_PLAIN = [
    name
    for name in rules.VersionSpec.__slots__
    if name not in ("levels", "departments", "sheet", "limits", "papers", "fees", "legal_bases")
]
