"""What came in online, and results that go out."""

import pytest

from motcua.dossiers.states import State
from motcua.flows import act
from motcua.kernel import clock
from tests.desks.counter.people_at_it import online
from tests.factories import plain_lives


@pytest.fixture
def came_in(pack):
    return online(plain_lives.citizen(plain_lives.an_account("0912000345")))


def test_the_list_shows_it_with_a_preview_and_equal_counts(counter, came_in):
    reply = counter.get("/quay/cho-tiep-nhan/")
    assert reply.context["chosen"] == came_in.code
    assert reply.context["tabs"][0].count == len(reply.context["rows"]) == 1
    assert "Tiếp nhận" in reply.content.decode()


def test_accept_then_send_on(counter, came_in):
    assert counter.post(f"/quay/ho-so/{came_in.code}/tiep-nhan/").status_code == 303
    came_in.refresh_from_db()
    assert came_in.state == State.RECEIVED
    shown = counter.get(f"/quay/ho-so/{came_in.code}/")
    assert "giay-hen.pdf" in shown.content.decode()
    again = counter.post(f"/quay/ho-so/{came_in.code}/tiep-nhan/")
    assert again.status_code == 409
    assert "hồ sơ" in again.content.decode()
    if "forward" in shown.context["acts"]:
        listed = counter.get("/quay/cho-tiep-nhan/?loc=chuyen")
        assert [row.code for row in listed.context["rows"]] == [came_in.code]
        assert counter.post(f"/quay/ho-so/{came_in.code}/chuyen/", {"loc": "chuyen"}).status_code == 303
        assert counter.post(f"/quay/ho-so/{came_in.code}/chuyen/").status_code == 409


def test_two_officers_at_once_the_second_is_told(counter, came_in, browser_of):
    hoa = browser_of(plain_lives.staff("single_window_officer", username="hoa"))
    assert hoa.get(f"/quay/ho-so/{came_in.code}/tu-choi/").status_code == 200
    counter.post(f"/quay/ho-so/{came_in.code}/tiep-nhan/")
    late = hoa.post(f"/quay/ho-so/{came_in.code}/tu-choi/", {"reason": "Sai nơi", "ground": "118/2025/NĐ-CP"})
    assert late.status_code == 409


def test_refuse_needs_reason_and_ground_and_prints_form_03(counter, came_in):
    address = f"/quay/ho-so/{came_in.code}/tu-choi/"
    assert counter.get(f"/quay/ho-so/{came_in.code}/tu-choi.pdf").status_code == 404
    assert counter.post(address, {"reason": "", "ground": ""}).status_code == 422
    assert counter.post(address, {"reason": "Sai nơi", "ground": "118/2025/NĐ-CP, Điều 17"}).status_code == 303
    assert counter.get(f"/quay/ho-so/{came_in.code}/tu-choi.pdf")["Content-Type"] == "application/pdf"
    assert counter.get(address).status_code == 409


def test_ask_for_a_supplement_and_print_form_02(counter, came_in):
    address = f"/quay/ho-so/{came_in.code}/bo-sung/"
    reply = counter.get(address)
    assert reply.status_code == 200
    item = reply.context["choices"][0]["value"]
    assert counter.post(address, {"item": item}).status_code == 422
    given = {"item": item, f"why-{item}": "Mờ", "reason": "Chưa đọc được", "ground": "118/2025/NĐ-CP, Điều 17"}
    assert counter.post(address, given).status_code == 303
    came_in.refresh_from_db()
    assert came_in.state == State.SUPPLEMENT_REQUESTED
    assert counter.get(f"/quay/ho-so/{came_in.code}/bo-sung-1.pdf")["Content-Type"] == "application/pdf"
    assert counter.get(f"/quay/ho-so/{came_in.code}/bo-sung-2.pdf").status_code == 404
    assert counter.get(f"/quay/ho-so/{came_in.code}/giay-hen.pdf").status_code == 404


@pytest.mark.parametrize(
    "address", ["", "tu-choi/", "bo-sung/", "giay-hen.pdf", "tu-choi.pdf", "bo-sung-1.pdf", "giay-to/1/"]
)
def test_another_agencys_dossier_is_not_there(browser_of, came_in, address):
    elsewhere = plain_lives.an_agency("H44.230")
    stranger = browser_of(plain_lives.staff("single_window_officer", agency=elsewhere, username="xa"))
    assert stranger.get(f"/quay/ho-so/{came_in.code}/{address}").status_code == 404
    assert stranger.get(f"/quay/tra-ket-qua/{came_in.code}/").status_code == 404
    assert stranger.post(f"/quay/ho-so/{came_in.code}/tiep-nhan/").status_code == 404


def test_a_finished_one_is_found_by_name_number_phone_and_slip(counter, lan, came_in):
    acts = [("receive", {}, lan)]
    specialist = plain_lives.staff("specialist_officer")
    leader = plain_lives.staff("commune_leader")
    acts += [("propose", {"result": "approve"}, specialist), ("approve", {}, leader)]
    for name, body, by in acts:
        act.perform(came_in.code, name, body, by=by, at=clock.now())
    for q in (came_in.code, "yen", "017199003125", "0912000345", f"https://x.vn/theo-doi/{came_in.code}"):
        assert counter.get("/quay/tra-ket-qua/", {"q": q})["Location"].endswith(f"/{came_in.code}/"), q
    assert counter.get("/quay/tra-ket-qua/", {"q": "khongco"}).status_code == 200
    assert counter.get(f"/quay/tra-ket-qua/{came_in.code}/").status_code == 200
    posted = {"by": "post", "act": "deliver", "note": "VNP 123"}
    assert counter.post(f"/quay/tra-ket-qua/{came_in.code}/", posted).status_code == 303
    late = counter.get(f"/quay/tra-ket-qua/{came_in.code}/", follow=True)
    assert "Không trả lần nữa" in late.content.decode()


def test_the_list_is_searched_and_says_when_nothing_fits(counter, came_in):
    assert counter.get("/quay/cho-tiep-nhan/?q=yen").context["chosen"] == came_in.code
    nothing = counter.get("/quay/cho-tiep-nhan/?q=khongcoai")
    assert nothing.context["rows"] == []
    assert "Không thấy hồ sơ nào khớp" in nothing.content.decode()


def test_what_a_supplement_changed_stands_old_beside_new(counter, lan, came_in):
    asked = {"items": [{"kind": "paper", "key": "birth_notice", "reason": "Mờ"}], "reason": "Mờ", "ground": "Điều 17"}
    act.perform(came_in.code, "request_supplement", asked, by=lan, at=clock.now())
    brought = {"papers": [{"key": "birth_notice", "seen": True, "originals": 1}]}
    act.perform(came_in.code, "supplement", brought, by=lan, at=clock.now())
    (changed,) = counter.get("/quay/cho-tiep-nhan/").context["changed"]
    assert (changed.before, changed.after) == ("bản 1", "bản 2")


def test_the_same_number_under_another_name_is_pointed_out(counter, lan, came_in):
    act.perform(
        came_in.code, "correct", {"reason": "x", "applicant": {"full_name": "Bùi Thị Hoa"}}, by=lan, at=clock.now()
    )
    second = online(plain_lives.citizen(plain_lives.an_account("0987000111")))
    shown = counter.get(f"/quay/cho-tiep-nhan/?xem={second.code}")
    assert [one.title for one in shown.context["checks"] if one.kind == "warn"][:1] == [
        "Cùng số định danh, hồ sơ trước ghi khác"
    ]
