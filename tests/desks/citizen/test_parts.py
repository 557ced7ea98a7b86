"""A supplement answered in parts on the citizen's page and at the counter, without scripts."""

import pytest
from django.urls import reverse

from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, Supplement
from motcua.flows import act as acts
from motcua.people.models import Account
from tests.rooms.dossiers.points import COUNTER, GROUND, LEADER, SPECIALIST, actor, minutes, received

pytestmark = pytest.mark.django_db
ITEMS = [
    {"kind": "other", "key": f"other_{n}", "label_vi": f"Tờ {n}", "label_en": f"Sheet {n}", "reason": "Mờ"}
    for n in (1, 2)
]


@pytest.fixture
def two_asked():
    body = {"items": ITEMS, "reason": "Thiếu hai tờ", "ground": GROUND}
    return acts.perform(received().code, "request_supplement", body, by=actor(SPECIALIST), at=minutes(5))


def enter(client, role):
    client.force_login(Account.objects.get(pk=actor(role).account_id))
    return client


def given(dossier):
    return queries.given_of(Supplement.objects.get(dossier=dossier))


def test_a_part_is_sent_kept_and_marked_and_the_rest_comes_later(client, two_asked):
    page = reverse("citizen:supplement", args=[two_asked.code])
    enter(client, "citizen")
    assert "Gửi phần này, còn lại gửi sau" in client.get(page).content.decode()
    answer = client.post(page, {"then": "part", "way-1": "declared", "way-2": "file"}, follow=True)
    assert "1 trong 2" in answer.content.decode()
    assert Dossier.objects.get(pk=two_asked.pk).state == "supplement_requested"
    assert given(two_asked).count == 1
    again = client.get(page).content.decode()
    assert "Không phải gửi lại" in again
    answer = client.post(page, {"then": "all", "way-1": "file", "way-2": "declared"}, follow=True)
    assert "Đã gửi bổ sung." in answer.content.decode()
    assert Dossier.objects.get(pk=two_asked.pk).state == "processing"


def test_everything_asked_for_is_still_asked_when_all_is_pressed(client, two_asked):
    page = reverse("citizen:supplement", args=[two_asked.code])
    enter(client, "citizen")
    answer = client.post(page, {"then": "all", "way-1": "declared", "way-2": "file"})
    assert answer.status_code == 422
    assert given(two_asked).count == 0
    empty = client.post(page, {"then": "part", "way-1": "file", "way-2": "file"})
    assert empty.status_code == 422


def test_the_officer_sees_what_came_and_takes_it_as_enough(client, two_asked):
    enter(client, "citizen").post(
        reverse("citizen:supplement", args=[two_asked.code]), {"then": "part", "way-1": "declared", "way-2": "file"}
    )
    officer = enter(client, SPECIALIST)
    page = officer.get(reverse("officer:dossier", args=[two_asked.code])).content.decode()
    assert "đã gửi 1 trong 2 mục" in page
    assert "mới gửi một phần" in page
    act = reverse("officer:act", args=[two_asked.code, "accept_supplement"])
    assert officer.post(act, {"reason": ""}).status_code == 422
    assert officer.post(act, {"reason": "Tờ 2 đã có"}).status_code in (302, 303)
    assert Dossier.objects.get(pk=two_asked.pk).state == "processing"


def test_the_counter_takes_in_what_was_brought(client, two_asked):
    counter = enter(client, COUNTER)
    page = reverse("counter:brought", args=[two_asked.code])
    answer = counter.post(page, {"seen-other_1": "on", "originals-other_1": "1"}, follow=True)
    assert "Đã nhận 1 trong 2 mục" in answer.content.decode()
    assert counter.post(page, {"seen-other_2": "on"}).status_code == 303
    assert Dossier.objects.get(pk=two_asked.pk).state == "processing"


def test_an_apology_is_on_the_page_of_its_applicant(client):
    dossier = received()
    assert dossier.due_at is not None
    from datetime import timedelta

    letter = {"reason_code": "workload", "reason": "Nhiều hồ sơ dồn", "due_at": dossier.due_at + timedelta(days=4)}
    acts.perform(dossier.code, "propose_apology", letter, by=actor(SPECIALIST), at=minutes(6))
    acts.perform(dossier.code, "sign_apology", {}, by=actor(LEADER), at=minutes(7))
    page = enter(client, "citizen").get(reverse("citizen:dossier", args=[dossier.code])).content.decode()
    assert "xin lỗi ông/bà" in page
    assert "Nhiều hồ sơ dồn." in page
    assert "Chỉ hẹn lại lần này" in page
