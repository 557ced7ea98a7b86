"""Fragments, pages of a list, words, tabs, access and the office: the small machines of the shell."""

from datetime import date

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from motcua.desks.shell import fragments, nav, paging, words
from motcua.desks.shell.access import is_open, open_to
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Cannot, FieldError, Invalid, NotAllowed, NotLawfulNow, NotVisible

OFFICER = Actor("account", "7", "specialist_officer", "H44.229", "specialist")


def get(url="/", **headers):
    return RequestFactory().get(url, headers=headers)


# fragments


@pytest.mark.parametrize(
    ("headers", "target"),
    [
        ({}, ""),
        ({"hx-request": "true", "hx-target": "div#queue"}, "queue"),
        ({"hx-request": "true", "hx-target": "queue"}, "queue"),
        ({"hx-request": "true", "hx-target": "div#h%C3%A0ng"}, "hàng"),
        ({"hx-request": "true", "hx-target": "body", "hx-request-type": "full"}, ""),
        ({"hx-request": "true", "hx-target": "div#queue", "hx-boosted": "true"}, ""),
        ({"hx-request": "true", "hx-target": "div#queue", "hx-history-restore-request": "true"}, ""),
    ],
)
def test_the_element_that_a_request_fills(headers, target):
    assert fragments.target(get(**headers)) == target


@pytest.fixture
def page(monkeypatch):
    made = engines["django"].from_string(
        "<html>{% block main %}<div id='the-rows'>{% block the_rows %}{% for row in rows %}[{{ row }}]{% endfor %}"
        "{% endblock %}</div>{% endblock %}</html>"
    )
    monkeypatch.setattr(fragments.loader, "get_template", lambda name: made)


def test_one_address_answers_page_and_fragment(page):
    whole = fragments.render_page(get(), "x", {"rows": ["<a>"]})
    part = fragments.render_page(get(**{"hx-request": "true", "hx-target": "div#the-rows"}), "x", {"rows": ["<a>"]})
    unknown = fragments.render_page(
        get(**{"hx-request": "true", "hx-target": "div#else"}), "x", {"rows": []}, status=422
    )
    assert whole.content.decode() == "<html><div id='the-rows'>[&lt;a&gt;]</div></html>"
    assert part.content.decode() == "[&lt;a&gt;]"
    assert unknown.content.startswith(b"<html>")
    assert unknown.status_code == 422
    assert "HX-Request" in part.headers["Vary"]


# pages of a list


def test_a_page_reads_one_row_more_than_it_shows():
    first = paging.page(get("/?q=a%20b"), range(5), size=2)
    assert (first.rows, first.first, first.last) == ([0, 1], 1, 2)
    assert (first.previous_url, first.next_url) == ("", "?q=a+b&page=2")
    last = paging.page(get("/?q=a&page=3"), range(5), size=2)
    assert (last.rows, last.first, last.last) == ([4], 5, 5)
    assert (last.previous_url, last.next_url) == ("?q=a&page=2", "")
    assert paging.page(get("/?page=2"), range(5), size=2).previous_url == "/"


def test_an_empty_page_stands_nowhere():
    empty = paging.page(get("/?page=9"), [], size=2)
    assert (empty.rows, empty.first, empty.next_url) == ([], 0, "")
    assert paging.page(get(), [], size=2).is_only


@pytest.mark.parametrize("asked", ["0", "-1", "x", "", "²", "1e3", "99999999999", "1 OR 1=1"])
def test_nonsense_is_the_first_page(asked):
    assert paging.number_of(get(f"/?page={asked}")) == 1


def test_nobody_skips_millions_of_rows():
    assert paging.number_of(get("/?page=99999")) == paging.DEEPEST


def test_an_address_changes_only_what_is_named():
    request = get("/viec/?state=late&page=3&q=x")
    assert paging.address(request, page=None) == "?state=late&q=x"
    assert paging.address(request, state="", page=None, q=None) == "/viec/"


# words


def test_every_sentence_is_there_twice_and_ready_to_print():
    for code, (vi, en) in words.registry().items():
        assert vi.strip(), code
        assert en.strip(), code
        assert vi != en, code
        for text in (vi, en):
            text.format_map(words._Facts())
        assert "!" not in vi
        assert not any(word in vi.lower() for word in ("quý khách", "vui lòng")), code


def test_facts_are_written_as_pages_write_them():
    pair = ("Ngày {on}: {count} hồ sơ, {gone}", "On {on}: {count} dossiers, {gone}")
    said = words.say("test.none", {"on": date(2026, 11, 5), "count": 1234}, pair)
    assert said == "Ngày 05/11/2026: 1.234 hồ sơ, –"
    with translation.override("en"):
        assert words.say("test.none", {"on": date(2026, 11, 5), "count": 1234}, pair).replace("\xa0", " ") == (
            "On 5 November 2026: 1,234 dossiers, –"
        )


@pytest.mark.parametrize("kind", [NotVisible, NotAllowed, NotLawfulNow, Invalid, Cannot])
def test_a_refusal_without_words_still_speaks(kind):
    vi, en = words.sentence(kind("test.none"), "vi"), words.sentence(kind("test.none"), "en")
    assert vi != en
    assert "test.none" not in vi + en


def test_a_wrong_value_says_the_way_out():
    assert words.field_sentence(FieldError("phone", "party.phone_wrong")) == (
        "Số điện thoại có 10 chữ số, bắt đầu bằng 0"
    )
    assert words.field_sentence(FieldError("x", "test.none"), "en") == "Check this answer"


# access


@pytest.mark.parametrize(
    ("open_to_roles", "role", "signed_in", "expected"),
    [
        ({"all"}, "anonymous", False, True),
        ({"signed_in"}, "anonymous", False, False),
        ({"signed_in"}, "citizen", True, True),
        ({"staff"}, "citizen", True, False),
        ({"staff"}, "commune_leader", True, True),
        ({"commune_leader"}, "specialist_officer", True, False),
        ({"commune_leader"}, "commune_leader", True, True),
    ],
)
def test_who_may_open_a_page(open_to_roles, role, signed_in, expected):
    assert is_open(frozenset(open_to_roles), role, signed_in) is expected


def test_a_view_says_for_whom_it_is_open_and_keeps_to_it():
    @open_to("commune_leader")
    def view(request):
        return "opened"

    assert view.open_to == {"commune_leader"}
    request = get()
    request.actor = OFFICER
    with pytest.raises(NotAllowed, match=r"page\.not_open"):
        view(request)
    request.actor = Actor("account", "8", "commune_leader", "H44.229", "leader")
    assert view(request) == "opened"


@pytest.mark.parametrize("roles", [(), ("boss",), ("all", "boss")])
def test_an_unknown_role_stops_the_start(roles):
    with pytest.raises(LookupError):
        open_to(*roles)


# tabs


@pytest.mark.urls("tests.desks.shell.urls")
def test_tabs_are_those_of_the_role_in_order_with_their_counts(monkeypatch):
    monkeypatch.setattr(nav, "_registered", [])
    monkeypatch.setattr(nav, "_collect", lambda: None)
    nav.register("specialist_officer", nav.Tab("b", "Hồ sơ", "public:search", (), 20))
    nav.register(
        ["specialist_officer"], nav.Tab("a", "Việc", "public:track", (), 10, lambda actor: len(actor.id), True)
    )
    nav.register("specialist_officer", nav.Tab("c", "Không có", "nowhere:page", (), 5))
    nav.register("citizen", nav.Tab("d", "Của tôi", "public:search", ()))
    drawn = nav.tabs(OFFICER)
    assert [(tab.key, tab.count, tab.hot) for tab in drawn] == [("a", 1, True), ("b", None, False)]
    assert nav.home_url(OFFICER) == "/theo-doi/"
    assert nav.home_url(Actor("account", "1", "administrator")) == "/"
