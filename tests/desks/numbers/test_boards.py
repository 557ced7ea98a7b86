"""Boards: every number is the reports' number and opens its dossiers; the map adds up; who may see which."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.agencies.models import AgencySuccession
from motcua.kernel import clock
from motcua.reports import boards, figures
from tests.asked import asked_of
from tests.factories.plain_lives import a_commune, a_finished_dossier, a_province, a_received_dossier, an_agency, staff
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
SPAN = {"tu": "2026-01-01", "den": "2026-12-31"}


@pytest.fixture
def lives():
    """Two floors below the province: a district with a commune; dossiers at a commune directly under it."""
    a_finished_dossier()
    a_received_dossier(channel="direct", entered_by="officer")
    district = an_agency("H28.159", parent="H44", short="Huyện Lạc Thủy", kind="district")
    return district, an_agency("H28.159.05392", parent="H28.159", short="Xã Chi Nê")


def test_all_tiles_together_are_the_whole(lives):
    found = boards.places("H44", *YEAR)
    (whole,) = figures.handling("H44", *YEAR)
    assert found.whole.counts == whole.counts
    assert found.whole.received == 2
    assert {place.code for place in found.places} >= {"H44.229", "H28.159.05392"}
    assert sum(place.row.received for place in found.places) == 2
    names = {(area.name(), place.code) for area in found.areas for place in area.places}
    assert ("Huyện Lạc Thủy", "H28.159.05392") in names  # by the district it stands under
    assert ("Huyện Lạc Thủy", "H44.229") in names  # by the one it was made of
    alone = boards.places("H44.229", *YEAR)
    assert [place.code for place in alone.places] == ["H44.229"]


def test_as_organised_now_the_tile_has_what_it_took_over(lives):
    at = clock.now() - timedelta(days=2)
    _district, old = lives
    heir = a_commune()
    old.periods.update(valid_to=clock.local_day(at))
    AgencySuccession.objects.create(predecessor=old, successor=heir, way="merged_into", on=clock.local_day(at))
    found = boards.places("H44", *YEAR, organised="now")
    (whole,) = figures.several("H44", [YEAR], organised="now")
    assert found.whole.counts == whole.counts
    codes = [place.code for place in found.places]
    assert "H28.159.05392" not in codes
    browser = browser_of(staff("province_leader", agency=a_province()))
    asked = {**SPAN, "don-vi": "H44.229", "so": "received", "to-chuc": "nay"}
    behind = browser.get(reverse("leader:rows"), asked)
    assert behind.context["count"] == len(behind.context["rows"]) == 2
    public = browser.get(reverse("public:rows", args=["H44.229"]), asked)
    assert public.context["count"] == 2


@pytest.mark.parametrize("page", ["board", "board_map", "board_months", "board_procedures", "board_wall"])
def test_every_board_asks_few_statements_and_opens_for_those_who_lead(lives, page):
    for role, agency, status in (
        ("province_leader", "H44", 200),
        ("procedure_control_officer", "H44", 200),
        ("commune_leader", "H44.229", 403 if page == "board_map" else 200),
        ("specialist_officer", "H44.229", 403),
    ):
        browser = browser_of(staff(role, agency=a_province() if agency == "H44" else a_commune()))
        browser.get(reverse("numbers:board"), SPAN)
        with CaptureQueriesContext(connection) as captured:
            answer = browser.get(reverse(f"numbers:{page}"), SPAN)
        assert answer.status_code == status, role
        assert len(asked_of(captured)) <= 15


def test_each_number_opens_as_many_dossiers(lives):
    browser = browser_of(staff("province_leader", agency=a_province()))
    page = browser.get(reverse("numbers:board"), SPAN)
    (row,) = figures.handling("H44", *YEAR)
    assert page.context["whole"].counts == row.counts
    assert page.context["facts"][0].value == "2"
    assert browser.get(page.context["facts"][0].url).context["count"] == 2
    for indicator in boards.INDICATORS:
        shown = browser.get(reverse("numbers:board_months"), {**SPAN, "theo": indicator.key}).context["found"]
        for line in (*shown.lines, shown.whole):
            for url, number in ((line.part_url, line.measured.part), (line.whole_url, line.measured.whole)):
                assert not url or browser.get(url).context["count"] == number
            cell = next((cell for cell in line.cells if cell.url), None)
            assert cell is None or browser.get(cell.url).context["count"] == cell.measured.whole or not indicator.whole
        drawn = browser.get(reverse("numbers:board_map"), {**SPAN, "theo": indicator.key}).context["drawn"]
        for one in drawn.lines:
            for url, number in ((one.part_url, one.measured.part), (one.whole_url, one.measured.whole)):
                assert not url or browser.get(url).context["count"] == number
            assert browser.get(one.url).status_code == 200


def test_too_few_are_counted_and_never_shared(lives):
    page = browser_of(staff("province_leader", agency=a_province())).get(reverse("numbers:board_map"), SPAN)
    text = page.content.decode()
    assert "2 hồ sơ, ít nên không tính tỷ lệ" in text
    assert "(2)" in text
    assert "<desc" in text


def test_a_period_without_data_an_unknown_unit_and_a_wrong_day():
    a_commune()
    browser = browser_of(staff("province_leader", agency=a_province()))
    for page in ("board", "board_map", "board_months", "board_wall"):
        empty = browser.get(reverse(f"numbers:{page}"), {"tu": "2021-01-01", "den": "2021-12-31"})
        assert empty.status_code == 200
        assert browser.get(reverse(f"numbers:{page}"), {"don-vi": "H17"}).status_code == 404
    assert (
        "Kỳ này chưa có hồ sơ nào."
        in browser.get(reverse("numbers:board"), {"tu": "2021-01-01", "den": "2021-12-31"}).content.decode()
    )
    wrong = browser.get(reverse("numbers:board"), {"tu": "2026-12-31", "den": "2026-01-01"}).content.decode()
    assert "Kỳ kết thúc trước khi bắt đầu" in wrong


def test_a_leader_of_a_commune_sees_no_other_and_is_led_to_the_public_map(lives):
    browser = browser_of(staff("commune_leader"))
    assert browser.get(reverse("numbers:board"), {"don-vi": "H28.159.05392"}).status_code == 404
    url = browser.get(reverse("numbers:board"), SPAN).context["map_url"]
    assert url.startswith(reverse("public:map", args=["H44"]))
    assert browser.get(url).status_code == 200


def test_the_wall_changes_by_itself_until_it_is_stopped(lives):
    browser = browser_of(staff("province_leader", agency=a_province()))
    first = browser.get(reverse("numbers:board_wall"), SPAN)
    seconds, _, url = first.headers["Refresh"].partition("; url=")
    assert seconds == "60"
    assert "xem=ban-do" in url
    second = browser.get(url)
    assert second.context["is_map"]
    assert "xem=ban-do" not in second.headers["Refresh"]
    still = browser.get(second.context["switch_url"])
    assert "Refresh" not in still.headers
    assert still.context["is_map"]


def test_the_public_map_has_counts_and_no_names(lives, client):
    for indicator in boards.INDICATORS:
        page = client.get(reverse("public:map", args=["H44"]), {**SPAN, "theo": indicator.key})
        assert page.status_code == 200
        for line in page.context["drawn"].lines:
            for url, number in ((line.part_url, line.measured.part), (line.whole_url, line.measured.whole)):
                assert not url or client.get(url).context["count"] == number
    assert client.get(reverse("public:map", args=["H44"]), {"tu": "x"}).status_code == 200
    assert client.get(reverse("public:map", args=["H17"])).status_code == 404
    assert (
        reverse("public:map", args=["H44"])
        in client.get(reverse("public:scoreboard_of", args=["H44"]), SPAN).content.decode()
    )


@pytest.mark.parametrize("unit", ["H44", "H44.229"])
def test_a_screen_in_the_hall_needs_nobody_signed_in(lives, client, unit):
    url = reverse("public:wall", args=[unit])
    seen = []
    for _ in boards.INDICATORS:
        with CaptureQueriesContext(connection) as captured:
            page = client.get(url, SPAN if "?" not in url else {})
        assert page.status_code == 200
        assert len(asked_of(captured)) <= 15
        seen.append(page.context["indicator_name"])
        url = page.headers["Refresh"].partition("; url=")[2]
    assert len(set(seen)) == len(boards.INDICATORS)
    assert page.context["facts"][0].value == "2"
    assert "Xã Lạc Thủy: 2 hồ sơ" in page.content.decode()
    still = client.get(page.context["switch_url"])
    assert "Refresh" not in still.headers
    assert client.get(reverse("public:wall", args=["H17"])).status_code == 404


def test_months_as_a_file_and_in_english(lives):
    browser = browser_of(staff("province_leader", agency=a_province()))
    file = browser.get(reverse("numbers:board_months"), {**SPAN, "tai": "csv"}).content.decode("utf-8-sig")
    assert file.splitlines()[0] == "key,name,month,received_online,of,percent"
    assert "H44.229,Xã Lạc Thủy,2026-01,1,2,50.0" not in file  # two dossiers give no share
    assert "H44.229,Xã Lạc Thủy,2026-01,1,2," in file
    assert browser.get(reverse("numbers:board_months"), {**SPAN, "tai": "exe"}).status_code == 404
    browser.cookies["language"] = "en"
    english = browser.get(reverse("numbers:board_map"), SPAN).content.decode()
    assert "The table behind the map" in english
    assert "Bản đồ" not in english
