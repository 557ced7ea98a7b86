"""What every page of the house passes: language, looks, headers, refusals, the gallery."""

import gzip
import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from motcua.desks.shell import errors
from motcua.desks.shell.middleware import LANGUAGE_COOKIE
from motcua.kernel.errors import NotLawfulNow

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.desks.shell.urls")]

VOID = {"meta", "link", "br", "hr", "img", "input", "col", "source", "wbr"}


class Page(HTMLParser):
    """The elements of a page, and whether they are closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture
def calm(client: Client) -> Client:
    """A client that gets the page of a fault instead of the fault."""
    client.raise_request_exception = False
    return client


GALLERY = [
    "/gallery/",
    *(f"/gallery/?{query}" for query in ("staff=1", "part=states", "part=forms", "part=whole", "part=confirm")),
]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("url", GALLERY)
def test_the_gallery_is_whole_in_both_languages(client, url, language):
    client.cookies[LANGUAGE_COOKIE] = language
    response = client.get(url)
    page = Page(response.content.decode())
    assert response.status_code == 200
    assert (page.wrong, page.open) == ([], [])
    assert page.all("html")[0]["lang"] == language
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    ids = [attrs["id"] for _, attrs in page.tags if attrs.get("id")]
    assert len(ids) == len(set(ids))
    labelled = {attrs.get("for") for attrs in page.all("label")}
    for attrs in page.all("input"):
        if attrs.get("type") not in ("hidden", "radio", "checkbox") and "aria-label" not in attrs:
            assert attrs["id"] in labelled


@pytest.mark.parametrize("url", [*GALLERY, "/khong-co/"])
def test_a_strict_policy_blocks_nothing_of_ours(client, url):
    response = client.get(url)
    page = Page(response.content.decode())
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
    assert not page.all("style")
    assert all(attrs.get("src") for attrs in page.all("script"))
    for tag, attrs in page.tags:
        assert not [name for name in attrs if name == "style" or name.startswith("on")], tag
        for name in ("src", "href", "action"):
            assert not (attrs.get(name) or "").startswith(("http", "//", "javascript:"))


def test_vietnamese_comes_first(client):
    assert client.get("/gallery/").headers["Content-Language"] == "vi"


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("", "vi"),
        ("vi-VN,vi;q=0.9,en-US;q=0.8", "vi"),
        ("en-US,en;q=0.9,vi;q=0.8", "vi"),  # a counter's browser installed in English
        ("en-GB,en;q=0.9", "en"),
        ("fr-FR,fr;q=0.9,en;q=0.8", "vi"),
        (";;;,", "vi"),
    ],
)
def test_english_is_for_those_who_ask_and_know_no_vietnamese(client, asked, language):
    response = client.get("/gallery/", headers={"accept-language": asked})
    assert response.headers["Content-Language"] == language
    assert {"Cookie", "Accept-Language"} <= {part.strip() for part in response.headers["Vary"].split(",")}


def test_the_language_is_remembered_and_the_reader_stays_where_he_is(client):
    response = client.post("/language/", {"language": "en", "next": "/gallery/?staff=1"})
    assert (response.status_code, response.headers["Location"]) == (303, "/gallery/?staff=1")
    assert client.get("/gallery/").headers["Content-Language"] == "en"
    client.post("/language/", {"language": "xx", "next": "/"})
    assert client.get("/gallery/").headers["Content-Language"] == "en"


@pytest.mark.parametrize("away", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_a_switch_never_leads_to_another_site(client, away):
    assert client.post("/language/", {"language": "en", "next": away}).headers["Location"] == "/"


def test_the_switches_need_no_account_and_no_token():
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/language/", {"language": "en"}).status_code == 303
    assert strict.post("/look/", {"contrast": "1"}).status_code == 303
    assert strict.get("/language/").status_code == 405


def test_contrast_and_large_text_are_two_switches(client):
    client.post("/look/", {"contrast": "1"})
    client.post("/look/", {"large": "1"})
    assert Page(client.get("/gallery/").content.decode()).all("html")[0]["class"] == "hc lg"
    client.post("/look/", {"contrast": "0"})
    assert Page(client.get("/gallery/").content.decode()).all("html")[0]["class"] == "lg"
    client.post("/look/", {"large": "0"})
    assert "class" not in Page(client.get("/gallery/").content.decode()).all("html")[0]


def test_every_request_has_a_number(client):
    first, second = (client.get("/ai/").headers["X-Request-Id"] for _ in "12")
    assert re.fullmatch(r"[0-9A-F]{8}", first)
    assert first != second


REFUSED = [
    ("not_visible", 404, "Không có hồ sơ với mã này"),
    ("not_lawful", 409, "hồ sơ đã sang bước khác"),
    ("other", 409, "Việc này không làm được lúc này"),
    ("invalid", 422, "Ghi họ, chữ đệm, tên"),
    ("too_often", 429, "2 phút"),
    ("too_big", 413, "Tệp gửi lên quá lớn"),
    ("denied", 403, "Trang này không mở được cho ông/bà"),
    ("fault", 500, "Không mở được lúc này"),
]


@pytest.mark.parametrize(("way", "status", "said"), REFUSED)
def test_a_refusal_is_a_page_that_says_what_is_kept_and_what_to_do(calm, way, status, said):
    response = calm.get(f"/tu-choi/{way}/")
    html = response.content.decode().replace("\xa0", " ")
    assert response.status_code == status
    assert said in html
    assert str(errors.SORRY[status].kept) in html
    assert response.headers["X-Request-Id"] in html
    assert "Việc gấp?" in html
    assert Page(html).wrong == []


@pytest.mark.parametrize(("way", "status", "_said"), REFUSED)
def test_a_refusal_speaks_english_too(calm, way, status, _said):
    calm.cookies[LANGUAGE_COOKIE] = "en"
    html = calm.get(f"/tu-choi/{way}/").content.decode()
    assert 'lang="en"' in html
    main = html[html.index("<main") : html.index("</main")]
    assert not re.search(r"[ăđơưạảấầậắằẹẻếềểễệỉịọốồộớờợụủứừựỳỵ]", main)


def test_retry_after_is_said_to_machines_as_well(calm):
    assert calm.get("/tu-choi/too_often/").headers["Retry-After"] == "90"


def test_an_unknown_address_offers_the_search(client):
    html = client.get("/khong-co/").content.decode()
    assert 'action="/tim/"' in html
    assert 'href="/theo-doi/"' in html


def test_the_api_answers_its_own_refusals(client):
    with pytest.raises(NotLawfulNow):
        client.get("/api/v1/not_lawful/")


def test_a_fragment_gets_a_note_instead_of_a_page(calm):
    html = calm.get("/tu-choi/not_lawful/", headers={"hx-request": "true", "hx-target": "div#x"}).content.decode()
    assert html.startswith('<div class="note note--late"')
    assert "<html" not in html


def test_a_visitor_is_led_to_the_sign_in_page_and_back(client):
    response = client.get("/cua-toi/?trang=2")
    assert (response.status_code, response.headers["Location"]) == (302, "/dang-nhap/?next=%2Fcua-toi%2F%3Ftrang%3D2")
    fragment = client.get("/cua-toi/", headers={"hx-request": "true"})
    assert fragment.headers["HX-Redirect"] == "/dang-nhap/?next=%2Fcua-toi%2F"


def test_a_visitor_who_sends_something_is_told_that_it_is_kept(client):
    response = client.post("/cua-toi/")
    assert response.status_code == 403
    assert "Bài làm vẫn giữ" in response.content.decode()


def test_a_form_without_its_token_says_so():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/cua-toi/", {"a": "b"})
    assert response.status_code == 403
    assert "Trang đã mở quá lâu" in response.content.decode()


def test_when_the_page_itself_cannot_be_made_the_plainest_one_is(calm, monkeypatch, settings):
    settings.TEMPLATES = [
        {
            **settings.TEMPLATES[0],
            "OPTIONS": {**settings.TEMPLATES[0]["OPTIONS"], "context_processors": ["tests.desks.shell.broken.page"]},
        }
    ]
    response = calm.get("/tu-choi/fault/")
    html = response.content.decode()
    assert response.status_code == 500
    assert "Không mở được lúc này" in html
    assert response.headers["X-Request-Id"] in html
    assert Page(html).wrong == []


@pytest.mark.parametrize("url", ["/gallery/?staff=1", "/khong-co/"])
def test_a_page_weighs_little(client, url):
    assert len(gzip.compress(client.get(url).content, 6)) <= 12 * 1024


def test_a_refused_act_leads_back_to_the_page_it_came_from(client):
    here = {"referer": "http://testserver/viec/?page=2#x"}
    assert 'href="/viec/?page=2"' in client.post("/tu-choi/not_lawful/", headers=here).content.decode()
    away = client.post("/tu-choi/not_lawful/", headers={"referer": "https://example.org/x"}).content.decode()
    assert "example.org" not in away
    assert "Về trang đầu" in away


def test_a_host_that_is_not_ours_is_refused_with_a_page(calm):
    response = calm.get("/ai/", headers={"host": "example.org"})
    assert response.status_code == 400
    assert "Yêu cầu này đọc không được" in response.content.decode()
