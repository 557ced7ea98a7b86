"""The demo's accounts: at least one of each role, the first of each a current one of commune Lạc Thủy."""

import random
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.agencies import queries as agencies
from motcua.agencies.models import Position
from motcua.flows.demo.people import somebody
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.people import access
from motcua.people import actions as people
from motcua.people import queries as accounts
from motcua.people.models import Account

COMMUNES = ("H44.229", "H44.230", "H44.231")
PROVINCE = "H44"
PASSWORD = "motcua-demo-2026"  # noqa: S105 — the demo's passwords are public on purpose
BUILDING, JUSTICE, INSURANCE = "H44.44", "H44.19", "H44.BHXH"
DEPARTMENTS = {BUILDING: "soxaydung", JUSTICE: "sotuphap", INSURANCE: "bhxh"}
"""Departments and bodies of the province that communes ask, and what their accounts are called after."""
SHORT = {"H44.229": "lacthuy", "H44.230": "anbinh", "H44.231": "annghia"}


@dataclass(slots=True)
class Demo:
    """The accounts by what they are."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    citizens: list[Account] = field(default_factory=list)
    staff: dict[tuple[str, str], list[Account]] = field(default_factory=dict)

    def actor(self, agency: str, role: str, index: int = 0) -> Actor:
        """One member of staff as an actor of today."""
        return accounts.actor_for(self.staff[agency, role][index], clock.local_day(clock.now()))


STAFF: tuple[tuple[str, str, str], ...] = (
    ("motcua", "single_window_officer", access.SINGLE_WINDOW_OFFICER),
    ("tuphap", "specialist_justice", access.SPECIALIST_OFFICER),
    ("kinhte", "specialist_economy", access.SPECIALIST_OFFICER),
    ("diachinh", "specialist_land", access.SPECIALIST_OFFICER),
    ("vanhoa", "specialist_society", access.SPECIALIST_OFFICER),
    ("chutich", "leader", access.COMMUNE_LEADER),
    ("phochutich", "leader_deputy", access.COMMUNE_LEADER),
    ("totruong", "community_leader", access.COMMUNITY_LEADER),
    ("tovien", "community_member", access.COMMUNITY_MEMBER),
    ("quantri", "administrator", access.ADMINISTRATOR),
)


DEPARTMENT_STAFF: tuple[tuple[str, str, str], ...] = (
    ("giamdoc", "leader", access.COMMUNE_LEADER),
    ("chuyenvien", "specialist_office", access.SPECIALIST_OFFICER),
    ("motcua", "single_window_officer", access.SINGLE_WINDOW_OFFICER),
)
"""A department's leader has the rights of a leader over its own dossiers and parts."""


def make(chance: random.Random, *, at: datetime, tokens: bool = True) -> Demo:
    """Open every account, appoint it, issue its token."""
    demo = Demo()
    for number in range(1, 7):
        person = somebody(chance, clock.local_day(at))
        account = people.open_account(
            "congdan" if number == 1 else f"congdan{number}",
            kind=Account.Kind.CITIZEN,
            full_name="Bùi Thị Mai" if number == 1 else person.full_name,
            password=PASSWORD,
            personal_id="017184003125" if number == 1 else person.personal_id,
            birth_date=clock.parse("1984-05-19").date() if number == 1 else person.birth_date,
            phone="0912000345" if number == 1 else person.phone,
            email=f"congdan{number}@example.org",
            address="Khu 13, xã Lạc Thủy, tỉnh Phú Thọ"
            if number == 1
            else f"Thôn {person.village}, xã Lạc Thủy, tỉnh Phú Thọ",
            by=SYSTEM,
            at=at,
            check_password=False,
        )
        demo.citizens.append(account)
        _row(demo, account, access.CITIZEN, "", at=at, tokens=tokens)
    for commune in COMMUNES:
        for name, slug, role in STAFF:
            _staff(demo, chance, f"{name}.{SHORT[commune]}", commune, slug, role, at=at, tokens=tokens)
    _staff(demo, chance, "lanhdao.phutho", PROVINCE, "leader", access.PROVINCE_LEADER, at=at, tokens=tokens)
    _staff(
        demo,
        chance,
        "kiemsoat.phutho",
        PROVINCE,
        "procedure_control",
        access.PROCEDURE_CONTROL_OFFICER,
        at=at,
        tokens=tokens,
    )
    # their own chance: the people of the communes stay who they are
    own = random.Random("departments")
    for department, short in DEPARTMENTS.items():
        for name, slug, role in DEPARTMENT_STAFF:
            _staff(demo, own, f"{name}.{short}", department, slug, role, at=at, tokens=tokens)
    client = people.open_account(
        "phanmem", kind=Account.Kind.CLIENT, full_name="Phần mềm kết nối thử", password=PASSWORD, by=SYSTEM, at=at,
        check_password=False,
    )  # fmt: skip
    _row(demo, client, access.API_CLIENT, "", at=at, tokens=tokens)
    return demo


def _staff(
    demo: Demo, chance: random.Random, username: str, agency: str, slug: str, role: str, *, at: datetime, tokens: bool
) -> None:
    today = clock.local_day(at)
    person = somebody(chance, today)
    account = people.open_account(
        username,
        kind=Account.Kind.STAFF,
        full_name=person.full_name,
        password=PASSWORD,
        phone=person.phone,
        email=f"{username}@example.org",
        by=SYSTEM,
        at=at,
        check_password=False,
    )
    row = agencies.get_agency(agency)
    position = Position.objects.filter(agency=row, slug=slug, valid_to=None).order_by("-valid_from").first()
    if position is None:
        raise LookupError(f"agency {agency} has no post {slug!r}")
    people.appoint(
        account, position, role, valid_from=max(position.valid_from, clock.parse("2025-07-01").date()), by=SYSTEM, at=at
    )
    demo.staff.setdefault((agency, role), []).append(account)
    _row(demo, account, role, agency, at=at, tokens=tokens)


def _row(demo: Demo, account: Account, role: str, agency: str, *, at: datetime, tokens: bool) -> None:
    demo.rows.append(
        {
            "username": account.username,
            "password": PASSWORD,
            "role": role,
            "agency": agency or None,
            "full_name": account.full_name,
            "token": people.issue_token(account, days=None, by=SYSTEM, at=at) if tokens else None,
        }
    )
