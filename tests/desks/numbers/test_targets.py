"""Targets on pages: how they run, what would close the gap, handed down after a try, judged beside today."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.reports.aims.judging import judge_closed
from motcua.steering.actions import set_target
from motcua.steering.models import Target
from tests.asked import asked_of
from tests.factories.plain_lives import OPENED_AT, a_commune, a_finished_dossier, a_province, a_received_dossier, staff
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db


def a_target(indicator="online_percent", value="90", *, agency=None, post="", year=2026, field=None):
    return set_target(
        indicator,
        agency=agency or a_commune(),
        period_from=date(year, 1, 1),
        period_to=date(year, 12, 31),
        value=Decimal(value),
        issuer=a_province(),
        decision_no="12/QĐ-UBND",
        post=post,
        field=field,
        by=SYSTEM,
        at=OPENED_AT,
    )


@pytest.fixture
def lives():
    a_finished_dossier()
    a_received_dossier()


def leader():
    return browser_of(staff("commune_leader"))


def province():
    return browser_of(staff("province_leader", agency=a_province()))


def test_a_leader_sees_own_and_inherited_targets_each_leading_to_its_page(lives):
    own, above = a_target(), a_target("on_time_percent", "95", agency=a_province())
    browser = leader()
    page = browser.get(reverse("numbers:targets"))
    assert {one.aim.target.id for one in page.context["lines"]} == {own.pk, above.pk}
    for one in page.context["lines"]:
        detail = browser.get(one.url)
        assert detail.status_code == 200
        assert detail.context["shown"].how
    assert browser.get(reverse("numbers:target", args=[above.pk])).status_code == 404


def test_another_communes_target_is_not_there(lives):
    from tests.factories.plain_lives import an_agency

    other = a_target(agency=an_agency("H44.230", short="Xã An Bình", parent="H44"))
    assert leader().get(reverse("numbers:target", args=[other.pk])).status_code == 404
    assert province().get(reverse("numbers:target", args=[other.pk])).status_code == 200


def test_the_numbers_open_their_dossiers_and_what_can_still_be_in_time(lives):
    target = a_target("on_time_percent", "100")
    browser = leader()
    page = browser.get(reverse("numbers:target", args=[target.pk]))
    shown = page.context["shown"]
    assert len(browser.get(shown.whole_url).context["rows"]) == shown.aim.target.whole
    rows = browser.get(reverse("numbers:target_rows", args=[target.pk]), {"so": "pending_within"}).context["rows"]
    assert len(rows) == shown.aim.so_far.counts.pending_within
    assert browser.get(reverse("numbers:target_rows", args=[target.pk]), {"so": "satisfied"}).status_code == 404


def test_a_sum_is_tried_then_handed_down_to_all_at_once(lives):
    commune, whole = a_commune(), a_target("resolved_in_time", "100", agency=a_province())
    browser, url = province(), reverse("numbers:target_hand_down", args=[whole.pk])
    assert [row.key for row in browser.get(url).context["rows"]] == [commune.code]
    given = {"buoc": "thu", "decision_no": "40/QĐ-UBND", f"value.{commune.code}": "99"}
    short = browser.post(url, given)
    assert short.status_code == 422
    assert "còn thiếu 1" in short.context["errors"]["cascade"]
    tried = browser.post(url, {**given, f"value.{commune.code}": "100"})
    assert tried.context["tried"]
    assert Target.objects.count() == 1
    done = browser.post(url, {**given, f"value.{commune.code}": "100", "buoc": "giao"})
    assert done.status_code == 303
    part = Target.objects.get(agency=commune)
    assert (part.value, part.decision_no, part.measure) == (Decimal(100), "40/QĐ-UBND", "count")
    assert browser.get(done["Location"]).context["checked"].verdict == "fits"
    assert province().get(reverse("numbers:target", args=[part.pk])).context["above"][2] == done["Location"]
    # a commune is told of the whole, whose page it may not open
    assert leader().get(reverse("numbers:target", args=[part.pk])).context["above"][1:] == ("100", "")


def test_programs_get_percents_unless_they_ask_for_sums(client):
    a_target("resolved_in_time", "100", agency=a_province())
    asked = {"agency": a_province().code, "on": "2026-05-01"}
    assert client.get("/api/v1/statistics/targets", asked).json()["items"] == []
    (found,) = client.get("/api/v1/statistics/targets", {**asked, "measure": "count"}).json()["items"]
    assert (found["indicator"], found["target"]) == ("resolved_in_time", 100)


@pytest.mark.parametrize(("typed", "path"), [("nhiều", "value."), ("-1", "value."), ("", "cascade")])
def test_what_is_wrong_is_said_at_its_line(lives, typed, path):
    commune, whole = a_commune(), a_target("received_online", "10", agency=a_province())
    url = reverse("numbers:target_hand_down", args=[whole.pk])
    answer = province().post(url, {"buoc": "giao", "decision_no": "1", f"value.{commune.code}": typed})
    assert answer.status_code == 422
    assert [one for one in answer.context["errors"] if one.startswith(path)]
    assert Target.objects.count() == 1


def test_a_commune_hands_down_to_its_posts_and_not_to_others(lives):
    from motcua.agencies.models import Position

    commune = a_commune()
    Position.objects.create(agency=commune, slug="specialist_justice", title_vi="Tư pháp", valid_from=date(2025, 7, 1))
    target, above = a_target(), a_target(agency=a_province())
    browser, url = leader(), reverse("numbers:target_hand_down", args=[target.pk])
    assert "specialist_justice" in [row.key for row in browser.get(url).context["rows"]]
    given = {"buoc": "giao", "decision_no": "1/QĐ", "value.specialist_justice": "95,5"}
    assert browser.post(url, given).status_code == 303
    narrow = Target.objects.get(post="specialist_justice")
    assert (narrow.value, narrow.issuer) == (Decimal("95.50"), commune)
    assert [one.aim.target.id for one in browser.get(reverse("numbers:targets")).context["narrow"]] == [narrow.pk]
    assert browser.get(reverse("numbers:target", args=[narrow.pk])).status_code == 200
    assert browser.get(reverse("numbers:target_hand_down", args=[above.pk])).status_code == 404


def test_the_judgement_stands_beside_today(lives):
    target = a_target("resolved_in_time", "1", year=2025)
    judge_closed(clock.now())
    page = province().get(reverse("numbers:target", args=[target.pk]))
    assert not page.context["judged"].moved
    assert "vẫn vậy" in page.content.decode()
    found = province().get(reverse("numbers:targets_judged"))
    assert [one["row"].target_id for one in found.context["rows"]] == [target.pk]


def test_procedures_not_offered_online_are_listed(lives):
    target = a_target("procedures_digitalised", "80")
    browser = leader()
    page = browser.get(browser.get(reverse("numbers:target", args=[target.pk])).context["closing_url"])
    assert page.status_code == 200
    assert page.context["count"] == len(page.context["shown"].rows)


def test_the_pages_ask_the_database_at_most_fifteen_times(lives):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from motcua.agencies.models import Position

    commune = a_commune()
    targets = [a_target(), a_target("resolved_in_time", "100"), a_target("procedures_digitalised", "80")]
    for slug in ("specialist_justice", "specialist_land", "specialist_society"):
        Position.objects.create(agency=commune, slug=slug, title_vi=slug, valid_from=date(2025, 7, 1))
        targets.append(a_target(post=slug))
    browser = leader()
    pages = [reverse("numbers:targets"), reverse("numbers:targets_judged")]
    pages += [reverse("numbers:target", args=[one.pk]) for one in targets]
    pages += [reverse("numbers:target_hand_down", args=[one.pk]) for one in targets[:2]]
    for page in pages:
        assert browser.get(page).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            browser.get(page)
        assert len(asked := asked_of(captured)) <= 15, (page, asked)
