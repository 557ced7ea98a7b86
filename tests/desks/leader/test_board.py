"""The board's numbers are those of the reports, and each opens as many dossiers as it says."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from motcua.desks.leader import periods
from motcua.kernel import clock
from motcua.reports import figures
from motcua.steering.models import Target
from tests.asked import asked_of
from tests.factories.plain_lives import a_commune, a_finished_dossier, a_province, a_received_dossier, staff
from tests.factories.proposals import a_proposed_dossier, browser_of

pytestmark = pytest.mark.django_db
PERIOD = {"tu": "2026-01-01", "den": "2026-12-31"}


@pytest.fixture
def lives():
    a_finished_dossier()
    a_finished_dossier()
    a_received_dossier()
    a_proposed_dossier()


def set_target(browser, **changes):
    given = {
        "indicator": "online_percent",
        "agency": "H44.229",
        "period_from": "2026-01-01",
        "period_to": "2026-12-31",
        "value": "92,5",
        "decision_no": "12/QĐ-UBND",
    }
    return browser.post(reverse("leader:set_target"), {**given, **changes})


@pytest.mark.parametrize("role", ["province_leader", "procedure_control_officer"])
def test_the_numbers_are_the_figures_and_open_as_many_dossiers(lives, role):
    browser = browser_of(staff(role, agency=a_province()))
    page = browser.get(reverse("leader:board"), PERIOD)
    assert page.status_code == 200
    row = figures.handling("H44", date(2026, 1, 1), date(2026, 12, 31))[0]
    numbers = [number for _, number, _ in page.context["facts"]]
    assert numbers == [
        row.received,
        row.resolved_total,
        row.counts.resolved_late,
        row.pending_total,
        row.counts.pending_late,
    ]
    assert row.received == 4
    for _, number, url in page.context["facts"]:
        behind = browser.get(url)
        assert behind.context["count"] == len(behind.context["rows"]) == number
        assert all((one.dossier is not None) == (role == "province_leader") for one in behind.context["rows"])


def test_the_communes_add_up_to_the_province(lives):
    page = browser_of(staff("province_leader", agency=a_province())).get(reverse("leader:board"), PERIOD)
    assert page.context["by_unit"]
    assert sum(unit.row.received for unit in page.context["late"]) == page.context["whole"].received
    assert all(unit.percent is None for unit in page.context["late"])
    assert "ít hồ sơ" in page.content.decode()


def test_a_commune_leader_sees_procedures_and_no_other_commune(lives):
    browser = browser_of(staff("commune_leader"))
    page = browser.get(reverse("leader:board"), PERIOD)
    assert not page.context["by_unit"]
    assert page.context["waiting_count"] == 1
    for unit in page.context["late"]:
        behind = browser.get(unit.resolved_url)
        assert behind.context["count"] == len(behind.context["rows"]) == unit.row.resolved_total
    assert browser.get(reverse("leader:board"), {"don-vi": "H44"}).status_code == 404


def test_targets_are_set_and_shown_worst_gap_first(lives):
    browser = browser_of(staff("province_leader", agency=a_province()))
    assert set_target(browser).status_code == 303
    assert set_target(browser, indicator="on_time_percent", value="100").status_code == 303
    assert Target.objects.get(indicator="online_percent").value == Decimal("92.50")
    today = clock.local_day(clock.now())
    board = browser_of(staff("commune_leader")).get(reverse("leader:board"))
    rows = figures.targets("H44.229", today)
    shown = [(aim.row.indicator, aim.row.actual, aim.row.gap) for aim in board.context["aims"]]
    assert sorted(shown) == sorted((row.indicator, row.actual, row.gap) for row in rows)
    gaps = [gap for _, _, gap in shown if gap is not None]
    assert gaps == sorted(gaps)
    assert "12/QĐ-UBND" in browser.get(reverse("leader:targets")).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value": "nhiều"}, "value"),
        ({"value": "101"}, "value"),
        ({"indicator": "luck"}, "indicator"),
        ({"agency": "H17"}, "agency"),
        ({"period_to": "2025-12-31"}, "period_to"),
        ({"period_from": "hôm qua"}, "period_from"),
        ({"decision_no": ""}, "decision_no"),
    ],
)
def test_a_wrong_target_is_shown_at_its_field(changes, field):
    a_commune()
    answer = set_target(browser_of(staff("province_leader", agency=a_province())), **changes)
    assert answer.status_code == 422
    assert field in answer.context["errors"]
    assert not Target.objects.exists()


def test_targets_that_cross_are_refused_with_words():
    a_commune()
    browser = browser_of(staff("procedure_control_officer", agency=a_province()))
    set_target(browser)
    answer = set_target(browser, period_from="2026-06-01", period_to="2027-05-31")
    assert answer.status_code == 422
    assert "12/QĐ-UBND" in answer.context["errors"]["period_to"]


def test_periods_end_today_and_nonsense_is_this_year():
    from django.http import QueryDict

    today = date(2026, 3, 9)
    assert periods.read(QueryDict("ky=thang-truoc"), today).first == date(2026, 2, 1)
    assert periods.read(QueryDict("ky=quy"), today).first == date(2026, 1, 1)
    assert periods.read(QueryDict("tu=2026-05-01&den=2026-04-01"), today).key == "nam"
    assert periods.read(QueryDict("tu=1/2/2026&den=x"), today).last == today


def test_an_unknown_number_is_not_found():
    assert browser_of(staff("commune_leader")).get(reverse("leader:rows"), {"so": "luck"}).status_code == 404


def fresh(browser, url):
    """What a page was made of: asked under an address of its own, because unchanged pages are given again as they are."""
    fresh.asked += 1
    return browser.get(f"{url}&lan={fresh.asked}").context


fresh.asked = 0


@pytest.fixture
def late_lives(lives):
    """Two that nobody examined and are late by now, one signed too late."""
    from motcua.dossiers import actions as dossiers

    code = a_proposed_dossier().code
    dossiers.approve(code, by=staff("commune_leader"), at=clock.parse("2026-02-02T10:00"))
    return code


@pytest.mark.parametrize("role", ["province_leader", "commune_leader"])
def test_every_number_of_the_board_opens_as_many_dossiers(late_lives, role):
    browser = browser_of(staff(role, agency=a_province() if role == "province_leader" else None))
    page = browser.get(reverse("leader:board"), PERIOD)
    opened = 0
    for why in page.context["whys"]:
        assert fresh(browser, why.url)["count"] == why.count > 0
        opened += 1
    for line in page.context["late"]:
        counts = line.row.counts
        for url, number in (
            (line.pending_url, counts.pending_late),
            (line.late_url, counts.resolved_late),
            (line.resolved_url, line.row.resolved_total),
        ):
            shown = fresh(browser, url)
            assert shown["count"] == len(shown["rows"]) == number
            opened += 1
        for why in line.whys:
            assert fresh(browser, why.url)["count"] == why.count
        for cell in line.cells:
            if cell.url:
                assert fresh(browser, cell.url)["count"] == cell.resolved
    assert opened >= 5
    late = fresh(browser, page.context["late_url"])
    assert late["count"] == page.context["late_total"] == 3
    assert {place for _one, _dossier, place in late["rows"]} == {"chờ thẩm tra, đề xuất", "chờ lãnh đạo ký"}


def test_the_commune_as_its_own_line_opens_its_own_dossiers_only(lives):
    from tests.factories.plain_lives import an_agency

    province = a_province()
    an_agency("H44.230", parent="H44", short="Xã An Bình")
    browser = browser_of(staff("province_leader", agency=province))
    lines = {line.key: line for line in browser.get(reverse("leader:units"), PERIOD).context["lines"]}
    assert set(lines) == {"H44.229"}  # none without a dossier
    link = reverse("leader:rows") + "?so=received&don-vi=H44&rieng=1&tu=2026-01-01&den=2026-12-31"
    assert browser.get(link).context["count"] == 0


@pytest.mark.parametrize("file", ["chi-tieu", "don-vi", "thang"])
def test_each_table_is_there_as_csv(lives, file):
    set_target(browser_of(staff("province_leader", agency=a_province())))
    answer = browser_of(staff("commune_leader")).get(reverse("leader:board"), {**PERIOD, "tai": file})
    assert answer["Content-Type"].startswith("text/csv")
    assert "attachment" in answer["Content-Disposition"]
    head, *lines = answer.content.decode("utf-8-sig").splitlines()
    assert head.split(",")[0] in ("indicator", "key")
    assert lines
    assert browser_of(staff("commune_leader")).get(reverse("leader:board"), {"tai": "x"}).status_code == 404


def test_the_list_behind_a_number_is_there_as_csv(lives):
    browser = browser_of(staff("commune_leader"))
    answer = browser.get(reverse("leader:rows"), {**PERIOD, "so": "received", "tai": "1"})
    assert len(answer.content.decode("utf-8-sig").splitlines()) == 1 + 4


def test_small_samples_are_never_ranked(lives):
    browser = browser_of(staff("province_leader", agency=a_province()))
    page = browser.get(reverse("leader:units"), {**PERIOD, "xep": "ty-le"})
    assert all(line.percent is None for line in page.context["lines"])
    assert "ít hồ sơ" in page.content.decode()


@pytest.mark.parametrize("role", ["province_leader", "commune_leader"])
def test_the_board_asks_the_database_at_most_fifteen_times(late_lives, role):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = browser_of(staff(role, agency=a_province() if role == "province_leader" else None))
    set_target(browser_of(staff("province_leader", agency=a_province())))
    for name in ("leader:board", "leader:units", "leader:late"):
        browser.get(reverse(name), PERIOD)
        with CaptureQueriesContext(connection) as captured:
            browser.get(reverse(name), PERIOD)
        assert len(asked := asked_of(captured)) <= 15, asked


def test_the_history_of_a_target_keeps_what_was_replaced(lives):
    browser = browser_of(staff("province_leader", agency=a_province()))
    set_target(browser)
    set_target(browser, value="95", decision_no="40/QĐ-UBND")
    page = browser.get(reverse("leader:target_history"), {"chi-tieu": "online_percent", "don-vi": "H44.229"})
    said = page.content.decode()
    assert [row.decision_no for row, _ in page.context["rows"]] == ["12/QĐ-UBND", "40/QĐ-UBND"]
    assert "đã thay" in said
    assert "đang dùng" in said
    for asked in ({"chi-tieu": "luck", "don-vi": "H44.229"}, {"chi-tieu": "online_percent", "don-vi": "H17"}):
        assert browser.get(reverse("leader:target_history"), asked).status_code == 404
