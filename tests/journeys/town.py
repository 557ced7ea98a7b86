"""A commune at work: the whole country pack, an account of every role, dossiers in every state, a community group."""

import random
from datetime import timedelta

from django.db import connection
from django.test import TransactionTestCase

from motcua.flows import lateness
from motcua.flows.country_pack.load import load_folder
from motcua.flows.country_pack.reader import packaged
from motcua.flows.demo import accounts, fees, past
from motcua.flows.demo.live import Maker
from motcua.flows.demo.load import posts, recent_groups
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.people import access
from motcua.people.models import Account

COMMUNE = "H44.229"


def build() -> accounts.Demo:
    """Lay the commune into an empty database."""
    now = clock.now()
    chance = random.Random(20260705)
    load_folder(packaged(), by=SYSTEM, at=now)
    posts(now)
    fees.set_fees(now)
    demo = accounts.make(chance, at=now - timedelta(days=400), tokens=False)
    past.targets(now)
    past.openings(now)
    recent_groups(demo, now)
    Maker(demo, COMMUNE, chance, now).make_all()
    lateness.watch(now)
    return demo


def tear_down() -> None:
    """Empty the database again, as after a test that committed."""
    connection.close()
    TransactionTestCase._fixture_teardown(TransactionTestCase())  # type: ignore[attr-defined]


def somebody_of(demo: accounts.Demo, role: str) -> Account | None:
    """The account of a role in this commune or above it; None for a visitor."""
    if role == access.ANONYMOUS:
        return None
    if role == access.CITIZEN:
        return demo.citizens[0]
    for agency in (COMMUNE, accounts.PROVINCE):
        if found := demo.staff.get((agency, role)):
            return found[0]
    raise LookupError(f"nobody of the demo is {role}")
