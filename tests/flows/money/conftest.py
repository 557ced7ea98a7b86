"""A commune of today with four real procedures, its counter, its leader."""

import pytest

from motcua.agencies.models import Agency
from motcua.kernel.actor import Actor
from tests.factories import plain_lives
from tests.factories.packs import load_procedures
from tests.flows.money.counter import AT

PROCEDURES = ("2.000815", "1.004873", "2.000635")


@pytest.fixture
def pack(db: None) -> None:
    load_procedures(*PROCEDURES, at=AT)


@pytest.fixture
def open_pack(transactional_db: None) -> None:
    """The same, committed, for what happens at once."""
    load_procedures(*PROCEDURES, at=AT)


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
