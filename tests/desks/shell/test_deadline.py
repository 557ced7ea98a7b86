"""Any due date opens its story, for whoever may see the dossier; the tracking page tells the same with the PIN."""

from datetime import timedelta

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.actions import extend
from motcua.dossiers.models import Dossier
from motcua.people.models import Account
from tests.asked import asked_of
from tests.factories.plain_lives import OPENED_AT, a_dossier, a_received_dossier, an_account, an_agency, staff
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db


def url(dossier: Dossier) -> str:
    return f"/han-tra/{dossier.code}/"


def an_extended_dossier(account: Account | None = None) -> Dossier:
    dossier = a_received_dossier(account=account or an_account())
    later = dossier.due_at + timedelta(days=7)
    at = OPENED_AT + timedelta(hours=1)
    return extend(dossier.code, due_at=later, reason="Chờ giám định", by=staff("commune_leader"), at=at)


def test_staff_read_every_line_with_who_old_and_new():
    dossier = an_extended_dossier()
    browser = browser_of(staff("specialist_officer"))
    browser.get(url(dossier))
    with CaptureQueriesContext(connection) as captured:
        page = browser.get(url(dossier)).content.decode()
    assert len(asked_of(captured)) <= 15
    for said in ("Hẹn lần đầu", "Hẹn đang có", "Xin lỗi, hẹn lại", "Mẫu 04", "Mẫu 01", "Tính thế nào", "In trang này"):
        assert said in page
    assert "Bùi Thị Lành" not in page


def test_the_applicant_reads_it_too_and_nobody_else():
    account = an_account()
    dossier = an_extended_dossier(account)
    own = Client()
    own.force_login(account)
    assert "Hẹn lần đầu" in own.get(url(dossier)).content.decode()
    other = Client(raise_request_exception=False)
    other.force_login(an_account("somebody", "citizen"))
    assert other.get(url(dossier)).status_code == 404
    elsewhere = staff("specialist_officer", agency=an_agency("H44.230", parent="H44", short="Xã An Bình"))
    assert browser_of(elsewhere).get(url(dossier)).status_code == 404
    assert Client().get(url(dossier)).status_code in (302, 303)


def test_in_english_and_before_there_is_a_promise():
    dossier = a_dossier()
    browser = browser_of(staff("single_window_officer"))
    assert "Chưa tiếp nhận nên chưa có hẹn" in browser.get(url(dossier)).content.decode()
    browser.cookies["language"] = "en"
    assert browser.get(url(dossier), headers={"accept-language": "en"}).status_code == 200


def test_the_tag_links_a_date_to_its_story_and_prints_a_dash_without_one():
    dossier = a_received_dossier()
    printed = Template("{% due dossier %}{% due dossier whole=True %}").render(Context({"dossier": dossier}))
    assert printed.count(f'href="{url(dossier)}"') == 2
    assert f"{dossier.due_at:%Y}" in printed
    assert "–" in Template("{% due dossier %}").render(Context({"dossier": a_dossier()}))
