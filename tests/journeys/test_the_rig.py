"""The journeys' own instruments, tried on the product's home page."""

import pytest

from tests.journeys.measure import AXE, FIRST_VIEW_BYTES, axe, first_view


def test_a_visitor_opens_the_home_page(page, site):
    answer = page.goto("/")
    assert answer is not None
    assert answer.status == 200
    assert page.locator("h1").count() == 1


def test_the_home_page_is_light(browser, site):
    weight = first_view(browser, f"{site}/")
    assert weight.total > 0
    assert weight.total < FIRST_VIEW_BYTES, str(weight)


@pytest.mark.parametrize("size", [(1366, 768), (360, 740)], ids=["desktop", "phone"])
def test_the_home_page_is_accessible(new_context, size):
    page = new_context(size=size).new_page()
    page.goto("/")
    assert axe(page) == []


def test_axe_sees_a_fault(scripted):
    scripted.set_content("<html lang='vi'><body><main><h1>Một Cửa</h1><img src='data:,'></main></body></html>")
    assert AXE.startswith("/*! axe v4")
    assert any("image-alt" in line for line in axe(scripted))
