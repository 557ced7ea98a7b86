"""The specialist's queue and the dossier's page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from motcua.dossiers.models import Dossier
from tests.factories.plain_lives import OPENED_AT, a_dossier, a_province, a_received_dossier, an_agency, staff
from tests.factories.proposals import a_proposed_dossier, browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return browser_of(staff("specialist_officer"))


def act(code: str, name: str) -> str:
    return reverse("officer:act", args=[code, name])


def test_counts_equal_the_lists_they_open(officer):
    a_received_dossier()
    paused = a_received_dossier(at=OPENED_AT - timedelta(days=3)).code
    a_proposed_dossier()
    officer.post(
        reverse("officer:ask_supplement", args=[paused]),
        {"other": "Bản sao giấy khai sinh", "why-other": "Thiếu", "reason": "Thiếu giấy", "ground": "Điều 16"},
    )
    page = officer.get(reverse("officer:queue"))
    for tab in page.context["tabs"]:
        assert len(officer.get(tab.url).context["rows"]) == tab.count
    tabs = {tab.label: tab.count for tab in page.context["tabs"]}
    assert (tabs["Cần làm"], tabs["Chờ bổ sung"], tabs["Chờ ký"]) == (2, 1, 1)


def test_what_a_colleague_took_is_not_mine(officer):
    dossier = a_received_dossier()
    colleague = staff("specialist_officer", username="colleague")
    Dossier.objects.filter(pk=dossier.pk).update(assigned_to_id=colleague.account_id)
    assert officer.get(reverse("officer:queue")).context["rows"] == []
    assert [row.code for row in officer.get(reverse("officer:dossiers")).context["rows"]] == [dossier.code]


def test_an_empty_queue_says_so(officer):
    a_dossier()  # not received yet, so nobody's task
    assert "Hết việc cần làm." in officer.get(reverse("officer:queue")).content.decode()


def test_a_proposal_without_result_is_shown_at_its_field(officer):
    code = a_received_dossier().code
    answer = officer.post(act(code, "propose"), {"result": "", "note": "Đủ"})
    assert answer.status_code == 422
    assert answer.context["problems"]
    assert "Đủ" in answer.content.decode()
    assert officer.post(act(code, "propose"), {"result": "approve"}).status_code == 303


def test_an_empty_note_is_shown_at_its_field(officer):
    code = a_received_dossier().code
    answer = officer.post(reverse("officer:note", args=[code]), {"inner": ""})
    assert answer.status_code == 422
    assert answer.context["errors"]["inner"]
    assert officer.post(reverse("officer:note", args=[code]), {"inner": "Đã gọi"}).status_code == 303


def test_only_lawful_acts_are_offered():
    code = a_proposed_dossier().code
    for role, offered in (("specialist_officer", False), ("commune_leader", True)):
        page = browser_of(staff(role)).get(reverse("officer:dossier", args=[code])).content.decode()
        assert (act(code, "approve") in page) is offered
        assert act(code, "propose") not in page


def test_an_approval_is_confirmed_on_a_page_of_its_own():
    code = a_proposed_dossier().code
    leader = browser_of(staff("commune_leader"))
    page = leader.get(act(code, "approve"))
    assert "hoàn tác" in page.content.decode()
    assert Dossier.objects.get(code=code).state == "processing"
    assert leader.post(act(code, "approve"), {"note": "Đồng ý"}).status_code == 303
    assert Dossier.objects.get(code=code).state == "finished"


def test_another_agencys_dossier_does_not_exist():
    code = a_dossier().code
    a_province()
    other = browser_of(staff("specialist_officer", agency=an_agency("H44.230", parent="H44", short="Xã An Bình")))
    for name in ("officer:dossier", "officer:history", "officer:ask_supplement"):
        assert other.get(reverse(name, args=[code])).status_code == 404


def test_pages_speak_english(officer):
    code = a_received_dossier().code
    officer.cookies["language"] = "en"
    assert "Propose to the leader" in officer.get(reverse("officer:dossier", args=[code])).content.decode()
    assert "To do" in officer.get(reverse("officer:queue")).content.decode()
