"""A commune of today with four real procedures, its counter, its leader."""

from dataclasses import replace
from functools import cache

import pytest

from motcua.agencies.models import Agency
from motcua.flows.country_pack import packaged
from motcua.flows.country_pack.load import load
from motcua.flows.country_pack.pack import Pack
from motcua.flows.country_pack.reader import read
from motcua.kernel.actor import SYSTEM, Actor
from tests.factories import plain_lives
from tests.flows.money.counter import AT

PROCEDURES = ("2.000815", "1.004873", "2.000635")


@cache
def small() -> Pack:
    whole = read(packaged())
    few = tuple(spec for spec in whole.procedures if spec.code in PROCEDURES)
    return replace(whole, procedures=few, content="procedures of a till")


@pytest.fixture
def pack(db: None) -> None:
    load(small(), by=SYSTEM, at=AT)


@pytest.fixture
def open_pack(transactional_db: None) -> None:
    """The same, committed, for what happens at once."""
    load(small(), by=SYSTEM, at=AT)


@pytest.fixture
def commune(pack: None) -> Agency:
    return Agency.objects.get(code="H44.229")


@pytest.fixture
def lan(pack: None) -> Actor:
    """The officer of the counter."""
    return plain_lives.staff("single_window_officer", username="lan")


@pytest.fixture
def leader(pack: None) -> Actor:
    return plain_lives.staff("commune_leader", username="chutich")
