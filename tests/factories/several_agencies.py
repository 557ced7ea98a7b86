"""Dossiers that several agencies have to do with: processes with parts, and counters that take in for others."""

from datetime import datetime, timedelta
from typing import Any

from motcua.agencies.models import Agency
from motcua.catalogue.models import Field
from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.kernel.actor import SYSTEM
from motcua.people import actions as people
from motcua.people.rules import Declared
from motcua.workflow.actions import publish_process
from tests.factories.plain_lives import (
    BEGAN,
    OPENED_AT,
    STEPS,
    WORKING_DAYS,
    a_commune,
    a_province,
    a_version,
    an_agency,
    lay_calendar,
    staff,
)

RECEIVED_AT = OPENED_AT + timedelta(minutes=10)
AT_COMPETENT = {**WORKING_DAYS, "starts": "competent"}


def a_department(code: str = "H44.44", short: str = "Sở Xây dựng") -> Agency:
    a_province()
    return an_agency(code, parent="H44", short=short, kind="department")


def a_neighbour() -> Agency:
    a_province()
    return an_agency("H44.230", parent="H44", short="Xã An Bình")


def a_part_step(key: str, agency: str, *, hours: int = 8, **members: Any) -> dict[str, Any]:
    return {
        "key": key,
        "act": "part",
        "post": "specialist",
        "role": "specialist_officer",
        "name_vi": f"Phần {key}",
        "hours": hours,
        "agency": agency,
        **members,
    }


def steps_with(*parts: dict[str, Any], awaited: str = "approve") -> list[dict[str, Any]]:
    """The plain process with these parts, opened after reception unless they say otherwise; the step `awaited` waits
    for all of them."""
    keys = [part["key"] for part in parts]
    made = [{"after": ["receive"], **part} for part in parts]
    main = [{**step, "after": keys} if step["key"] == awaited else step for step in STEPS]
    return [main[0], *made, *main[1:]]


def a_dossier_with_parts(
    *parts: dict[str, Any], awaited: str = "approve", at: datetime = OPENED_AT, received: bool = True
) -> Dossier:
    """A dossier of the commune whose process has these parts."""
    a_department()
    a_department("H44.19", "Sở Tư pháp")
    Field.objects.get_or_create(slug="civil_status", defaults={"name_vi": "Hộ tịch", "department": "H44.19"})
    lay_calendar()
    process = publish_process(
        "parts",
        name_vi="Có nơi khác cùng làm",
        name_en="With parts",
        steps=steps_with(*parts, awaited=awaited),
        valid_from=BEGAN,
        by=SYSTEM,
        at=OPENED_AT,
    )
    return _opened(process, a_commune(), a_commune(), at, received, WORKING_DAYS)


def a_dossier_for_another(
    *, at: datetime = OPENED_AT, received: bool = True, paper: bool = True, allowance: dict[str, Any] | None = None
) -> Dossier:
    """Taken in at the commune's counter for its neighbour, which decides it; with a paper to carry, unless said."""
    lay_calendar()
    process = publish_process(
        "simple", name_vi="Đơn giản", name_en="Simple", steps=STEPS, valid_from=BEGAN, by=SYSTEM, at=OPENED_AT
    )
    return _opened(process, a_neighbour(), a_commune(), at, received, allowance or AT_COMPETENT, paper=paper)


def _opened(
    process: Any,
    agency: Agency,
    reception: Agency,
    at: datetime,
    received: bool,
    allowance: dict[str, Any],
    *,
    paper: bool = False,
) -> Dossier:
    counter = staff("single_window_officer", agency=reception)
    dossier = dossiers.open_dossier(
        dossiers.Opening(
            version=a_version(),
            form=None,
            process=process,
            agency=agency,
            reception_agency=reception,
            channel="direct",
            entered_by="officer",
            applicant=people.declare_party(Declared("person", "Bùi Thị Lành", personal_id="017184003125")),
            submitter=None,
            account=None,
            answers={},
        ),
        by=counter,
        at=at,
    )
    if paper:
        DossierPaper.objects.create(dossier=dossier, key="declaration", seen=True, originals=1, added_at=at)
    if not received:
        return dossier
    return dossiers.receive(dossier.code, allowance=allowance, by=counter, at=at + timedelta(minutes=10))
