"""Procedures and contents of their versions: the smallest that are lawful."""

from dataclasses import replace
from datetime import date
from typing import Any

from motcua.catalogue import actions
from motcua.catalogue.models import Field, Procedure, ProcedureVersion
from motcua.catalogue.rules import Fee, Limit, Paper, VersionSpec
from motcua.kernel.actor import SYSTEM
from tests.factories.organisation import AT, LONG_AGO


def a_content(**changes: Any) -> VersionSpec:
    """The content of a version of birth registration at the commune."""
    content = VersionSpec(
        name_vi="Đăng ký khai sinh",
        name_en="Birth registration",
        process_key="simple",
        levels=("commune",),
        limits=(Limit(1, "same_day"),),
        papers=(Paper("declaration", "Tờ khai", "Declaration", is_form=True), Paper("notice", "Giấy chứng sinh")),
        fees=(Fee("le_phi", 0, is_default=True),),
        legal_bases=("60/2014/QH13",),
        online="full",
    )
    return replace(content, **changes)


def a_field(slug: str = "civil_status", name: str = "Hộ tịch") -> Field:
    """A field of administration."""
    return actions.ensure_field(slug, name_vi=name, name_en="", by=SYSTEM, at=AT)


def a_procedure(code: str = "1.001193", *, slug: str = "") -> Procedure:
    """A procedure without a version."""
    slug = slug or "p" + code.replace(".", "_").lower()
    return actions.create_procedure(code, slug=slug, field=a_field(), by=SYSTEM, at=AT)


def a_published_version(
    procedure: Procedure | None = None, *, since: date = LONG_AGO, **changes: Any
) -> ProcedureVersion:
    """A version in force."""
    return actions.publish_version(
        procedure or a_procedure(), spec=a_content(**changes), valid_from=since, by=SYSTEM, at=AT
    )
