"""The end of the day: papers handed to units, what stays open, the book, and the closing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.models import DayClosing, Dossier, HandOverLine, HandOverList
from motcua.flows import act
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.workflow.models import Process
from tests.asked import asked_of
from tests.desks.counter.people_at_it import BIRTH, begun, page, url
from tests.factories import plain_lives

FORWARDED = "1.001612"


@pytest.fixture
def birth(counter):
    draft = begun(counter, BIRTH)
    counter.post(url(draft), page(draft, act="accept"))
    return Dossier.objects.get()


def group_of(counter):
    (group,) = counter.get("/quay/ngay/").context["groups"]
    return group


def test_papers_go_to_their_unit_on_a_numbered_list(counter, birth):
    group = group_of(counter)
    assert [one.code for one in group.dossiers] == [birth.code]
    assert counter.post("/quay/ngay/ban-giao/", {"unit": group.unit.key}).status_code == 422
    given = {"unit": group.unit.key, "code": [birth.code], "receiver": "Quách Văn Hiếu"}
    assert counter.post("/quay/ngay/ban-giao/", given).status_code == 303
    made = HandOverList.objects.get()
    assert (made.number, made.receiver, made.to_post) == (1, "Quách Văn Hiếu", "specialist_justice")
    after = counter.get("/quay/ngay/")
    assert (after.context["groups"], after.context["figures"].handed_over) == ([], 1)
    paper = counter.get(f"/quay/ngay/{made.day.isoformat()}/ban-giao-1.pdf")
    assert paper["Content-Type"] == "application/pdf"
    again = counter.post("/quay/ngay/ban-giao/", given, follow=True)  # pressed twice
    assert "vừa được bàn giao" in again.content.decode()
    assert HandOverList.objects.count() == 1
    event = Event.objects.get(type="counter.handed_over")
    assert "Quách" not in event.facts


def test_a_process_with_the_step_moves_on_with_the_list(counter):
    draft = begun(counter, FORWARDED)
    assert counter.post(url(draft), page(draft, act="accept")).status_code == 303
    dossier = Dossier.objects.get()
    assert dossier.step == "forward"
    group = group_of(counter)
    counter.post("/quay/ngay/ban-giao/", {"unit": group.unit.key, "code": [dossier.code]})
    dossier.refresh_from_db()
    assert (dossier.state, dossier.step) == ("processing", "propose")
    assert HandOverLine.objects.get().forwarded


def test_the_forward_button_sends_it_on_without_a_list(counter):
    draft = begun(counter, FORWARDED)
    counter.post(url(draft), page(draft, act="accept"))
    dossier = Dossier.objects.get()
    assert "Chuyển bộ phận chuyên môn" in counter.get(f"/quay/ho-so/{dossier.code}/").content.decode()
    assert counter.post(f"/quay/ho-so/{dossier.code}/chuyen/").status_code == 303
    dossier.refresh_from_db()
    assert dossier.step == "propose"
    assert group_of(counter).dossiers[0].code == dossier.code  # the paper still lies on the table


def test_what_the_specialist_passes_on_goes_on_a_list_and_no_further(counter, birth):
    permit = Process.objects.get(key="building_permit")  # its specialist's step "site" is passed on as well
    Dossier.objects.filter(pk=birth.pk).update(process=permit, step="site", state="processing")
    group = group_of(counter)  # the paper still lies on the table
    answer = counter.post("/quay/ngay/ban-giao/", {"unit": group.unit.key, "code": [birth.code]})
    assert answer.status_code == 303
    assert counter.get("/quay/ngay/").context["groups"] == []
    birth.refresh_from_db()
    assert birth.step == "site"
    assert not HandOverLine.objects.get().forwarded


def test_what_came_back_after_a_supplement_is_handed_over_again(counter, lan, birth):
    group = group_of(counter)
    counter.post("/quay/ngay/ban-giao/", {"unit": group.unit.key, "code": [birth.code]})
    asked = {"items": ["Chụp lại"], "reason": "Mờ", "ground": "Điều 17"}
    act.perform(birth.code, "request_supplement", asked, by=plain_lives.staff("specialist_officer"), at=clock.now())
    brought = {"papers": [{"key": "birth_notice", "seen": True, "originals": 1}]}
    act.perform(birth.code, "supplement", brought, by=lan, at=clock.now())
    assert [one.code for one in group_of(counter).dossiers] == [birth.code]


def test_the_day_is_closed_with_what_is_not_done(counter, birth):
    shown = counter.get("/quay/ngay/chot/")
    assert [one.key for one in shown.context["left"]] == ["hand_over"]
    assert counter.post("/quay/ngay/chot/", {"note": ""}).status_code == 422
    assert counter.post("/quay/ngay/chot/", {"note": "Đơn vị đi vắng"}).status_code == 303
    closing = DayClosing.objects.get()
    assert (closing.figures["taken_in"], closing.figures["left"]) == (1, {"hand_over": 1})
    assert Event.objects.filter(type="counter.closed").count() == 1
    assert "Đã chốt" in counter.get("/quay/ngay/").content.decode()
    counter.post("/quay/ngay/chot/", {"note": "Thêm một hồ sơ"})
    assert list(DayClosing.objects.values_list("number", flat=True).order_by("number")) == [1, 2]


def test_the_book_of_a_period_on_paper_and_as_a_table(counter, birth):
    shown = counter.get("/quay/so/")
    assert [one.code for one in shown.context["rows"]] == [birth.code]
    assert counter.get("/quay/so/?tu=2020-01-01&den=2020-02-01").context["rows"] == []
    assert counter.get("/quay/so/?tu=xx&den=").status_code == 200
    assert counter.get("/quay/so/so-theo-doi.pdf")["Content-Type"] == "application/pdf"
    written = counter.get("/quay/so/so-theo-doi.csv").content.decode("utf-8-sig").splitlines()
    assert len(written) == 2
    assert birth.code in written[1]


def test_another_counters_day_is_not_shown(counter, birth, browser_of):
    elsewhere = plain_lives.an_agency("H44.230")
    stranger = browser_of(plain_lives.staff("single_window_officer", agency=elsewhere, username="xa"))
    page_ = stranger.get("/quay/ngay/")
    assert (page_.context["groups"], page_.context["figures"].taken_in) == ([], 0)
    assert stranger.get("/quay/so/").context["rows"] == []


@pytest.mark.parametrize(
    "address", ["/quay/ngay/", "/quay/so/", "/quay/ngay/chot/", "/quay/", "/quay/cho-tiep-nhan/", "/quay/tra-ket-qua/"]
)
def test_few_queries_a_page(counter, birth, address):
    counter.get(address)
    with CaptureQueriesContext(connection) as made:
        counter.get(address)
    assert len(asked_of(made)) <= 15
