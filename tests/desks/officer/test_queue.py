"""The queue: filters that keep counts true, warnings, neighbours, search, few queries."""

import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.agencies.models import Position
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.workflow.models import Process
from tests.asked import asked_of
from tests.factories.plain_lives import OPENED_AT, a_received_dossier, a_version, staff
from tests.factories.proposals import a_proposed_dossier, browser_of

pytestmark = pytest.mark.django_db
QUEUE = "/viec/"


@pytest.fixture
def officer():
    return browser_of(staff("specialist_officer"))


def codes(answer) -> list[str]:
    return [row.code for row in answer.context["rows"]]


def due(dossier: Dossier, **of) -> Dossier:
    Dossier.objects.filter(pk=dossier.pk).update(due_at=clock.now() + timedelta(**of), received_at=OPENED_AT)
    return dossier


def test_counts_stay_true_under_every_filter(officer):
    other = a_version(slug="permit")
    late, far = due(a_received_dossier(), days=-2), due(a_received_dossier(version=other, channel="direct"), days=90)
    due(a_received_dossier(), minutes=30)
    a_proposed_dossier()
    colleague = staff("specialist_officer", username="hoa")
    Dossier.objects.filter(pk=far.pk).update(assigned_to_id=colleague.account_id)
    assert codes(officer.get(QUEUE))[0] == late.code
    for given in (
        "",
        "?cua=don-vi",
        "?cua=chua-nhan",
        "?thu-tuc=X.permit&cua=don-vi",
        "?kenh=direct&cua=don-vi",
        "?q=x",
    ):
        page = officer.get(QUEUE + given)
        for tab in page.context["tabs"]:
            assert len(officer.get(tab.url).context["rows"]) == tab.count, (given, tab.label)
    assert codes(officer.get(QUEUE + "?cua=don-vi&kenh=direct")) == [far.code]
    chosen = officer.get(QUEUE + "?thu-tuc=X.permit&cua=don-vi").context["procedures"]
    assert {code for code, _name in chosen} == {"", "X.permit", "X.birth"}, "another procedure can be chosen at once"


def test_a_filter_stays_with_the_tabs_and_can_be_taken_away(officer):
    due(a_received_dossier(), days=-2)
    page = officer.get(QUEUE + "?kenh=direct&loc=late")
    assert all("kenh=direct" in tab.url for tab in page.context["tabs"])
    assert page.context["clear_url"] in page.content.decode()
    assert "Không có hồ sơ nào hợp với bộ lọc" in page.content.decode()


def test_paused_ones_come_last(officer):
    paused, going = a_received_dossier(), a_received_dossier()
    officer.post(
        reverse("officer:ask_supplement", args=[paused.code]),
        {"other": "Bản sao", "why-other": "Thiếu", "reason": "Thiếu giấy", "ground": "Điều 16"},
    )
    due(going, days=60)
    assert codes(officer.get(QUEUE)) == [going.code, paused.code]
    assert codes(officer.get(QUEUE + "?loc=paused")) == [paused.code]


def test_the_hours_of_the_next_steps_warn_earlier(officer):
    dossier = a_received_dossier()
    due(dossier, days=30)
    assert codes(officer.get(QUEUE + "?loc=soon")) == []
    process = Process.objects.get()
    Process.objects.filter(pk=process.pk).update(
        steps=[{**step, "hours": 400 if step["act"] == "approve" else None} for step in process.steps]
    )
    page = officer.get(QUEUE + "?loc=soon")
    assert codes(page) == [dossier.code]
    assert "trình" in page.context["rows"][0].aside
    assert "Trình" in officer.get(reverse("officer:dossier", args=[dossier.code])).content.decode()


def test_what_waits_for_a_colleagues_post_is_not_mine_but_the_units(officer):
    hoa = staff("specialist_officer", username="hoa")
    Position.objects.filter(slug=hoa.position).update(slug="specialist_land")
    dossier = a_received_dossier()
    ProcedureVersion.objects.update(handled_by="specialist_land")
    assert codes(officer.get(QUEUE)) == []
    assert codes(officer.get(QUEUE + "?cua=chua-nhan")) == [dossier.code]
    ProcedureVersion.objects.update(handled_by="specialist_nobody")
    assert codes(officer.get(QUEUE)) == [dossier.code], "a post that nobody holds is everybody's"


def test_a_dossier_opened_from_a_list_knows_its_neighbours(officer):
    first, second, third = (due(a_received_dossier(), days=days) for days in (10, 20, 30))
    page = officer.get(QUEUE + "?kenh=online")
    opened = officer.get(page.context["rows"][1].url)
    place = opened.context["place"]
    assert (place.number, place.total, place.previous, place.following) == (2, 3, first.code, third.code)
    assert opened.context["here"].url == QUEUE + "?kenh=online"
    officer.post(reverse("officer:act", args=[second.code, "propose"]), {"result": "approve"})
    gone = officer.get(page.context["rows"][1].url).context["place"]
    assert (gone.number, gone.following) == (0, first.code)
    assert officer.get(reverse("officer:dossier", args=[first.code])).context["place"] is None


def test_a_long_queue_is_counted_to_a_limit_and_paged(officer, monkeypatch):
    monkeypatch.setattr(sys.modules["motcua.dossiers.queries.tasks"], "MOST_COUNTED", 2)
    for _ in range(4):
        a_received_dossier()
    viewer = staff("specialist_officer")
    assert queries.count_tasks(viewer, clock.now(), queries.Tasks()).tabs["todo"] == 3


def test_rows_do_not_repeat_over_pages(officer):
    made = {a_received_dossier().code for _ in range(27)}
    first, second = officer.get(QUEUE), officer.get(QUEUE + "?page=2")
    assert len(codes(first)) == 25
    assert set(codes(first)) | set(codes(second)) == made


@pytest.mark.parametrize(
    "question", ["Bùi Lành", "bui thi", "017184003125", "khai sinh", "{code}", "{tail}", "H44.229"]
)
def test_a_dossier_is_found_by_what_one_knows_of_it(officer, question):
    dossier = a_received_dossier()
    q = question.format(code=dossier.code, tail=dossier.code.partition("-")[2])
    assert codes(officer.get("/viec/ho-so/", {"q": q})) == [dossier.code]
    assert codes(officer.get(QUEUE, {"q": q})) == [dossier.code]


@pytest.mark.parametrize("question", ["Nguyễn", "':* & !", "%", "x" * 300, "' OR 1=1"])
def test_what_is_not_there_is_not_found(officer, question):
    a_received_dossier()
    page = officer.get("/viec/ho-so/", {"q": question})
    assert page.status_code == 200
    assert codes(page) == [] or question in ("':* & !", "%")


def test_few_queries_however_many_rows(officer):
    for _ in range(3):
        a_received_dossier()
    officer.get(QUEUE)
    with CaptureQueriesContext(connection) as few:
        officer.get(QUEUE)
    for _ in range(12):
        a_received_dossier()
    with CaptureQueriesContext(connection) as many:
        officer.get(QUEUE)
    assert len(asked_of(many)) == len(asked_of(few)) <= 15


def test_the_pages_of_a_dossier_ask_few_questions(officer):
    code = a_received_dossier().code
    url = reverse("officer:dossier", args=[code]) + "?ds=viec"
    officer.get(url)
    with CaptureQueriesContext(connection) as made:
        officer.get(url)
    assert len(asked_of(made)) <= 15
