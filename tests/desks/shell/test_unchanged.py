"""A list is given again only while nothing happened, and only to the same session."""

from datetime import timedelta

import pytest
from django.contrib import messages
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from motcua.catalogue.models import Field
from motcua.desks.shell.access import open_to
from motcua.desks.shell.unchanged import held_while_unchanged
from motcua.journal.actions import record
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.people import actions as people

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
made: list[str] = []


@open_to("signed_in")
@held_while_unchanged
def listed(request):
    made.append(request.get_full_path())
    said = "".join(str(one) for one in messages.get_messages(request))
    return HttpResponse(f"{request.user.username} {len(made)} {said}")


@open_to("signed_in")
def say(request):
    messages.success(request, "Đã xong")
    return HttpResponse()


urlpatterns = [path("listed/", listed), path("say/", say)]


@pytest.fixture(autouse=True)
def _nothing_made(monkeypatch, settings):
    settings.HOLD_PAGES = True
    made.clear()
    minute = clock.now().replace(second=0, microsecond=0)
    monkeypatch.setattr("motcua.desks.shell.unchanged.clock.now", lambda: minute)


def somebody(username="mai"):
    account = people.open_account(
        username, kind="citizen", full_name="Bùi Thị Mai", password=None, by=SYSTEM, at=clock.now()
    )
    client = Client()
    client.force_login(account)
    client.cookies["csrftoken"] = "x" * 32
    return client


def test_nothing_happened_and_the_same_page_is_given():
    client = somebody()
    first = client.get("/listed/")
    assert client.get("/listed/").content == first.content
    assert made == ["/listed/"]


def test_an_event_makes_it_anew():
    client = somebody()
    client.get("/listed/")
    record("dossier.received", subject="x", by=SYSTEM, at=clock.now())
    client.get("/listed/")
    assert len(made) == 2


def test_a_changed_reference_row_makes_it_anew():
    client = somebody()
    client.get("/listed/")
    Field.objects.create(slug="births", name_vi="Hộ tịch")
    client.get("/listed/")
    assert len(made) == 2


def test_the_next_minute_makes_it_anew(monkeypatch):
    client = somebody()
    client.get("/listed/")
    later = clock.now() + timedelta(minutes=1)
    monkeypatch.setattr("motcua.desks.shell.unchanged.clock.now", lambda: later)
    client.get("/listed/")
    assert len(made) == 2


@pytest.mark.parametrize("different", ["/listed/?page=2", "/listed/?q=a"])
def test_another_address_is_another_page(different):
    client = somebody()
    client.get("/listed/")
    client.get(different)
    assert made == ["/listed/", different]


def test_nobody_is_given_what_was_made_for_somebody_else():
    first, second = somebody("mai"), somebody("lan")
    assert first.get("/listed/").content.startswith(b"mai")
    assert second.get("/listed/").content.startswith(b"lan")


def test_a_language_or_a_look_of_its_own():
    client = somebody()
    client.get("/listed/")
    client.cookies["language"] = "en"
    client.get("/listed/")
    client.cookies["look"] = "l"
    client.get("/listed/")
    assert len(made) == 3


def test_what_is_to_be_said_is_said_once():
    client = somebody()
    client.get("/listed/")
    client.get("/say/")
    assert "Đã xong" in client.get("/listed/").content.decode()
    assert "Đã xong" not in client.get("/listed/").content.decode()


def test_a_browser_without_the_mark_of_forms_gets_a_page_of_its_own():
    client = somebody()
    del client.cookies["csrftoken"]
    client.get("/listed/")
    client.get("/listed/")
    assert len(made) == 2
