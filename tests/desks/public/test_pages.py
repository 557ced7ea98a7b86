"""Every public page: whole in both languages, light, one main button, empty of people."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.asked import asked_of
from tests.desks.shell.test_pages import Page

BOARD = "/bang-cong-khai/H28.159/?tu=2023-01-01&den=2023-08-25"
PAGES = [
    "/",
    "/thu-tuc/",
    "/thu-tuc/?q=ket hon",
    "/thu-tuc/?viec=sinh-con",
    "/thu-tuc/?q=khong co dau",
    "/thu-tuc/tat-ca/",
    "/thu-tuc/1.013225/",
    "/thu-tuc/2.000884/",
    "/thu-tuc/1.001193/",
    "/chon-xa/",
    "/chon-xa/?q=khoan du",
    "/theo-doi/",
    "/theo-doi/H28.159-230105-0001",
    "/bang-cong-khai/",
    "/bang-cong-khai/?q=lac thuy",
    BOARD,
    BOARD + "&rieng=1",
    "/bang-cong-khai/H44.229/",
    "/bang-cong-khai/H28.159/ho-so/?so=received&tu=2023-01-01&den=2023-08-25",
    "/to-cong-nghe-so/",
    "/to-cong-nghe-so/?q=thon",
    "/gioi-thieu/",
    "/tro-giup/",
    "/de-doc-de-dung/",
    "/du-lieu-ca-nhan/",
]
NAMES = ("Bùi Thị Lành", "Bùi Văn An", "Lành", "017184003125", "0912345678", "0912 345 678")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("url", PAGES)
def test_a_page_is_whole_light_and_names_nobody(client, target, url, language):
    client.cookies["language"] = language
    client.cookies["place"] = "H44.229"
    response = client.get(url)
    assert response.status_code == 200
    text = response.content.decode()
    page = Page(text)
    assert page.wrong == []
    assert page.open == []
    assert len(page.all("h1")) == 1
    assert page.all("html")[0]["lang"] == language
    assert "style" not in {name for _, attrs in page.tags for name in attrs}
    classes = [(attrs.get("class") or "").split() for tag, attrs in page.tags if tag in ("a", "button")]
    assert sum("btn" in one and not {"btn--2", "btn--stop"} & set(one) for one in classes) <= 1
    assert len(gzip.compress(response.content)) <= 12 * 1024
    assert [name for name in NAMES if name in text] == []


def test_pages_stand_on_an_empty_installation(client, db):
    for url in (
        "/",
        "/thu-tuc/",
        "/thu-tuc/tat-ca/",
        "/chon-xa/",
        "/theo-doi/",
        "/bang-cong-khai/",
        "/to-cong-nghe-so/",
    ):
        assert client.get(url).status_code == 200, url


def test_the_number_of_queries_of_a_list_does_not_grow(client, catalogue):
    with CaptureQueriesContext(connection) as captured:
        client.get("/thu-tuc/")
    assert len(asked_of(captured)) <= 12


def test_a_commune_is_chosen_by_its_old_name_and_kept(client, catalogue):
    text = client.get("/chon-xa/?q=khoan du").content.decode()
    assert "Không thấy" in text  # nobody loaded who took over from it
    response = client.post("/chon-xa/", {"place": "H44.229", "next": "/thu-tuc/"})
    assert (response.status_code, response["Location"]) == (303, "/thu-tuc/")
    assert client.cookies["place"].value == "H44.229"
    assert "Bộ phận Một cửa xã Lạc Thủy" in client.get("/").content.decode()


@pytest.mark.parametrize("place", ["", "H28.159", "H44", "nobody"])
def test_only_a_commune_of_today_can_be_chosen(client, catalogue, place):
    response = client.post("/chon-xa/", {"place": place})
    assert response.status_code == 422
    assert "Chọn một xã, phường" in response.content.decode()


def test_the_way_back_never_leaves_the_site(client, catalogue):
    response = client.post("/chon-xa/", {"place": "H44.229", "next": "https://example.org/"})
    assert response["Location"] == "/"
