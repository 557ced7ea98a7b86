"""Lan at the counter: by keyboard alone, with scripts and without."""

from dataclasses import replace

import pytest

from motcua.dossiers.models import Dossier
from motcua.flows.country_pack import packaged
from motcua.flows.country_pack.load import load
from motcua.flows.country_pack.reader import read
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.people import actions as people
from motcua.people.models import Account
from tests.desks.counter.people_at_it import BIRTH, CARD, COPIES, online
from tests.factories import plain_lives
from tests.journeys.measure import axe

PASSWORD = "mot hai ba bon"


@pytest.fixture
def lan(site):
    whole = read(packaged())
    few = tuple(spec for spec in whole.procedures if spec.code in (BIRTH, COPIES))
    load(replace(whole, procedures=few, content="counter"), by=SYSTEM, at=clock.now())
    actor = plain_lives.staff("single_window_officer", username="lan")
    return people.set_password(Account.objects.get(pk=actor.account_id), PASSWORD, by=SYSTEM, at=clock.now())


def signed_in(page):
    page.goto("/dang-nhap/")
    page.fill("[name=username]", "lan")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda address: "dang-nhap" not in address)


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
def test_a_certified_copy_by_keyboard(new_context, lan, scripted):
    page = new_context(javascript=scripted).new_page()
    signed_in(page)
    page.goto("/quay/")
    page.fill("#id_card", CARD)
    page.fill("#id_q", COPIES)
    page.press("#id_q", "Enter")
    page.wait_for_url("**/quay/nhan/**")
    assert page.locator("#id_applicant-full_name").input_value() == "Đinh Thị Mai"
    main = page.locator("[data-main]")
    box = main.bounding_box()
    assert box["y"] + box["height"] <= 768  # reached without scrolling
    if scripted:
        page.evaluate("scrollTo(0, 0)")  # what is half beneath the bar would count as too small to touch
        assert axe(page) == []
    page.press("button[value=all_papers]", "Enter")
    page.wait_for_load_state()
    page.fill("[name=purpose]", "Nộp hồ sơ xin việc")
    for vow in page.locator("#form input[type=checkbox]").all():
        vow.press("Space")
    main.press("Enter")
    page.wait_for_url("**/quay/ho-so/**")
    assert Dossier.objects.get().state == "received"
    assert page.locator("h1").count() == 1
    if scripted:
        assert axe(page) == []


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
def test_what_came_in_online_is_received(new_context, lan, scripted):
    dossier = online(plain_lives.citizen(plain_lives.an_account("0912000345")))
    page = new_context(javascript=scripted).new_page()
    signed_in(page)
    page.goto("/quay/cho-tiep-nhan/")
    assert dossier.code in page.content()
    if scripted:
        assert axe(page) == []
    page.locator("[data-main]").press("Enter")
    page.wait_for_url("**/quay/ho-so/**")
    dossier.refresh_from_db()
    assert dossier.state == "received"
