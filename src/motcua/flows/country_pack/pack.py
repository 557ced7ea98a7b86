"""A country pack as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.agencies.rules import Organisation, PostSpec
from motcua.catalogue.rules import Item, LinkedSpec, VersionSpec
from motcua.deadlines.rules import WorkingCalendar
from motcua.eforms.reader import PackForm


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field of administration."""

    slug: str
    name_vi: str
    name_en: str
    code: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class DatedVersion:
    """A version with its days; `valid_to` is given only for the last of a procedure that was abolished."""

    valid_from: date
    spec: VersionSpec
    assumed: bool = False
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class ProcedureSpec:
    """A procedure with its versions, oldest first. `code` is national, or `X.` and the id."""

    code: str
    slug: str
    field: str
    versions: tuple[DatedVersion, ...]


@dataclass(frozen=True, slots=True)
class LinkedServiceSpec:
    """A version of the linked service behind a procedure's sheet."""

    procedure: str
    valid_from: date
    decision_no: str
    spec: LinkedSpec


@dataclass(frozen=True, slots=True)
class ProcessSpec:
    """A version of an internal process; steps as `workflow.rules.Step` holds them."""

    key: str
    name_vi: str
    name_en: str
    valid_from: date
    steps: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class ResultTemplateSpec:
    """A version of a general text from which results are drafted."""

    key: str
    kind: str
    name_vi: str
    name_en: str
    title: str
    body: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class TypicalPost:
    """A post of a typical agency; in wards its division may be another."""

    post: PostSpec
    ward_unit_vi: str = ""
    ward_unit_en: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything that `load` brings in. `content` is the SHA-256 of the files."""

    key: str
    name_vi: str
    name_en: str
    content: str
    organisation: Organisation
    posts: Mapping[str, tuple[TypicalPost, ...]]
    fields: tuple[FieldSpec, ...]
    procedures: tuple[ProcedureSpec, ...]
    processes: tuple[ProcessSpec, ...]
    lists: Mapping[str, tuple[Item, ...]]
    calendar: WorkingCalendar | None
    forms: tuple[PackForm, ...] = ()
    result_templates: tuple[ResultTemplateSpec, ...] = ()
    linked_services: tuple[LinkedServiceSpec, ...] = ()
