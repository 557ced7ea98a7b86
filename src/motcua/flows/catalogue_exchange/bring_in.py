"""Bringing procedures in from a file: judged whole first, then published in one transaction; what stands is left alone.
Never half of a file: what cannot be written takes everything back.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.agencies.models import Agency, Position
from motcua.catalogue import actions, queries, rules
from motcua.catalogue.models import CatalogueFile, CodeItem, Field, Procedure, ProcedureVersion
from motcua.eforms.models import FormDefinition
from motcua.flows.catalogue_exchange import reader
from motcua.flows.catalogue_exchange.from_excel import Book, plain
from motcua.flows.catalogue_exchange.reader import Catalogue, Wrong
from motcua.flows.country_pack.pack import DatedVersion, FieldSpec, ProcedureSpec
from motcua.flows.country_pack.procedures import Known
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotLawfulNow
from motcua.workflow.models import Process

Status = ProcedureVersion.Status


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that an import does: what (field, procedure, version, abolition), of whom, from when, what differs; a
    version also carries its content and what stands before it."""

    what: str
    subject: str
    valid_from: str = ""
    changed: tuple[str, ...] = ()
    before: rules.VersionSpec | None = field(default=None, compare=False)
    after: rules.VersionSpec | None = field(default=None, compare=False)


class CatalogueWrong(Invalid):
    """The file cannot be brought in; `wrong` names everything by its path."""

    def __init__(self, wrong: list[Wrong]) -> None:
        super().__init__("catalogue.wrong", count=len(wrong))
        self.wrong = wrong


def import_catalogue(
    data: Any,
    *,
    by: Actor,
    at: datetime,
    dry_run: bool = False,
    reason: str = "",
    expected: str = "",
    file: CatalogueFile | None = None,
) -> list[Step]:
    """Bring procedures in and say what was done; with `dry_run` say what would be. `reason` is kept beside the events,
    `file` is the kept file that says `data`: it is closed with it.

    Raises CatalogueWrong; NotLawfulNow("catalogue.moved_on") when the plan is no longer the `expected` one (`mark_of`).
    """
    found, wrong = reader.read(data, known())
    if wrong:
        raise CatalogueWrong(wrong)
    if dry_run:
        return _planned(found)
    with transaction.atomic(durable=True):
        steps = _planned(found)
        if expected and mark_of(steps) != expected:
            raise NotLawfulNow("catalogue.moved_on")
        if file is not None:
            actions.close_file(file, count=len(steps), by=by, at=at)
        _write(found, {step.subject for step in steps}, reason=reason, by=by, at=at)
    return steps


def read_book(book: Book) -> tuple[Any, list[Wrong]]:
    """A workbook as the values that JSON would say, and everything that is wrong with it by sheet, row and column."""
    _found, wrong = reader.judge(book.top, book.places, known())
    return plain(book.top), [*book.wrong, *wrong]


def mark_of(steps: Sequence[Step]) -> str:
    """A plan's name: another when anything else would be done."""
    told = [(step.what, step.subject, step.valid_from, step.changed) for step in steps]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def past_days(steps: Sequence[Step], today: date) -> list[str]:
    """The days of publications that begin before today: a page asks for a reason."""
    return sorted({step.valid_from for step in steps if step.valid_from and step.valid_from < today.isoformat()})


def _planned(found: Catalogue) -> list[Step]:
    steps, wrong = plan(found)
    if wrong:
        raise CatalogueWrong(wrong)
    return steps


def known() -> Known:
    """What procedures may name: what this installation has."""
    begins = {row.key: row.valid_from for row in Process.objects.order_by("-valid_from")}
    handled = ProcedureVersion.objects.exclude(handled_by="").values_list("handled_by", flat=True)
    return Known(
        fields=set(Field.objects.values_list("slug", flat=True)),
        processes=begins,
        forms=set(FormDefinition.objects.values_list("key", flat=True)),
        departments=set(Agency.objects.filter(kind="department").values_list("code", flat=True)),
        posts={*Position.objects.values_list("slug", flat=True), *handled},
        sources={item.code for item in CodeItem.objects.filter(list="paper_source")},
    )


def _stands(row: FieldSpec | None, spec: FieldSpec) -> bool:
    """True where nothing is to be done; a file that names no department leaves the one that stands."""
    return row is not None and replace(row, department=spec.department or row.department) == replace(
        spec, department=spec.department or row.department
    )


def plan(found: Catalogue) -> tuple[list[Step], list[Wrong]]:
    """What has to be done, and what cannot be."""
    steps: list[Step] = []
    wrong: list[Wrong] = []
    standing = {
        row.slug: FieldSpec(row.slug, row.name_vi, row.name_en, row.code, row.department) for row in queries.fields()
    }
    steps += [Step("field", spec.slug) for spec in found.fields if not _stands(standing.get(spec.slug), spec)]
    codes = dict(Procedure.objects.values_list("slug", "code"))
    for index, spec in enumerate(found.procedures):
        path = f"procedures.{index}"
        if codes.get(spec.slug, spec.code) != spec.code:
            wrong.append(Wrong(f"{path}.id", f"thuộc về {codes[spec.slug]}", f"belongs to {codes[spec.slug]}"))
            continue
        row = queries.find_procedure(spec.code)
        if row is not None and (row.slug, row.field.slug) != (spec.slug, spec.field):
            wrong.append(Wrong(path, "mã hoặc lĩnh vực đã ghi khác", "id or field stand otherwise"))
            continue
        if row is None:
            steps.append(Step("procedure", spec.code))
        told = list(_versions(spec, path))
        steps += [one for one in told if isinstance(one, Step)]
        wrong += [one for one in told if isinstance(one, Wrong)]
    return steps, wrong


def _versions(spec: ProcedureSpec, path: str) -> Iterator[Step | Wrong]:
    rows = {row.valid_from: row for row in queries.versions(spec.code)}
    last = max(rows, default=None)
    before: rules.VersionSpec | None = None
    if last is not None and rows[last].status == Status.PUBLISHED:
        before = queries.spec_of(rows[last])
    for index, version in enumerate(spec.versions):
        where = f"{path}.versions.{index}"
        row = rows.get(version.valid_from)
        if row is not None and row.status == Status.PUBLISHED:
            if row.content_hash != rules.content_hash(version.spec):
                paths = ", ".join(one.path for one in rules.diff(queries.spec_of(row), version.spec))
                yield Wrong(where, f"đã công bố khác ({paths})", f"was published otherwise ({paths})")
        elif last is not None and version.valid_from <= last:
            yield Wrong(f"{where}.valid_from", f"phải sau {last}", f"must be after {last}")
        elif before is not None and rules.content_hash(before) == rules.content_hash(version.spec):
            yield Wrong(where, "nội dung giống phiên bản trước", "the same content as the version before")
        else:
            changed_paths = rules.diff(before, version.spec) if before is not None else ()
            changed = tuple(one.path for one in changed_paths)
            yield Step("version", spec.code, str(version.valid_from), changed, before, version.spec)
            before, last = version.spec, version.valid_from
        yield from _end(spec, version, rows, where)


def _end(
    spec: ProcedureSpec, version: DatedVersion, rows: dict[Any, ProcedureVersion], where: str
) -> Iterator[Step | Wrong]:
    if version.valid_to is None:
        return
    row = rows.get(version.valid_to)
    if row is not None and row.status == Status.ABOLISHED:
        return
    if rows and version.valid_to <= max(rows):
        yield Wrong(f"{where}.valid_to", f"phải sau {max(rows)}", f"must be after {max(rows)}")
    else:
        yield Step("abolition", spec.code, str(version.valid_to))


def _write(found: Catalogue, subjects: set[str], *, reason: str, by: Actor, at: datetime) -> None:
    for one in found.fields:
        if one.slug in subjects:
            actions.ensure_field(
                one.slug,
                name_vi=one.name_vi,
                name_en=one.name_en,
                code=one.code,
                department=one.department or None,
                by=by,
                at=at,
            )
    for spec in found.procedures:
        if spec.code in subjects:
            _publish(spec, reason=reason, by=by, at=at)


def _publish(spec: ProcedureSpec, *, reason: str, by: Actor, at: datetime) -> None:
    procedure = queries.find_procedure(spec.code) or actions.create_procedure(
        spec.code, slug=spec.slug, field=Field.objects.get(slug=spec.field), by=by, at=at
    )
    starts = {row.valid_from for row in queries.versions(spec.code)}
    for version in spec.versions:
        if version.valid_from not in starts:
            actions.publish_version(
                procedure,
                spec=version.spec,
                valid_from=version.valid_from,
                assumed=version.assumed,
                reason=reason,
                by=by,
                at=at,
            )
        if version.valid_to is not None and version.valid_to not in starts:
            actions.abolish(procedure, on=version.valid_to, reason=reason, by=by, at=at)
