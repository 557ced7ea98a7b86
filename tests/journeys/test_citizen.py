"""Hạnh registers a birth on her telephone, follows it, mends it, withdraws or praises it: with scripts and without."""

from dataclasses import replace
from typing import Any

import pytest

from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier, Draft
from motcua.flows import act, receive
from motcua.flows.country_pack import packaged
from motcua.flows.country_pack.load import load
from motcua.flows.country_pack.reader import read
from motcua.flows.submit import submission_pin
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.people import actions as people
from tests.desks.citizen.story import BIRTH, COMMUNE, closing_fields, example, ready, url
from tests.factories import plain_lives
from tests.factories.answers import Fields, filled
from tests.factories.files import a_picture
from tests.journeys.conftest import PHONE
from tests.journeys.measure import FIRST_VIEW_BYTES, axe

PASSWORD = "mot hai ba bon"


@pytest.fixture
def hanh(site):
    whole = read(packaged())
    few = tuple(spec for spec in whole.procedures if spec.code == BIRTH)
    load(replace(whole, procedures=few, content="birth"), by=SYSTEM, at=clock.now())
    account = plain_lives.an_account(
        "0912000345",
        personal_id="001198003125",
        birth_date=clock.parse("1998-03-14").date(),
        phone="0912000345",
        address="Thôn Liên Sơn, xã Lạc Thủy, tỉnh Phú Thọ",
    )
    return people.set_password(account, PASSWORD, by=SYSTEM, at=clock.now())


def fill(page: Any, fields: Fields) -> None:
    """Type and choose what the fields say, as a person would."""
    for name, value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            control = page.locator(f'[name="{name}"]')
            if not one or control.count() == 0 or control.first.get_attribute("type") == "hidden":
                continue
            if control.first.get_attribute("type") in ("radio", "checkbox"):
                page.locator(f'[name="{name}"][value="{one}"]').check()
            elif control.first.evaluate("node => node.tagName") == "SELECT":
                control.select_option(one)
            else:
                control.first.fill(one)


def press(page: Any) -> None:
    page.locator("[data-main]").click()


def is_good(page: Any, *, scripted: bool) -> None:
    """One heading, one main button, nothing wider than the screen, nothing for axe to find."""
    assert page.locator("h1").count() == 1, page.url
    assert page.locator("[data-main]").count() <= 1, page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], page.url
    if scripted:
        assert axe(page) == [], page.url


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
def test_a_birth_from_her_telephone(new_context, hanh, scripted, tmp_path):
    page = new_context(javascript=scripted, size=PHONE).new_page()
    today = clock.local_day(clock.now())
    page.goto(f"/nop/{BIRTH}/")
    page.fill("#id_username", "0912 000 345")
    page.fill("#id_password", PASSWORD)
    is_good(page, scripted=scripted)
    press(page)
    page.fill("[name=q]", "chi ne")
    page.keyboard.press("Enter")
    page.locator(f'[name=agency][value="{COMMUNE}"]').check()
    is_good(page, scripted=scripted)
    press(page)
    draft = Draft.objects.get()
    assert page.url.endswith(url(draft, "nguoi-nop"))
    is_good(page, scripted=scripted)
    press(page)
    press(page)  # nothing was written: the summary comes first and has the focus
    assert page.locator(".govuk-error-summary a").count() == 1
    is_good(page, scripted=scripted)
    while not page.url.endswith(url(draft, "giay-to")):
        stage = page.url.rstrip("/").rsplit("/", 1)[-1]
        row, answers = example(draft)
        fill(page, filled(row, stage, answers, today=today))
        before = page.url
        is_good(page, scripted=scripted and stage in ("child_birth", "child_place"))
        press(page)
        assert page.url != before, page.locator(".govuk-error-summary").inner_text()
    photo = tmp_path / "giay-chung-sinh.jpg"
    photo.write_bytes(a_picture())
    page.locator('[name="way-birth_notice"][value="file"]').check()
    page.set_input_files('[name="file-birth_notice"]', str(photo))
    is_good(page, scripted=scripted)
    press(page)
    page.locator("#id_delivery").check()
    press(page)
    assert page.get_by_text("giay-chung-sinh.jpg").count() == 1
    is_good(page, scripted=scripted)
    assert not page.locator("[name=statement]").is_checked()
    page.locator("[name=statement]").check()
    press(page)
    dossier = Dossier.objects.get()
    pin = submission_pin(dossier.code)
    assert page.get_by_text(f"{pin[:4]}-{pin[4:]}").count() == 1
    is_good(page, scripted=scripted)
    asked = {"items": [{"kind": "field", "key": "child_name"}], "reason": "Thiếu chữ đệm.", "ground": "Điều 17"}
    officer = plain_lives.staff("single_window_officer")
    act.perform(dossier.code, "request_supplement", asked, by=officer, at=clock.now())
    page.goto(f"/ho-so/{dossier.code}/")
    is_good(page, scripted=scripted)
    press(page)
    page.fill("[name=child_name]", "Bùi Minh Gia Bảo")
    is_good(page, scripted=scripted)
    press(page)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.answers["child_name"]) == ("submitted", "BÙI MINH GIA BẢO")
    receive.receive(dossier.code, by=officer, at=clock.now())
    dossiers.propose(dossier.code, result="approve", by=plain_lives.staff("specialist_officer"), at=clock.now())
    dossiers.approve(dossier.code, by=plain_lives.staff("commune_leader"), at=clock.now())
    page.goto(f"/ho-so/{dossier.code}/danh-gia/")
    is_good(page, scripted=scripted)
    page.locator('[name=answer][value="satisfied"]').check()
    press(page)
    assert page.get_by_role("heading", name="Cảm ơn ông/bà").count() == 1
    page.goto("/ho-so/")
    assert page.get_by_text(dossier.code).count() == 1
    is_good(page, scripted=scripted)


def test_pages_are_light_and_withdrawing_asks_first(new_context, hanh, sign_in, client):
    client.force_login(hanh)
    draft = ready(client)
    page = new_context(size=PHONE).new_page()
    sign_in(page, hanh)
    for address in (url(draft, "child_place"), url(draft, "giay-to"), url(draft, "xem-lai"), "/ho-so/"):
        sizes = {}
        page.on("requestfinished", lambda done, into=sizes: into.update({done.url: done.sizes()["responseBodySize"]}))
        page.goto(address, wait_until="networkidle")
        assert sum(sizes.values()) < FIRST_VIEW_BYTES, (address, sizes)
    client.post(url(draft, "xem-lai"), closing_fields(draft))
    code = Dossier.objects.get().code
    page.goto(f"/ho-so/{code}/rut/")
    is_good(page, scripted=True)
    page.fill("#id_reason", "Chưa cần nữa")
    page.locator(".btn--stop").click()
    assert page.get_by_text("Đã rút theo yêu cầu").count() == 1
    is_good(page, scripted=True)
