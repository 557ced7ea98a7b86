"""A commune that offers linked services today, its people, and somebody who files one page after the other."""

from typing import Any

import pytest
from django.test import Client

from motcua.desks.shell import eform
from motcua.dossiers.models import Draft
from motcua.eforms import rules
from motcua.flows import linked_form
from motcua.flows.linked_form import LinkedForm
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.people.models import Account
from tests.factories import linked, plain_lives
from tests.factories.answers import filled_page
from tests.factories.linked import BIRTH


@pytest.fixture(autouse=True)
def commune(db: None) -> None:
    linked.an_offering_commune()


def browser(who: Actor | Account) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=who.account_id) if isinstance(who, Actor) else who)
    return client


@pytest.fixture
def mai() -> Account:
    return plain_lives.an_account(
        "0912000345",
        personal_id="017184003125",
        birth_date=clock.parse("1984-05-19").date(),
        phone="0912000345",
        email="mai@example.org",
    )


@pytest.fixture
def hers(mai: Account) -> Client:
    return browser(mai)


@pytest.fixture
def counter() -> Client:
    return browser(plain_lives.staff("single_window_officer"))


def form_now(left_out: dict[str, str] | None = None) -> LinkedForm:
    found = linked_form.find_form(BIRTH, clock.local_day(clock.now()), left_out or {})
    assert found is not None
    return found


def questions(applicant: dict[str, Any], left_out: dict[str, str] | None = None) -> dict[str, dict[str, Any]]:
    """Page → what a browser sends for it, the closing page among them."""
    today = clock.local_day(clock.now())
    definition = form_now(left_out).union.definition
    answers = rules.example(definition, today=today, applicant=applicant)
    keys = [one.key for one in eform.steps(definition, answers, today=today)]
    closing = eform.closing(definition)
    assert closing is not None
    return {key: filled_page(definition, key, answers, today=today) for key in [*keys, closing.key]}


def begun(client: Client) -> Draft:
    reply = client.post(f"/nop/{BIRTH}/", {"agency": linked.COMMUNE})
    assert reply.status_code == 303, reply.content.decode()[:600]
    draft = Draft.objects.get(key=reply["Location"].rstrip("/").rsplit("/", 1)[-1])
    assert client.post(f"/ban-nhap/{draft.key}/nguoi-nop/", {"for": "me"}).status_code == 303
    draft.refresh_from_db()
    return draft
