"""A commune of today with three real procedures, its counter, and people who come to it."""

from collections.abc import Callable

import pytest
from django.test import Client

from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.people.models import Account
from tests.factories import plain_lives
from tests.factories.packs import load_procedures

PROCEDURES = ("1.001193", "2.000815", "1.001612", "2.000635")


@pytest.fixture
def pack(db: None) -> None:
    load_procedures(*PROCEDURES, at=clock.now())


@pytest.fixture
def lan(pack: None) -> Actor:
    """The officer of the counter."""
    return plain_lives.staff("single_window_officer", username="lan")


@pytest.fixture
def browser_of() -> Callable[[Actor | Account], Client]:
    def enter(who: Actor | Account) -> Client:
        client = Client()
        client.force_login(Account.objects.get(pk=who.account_id) if isinstance(who, Actor) else who)
        return client

    return enter


@pytest.fixture
def counter(lan: Actor, browser_of: Callable[[Actor | Account], Client]) -> Client:
    return browser_of(lan)
