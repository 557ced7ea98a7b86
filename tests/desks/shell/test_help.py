"""Help: a page for each desk in both languages, reached from the page that it is about; the bar's menu; pictures."""

import re
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, reverse

from motcua.desks.shell import helping, nav
from motcua.desks.shell.middleware import LANGUAGE_COOKIE
from motcua.people.access import ROLES

pytestmark = pytest.mark.django_db
PROSE = Path(helping.__file__).parents[2] / "templates" / "help"
PICTURES = Path(helping.__file__).parents[2] / "static" / "help"


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("slug", list(helping.BY_SLUG))
def test_every_desk_has_its_help(client, slug, language):
    client.cookies[LANGUAGE_COOKIE] = language
    html = client.get(f"/tro-giup/{slug}/").content.decode()
    assert html.count("<h1") == 1
    assert f'lang="{language}"' in html
    for other in helping.BY_SLUG:
        assert (f'href="/tro-giup/{other}/"' in html) == (other != slug)


def test_another_name_is_no_page(client):
    assert client.get("/tro-giup/khong-co/").status_code == 404


def anchors(slug: str, language: str) -> list[str]:
    return re.findall(r'<section [^>]*id="([a-z-]+)"', (PROSE / f"{slug}.{language}.html").read_text())


@pytest.mark.parametrize("slug", list(helping.BY_SLUG))
def test_both_languages_say_the_same_things(slug):
    assert anchors(slug, "vi") == anchors(slug, "en")


def test_every_place_exists_and_every_page_it_names():
    desks = {space: desk.slug for desk in helping.DESKS for space in desk.spaces}
    for view, place in helping.PLACES.items():
        space = view.partition(":")[0]
        assert place in anchors(desks[space], "vi"), view
        with pytest.raises(NoReverseMatch) as missing:
            reverse(view, kwargs={"no_such_argument": 1})
        assert "is not a valid view" not in str(missing.value), view


def test_every_role_of_a_desk_has_help():
    covered = {role for desk in helping.DESKS for role in desk.roles}
    assert covered == set(ROLES) - {"anonymous", "system", "api_client"}


def test_pictures_are_small_named_in_the_prose_and_loaded_late(client):
    named = {
        name for path in PROSE.glob("*.html") for name in re.findall(r'help_picture "([a-z-]+)"', path.read_text())
    }
    made = {path.name.partition(".")[0] for path in PICTURES.glob("*.webp")}
    assert made <= named
    for path in PICTURES.glob("*.webp"):
        assert path.stat().st_size <= 60 * 1024, path.name
    html = client.get("/tro-giup/quay/").content.decode()
    images = re.findall(r"<img [^>]*>", html)
    assert images
    assert all('loading="lazy"' in image and re.search(r'alt="[^"]', image) for image in images)


def a_tab(number: int, *, more: bool = False) -> nav.DrawnTab:
    return nav.DrawnTab(f"t{number}", f"T{number}", f"/{number}/", None, False, more)


@pytest.mark.parametrize(
    ("tabs", "path", "shown", "menu"),
    [
        ([1, 2, 3], "/1/", [1, 2, 3], []),
        ([1, 2, 3, 4, 5, 6], "/1/", [1, 2, 3, 4, 5, 6], []),
        ([1, 2, 3, 4, 5, 6, 7], "/1/", [1, 2, 3, 4, 5], [6, 7]),
        ([1, 2, 3, 4, 5, 6, 7], "/7/", [1, 2, 3, 4, 7], [5, 6]),
        ([1, -2, 3], "/1/", [1, 3], [-2]),
        ([1, -2, 3], "/2/", [1, -2, 3], []),
    ],
)
def test_the_bar_is_one_line_and_shows_where_one_is(tabs, path, shown, menu):
    drawn = [a_tab(abs(number), more=number < 0) for number in tabs]
    first, rest = nav.in_bar(drawn, path)
    assert [one.key for one in first] == [f"t{abs(number)}" for number in shown]
    assert [one.key for one in rest] == [f"t{abs(number)}" for number in menu]
