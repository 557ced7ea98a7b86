"""A visitor without account: from a need to a sheet, from a slip to the promise, from a number to its dossiers."""

import re

import pytest
from django.conf import settings

from motcua.kernel import codes
from tests.desks.public.conftest import catalogue, district, target  # noqa: F401 — fixtures
from tests.factories import plain_lives
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.measure import FIRST_VIEW_BYTES, axe, first_view

BOARD = "/bang-cong-khai/H28.159/?tu=2023-01-01&den=2023-08-25"
PAGES = [
    "/",
    "/thu-tuc/?q=ket hon",
    "/thu-tuc/1.013225/",
    "/chon-xa/",
    "/theo-doi/?ma=x",
    "/theo-doi/H28.159-230105-0001",
    "/bang-cong-khai/",
    BOARD,
    "/bang-cong-khai/H28.159/ho-so/?so=received&tu=2023-01-01&den=2023-08-25",
    "/to-cong-nghe-so/",
    "/tro-giup/",
    "/du-lieu-ca-nhan/",
]


def test_a_mother_finds_what_marriage_takes(page, site, catalogue):  # noqa: F811
    page.goto("/")
    page.get_by_role("searchbox").fill("ket hon")
    page.get_by_role("button", name="Tìm").first.click()
    page.get_by_role("link", name="Đăng ký kết hôn").click()
    assert page.locator("h1").inner_text() == "Đăng ký kết hôn"
    assert page.get_by_role("link", name="Nộp trên mạng").is_visible()


def test_a_farmer_with_a_slip_sees_the_promise(page, site):
    code = plain_lives.a_received_dossier().code
    page.goto("/")
    page.get_by_label("Mã trên giấy hẹn").fill(code)
    page.get_by_role("button", name="Xem", exact=True).click()
    page.get_by_label("Mã PIN").fill(codes.pin(code, settings.PIN_KEY))
    page.get_by_role("button", name="Mở hồ sơ").click()
    assert page.get_by_text("Hẹn trả kết quả", exact=True).first.is_visible()
    assert codes.pin(code, settings.PIN_KEY) not in page.url
    page.get_by_role("button", name="Đóng hồ sơ này trên máy").click()
    assert page.get_by_text("Mức hoàn thành", exact=True).is_visible()


def test_a_reporter_opens_the_late_ones(page, site, target):  # noqa: F811
    page.goto(BOARD)
    page.locator("tfoot").get_by_role("link").last.click()
    assert re.search(r"1\s+hồ sơ", page.locator("h1").inner_text())
    assert page.locator("tbody tr").count() == 1


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_public_pages_are_accessible_and_do_not_scroll_sideways(new_context, target, size):  # noqa: F811
    page = new_context(size=size).new_page()
    for url in PAGES:
        page.goto(url)
        assert axe(page) == [], url
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], url


@pytest.mark.parametrize("url", ["/", "/thu-tuc/?q=ket hon", "/thu-tuc/1.013225/", BOARD])
def test_public_pages_are_light(browser, site, target, url):  # noqa: F811
    weight = first_view(browser, f"{site}{url}")
    # The search page alone loads htmx, which the design counts apart (29 KB with it)
    assert weight.total < FIRST_VIEW_BYTES, str(weight)
