"""The OpenAPI 3.1 description, and that nothing answers outside of it."""

import json
from pathlib import Path

import pytest
import schemathesis
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck
from hypothesis import settings as limits

from motcua.flows.demo import accounts

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


@pytest.mark.slow
def test_schemathesis_finds_nothing(office: accounts.Demo, db: None, monkeypatch: pytest.MonkeyPatch):
    """Generated requests, lawful and not: no 500, no undeclared status, no answer that breaks its schema."""
    monkeypatch.setattr(settings, "THROTTLE", False)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    token = office.rows[0]["token"]
    checked = 0

    for operation in schema.get_all_operations():

        @operation.ok().as_strategy  # type: ignore[misc]
        def case(): ...

        del case
    for result in schema.get_all_operations():
        operation = result.ok()

        @limits(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        @pytest.importorskip("hypothesis").given(case=operation.as_strategy())
        def run(case):
            response = case.call(headers={"Authorization": f"Bearer {token}"})
            case.validate_response(response)

        run()
        checked += 1
    assert checked >= 12
