"""Lines of the import file and what they refer to: two districts' worth of agencies, three procedures."""

import io
import json
from datetime import date, datetime
from typing import Any

from motcua.agencies.actions import create_agency
from motcua.agencies.models import Agency
from motcua.agencies.rules import PeriodSpec
from motcua.catalogue.models import FeeLine, Field, Procedure, ProcedureVersion, TimeLimit
from motcua.deadlines import reader
from motcua.deadlines.actions import load_calendar
from motcua.flows.importing import Outcome, import_dossiers, numbered_lines
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.workflow.actions import publish_process
from tests.factories.plain_lives import BEGAN, STEPS

SET_UP_AT = datetime(2026, 1, 5, 8, tzinfo=clock.LOCAL)
IMPORTED_AT = datetime(2026, 11, 9, 9, tzinfo=clock.LOCAL)
ENDED = date(2025, 7, 1)
ONE_STEP = [
    {"key": "receive", "act": "receive", "post": "counter", "role": "single_window_officer", "name_vi": "Tiếp nhận"},
    {"key": "deliver", "act": "deliver", "post": "counter", "role": "single_window_officer", "name_vi": "Trả kết quả"},
]


def an_agency(
    code: str, kind: str, name: str, parent: str = "", since: date = BEGAN, until: date | None = None
) -> Agency:
    found = Agency.objects.filter(code=code).first()
    if found is not None:
        return found
    period = PeriodSpec(
        name_vi=f"Ủy ban nhân dân {name[0].lower()}{name[1:]}",
        name_en=f"People's Committee of {name}",
        short_name_vi=name,
        short_name_en=name,
        valid_from=since,
        valid_to=until,
        parent=parent,
    )
    return create_agency(code, kind=kind, period=period, by=SYSTEM, at=SET_UP_AT)


def a_procedure(
    code: str,
    slug: str,
    *,
    process: str = "simple",
    field: str = "civil_status",
    pause_on_payment: bool = False,
    **limit: Any,
) -> ProcedureVersion:
    found = ProcedureVersion.objects.filter(procedure__code=code).first()
    if found is not None:
        return found
    row, _ = Field.objects.get_or_create(slug=field, defaults={"name_vi": f"Lĩnh vực {field}", "name_en": field})
    procedure = Procedure.objects.create(code=code, slug=slug, field=row)
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=1,
        status="published",
        valid_from=BEGAN,
        name_vi=f"Thủ tục {slug}",
        name_en=slug,
        process_key=process,
        levels=["commune", "district"],
        pause_on_payment=pause_on_payment,
    )
    if limit:
        TimeLimit.objects.create(version=version, **limit)
    return version


def the_district() -> None:
    """H28.159 with two communes until 30 June 2025, their successor H44.229, procedures, processes and the calendar."""
    load_calendar(reader.read_calendar(reader.packaged_calendar()), by=SYSTEM, at=SET_UP_AT)
    for key, vi, en, steps in (("simple", "Đơn giản", "Simple", STEPS), ("one_step", "Một bước", "One step", ONE_STEP)):
        publish_process(key, name_vi=vi, name_en=en, steps=steps, valid_from=BEGAN, by=SYSTEM, at=SET_UP_AT)
    an_agency("H28", "province", "Tỉnh Hòa Bình", until=ENDED)
    an_agency("H28.159", "district", "Huyện Lạc Thủy", "H28", until=ENDED)
    an_agency("H28.159.05392", "commune", "Xã Khoan Dụ", "H28.159", until=ENDED)
    an_agency("H28.159.05395", "commune", "Xã Đồng Tâm", "H28.159", until=ENDED)
    an_agency("H44", "province", "Tỉnh Phú Thọ")
    an_agency("H44.229", "commune", "Xã Lạc Thủy", "H44", since=ENDED)
    a_procedure("1.001193", "birth", value=3, unit="working_days")
    fee = a_procedure("X.permit", "permit", field="construction", pause_on_payment=True, value=10, unit="working_days")
    if not fee.fees.exists():
        FeeLine.objects.create(version=fee, position=0, kind="le_phi", amount=75_000, is_default=True)
    a_procedure("2.000815", "certified_copy", process="one_step", value=1, unit="same_day", cutoff="15:00")


def a_line(
    number: int = 1, *events: dict[str, Any], agency: str = "H28.159", day: str = "230105", **members: Any
) -> dict[str, Any]:
    return {
        "code": f"{agency}-{day}-{number:04d}",
        "procedure": "1.001193",
        "agency": agency,
        "channel": "online",
        "entered_by": "applicant",
        "applicant": {
            "kind": "person",
            "full_name": "Bùi Thị Lành",
            "personal_id": "017184003125",
            "birth_date": "1984-02-29",
            "phone": "0912345678",
        },
        "submitter": None,
        "answers": {"child": {"name": "Bùi Văn An"}},
        "papers": [{"key": "declaration", "digitised": True, "reused": False}],
        "fee": {"charged": 0, "paid": 0, "paid_online": False},
        "satisfaction": None,
        "events": list(events) or a_whole_life(),
        **members,
    }


def a_whole_life() -> list[dict[str, Any]]:
    return [
        {"type": "submitted", "at": "2023-01-05T08:00"},
        {"type": "received", "at": "2023-01-05T09:00", "due_at": "2023-01-10T09:00"},
        {"type": "finished", "at": "2023-01-09T10:00", "result": "approved"},
        {"type": "delivered", "at": "2023-01-09T15:00", "by": "counter"},
    ]


def bring_in(*lines: dict[str, Any] | str, dry_run: bool = False) -> Outcome:
    """Import these lines as a file."""
    spelled = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    file = io.BytesIO("\n".join(spelled).encode())
    return import_dossiers(numbered_lines(file), at=IMPORTED_AT, dry_run=dry_run)
