"""The OpenAPI 3.1 description, and that nothing answers outside of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.conf import settings
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from schemathesis.specs.openapi.checks import positive_data_acceptance

from motcua.flows.demo import accounts

EXAMPLES = 25
# What bytes a file holds, and what a form of the day asks, no schema of the API can say: 422 is lawful there.
EXCLUDED = [positive_data_acceptance]
SNAPSHOT = Path(__file__).with_name("openapi.json")


def test_the_description_is_as_it_was_published(api):
    """A change is an ADR, a version and a line in the changelog; then write the snapshot anew: delete it and run this."""
    status, found = api.call("get", "/openapi.json")
    assert status == 200
    assert found["openapi"].startswith("3.1")
    if not SNAPSHOT.exists():
        SNAPSHOT.write_text(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        pytest.fail("the snapshot was missing and has been written; look at it and commit it")
    assert found == json.loads(SNAPSHOT.read_text())


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """The application called in this process must not close the test's own connection between requests."""
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.usefixtures("db", "kept_connection")
def test_schemathesis_finds_nothing(office: accounts.Demo, monkeypatch: pytest.MonkeyPatch):
    """Generated requests, lawful and not: no 500, no undeclared status, no answer that breaks its schema."""
    monkeypatch.setattr(settings, "THROTTLE", False)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    headers = {"Authorization": f"Bearer {office.rows[0]['token']}", "Accept-Encoding": "identity"}
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) >= 12
    for operation in operations:
        _try(operation, headers)


def _try(operation: Any, headers: dict[str, str]) -> None:
    @limits(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operation.as_strategy())
    def run(case: Any) -> None:
        case.call_and_validate(headers=headers, excluded_checks=EXCLUDED)

    run()
