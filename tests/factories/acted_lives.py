"""Random lives by the rooms' own acts: every act that a dossier knows, in any order, refused ones left out."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.catalogue.models import Field, ProcedureVersion
from motcua.deadlines.queries import calendar_of
from motcua.dossiers import actions as acts
from motcua.dossiers.models import Dossier
from motcua.dossiers.pace import intake_due
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.errors import Cannot
from motcua.payments import actions as payments
from motcua.payments.rules import Line
from motcua.people import actions as people
from motcua.people.models import Account
from motcua.people.rules import Declared
from motcua.workflow.actions import publish_process
from motcua.workflow.models import Process
from tests.factories.plain_lives import (
    BEGAN,
    ONE_STEP,
    OPENED_AT,
    STEPS,
    a_commune,
    a_version,
    an_account,
    citizen,
    lay_calendar,
    staff,
)
from tests.factories.random_acts import ACTS, COUNTER, LEADER, SPECIALIST, WEIGHTS
from tests.factories.several_agencies import a_department, a_neighbour, a_part_step, steps_with

LONG = [
    STEPS[0],
    {"key": "assign", "act": "forward", "post": "leader", "role": LEADER, "name_vi": "Phân công", "hours": 1},
    {**STEPS[1], "hours": "rest"},
    {"key": "endorse", "act": "approve", "post": "deputy", "role": LEADER, "name_vi": "Xem", "hours": 3},
    {**STEPS[2], "hours": 4},
    STEPS[3],
]


@dataclass
class Town:
    """A commune, its neighbour and two departments, with who acts there; `chance` decides everything."""

    chance: random.Random
    codes: list[str] = field(default_factory=list)
    at: datetime = OPENED_AT
    done: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.commune, self.neighbour, self.department = a_commune(), a_neighbour(), a_department()
        Field.objects.get_or_create(slug="civil_status", defaults={"name_vi": "Hộ tịch", "department": "H44.44"})
        lay_calendar()
        self.filer = an_account()
        here = {role: staff(role) for role in (COUNTER, SPECIALIST, LEADER)}
        there = {role: staff(role, agency=self.neighbour) for role in (COUNTER, SPECIALIST, LEADER)}
        beyond = {SPECIALIST: staff(SPECIALIST, agency=self.department)}
        self.other = staff(SPECIALIST, username="khac")
        self.who = {self.commune.code: here, self.neighbour.code: there, self.department.code: beyond}
        parts = steps_with(a_part_step("survey", "H44.44"), a_part_step("check", "parent", after=["survey"]))
        kinds = {"simple": STEPS, "long": LONG, "one_step": ONE_STEP, "parts": parts}
        self.processes = {name: self._process(name, steps) for name, steps in kinds.items()}
        self.versions = [
            a_version({"amount": 8_000}),
            a_version({"amount": 15_000}, slug="land", pause_on_payment=True),
        ]

    def _process(self, name: str, steps: list[dict[str, Any]]) -> Process:
        return publish_process(name, name_vi=name, name_en=name, steps=steps, valid_from=BEGAN, by=SYSTEM, at=OPENED_AT)

    def by(self, code: str, role: str) -> Actor:
        """Somebody of that role where the dossier lies."""
        agency = Dossier.objects.values_list("agency__code", flat=True).get(code=code)
        return self.who[agency].get(role) or self.who[self.commune.code][role]

    def account(self, code: str) -> Account:
        return Account.objects.get(pk=self.by(code, SPECIALIST).account_id)

    def open(self) -> str:
        """One more dossier."""
        chance, online = self.chance, self.chance.random() < 0.6
        agency = self.neighbour if not online and chance.random() < 0.3 else self.commune
        version: ProcedureVersion = chance.choice(self.versions)
        opened = acts.open_dossier(
            acts.Opening(
                version=version,
                form=None,
                process=self.processes[chance.choice(["simple", "simple", "long", "parts", "one_step"])],
                agency=agency,
                reception_agency=self.commune,
                channel="online" if online else "direct",
                entered_by="applicant" if online else "officer",
                applicant=people.declare_party(Declared("person", "Bùi Thị Lành", personal_id="017184003125")),
                submitter=None,
                account=self.filer if online else None,
                answers={},
                intake_due_at=intake_due(self.at, calendar_of(self.commune.pk)) if online else None,
            ),
            by=citizen(self.filer) if online else self.who[self.commune.code][COUNTER],
            at=self.at,
        )
        if chance.random() < 0.7:
            payments.owe(opened, [Line("le_phi", 8_000, "Lệ phí", "Fee")], by=SYSTEM, at=self.at, first=True)
        self.codes.append(opened.code)
        return opened.code

    def live(self, count: int) -> int:
        """So many acts, each of one dossier or of the town; how many were lawful and done."""
        lawful = 0
        for _ in range(count):
            self.at += timedelta(minutes=self.chance.choice([0, 1, 7, 45, 300, 1440, 4000]))
            if not self.codes or self.chance.random() < 0.12:
                self.open()
                continue
            lawful += self.one(self.chance.choice(self.codes[-25:]))
        return lawful

    def one(self, code: str) -> bool:
        """One act on a dossier, the first lawful one of a few that chance offers."""
        # seldom what ends a life or changes little, so that lives grow long
        order = sorted(ACTS, key=lambda name: self.chance.random() ** (1 / WEIGHTS.get(name, 1)), reverse=True)
        for name in order[:12]:
            if self.does(name, code):
                self.done[name] = self.done.get(name, 0) + 1
                return True
        return False

    def does(self, name: str, code: str) -> bool:
        try:
            with transaction.atomic():
                ACTS[name](self, code, self.at)
        except (Cannot, LookupError):
            return False
        return True
