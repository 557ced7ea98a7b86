"""Keys: their list without scripts, the switch for single keys, what buttons bind."""

import pytest
from django.template import engines

from motcua.desks.shell import looks

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.desks.shell.urls")]


def test_the_list_is_a_page_of_its_own(client):
    html = client.get("/phim-tat/").content.decode()
    assert html.count("<h1") == 1
    for key in ("J, K", "Ctrl ↵", "Alt B", "Alt L"):
        assert f"<dt>{key}</dt>" in html


def test_single_keys_are_switched_off_without_a_script(client):
    response = client.post("/look/", {"keys": "0", "next": "/phim-tat/"})
    assert (response.status_code, response.headers["Location"]) == (303, "/phim-tat/")
    assert 'class="keys-off"' in client.get("/phim-tat/").content.decode()
    client.post("/look/", {"contrast": "1"})
    assert client.cookies[looks.COOKIE].value == "ck"  # one switch leaves the others
    client.post("/look/", {"keys": "1"})
    assert client.cookies[looks.COOKIE].value == "c"


def test_a_button_tells_its_key_to_screen_readers():
    draw = engines["django"].from_string('{% button "Báo" kind="second" keys="Alt B" %}').render
    assert 'aria-keyshortcuts="Alt+B"' in draw()
