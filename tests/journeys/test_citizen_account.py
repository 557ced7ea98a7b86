"""Hạnh forgets her password, files for her child, uses again what she wrote, takes her dossier home: with scripts and
without, on a small telephone."""

import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from motcua.adapters.notify.simulator import SimulatedMail
from motcua.community.actions import create_group, set_contact
from motcua.community.rules import Person
from motcua.desks.shell.sessions import SEEN
from motcua.dossiers.models import Dossier, Draft
from motcua.kernel import clock, registry
from motcua.kernel.actor import SYSTEM
from motcua.people.account_models import RememberedPerson, SignIn
from motcua.people.models import Account
from tests.desks.citizen.story import BIRTH, COMMUNE, submitted, url
from tests.factories import plain_lives
from tests.factories.answers import filled
from tests.factories.files import a_picture
from tests.flows.notify.worker import work
from tests.journeys.conftest import PHONE
from tests.journeys.test_citizen import PASSWORD, example, fill, hanh, is_good, press

__all__ = ["hanh"]
NEW = "nam sau bay tam"
BOTH = pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])


@pytest.fixture
def mail():
    before = registry.provider("mail_sender")
    simulator = SimulatedMail()
    registry.wire("mail_sender", simulator)
    yield simulator
    registry.wire("mail_sender", before)


def enter(page, password: str = PASSWORD) -> None:
    page.fill("#id_username", "0912 000 345")
    page.fill("#id_password", password)
    press(page)


@BOTH
def test_a_forgotten_password_by_letter_and_the_other_sessions_ended(new_context, hanh, mail, scripted):
    Account.objects.filter(pk=hanh.pk).update(email="hanh@example.org")
    elsewhere = new_context(javascript=scripted, size=PHONE).new_page()
    elsewhere.goto("/dang-nhap/")
    enter(elsewhere)
    page = new_context(javascript=scripted, size=PHONE).new_page()
    page.goto("/dang-nhap/")
    page.get_by_role("link", name="Quên mật khẩu").click()
    is_good(page, scripted=scripted)
    page.fill("#id_username", "0912 000 345")
    press(page)
    assert page.get_by_role("heading", name="Xem hộp thư của ông/bà").count() == 1
    is_good(page, scripted=scripted)
    work()
    letter = next(one for one in mail.sent if "Đặt mật khẩu mới" in one.subject)
    page.goto(re.search(r"(/quen-mat-khau/moi/\S+)", letter.body)[1])
    page.fill("#id_password", NEW)
    page.fill("#id_again", "khac di")
    is_good(page, scripted=scripted)
    press(page)
    assert page.locator(".govuk-error-summary a").count() == 1
    page.fill("#id_password", NEW)
    page.fill("#id_again", NEW)
    press(page)
    assert page.url.endswith("/ho-so/")
    elsewhere.goto("/ho-so/")
    assert "/dang-nhap/" in elsewhere.url
    enter(elsewhere, NEW)
    page.goto("/tai-khoan/phien/")
    is_good(page, scripted=scripted)
    page.get_by_role("button", name="Kết thúc mọi phiên khác").click()
    elsewhere.goto("/ho-so/")
    assert "/dang-nhap/" in elsewhere.url
    for address in ("/tai-khoan/", "/tai-khoan/thu-dien-tu/", "/tai-khoan/mat-khau/", "/tai-khoan/nguoi-than/"):
        page.goto(address)
        is_good(page, scripted=scripted)


@BOTH
def test_a_birth_filed_for_a_child_with_photographs_answers_used_again_and_all_of_it_taken_home(
    new_context, hanh, client, scripted, tmp_path
):
    client.force_login(hanh)
    first = submitted(client)
    Draft.objects.all().delete()
    page = new_context(javascript=scripted, size=PHONE).new_page()
    page.goto(f"/nop/{BIRTH}/?agency={COMMUNE}")
    enter(page)
    page.locator(f'[name=agency][value="{COMMUNE}"]').check()
    press(page)
    draft = Draft.objects.get()
    # for herself: what she wrote last time is offered, and taken when she says so
    page.locator("#id_for").check()
    press(page)
    page.goto(url(draft, "mother"))
    assert page.get_by_text("Lần trước ông/bà đã ghi. Dùng lại?").count() == 1
    is_good(page, scripted=scripted)
    page.get_by_role("button", name="Dùng lại những mục đã chọn").click()
    draft.refresh_from_db()
    assert draft.answers["mother_name"] == first.answers["mother_name"]
    # then for her child: who, what to her, by what right
    page.goto(url(draft, "nguoi-nop"))
    page.locator("#id_for-other").check()
    press(page)
    assert page.locator(".govuk-error-summary a").count() >= 3
    is_good(page, scripted=scripted)
    page.locator('[name=relation][value="child"]').check()
    page.fill("#id_other_full_name", "Bùi Gia Bảo")
    page.fill("#id_other_personal_id", "001216000020")
    for part, value in (("day", "2"), ("month", "5"), ("year", "2016")):
        page.fill(f'[name="other_birth_date-{part}"]', value)
    page.locator("#id_other_stated").check()
    page.locator("#id_remember").check()
    with page.expect_navigation():  # until it is loaded: a page that is still coming cannot go back
        press(page)
    assert not page.url.endswith("/nguoi-nop/"), page.locator(".govuk-error-summary").inner_text()
    page.go_back()  # the browser's own button: the page comes again as it was saved
    assert page.locator("#id_other_full_name").input_value() == "Bùi Gia Bảo"
    press(page)
    today = clock.local_day(clock.now())
    while not page.url.endswith(url(draft, "giay-to")):
        stage = page.url.rstrip("/").rsplit("/", 1)[-1]
        row, answers = example(draft)
        fill(page, filled(row, stage, answers, today=today))
        before = page.url
        page.locator("form[data-autosave] [data-main]").click()
        assert page.url != before, page.locator(".govuk-error-summary").inner_text()
    for number in (1, 2):
        (tmp_path / f"{number}.jpg").write_bytes(a_picture(size=(300 + number, 400)))
    page.locator('[name="way-birth_notice"][value="file"]').check()
    page.set_input_files('[name="file-birth_notice"]', [str(tmp_path / "1.jpg"), str(tmp_path / "2.jpg")])
    page.get_by_role("button", name="Gửi tệp rồi chọn thêm Giấy chứng sinh").click()
    is_good(page, scripted=scripted)
    page.get_by_role("button", name="Xuống 1.jpg").click()
    assert page.get_by_text("2 trang").count() == 1
    press(page)
    page.locator("#id_delivery").check()
    press(page)
    assert page.get_by_text("Cha, mẹ nộp cho con chưa thành niên").count() == 1
    is_good(page, scripted=scripted)
    page.locator("[name=statement]").check()
    press(page)
    dossier = Dossier.objects.exclude(pk=first.pk).get()
    assert dossier.applicant.full_name == "Bùi Gia Bảo"
    assert dossier.submitter is not None
    assert (dossier.submitter.full_name, dossier.entered_by) == ("Bùi Thị Mai", "submitter")
    assert RememberedPerson.objects.get().full_name == "Bùi Gia Bảo"
    page.goto(f"/ho-so/{dossier.code}/")
    is_good(page, scripted=scripted)
    page.goto(f"/ho-so/{dossier.code}/in/")
    is_good(page, scripted=scripted)
    with page.expect_download() as waited:
        page.get_by_role("link", name="Tải cả hồ sơ (ZIP)").click()
    whole = zipfile.ZipFile(io.BytesIO(waited.value.path().read_bytes()))
    assert whole.testzip() is None
    assert any(name.startswith("Giấy tờ/") for name in whole.namelist())


@BOTH
def test_away_for_half_an_hour_and_back_with_nothing_lost(new_context, hanh, scripted):
    page = new_context(javascript=scripted, size=PHONE).new_page()
    page.goto(f"/nop/{BIRTH}/?agency={COMMUNE}")
    enter(page)
    page.locator(f'[name=agency][value="{COMMUNE}"]').check()
    press(page)
    draft = Draft.objects.get()
    page.goto(url(draft, "child_name"))
    page.fill("[name=child_name]", "Bùi Gia Bảo")
    session = SessionStore(SignIn.objects.get(ended_at=None).session_key)
    session[SEEN] = (clock.now() - timedelta(minutes=31)).isoformat()
    session.save()
    press(page)
    assert page.get_by_text("Bài làm vẫn giữ, đăng nhập để làm tiếp.").count() == 1
    is_good(page, scripted=scripted)
    enter(page)
    assert page.url.endswith(url(draft, "child_name"))
    assert page.locator("[name=child_name]").input_value().casefold() == "bùi gia bảo"


def test_the_public_finds_the_group_of_a_village_without_scripts(new_context, site):
    group = create_group(
        "to_doi", name_vi="Tổ công nghệ số thôn Đồi", agency=plain_lives.a_commune(), level="village",
        village="Thôn Đồi", coordinator=Person("Quách Văn Nhợn", "0912000345"), valid_from=date(2025, 7, 1),
        by=SYSTEM, at=plain_lives.OPENED_AT,
    )  # fmt: skip
    set_contact(group, phone="0912000999", notes="", by=SYSTEM, at=plain_lives.OPENED_AT)
    page = new_context(javascript=False, size=PHONE).new_page()
    page.goto(f"{reverse('public:community')}?q=thon+doi+xa+lac+thuy")
    assert page.get_by_text("Tổ công nghệ số thôn Đồi").count() == 1
    assert page.locator('a[href="tel:0912000999"]').count() == 1
    assert page.get_by_text("0912 000 345").count() == 0
    is_good(page, scripted=False)
