"""The chair of a commune signs what waits, sends one back, and looks at the board."""

from datetime import timedelta

import pytest

from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier, UndoOffer
from motcua.kernel import clock
from motcua.people.models import Account
from tests.factories.plain_lives import a_finished_dossier, a_province, staff
from tests.factories.proposals import a_proposed_dossier
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.measure import axe


@pytest.fixture
def leader(site):
    return Account.objects.get(pk=staff("commune_leader").account_id)


def test_the_clean_ones_together_and_one_back(page, leader, sign_in):
    clean = [a_proposed_dossier().code for _ in range(2)]
    noted = a_proposed_dossier(noted=True).code
    sign_in(page, leader)
    page.goto("/lanh-dao/cho-ky/")
    assert page.locator("input[name=ma]:checked").count() == 2
    assert page.locator("input[name=ma]:disabled").count() == 1
    page.get_by_role("button", name="Duyệt những hồ sơ đã chọn…").click()
    assert "Duyệt 2 hồ sơ?" in page.locator("h1").inner_text()
    page.get_by_role("button", name="Duyệt 2 hồ sơ").click()
    page.get_by_role("heading", name="2 hồ sơ đã duyệt").wait_for()
    assert set(Dossier.objects.filter(state="finished").values_list("code", flat=True)) == set(clean)
    page.goto("/lanh-dao/cho-ky/")
    page.get_by_role("link", name="Trả lại để làm lại…").click()
    page.get_by_label("Lý do").fill("Thiếu chữ ký của người cha")
    page.get_by_role("button", name="Trả lại").click()
    page.get_by_text(f"Đã trả lại hồ sơ {noted}.").first.wait_for()
    page.get_by_text("Không có hồ sơ nào chờ ký.").wait_for()


def test_a_batch_of_six_with_one_refused_and_undone_inside_the_window(page, leader, sign_in):
    codes = [a_proposed_dossier().code for _ in range(6)]
    sign_in(page, leader)
    page.goto("/lanh-dao/cho-ky/")
    page.get_by_role("button", name="Duyệt những hồ sơ đã chọn…").click()
    page.get_by_text("Trong 10 phút còn hoàn tác được.").wait_for()
    # somebody else was faster with one of them
    dossiers.approve(codes[2], by=staff("commune_leader", username="deputy"), at=clock.now())
    page.get_by_role("button", name="Duyệt 6 hồ sơ").click()
    page.get_by_role("heading", name="5 hồ sơ đã duyệt").wait_for()
    page.get_by_role("heading", name="1 hồ sơ chưa duyệt").wait_for()
    page.get_by_text("Có thể người khác vừa xử lý").wait_for()
    assert Dossier.objects.filter(state="finished").count() == 6
    page.get_by_text("Đã duyệt 5 hồ sơ.").first.wait_for()
    page.get_by_role("button", name="Hoàn tác đến").click()
    page.get_by_text("Đã hoàn tác 5 hồ sơ.").wait_for()
    states = dict(Dossier.objects.values_list("code", "state"))
    assert [states[code] for code in codes] == ["processing"] * 2 + ["finished"] + ["processing"] * 3


def test_undoing_after_the_window_is_refused_with_a_sentence(page, leader, sign_in):
    code = a_proposed_dossier().code
    sign_in(page, leader)
    page.goto(f"/lanh-dao/cho-ky/tung-ho-so/?ho-so={code}")
    page.get_by_role("button", name="Duyệt, xem hồ sơ sau").click()
    page.get_by_text(f"Đã duyệt hồ sơ {code}.").first.wait_for()
    page.get_by_text("Không có hồ sơ nào chờ ký.").wait_for()
    past = clock.now() - timedelta(minutes=1)
    UndoOffer.objects.update(made_at=past - timedelta(minutes=10), until=past)
    page.get_by_role("button", name="Hoàn tác đến").click()
    page.get_by_text("Đã quá giờ hoàn tác").wait_for()
    assert Dossier.objects.get(code=code).state == "finished"


def test_the_numbers_of_the_board_open_lists_as_long(page, leader, sign_in):
    a_finished_dossier()
    late = a_proposed_dossier().code
    sign_in(page, leader)
    page.goto("/lanh-dao/?tu=2026-01-01&den=2026-12-31")
    numbers = page.locator("td.num a, dl.kv dd a, .heat td a")
    links = [(one.inner_text().strip("()"), one.get_attribute("href")) for one in numbers.all()]
    assert links
    for text, address in links:
        page.goto(address)
        heading = page.locator("h1").inner_text()
        assert heading.endswith(f": {text}"), (address, heading)
        assert page.locator("tbody tr").count() == int(text), address
    page.goto("/lanh-dao/tre/?tu=2026-01-01&den=2026-12-31")
    page.get_by_role("link", name=late).click()
    assert late in page.locator(".bar-title").inner_text()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_desk_is_accessible(new_context, leader, sign_in, size):
    a_finished_dossier()
    code = a_proposed_dossier().code
    control = Account.objects.get(pk=staff("procedure_control_officer", agency=a_province()).account_id)
    administrator = Account.objects.get(pk=staff("administrator").account_id)
    rows = "/lanh-dao/so/?so=received&tu=2026-01-01&den=2026-12-31"
    lists = ("/lanh-dao/don-vi/", "/lanh-dao/tre/?tu=2026-01-01&den=2026-12-31", "/hoan-tac/")
    signing = (
        "/lanh-dao/cho-ky/",
        "/lanh-dao/cho-ky/tung-ho-so/",
        f"/lanh-dao/cho-ky/duyet/?ma={code}",
        f"/lanh-dao/cho-ky/tra-lai/{code}/",
    )
    history = "/lanh-dao/chi-tieu/lich-su/?chi-tieu=online_percent&don-vi=H44.229"
    steering = ("/lanh-dao/", "/lanh-dao/chi-tieu/", "/lanh-dao/chi-tieu/giao/", history)
    for account, addresses in (
        (leader, (*signing, "/lanh-dao/", rows, *lists)),
        (control, steering),
        (administrator, ("/lanh-dao/nhan-su/",)),
    ):
        page = new_context(size=size).new_page()
        sign_in(page, account)
        for address in addresses:
            page.goto(address)
            assert axe(page) == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], address
