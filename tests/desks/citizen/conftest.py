"""Two real procedures of the country pack at a real commune, a citizen, her forms filled in."""

from collections.abc import Callable

import pytest
from django.test import Client

from motcua.agencies import queries as agencies
from motcua.catalogue.actions.local_fee import set_local_fee
from motcua.catalogue.models import Procedure
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.people import queries as people
from motcua.people.models import Account
from tests.factories import plain_lives
from tests.factories.packs import load_procedures

PROCEDURES = ("1.001193", "1.013225")
"""Birth registration, and the permit for a private house, which has a fee and papers."""


@pytest.fixture
def pack(db: None) -> None:
    load_procedures(*PROCEDURES, at=clock.now())
    set_local_fee(
        agencies.get_agency("H44"),
        Procedure.objects.get(code="1.013225"),
        kind="le_phi",
        amount=75_000,
        valid_from=clock.parse("2026-01-01").date(),
        decision_no="12/2025/NQ-HĐND",
        by=SYSTEM,
        at=clock.now(),
    )


@pytest.fixture
def hanh(pack: None) -> Account:
    """A citizen of today with everything that an account can hold."""
    return plain_lives.an_account(
        "0912000345",
        personal_id="001198003125",
        birth_date=clock.parse("1998-03-14").date(),
        phone="0912000345",
        email="hanh@example.org",
        address="Thôn Liên Sơn, xã Lạc Thủy, tỉnh Phú Thọ",
    )


@pytest.fixture
def actor(hanh: Account) -> Actor:
    return people.actor_for(hanh, clock.local_day(clock.now()))


@pytest.fixture
def client_of(db: None) -> Callable[[Account], Client]:
    """A browser of somebody who is signed in."""

    def enter(account: Account) -> Client:
        client = Client()
        client.force_login(account)
        return client

    return enter


@pytest.fixture
def mine(hanh: Account, client_of: Callable[[Account], Client]) -> Client:
    """Hạnh's browser."""
    return client_of(hanh)
