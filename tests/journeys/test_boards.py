"""The boards in a browser: at 360, 1280 and 1920 px nothing scrolls sideways, axe finds nothing, numbers lead on."""

import pytest

from motcua.people.models import Account
from tests.factories.plain_lives import a_finished_dossier, a_province, a_received_dossier, an_agency, staff
from tests.journeys.measure import axe

YEAR = "tu=2026-01-01&den=2026-12-31"
BOARDS = ("", "ban-do/", "theo-thang/", "man-hinh/?dung=1", "man-hinh/?dung=1&xem=ban-do")
SIZES = ((360, 740), (1280, 800), (1920, 1080))


@pytest.fixture
def leader(site):
    a_finished_dossier()
    for _ in range(3):
        a_received_dossier()
    an_agency("H28.159", parent="H44", short="Huyện Lạc Thủy", kind="district")
    an_agency("H28.159.05392", parent="H28.159", short="Xã Chi Nê")
    return Account.objects.get(pk=staff("province_leader", agency=a_province()).account_id)


def test_every_board_at_three_widths_and_from_a_tile_to_the_dossiers(new_context, leader, sign_in):
    page = new_context().new_page()
    sign_in(page, leader)
    for size in SIZES:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for address in BOARDS:
            page.goto(f"/so-lieu/bang/{address}{'&' if '?' in address else '?'}{YEAR}")
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], (size, address)
            assert axe(page) == [], (size, address)
        for address in ("ban-do/?", "man-hinh/?dung=1&"):
            page.goto(f"/bang-cong-khai/H44/{address}{YEAR}")
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], (size, address)
            assert axe(page) == [], (size, address)
    # by keyboard from the board to the map, from a tile to its unit, from a number to its dossiers
    page.goto(f"/so-lieu/bang/?{YEAR}")
    page.get_by_role("link", name="Bản đồ các xã, phường").press("Enter")
    page.locator("svg.tiles a", has_text="Lạc Thủy").first.press("Enter")
    assert "Xã Lạc Thủy" in page.locator("h1").inner_text()
    page.locator(".facts a").first.click()
    assert page.locator("tbody tr").count() == 4
