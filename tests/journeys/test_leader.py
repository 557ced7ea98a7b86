"""The chair of a commune signs what waits, sends one back, and looks at the board."""

import pytest

from motcua.dossiers.models import Dossier
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
    page.get_by_role("button", name="Duyệt", exact=True).click()
    page.get_by_role("heading", name="2 hồ sơ đã duyệt").wait_for()
    assert set(Dossier.objects.filter(state="finished").values_list("code", flat=True)) == set(clean)
    page.goto("/lanh-dao/cho-ky/")
    page.get_by_role("link", name="Trả lại để làm lại…").click()
    page.get_by_label("Lý do").fill("Thiếu chữ ký của người cha")
    page.get_by_role("button", name="Trả lại").click()
    page.get_by_text(f"Đã trả lại hồ sơ {noted}.").wait_for()
    page.get_by_text("Không có hồ sơ nào chờ ký.").wait_for()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_desk_is_accessible(new_context, leader, sign_in, size):
    a_finished_dossier()
    code = a_proposed_dossier().code
    control = Account.objects.get(pk=staff("procedure_control_officer", agency=a_province()).account_id)
    administrator = Account.objects.get(pk=staff("administrator").account_id)
    rows = "/lanh-dao/so/?so=received&tu=2026-01-01&den=2026-12-31"
    signing = ("/lanh-dao/cho-ky/", f"/lanh-dao/cho-ky/duyet/?ma={code}", f"/lanh-dao/cho-ky/tra-lai/{code}/")
    steering = ("/lanh-dao/", "/lanh-dao/chi-tieu/", "/lanh-dao/chi-tieu/giao/", "/lanh-dao/thu-tuc/")
    for account, addresses in (
        (leader, (*signing, "/lanh-dao/", rows)),
        (control, steering),
        (administrator, ("/lanh-dao/nhan-su/",)),
    ):
        page = new_context(size=size).new_page()
        sign_in(page, account)
        for address in addresses:
            page.goto(address)
            assert axe(page) == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], address
