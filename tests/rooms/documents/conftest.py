"""A citizen, a scanner that answers, and a store of its own for every test."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings as project

from motcua.adapters.scan.simulator import SimulatedScanner
from motcua.kernel import registry
from motcua.kernel.actor import Actor
from motcua.kernel.clock import LOCAL
from motcua.people.models import Account

AT = datetime(2026, 11, 9, 10, 15, tzinfo=LOCAL)


@pytest.fixture
def citizen(db: None) -> Actor:
    return _citizen("lan")


@pytest.fixture
def neighbour(db: None) -> Actor:
    return _citizen("hoa")


def _citizen(name: str) -> Actor:
    account = Account.objects.create(username=name, kind="citizen", full_name="Bùi Thị Lan", created_at=AT)
    return Actor("account", id=str(account.pk), role="citizen")


@pytest.fixture(autouse=True)
def scanner() -> Iterator[SimulatedScanner]:
    before = registry.provider("malware_scanner")
    simulated = SimulatedScanner()
    registry.wire("malware_scanner", simulated)
    yield simulated
    registry.wire("malware_scanner", before)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: object) -> Path:
    """The store's folder; a test lists it to see what was kept."""
    options = {"location": str(tmp_path / "store")}
    settings.STORAGES = {**project.STORAGES, "default": {**project.STORAGES["default"], "OPTIONS": options}}  # type: ignore[attr-defined]
    return tmp_path / "store"


@pytest.fixture
def kept(folder: Path):
    """The names of all files in the store."""
    return lambda: sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
