"""Mai files birth, residence and the health card of her child in one go, from a small telephone, and follows it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.dossiers.models import Bundle, Draft
from motcua.flows.submit import submission_pin
from motcua.kernel import clock
from tests.desks.linked.conftest import form_now, questions
from tests.factories import linked, plain_lives
from tests.journeys.conftest import PHONE
from tests.journeys.test_citizen import fill, is_good, press

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mai(site: str) -> Any:
    linked.an_offering_commune()
    return plain_lives.an_account(
        "0912000345",
        personal_id="017184003125",
        birth_date=clock.parse("1984-05-19").date(),
        phone="0912000345",
    )


def test_three_things_from_a_small_telephone(new_context, mai, sign_in):
    page = new_context(size=PHONE).new_page()
    sign_in(page, mai)
    page.goto(f"/thu-tuc/{linked.BIRTH}/")
    assert page.get_by_role("heading", name="Gồm những việc").count() == 1
    is_good(page, scripted=True)
    page.goto(f"/nop/{linked.BIRTH}/")
    page.locator(f'[name=agency][value="{linked.COMMUNE}"]').check()
    press(page)
    draft = Draft.objects.get()
    press(page)
    is_good(page, scripted=True)
    page.locator("#id_not-hi").check()
    press(page)  # left out without a word
    assert page.locator(".govuk-error-summary a").count() == 1
    is_good(page, scripted=True)
    page.locator("#id_do-hi").check()
    press(page)
    draft.refresh_from_db()
    for key, sent in list(questions(draft.applicant).items())[:-1]:
        assert page.url.rstrip("/").endswith(key), page.url
        fill(page, sent)
        if key.startswith("residence"):
            is_good(page, scripted=True)
        press(page)
    for paper, _row in form_now().papers:
        if paper.need == "required":
            page.locator(f'[name="way-{paper.key}"][value="declared"]').check()
    press(page)
    page.locator("#id_delivery").check()
    press(page)
    is_good(page, scripted=True)
    page.locator("[name=statement]").check()
    press(page)
    bundle = Bundle.objects.get()
    assert page.get_by_text("Chờ kết quả trước").count() == 2
    is_good(page, scripted=True)

    # the office decides the birth; the rest starts by itself
    linked.decide(bundle.lead.code, at=clock.now())
    linked.work(clock.now() + timedelta(minutes=20))
    hers = new_context(size=PHONE).new_page()
    hers.goto(f"/theo-doi/{bundle.lead.code}")
    pin = submission_pin(bundle.lead.code)
    hers.fill("[name=pin]", pin)
    hers.locator("form:has([name=pin]) button").first.click()
    assert hers.get_by_text("Hồ sơ liên thông: 1/3 việc có kết quả").count() == 1
    is_good(hers, scripted=True)


def test_the_pages_of_those_inside_fit_the_phone_and_axe(new_context, site, sign_in):
    linked.an_offering_commune()
    bundle = linked.a_bundle(at=clock.now() - timedelta(hours=2))
    counter = plain_lives.staff("single_window_officer")
    control = plain_lives.staff("procedure_control_officer", agency=plain_lives.a_province())
    from motcua.people.models import Account

    for actor, addresses in (
        (counter, [f"/quay/ho-so/{bundle.lead.code}/lien-thong/", f"/quay/ho-so/{bundle.lead.code}/"]),
        (
            control,
            ["/quan-tri/lien-thong/", "/quan-tri/lien-thong/2.000986/", "/quan-tri/lien-thong/2.000986/sua-doi/"],
        ),
    ):
        page = new_context(size=PHONE).new_page()
        sign_in(page, Account.objects.get(pk=actor.account_id))
        for address in addresses:
            assert page.goto(address).status == 200, address
            is_good(page, scripted=True)
    assert Client().get("/thu-tuc/2.000986/").status_code == 200
