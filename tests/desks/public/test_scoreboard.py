"""Public figures: the same as the reports give, every number opens as many dossiers as it says."""

import csv
import io
import json
import re
from datetime import date
from html import unescape

import pytest

from motcua.desks.public import periods
from motcua.reports import figures

pytestmark = pytest.mark.django_db
PERIOD = "tu=2023-01-01&den=2023-08-25"
BOARD = f"/bang-cong-khai/H28.159/?{PERIOD}"


def text_of(client, url):
    return client.get(url).content.decode().replace("\u00a0", " ")


def cells(row):
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]


def table(text):
    return [cells(row) for row in re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)]


def test_the_numbers_are_those_of_the_reports(client, target):
    text = text_of(client, BOARD)
    head, *rows = table(text)
    counted = figures.handling("H28.159", date(2023, 1, 1), date(2023, 8, 25), by="agency")
    whole = figures.handling("H28.159", date(2023, 1, 1), date(2023, 8, 25))[0]
    assert {row[0]: (int(row[1]), int(row[2])) for row in rows[:-1]} == {
        row.label_vi: (row.received, row.counts.received_online) for row in counted if row.received
    }
    assert rows[-1][1:4] == [str(whole.received), str(whole.counts.received_online), "80,00 % ít hồ sơ"]
    assert rows[-1][5:] == ["+25,00", "80,00 %", "1"]
    assert head[0] == "Đơn vị"
    assert "55 %" in text
    assert "vượt 25,00 điểm" in text
    assert "1 hồ sơ trễ" in text


def test_a_unit_that_is_no_more_says_until_when(client, target):
    text = text_of(client, BOARD)
    assert "huyện Lạc Thủy có đến 30/06/2025" in text


def test_every_number_opens_as_many_dossiers_as_it_says(client, target):
    text = client.get(BOARD).content.decode()
    links = re.findall(r'href="(/bang-cong-khai/[^"]+/ho-so/[^"]+)">([\d.]+)</a>', text)
    assert len(links) > 8
    for url, number in links:
        listed = client.get(unescape(url)).content.decode()
        assert listed.count('<a class="stay"') == int(number), url
        assert f"{number} hồ sơ" in listed


def test_one_row_of_the_table_opens_its_own_page(client, target):
    text = client.get(BOARD).content.decode()
    urls = re.findall(r'<th scope="row"[^>]*><a class="stay" href="([^"]+)"', text)
    assert len(urls) == 3
    for url in urls:
        by = "theo thủ tục" if "rieng=1" in url else "theo lĩnh vực"  # a commune's procedures tell of few
        assert by in client.get(unescape(url)).content.decode()


def test_the_codes_of_a_procedure_open_where_they_tell_of_no_commune(client, target):
    def opened(unit, **more):
        query = "&".join(f"{key}={value}" for key, value in more.items())
        return client.get(f"/bang-cong-khai/{unit}/ho-so/?so=received&{PERIOD}&{query}").status_code

    assert opened("H28.159", **{"thu-tuc": "1.001193", "rieng": "1"}) == 200
    assert opened("H28.159", **{"thu-tuc": "1.001193"}) == 404
    assert opened("H28.159.05392", **{"thu-tuc": "1.001193"}) == 404
    assert opened("H28.159.05392", **{"linh-vuc": "civil_status"}) == 200


def test_the_files_hold_the_same_rows(client, target):
    answer = client.get(f"/bang-cong-khai/H28.159/so-lieu.csv?{PERIOD}")
    assert answer["Content-Disposition"] == 'attachment; filename="H28.159-20230101-20230825.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    items = json.loads(client.get(f"/bang-cong-khai/H28.159/so-lieu.json?{PERIOD}").content)["items"]
    assert [row["received"] for row in rows] == [str(item["received"]) for item in items]
    assert items[-1]["received"] == 5
    sheet = client.get(f"/bang-cong-khai/H28.159/so-lieu.xlsx?{PERIOD}")
    assert sheet.content[:2] == b"PK"
    assert client.get(f"/bang-cong-khai/H28.159/so-lieu.exe?{PERIOD}").status_code == 404


def test_rows_are_paged_by_key(client, target, monkeypatch):
    monkeypatch.setattr("motcua.desks.public.rows.PAGE", 2)
    url, seen = f"/bang-cong-khai/H28.159/ho-so/?so=received&{PERIOD}", []
    while url:
        text = client.get(url).content.decode()
        seen += re.findall(r'href="/theo-doi/([^"]+)"', text)
        following = re.search(r'<a rel="next" href="([^"]+)"', text)
        url = f"/bang-cong-khai/H28.159/ho-so/{unescape(following[1])}" if following else ""
    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/bang-cong-khai/nobody/", 404),
        ("/bang-cong-khai/H28.159/?tu=mai&den=2023-08-25", 422),
        ("/bang-cong-khai/H28.159/?tu=2023-08-25&den=2023-01-01", 422),
        ("/bang-cong-khai/H28.159/?tu=25/08/2023&den=26/08/2023", 200),
        ("/bang-cong-khai/H28.159/ho-so/?so=names", 404),
        ("/bang-cong-khai/H28.159/ho-so/?so=received&sau=x", 422),
        ("/bang-cong-khai/H44.229/?tu=2020-01-01&den=2020-12-31", 200),
    ],
)
def test_what_cannot_be_answered_is_refused(client, target, url, status):
    assert client.get(url).status_code == status


def test_a_period_without_dossiers_shows_no_zero_percent(client, target):
    text = text_of(client, "/bang-cong-khai/H28.159/?tu=2022-01-01&den=2022-12-31")
    assert "0,00 %" not in text
    assert "–" in text


def test_usual_periods_end_before_they_begin_never():
    for day in (date(2024, 2, 29), date(2025, 1, 1), date(2025, 6, 30), date(2026, 11, 22), date(2026, 12, 31)):
        for one in periods.presets(day):
            assert one.first <= one.last <= day, (day, one)


def test_the_choice_finds_units_of_today_and_of_before(client, target):
    text = text_of(client, "/bang-cong-khai/?q=lac thuy")
    assert "/bang-cong-khai/H44.229/" in text
    assert "/bang-cong-khai/H28.159/" in text
