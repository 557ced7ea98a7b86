"""The API on the whole country pack, loaded once for the module, with one account of each role."""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from motcua.flows.country_pack.load import load
from motcua.flows.demo import accounts
from motcua.flows.demo.fees import set_fees
from motcua.flows.demo.load import posts
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from tests.factories.laid import lay
from tests.factories.packs import the_pack

LAC_THUY, AN_BINH = "H44.229", "H44.230"
BIRTH, COPIES = "1.001193", "2.000815"
Answer = tuple[int, Any]


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: Any) -> Iterator[accounts.Demo]:
    """Pack and accounts, rolled back after the module."""
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block._from_testcase = True  # durable flows may run inside, as inside a test's own block
        with block:
            lay("the pack with its posts and fees", _open)
            yield accounts.make(random.Random(7), at=clock.now())
            transaction.set_rollback(True)


def _open() -> None:
    load(the_pack(), by=SYSTEM, at=clock.now())
    posts(clock.now())
    set_fees(clock.now())


class Api:
    """Calls as somebody."""

    def __init__(self, office: accounts.Demo) -> None:
        self.tokens = {(row["role"], row["agency"] or ""): row["token"] for row in reversed(office.rows)}
        self.by_name = {row["username"]: row["token"] for row in office.rows}
        self.client = Client(raise_request_exception=False)

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        role: str = "",
        agency: str = LAC_THUY,
        name: str = "",
        **headers: str,
    ) -> Answer:
        token = self.by_name[name] if name else self.tokens.get((role, agency)) or self.tokens.get((role, ""))
        if role or name:
            headers["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        sent = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        answer = getattr(self.client, method)(f"/api/v1{path}", **sent, **headers)
        try:
            return answer.status_code, answer.json()
        except ValueError:
            return answer.status_code, answer.content

    def example(self, procedure: str = BIRTH, agency: str = LAC_THUY) -> dict[str, Any]:
        _, form = self.call("get", f"/procedures/{procedure}/form")
        return {"procedure": procedure, "agency": agency, "channel": "online", **form["example"]}

    def submitted(self, procedure: str = BIRTH, role: str = "citizen", **more: Any) -> dict[str, Any]:
        status, answer = self.call("post", "/dossiers", {**self.example(procedure), **more}, role=role)
        assert status == 201, answer
        return dict(answer)

    def act(self, code: str, act: str, role: str, body: Any = None, **more: Any) -> Answer:
        return self.call("post", f"/dossiers/{code}/actions/{act}", body or {}, role=role, **more)


@pytest.fixture
def api(office: accounts.Demo, db: None) -> Api:
    return Api(office)


@pytest.fixture
def go(api: Api) -> Callable[..., dict[str, Any]]:
    """Submit and bring to a point of the simple life."""
    road = [
        ("received", "receive", "single_window_officer", {}),
        ("proposed", "propose", "specialist_officer", {"result": "approve"}),
        ("finished", "approve", "commune_leader", {}),
        ("delivered", "deliver", "single_window_officer", {"by": "counter"}),
    ]

    def bring(until: str) -> dict[str, Any]:
        found = api.submitted()
        for point, act, role, body in road:
            if until == "submitted":
                break
            status, answer = api.act(found["code"], act, role, body)
            assert status == 200, answer
            found = {**found, **answer}
            if point == until:
                break
        return found

    return bring
