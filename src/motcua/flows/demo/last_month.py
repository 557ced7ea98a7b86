"""Household businesses of last month, handled step by step by the product's own acts, so that the journal tells how
long every step took: what a draft of their process is tried on."""

import random
from datetime import date, datetime, timedelta

from motcua.catalogue.models import ProcedureVersion
from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import add_working_minutes
from motcua.dossiers.models import Dossier
from motcua.flows.demo.accounts import Demo
from motcua.flows.demo.live import Maker
from motcua.kernel import clock

PROCEDURES = ("1.001612", "2.000720")
COUNT = 7
"""Dossiers of each commune."""
FORWARD, PROPOSE, APPROVE = (20, 150), (200, 1020), (40, 420)
"""Working minutes at each step, from and to; now and then one takes half as long again."""


def make_last_month(demo: Demo, agency: str, chance: random.Random, now: datetime) -> int:
    """Make them in one commune; returns how many there are. Procedures that it does not decide are left out."""
    maker = Maker(demo, agency, chance, now)
    versions = [version for version in maker.versions if version.procedure.code in PROCEDURES]
    first = (clock.local_day(now).replace(day=1) - timedelta(days=1)).replace(day=1)
    for number in range(COUNT if versions else 0):
        _make(maker, versions[number % len(versions)], _morning(first, number, chance))
    return COUNT if versions else 0


def _morning(first: date, number: int, chance: random.Random) -> datetime:
    day = first + timedelta(days=1 + number * 3)
    return clock.day_start(day) + timedelta(hours=7, minutes=chance.randrange(10, 200), seconds=chance.randrange(60))


def _make(maker: Maker, version: ProcedureVersion, begin: datetime) -> None:
    chance = maker.chance
    citizen = maker.demo.citizens[chance.randrange(len(maker.demo.citizens))]
    code = maker.submit(version, citizen, begin)
    calendar = calendar_of(Dossier.objects.values_list("agency_id", flat=True).get(code=code))
    at = add_working_minutes(begin, chance.randrange(5, 60), calendar)
    maker.act(code, "receive", {}, maker.counter, at)
    slow = 1.5 if chance.random() < 0.2 else 1.0
    for act, body, by, stay in (
        ("forward", {}, maker.counter, FORWARD),
        ("propose", {"result": "approve", "note": "Đủ điều kiện."}, maker.specialist(code), PROPOSE),
        ("approve", {}, maker.leader, APPROVE),
        ("deliver", {"by": "counter"}, maker.counter, (60, 900)),
    ):
        at = add_working_minutes(at, round(chance.randrange(*stay) * slow), calendar)
        maker.act(code, act, body, by, at + timedelta(seconds=chance.randrange(50)))
