"""An administrator's colleague: added, appointed, at work by a one-time link, and no longer when the appointment ends."""

import pytest

from motcua.agencies.models import Position
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.people.models import Account
from tests.factories.plain_lives import BEGAN, a_commune, a_dossier, staff
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.measure import axe


@pytest.fixture
def chief(site):
    Position.objects.create(
        agency=a_commune(), slug="single_window_officer", title_vi="Nhân viên tiếp nhận", valid_from=BEGAN
    )
    return Account.objects.get(pk=staff("administrator").account_id)


def test_a_colleague_comes_works_and_goes(page, new_context, chief, sign_in):
    code = a_dossier(at=clock.now()).code
    sign_in(page, chief)
    page.goto("/quan-tri/nhan-su/")
    page.get_by_role("link", name="Thêm người…").click()
    page.get_by_label("Họ, chữ đệm, tên").fill("Nguyễn Thị Ỷ")
    page.get_by_label("Vị trí", exact=True).select_option(label="Nhân viên tiếp nhận")
    page.get_by_label("Lý do (ghi vào nhật ký)").fill("thay người nghỉ hưu")
    page.get_by_role("button", name="Mở tài khoản").click()
    link = page.locator("main code").inner_text()
    her = Account.objects.get(username="ynt")

    hers = new_context().new_page()
    hers.goto(link)
    hers.get_by_label("Mật khẩu mới", exact=True).fill("con chim non tren canh")
    hers.get_by_label("Ghi lại mật khẩu mới").fill("con chim non tren canh")
    hers.get_by_role("button", name="Đặt mật khẩu").click()
    hers.goto(f"/quay/cho/?ho-so={code}")
    if hers.locator("main").get_by_role("button", name="Tiếp nhận").count() == 0:
        hers.goto(f"/quay/ho-so/{code}/")
    hers.locator("main").get_by_role("button", name="Tiếp nhận").first.click()
    hers.wait_for_load_state()
    assert Dossier.objects.get(code=code).received_at is not None

    page.goto(f"/quan-tri/nhan-su/{her.pk}/")
    page.get_by_role("link", name="Kết thúc…").click()
    page.get_by_role("button", name="Kết thúc lần giao").click()
    assert page.locator(".govuk-error-summary").count() == 1
    page.get_by_label("Ngay bây giờ").check()
    page.get_by_label("Lý do (ghi vào nhật ký)").fill("thôi việc")
    page.get_by_role("button", name="Kết thúc lần giao").click()
    page.get_by_text("Đã kết thúc lần giao của Nguyễn Thị Ỷ.").wait_for()

    answer = hers.goto(f"/quay/ho-so/{code}/")
    assert answer is not None
    assert answer.status == 403
    page.goto("/quan-tri/nhat-ky/")
    page.get_by_text("thôi việc").wait_for()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_are_accessible(new_context, chief, sign_in, size):
    a_dossier()
    page = new_context(size=size).new_page()
    sign_in(page, chief)
    own = f"/quan-tri/nhan-su/{chief.pk}"
    held = chief.appointments.get()
    post = held.position_id
    for address in (
        "/quan-tri/don-vi/",
        "/quan-tri/don-vi/thu-tuc/",
        "/quan-tri/don-vi/thu-tuc/dat/?thu-tuc=X.birth",
        "/quan-tri/nhan-su/",
        "/quan-tri/nhan-su/them/",
        "/quan-tri/nhan-su/nhap/",
        f"{own}/",
        f"{own}/lien-he/",
        f"{own}/giao/",
        f"{own}/khoa/",
        f"/quan-tri/nhan-su/lan-giao/{held.pk}/ket-thuc/",
        "/quan-tri/vi-tri/",
        "/quan-tri/vi-tri/mo/",
        f"/quan-tri/vi-tri/{post}/doi-ten/",
        "/quan-tri/gio-lam-viec/",
        "/quan-tri/gio-lam-viec/tuan/",
        "/quan-tri/gio-lam-viec/ngay/",
        "/quan-tri/phi-le-phi/",
        "/quan-tri/mau-ket-qua/",
        "/quan-tri/mau-ket-qua/them/",
        "/quan-tri/nhat-ky/",
    ):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], address
