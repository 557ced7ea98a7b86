"""One commune and dossiers at each point of their life: the smallest legal thing, by the rooms' own acts, without form."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db import transaction

from motcua.agencies.actions import create_agency
from motcua.agencies.models import Agency, Position
from motcua.agencies.rules import PeriodSpec
from motcua.catalogue.models import FeeLine, Field, Procedure, ProcedureVersion
from motcua.deadlines import reader
from motcua.deadlines.actions import load_calendar
from motcua.deadlines.models import Calendar, CalendarDay, WorkingHours
from motcua.deadlines.rules import WorkingCalendar
from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier
from motcua.dossiers.pace import intake_due
from motcua.journal import queries as journal
from motcua.journal.actions import record
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.people import actions as people
from motcua.people.models import Account
from motcua.people.rules import Declared
from motcua.workflow.actions import publish_process
from motcua.workflow.models import Process
from tests.factories import laid

BEGAN = date(2020, 1, 1)
OPENED_AT = datetime(2026, 1, 5, 8, tzinfo=clock.LOCAL)
STEPS = [
    {"key": "receive", "act": "receive", "post": "counter", "role": "single_window_officer", "name_vi": "Tiếp nhận"},
    {"key": "propose", "act": "propose", "post": "justice", "role": "specialist_officer", "name_vi": "Thẩm định"},
    {"key": "approve", "act": "approve", "post": "leader", "role": "commune_leader", "name_vi": "Duyệt"},
    {"key": "deliver", "act": "deliver", "post": "counter", "role": "single_window_officer", "name_vi": "Trả kết quả"},
]
ONE_STEP = [STEPS[0], STEPS[3]]
WORKING_DAYS = {"value": 3, "unit": "working_days", "policy": "hour_exact"}


@cache
def _calendar() -> WorkingCalendar:
    """The packaged calendar, read once: reading takes longer than all the rest of a test."""
    return reader.read_calendar(reader.packaged_calendar())


_rows: laid.Rows = {}
_facts: dict[str, Any] = {}


@transaction.atomic
def lay_calendar() -> None:
    """The packaged calendar in force: loaded by the first test of a process, afterwards copied in, its event told anew."""
    tables = [model._meta.db_table for model in (Calendar, WorkingHours, CalendarDay)]
    if not laid.empty(tables):
        load_calendar(_calendar(), by=SYSTEM, at=OPENED_AT)
    elif _rows:
        laid.copy_in(_rows)
        record("calendar.loaded", subject=f"calendar:{_calendar().name}", by=SYSTEM, at=OPENED_AT, **_facts)
    else:
        loaded = load_calendar(_calendar(), by=SYSTEM, at=OPENED_AT)
        _facts.update(journal.facts(journal.events(f"calendar:{loaded.name}")[-1]))
        _rows.update(laid.copy_out(tables))


def an_agency(code: str = "H44.229", *, parent: str = "", short: str = "Xã Lạc Thủy", kind: str = "commune") -> Agency:
    """An agency since 2020; it is there already when the code is."""
    found = Agency.objects.filter(code=code).first()
    if found is not None:
        return found
    period = PeriodSpec(
        name_vi=f"Ủy ban nhân dân {short[0].lower()}{short[1:]}",
        name_en=f"People's Committee of {short}",
        short_name_vi=short,
        short_name_en=f"{short.partition(' ')[2]} commune",
        valid_from=BEGAN,
        parent=parent,
    )
    return create_agency(code, kind=kind, period=period, by=SYSTEM, at=OPENED_AT)


def a_province() -> Agency:
    return an_agency("H44", short="Tỉnh Phú Thọ", kind="province")


def a_commune() -> Agency:
    a_province()
    return an_agency("H44.229", parent="H44")


def an_account(username: str = "mai", kind: str = "citizen", **values: Any) -> Account:
    return people.open_account(
        username, kind=kind, full_name="Bùi Thị Mai", password=None, by=SYSTEM, at=OPENED_AT, **values
    )


def staff(role: str, *, agency: Agency | None = None, username: str = "", email: str = "") -> Actor:
    """A member of staff of the commune, appointed to a post of their own."""
    agency = agency or a_commune()
    slug = f"post_{role}_{username}"
    position = Position.objects.filter(agency=agency, slug=slug).first() or Position.objects.create(
        agency=agency, slug=slug, title_vi="Công chức", valid_from=BEGAN
    )
    username = username or f"{role}.{agency.code}".lower()
    account = Account.objects.filter(username=username).first()
    if account is None:
        account = an_account(username, "staff", email=email)
        people.appoint(account, position, role, valid_from=BEGAN, by=SYSTEM, at=OPENED_AT)
    return Actor("account", str(account.pk), role, agency.code, slug)


def citizen(account: Account) -> Actor:
    return Actor("account", str(account.pk), "citizen")


def a_version(*fees: dict[str, Any], pause_on_payment: bool = False, slug: str = "birth") -> ProcedureVersion:
    """A published procedure with these fee lines."""
    field, _ = Field.objects.get_or_create(slug="civil_status", defaults={"name_vi": "Hộ tịch"})
    procedure, made = Procedure.objects.get_or_create(slug=slug, defaults={"code": f"X.{slug}", "field": field})
    if not made:
        return ProcedureVersion.objects.get(procedure=procedure)
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=1,
        status="published",
        valid_from=BEGAN,
        name_vi='Đăng ký khai sinh "lưu động"',
        name_en="Birth registration",
        process_key="simple",
        levels=["commune"],
        pause_on_payment=pause_on_payment,
    )
    for position, fee in enumerate(fees):
        FeeLine.objects.create(version=version, position=position, **{"kind": "le_phi", "is_default": True, **fee})
    return version


def a_dossier(
    *,
    at: datetime = OPENED_AT,
    version: ProcedureVersion | None = None,
    account: Account | None = None,
    channel: str = "online",
    entered_by: str = "applicant",
    email: str = "",
    submitter_email: str | None = None,
    wishes: dict[str, Any] | None = None,
    one_step: bool = False,
    process: Process | None = None,
) -> Dossier:
    """A submitted dossier of the commune; `process`: one that was published already."""
    lay_calendar()
    key, steps = ("one_step", ONE_STEP) if one_step else ("simple", STEPS)
    process = process or publish_process(
        key, name_vi="Đơn giản", name_en="Simple", steps=steps, valid_from=BEGAN, by=SYSTEM, at=OPENED_AT
    )
    agency = a_commune()
    submitter = (
        people.declare_party(Declared("person", "Nguyễn Văn Nộp", email=submitter_email))
        if submitter_email is not None
        else None
    )
    by = citizen(account) if account else SYSTEM
    return dossiers.open_dossier(
        dossiers.Opening(
            version=version or a_version(),
            form=None,
            process=process,
            agency=agency,
            reception_agency=agency,
            channel=channel,
            entered_by=entered_by,
            applicant=people.declare_party(Declared("person", "Bùi Thị Lành", personal_id="017184003125", email=email)),
            submitter=submitter,
            account=account,
            answers={},
            wishes=wishes or {},
            intake_due_at=intake_due(at, _calendar()),
        ),
        by=by,
        at=at,
    )


def a_received_dossier(*, at: datetime = OPENED_AT, **values: Any) -> Dossier:
    dossier = a_dossier(at=at, **values)
    return dossiers.receive(
        dossier.code, allowance=WORKING_DAYS, by=staff("single_window_officer"), at=at + timedelta(minutes=10)
    )


def a_finished_dossier(*, at: datetime = OPENED_AT, result: str = "approve", **values: Any) -> Dossier:
    code = a_received_dossier(at=at, **values).code
    note = "Thiếu căn cứ" if result == "reject" else ""
    later = at + timedelta(hours=1)
    dossiers.propose(code, result=result, note=note, by=staff("specialist_officer"), at=later)
    return dossiers.approve(code, by=staff("commune_leader"), at=later + timedelta(minutes=5))


def a_delivered_dossier(*, at: datetime = OPENED_AT, **values: Any) -> Dossier:
    code = a_finished_dossier(at=at, **values).code
    return dossiers.deliver(code, way="counter", by=staff("single_window_officer"), at=at + timedelta(hours=2))
