"""A procedure's life: created, published again and again, abolished."""

from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction

from motcua.catalogue import rules
from motcua.catalogue.models import (
    FeeLine,
    Field,
    LegalBasis,
    Procedure,
    ProcedureVersion,
    RequiredPaper,
    TimeLimit,
)
from motcua.journal.actions import record
from motcua.journal.reasons import record_why
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Cannot, Invalid, NotLawfulNow

Status = ProcedureVersion.Status


def subject_of(procedure: Procedure) -> str:
    """The journal chain of a procedure."""
    return f"procedure:{procedure.code}"


@transaction.atomic
def create_procedure(code: str, *, slug: str, field: Field, by: Actor, at: datetime) -> Procedure:
    """Open a procedure without any version yet. Raises Cannot when code or slug is taken."""
    try:
        with transaction.atomic():
            procedure = Procedure.objects.create(code=code, slug=slug, field=field)
    except IntegrityError:
        raise Cannot("procedure.code_taken", procedure=code) from None
    record("procedure.created", subject=subject_of(procedure), by=by, at=at, field=field.slug, slug=slug)
    return procedure


@transaction.atomic
def publish_version(
    procedure: Procedure,
    *,
    spec: rules.VersionSpec,
    valid_from: date,
    assumed: bool = False,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> ProcedureVersion:
    """Publish a content from a day on, in one transaction under the procedure's lock; the version before is closed on
    that day. Of two publications at the same moment one wins and the other is refused. `reason` is kept beside the
    event.

    Raises Invalid for a wrong content; NotLawfulNow when it is published already or would not begin after the version
    before it.
    """
    if errors := rules.check(spec):
        raise Invalid("procedure.invalid", errors)
    content = rules.content_hash(spec)
    procedure = Procedure.objects.select_for_update(of=("self",)).select_related("field").get(pk=procedure.pk)
    last = _last(procedure)
    if last is not None:
        if last.status == Status.PUBLISHED and last.content_hash == content:
            raise NotLawfulNow("procedure.same_content", procedure=procedure.code, number=last.number)
        if valid_from <= last.valid_from:
            raise NotLawfulNow(
                "procedure.too_early",
                procedure=procedure.code,
                number=last.number,
                valid_from=last.valid_from.isoformat(),
            )
        _close(last, valid_from)
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=_next_number(procedure),
        status=Status.PUBLISHED,
        valid_from=valid_from,
        assumed=assumed,
        content_hash=content,
        search=rules.search_field(
            procedure.code,
            [spec.name_vi],
            [
                spec.name_en,
                spec.official_name_vi,
                procedure.field.name_vi,
                procedure.field.name_en,
                spec.result_name_vi,
            ],
        ),
        **_columns(spec),
    )
    _lines(version, spec)
    record_why(
        "procedure.published",
        subject=subject_of(procedure),
        by=by,
        at=at,
        reason=reason,
        number=version.number,
        valid_from=valid_from,
        assumed=assumed,
        decision=spec.decision_no,
        content=content,
    )
    return version


@transaction.atomic
def abolish(
    procedure: Procedure, *, on: date, decision_no: str = "", reason: str = "", by: Actor, at: datetime
) -> ProcedureVersion:
    """End a procedure on a day: the version in force is closed, and a row says that it is abolished from then on.

    Raises NotLawfulNow when nothing is in force, or the day is not after the last version's beginning.
    """
    procedure = Procedure.objects.select_for_update().get(pk=procedure.pk)
    last = _last(procedure)
    if last is None or last.status == Status.ABOLISHED:
        raise NotLawfulNow("procedure.abolished_already", procedure=procedure.code)
    if on <= last.valid_from:
        raise NotLawfulNow(
            "procedure.too_early", procedure=procedure.code, number=last.number, valid_from=last.valid_from.isoformat()
        )
    _close(last, on)
    row = ProcedureVersion.objects.create(
        procedure=procedure,
        number=_next_number(procedure),
        status=Status.ABOLISHED,
        valid_from=on,
        name_vi=last.name_vi,
        name_en=last.name_en,
        official_name_vi=last.official_name_vi,
        process_key=last.process_key,
        decision_no=decision_no,
    )
    record_why(
        "procedure.abolished",
        subject=subject_of(procedure),
        by=by,
        at=at,
        reason=reason,
        number=row.number,
        valid_from=on,
        decision=decision_no,
    )
    return row


@transaction.atomic
def withdraw_version(version: ProcedureVersion, *, reason: str, by: Actor, at: datetime) -> ProcedureVersion:
    """Take back a publication (or an abolition) before its first day: it is kept and holds on no day, and the version
    before it goes on.

    Raises NotLawfulNow: procedure.in_force_already, procedure.not_the_last; Invalid at `reason`.
    """
    procedure = Procedure.objects.select_for_update().get(pk=version.procedure_id)
    row = ProcedureVersion.objects.get(pk=version.pk)
    last = _last(procedure)
    if last is None or row.status not in (Status.PUBLISHED, Status.ABOLISHED) or last.number < row.number:
        raise NotLawfulNow("procedure.unknown", procedure=procedure.code)
    if row.valid_from <= clock.local_day(at):
        raise NotLawfulNow(
            "procedure.in_force_already", number=row.number, valid_from=row.valid_from, procedure=procedure.code
        )
    if row.pk != last.pk:
        raise NotLawfulNow("procedure.not_the_last", number=row.number, last=last.number)
    was, row.status, row.withdrawn = row.status, Status.WITHDRAWN, row.number
    row.save(update_fields=["status", "withdrawn"])
    before = _last(procedure)
    if before is not None and before.valid_to == row.valid_from:
        before.valid_to = None
        before.save(update_fields=["valid_to"])
    record_why(
        "procedure.withdrawn",
        subject=subject_of(procedure),
        by=by,
        at=at,
        reason=reason,
        needed=True,
        number=row.number,
        was=was,
        valid_from=row.valid_from,
    )
    return row


def _last(procedure: Procedure) -> ProcedureVersion | None:
    """The last version that stands; the withdrawn ones do not."""
    return procedure.versions.exclude(status__in=(Status.DRAFT, Status.WITHDRAWN)).order_by("-number").first()


def _next_number(procedure: Procedure) -> int:
    numbers = procedure.versions.order_by("-number").values_list("number", flat=True)
    return (numbers.first() or 0) + 1


def _close(version: ProcedureVersion, on: date) -> None:
    if version.valid_to is None or version.valid_to > on:
        ProcedureVersion.objects.filter(pk=version.pk).update(valid_to=on)


_LISTS = ("limits", "papers", "fees", "legal_bases")


def _columns(spec: rules.VersionSpec) -> dict[str, Any]:
    """The values that stand in the version's own row."""
    columns = {name: getattr(spec, name) for name in spec.__slots__ if name not in _LISTS}
    return columns | {
        "levels": list(spec.levels),
        "departments": list(spec.departments),
        "sheet": dict(spec.sheet),
    }


def _lines(version: ProcedureVersion, spec: rules.VersionSpec) -> None:
    TimeLimit.objects.bulk_create(TimeLimit(version=version, **_values(limit)) for limit in spec.limits)
    RequiredPaper.objects.bulk_create(
        RequiredPaper(version=version, position=position, **_values(paper))
        for position, paper in enumerate(spec.papers, 1)
    )
    FeeLine.objects.bulk_create(
        FeeLine(version=version, position=position, **_values(fee)) for position, fee in enumerate(spec.fees, 1)
    )
    LegalBasis.objects.bulk_create(LegalBasis(version=version, number=number) for number in spec.legal_bases)


def _values(line: rules.Limit | rules.Paper | rules.Fee) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in line.__slots__:
        value: str | int | bool | time | tuple[str, ...] | None = getattr(line, name)
        values[name] = list(value) if isinstance(value, tuple) else value
    return values
