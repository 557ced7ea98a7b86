"""Bringing a country pack into the rooms, as often as wanted: what stands already is left alone.

Each part has a transaction of its own, so that a load that was cut off is finished by the next; what was published is
never overwritten: a changed content needs a date of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from motcua.agencies import actions as agencies
from motcua.catalogue import actions as catalogue
from motcua.catalogue import rules
from motcua.catalogue.linked_models import LinkedService
from motcua.catalogue.models import Field, Procedure, ProcedureVersion, ResultTemplate
from motcua.deadlines.actions import load_calendar
from motcua.deadlines.queries import get_calendar_version
from motcua.eforms.actions import publish_form
from motcua.flows import calendars
from motcua.flows.country_pack.pack import (
    FieldSpec,
    LinkedServiceSpec,
    Pack,
    ProcedureSpec,
    ProcessSpec,
    ResultTemplateSpec,
)
from motcua.flows.country_pack.reader import content_of, read
from motcua.journal import queries as journal
from motcua.journal.actions import record
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotLawfulNow
from motcua.workflow import actions as workflow
from motcua.workflow.models import Process
from motcua.workflow.rules import read_steps

Status = ProcedureVersion.Status


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did; everything 0 and `is_changed` False when all stood already."""

    content: str
    is_changed: bool = False
    places_and_agencies: int = 0
    processes: int = 0
    procedures: int = 0
    versions: int = 0


def subject_of(key: str) -> str:
    """The journal chain of a pack."""
    return f"pack:{key}"


def load_folder(root: Path, *, by: Actor, at: datetime) -> Loaded:
    """Read and load the pack in a folder; a folder whose content was the last to be loaded is not even read.

    Raises PackInvalid, and what `load` raises.
    """
    content = content_of(root)
    if _last_content(root.name) == content:
        return Loaded(content)
    return load(read(root), by=by, at=at)


def load(pack: Pack, *, by: Actor, at: datetime) -> Loaded:
    """Load a pack that was read. Raises NotLawfulNow where something is published otherwise than the pack says."""
    if _last_content(pack.key) == pack.content:
        return Loaded(pack.content)
    missing = _missing_versions(pack.procedures)
    processes = _missing_processes(pack.processes)
    subject = subject_of(pack.key)
    known = get_calendar_version()
    with transaction.atomic(durable=True):
        brought = agencies.bring_in(pack.organisation, subject=subject, content=pack.content, by=by, at=at)
        catalogue.bring_in_lists(pack.lists, subject=subject, by=by, at=at)
        fields = {spec.slug: _field(spec, by=by, at=at) for spec in pack.fields}
        if pack.calendar is not None:
            load_calendar(pack.calendar, by=by, at=at)
        for process in processes:
            workflow.publish_process(
                process.key,
                name_vi=process.name_vi,
                name_en=process.name_en,
                steps=[dict(step) for step in process.steps],
                valid_from=process.valid_from,
                by=by,
                at=at,
            )
    if known not in (0, get_calendar_version()):
        calendars.reckon(by=by, at=at)  # the days off that some promises waited for are decided
    with transaction.atomic(durable=True):
        for form in pack.forms:
            publish_form(form.definition.source, valid_from=form.valid_from, valid_to=form.valid_to, by=by, at=at)
    with transaction.atomic(durable=True):
        for template in _missing_templates(pack.result_templates):
            catalogue.set_result_template(
                template.key,
                kind=template.kind,
                name_vi=template.name_vi,
                name_en=template.name_en,
                title=template.title,
                body=template.body,
                valid_from=template.valid_from,
                by=by,
                at=at,
            )
    loaded = Loaded(pack.content, True, brought.added + brought.corrected, len(processes))
    for field, specs in _by_field(missing).items():
        with transaction.atomic(durable=True):
            for spec in specs:
                made, published = _publish(spec, fields[field], by=by, at=at)
                loaded = replace(loaded, procedures=loaded.procedures + made, versions=loaded.versions + published)
    with transaction.atomic(durable=True):
        _link(pack.linked_services, by=by, at=at)
    with transaction.atomic(durable=True):
        record("pack.loaded", subject=subject, by=by, at=at, content=pack.content)
    return loaded


def _last_content(key: str) -> str:
    events = journal.events(subject_of(key), ("pack.loaded",))
    return str(journal.facts(events[-1])["content"]) if events else ""


def _field(spec: FieldSpec, *, by: Actor, at: datetime) -> Field:
    return catalogue.ensure_field(
        spec.slug,
        name_vi=spec.name_vi,
        name_en=spec.name_en,
        code=spec.code,
        department=spec.department,
        by=by,
        at=at,
    )


def _by_field(specs: Iterable[ProcedureSpec]) -> dict[str, list[ProcedureSpec]]:
    found: dict[str, list[ProcedureSpec]] = {}
    for spec in specs:
        found.setdefault(spec.field, []).append(spec)
    return found


def _missing_versions(specs: Iterable[ProcedureSpec]) -> list[ProcedureSpec]:
    """Procedures with the versions that are not published yet, the closing of the last among them."""
    standing: dict[str, dict[date, tuple[str, str]]] = {}
    rows = ProcedureVersion.objects.exclude(status=Status.DRAFT)
    for code, start, content, status in rows.values_list("procedure__code", "valid_from", "content_hash", "status"):
        standing.setdefault(code, {})[start] = (content, status)
    known = set(Procedure.objects.values_list("code", flat=True))
    missing: list[ProcedureSpec] = []
    for spec in specs:
        published = standing.get(spec.code, {})
        for version in spec.versions:
            stands = published.get(version.valid_from)
            if stands is not None and stands[0] != rules.content_hash(version.spec):
                raise NotLawfulNow(
                    "pack.version_changed", procedure=spec.code, valid_from=version.valid_from.isoformat()
                )
        left = tuple(version for version in spec.versions if version.valid_from not in published)
        end = spec.versions[-1].valid_to
        if left or spec.code not in known or (end is not None and end not in published):
            missing.append(replace(spec, versions=left or spec.versions[-1:]))
    return missing


def _publish(spec: ProcedureSpec, field: Field, *, by: Actor, at: datetime) -> tuple[int, int]:
    """Create the procedure where it is new, publish the versions given, abolish it where the pack says so."""
    procedure = Procedure.objects.filter(code=spec.code).first()
    made = procedure is None
    if procedure is None:
        procedure = catalogue.create_procedure(spec.code, slug=spec.slug, field=field, by=by, at=at)
    published = 0
    starts = set(procedure.versions.exclude(status=Status.DRAFT).values_list("valid_from", flat=True))
    for version in spec.versions:
        if version.valid_from not in starts:
            catalogue.publish_version(
                procedure, spec=version.spec, valid_from=version.valid_from, assumed=version.assumed, by=by, at=at
            )
            published += 1
        if version.valid_to is not None and version.valid_to not in starts:
            catalogue.abolish(procedure, on=version.valid_to, by=by, at=at)
    return int(made), published


def _link(specs: Iterable[LinkedServiceSpec], *, by: Actor, at: datetime) -> None:
    """Publish the versions of linked services that do not stand; what stands otherwise is refused."""
    standing = {
        (code, start): content
        for code, start, content in LinkedService.objects.values_list("procedure__code", "valid_from", "content_hash")
    }
    for one in specs:
        held = standing.get((one.procedure, one.valid_from))
        if held is not None and held != rules.linked_hash(one.spec):
            raise NotLawfulNow("pack.linked_changed", procedure=one.procedure, valid_from=one.valid_from.isoformat())
        codes = {one.procedure, *(member.procedure for member in one.spec.members)}
        if held is None and Procedure.objects.filter(code__in=codes).count() == len(codes):
            procedure = Procedure.objects.get(code=one.procedure)
            catalogue.publish_linked(
                procedure, spec=one.spec, valid_from=one.valid_from, decision_no=one.decision_no, by=by, at=at
            )


def _missing_processes(specs: Iterable[ProcessSpec]) -> list[ProcessSpec]:
    standing = {(row.key, row.valid_from): row for row in Process.objects.all()}
    missing: list[ProcessSpec] = []
    for spec in specs:
        row = standing.get((spec.key, spec.valid_from))
        if row is None:
            missing.append(spec)
        elif (row.name_vi, row.name_en, row.steps) != (spec.name_vi, spec.name_en, _steps(spec.steps)):
            raise NotLawfulNow("pack.process_changed", key=spec.key, valid_from=spec.valid_from.isoformat())
    return sorted(missing, key=lambda spec: spec.valid_from)


def _missing_templates(specs: Iterable[ResultTemplateSpec]) -> list[ResultTemplateSpec]:
    """Those that are not set for their day; what an administrator set since stays in force."""
    standing = set(ResultTemplate.objects.values_list("key", "valid_from"))
    return [spec for spec in specs if (spec.key, spec.valid_from) not in standing]


def _steps(steps: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    try:
        return [step.as_data() for step in read_steps([dict(step) for step in steps])]
    except Invalid:  # judged by the reader already; a pack made by hand is judged again by publish_process
        return []
