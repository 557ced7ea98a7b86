"""Contract section 8: a dossier's life through the API, and what is refused on the way."""

import pytest

from motcua.dossiers.models import Dossier
from motcua.journal.queries import verify
from motcua.kernel import clock
from tests.contracts.api.conftest import AN_BINH, BIRTH, COPIES, LAC_THUY


def test_a_dossier_goes_from_submission_to_delivery(api, go):
    found = go("delivered")
    code = found["code"]
    assert code.startswith(f"{LAC_THUY}-{clock.now():%y%m%d}-")
    assert found["state"] == "delivered"
    assert found["received_at"]
    assert found["due_at"] == found["original_due_at"]
    _, events = api.call("get", f"/dossiers/{code}/events", role="citizen")
    assert [one["type"] for one in events["items"]] == [
        "submitted",
        "received",
        "deadline.start",
        "processing",
        "proposed",
        "finished",
        "delivered",
    ]
    promised = events["items"][2]
    assert promised["due_at"] == events["items"][1]["due_at"]
    assert promised["evidence"] == {"paper": "01"}
    assert any(why["words_vi"].startswith("Thời hạn") for why in promised["because"])
    assert all(one["words_vi"] and one["words_en"] for one in events["items"])
    assert {one["by"] for one in events["items"]} <= {
        "citizen",
        "single_window_officer",
        "specialist_officer",
        "commune_leader",
    }
    assert verify(b"x")[1] is None


def test_the_figures_of_the_commune_move_by_exactly_one(api, go):
    day = f"{clock.now():%Y-%m-%d}"
    path = f"/statistics/handling?agency={LAC_THUY}&from={day}&to={day}"

    def row():
        status, answer = api.call("get", path)
        assert status == 200
        (only,) = answer["items"]
        assert only["received_total"] == only["resolved_total"] + only["pending_total"]
        return only

    before = row()
    found = go("received")
    between = row()
    assert between["received_online"] == before["received_online"] + 1
    assert between["pending_total"] == before["pending_total"] + 1
    for act, role, body in (
        ("propose", "specialist_officer", {"result": "approve"}),
        ("approve", "commune_leader", {}),
    ):
        assert api.act(found["code"], act, role, body)[0] == 200
    after = row()
    assert after["resolved_total"] == before["resolved_total"] + 1
    assert after["pending_total"] == before["pending_total"]


def test_a_direct_dossier_is_of_the_counter_and_of_one_step(api):
    body = {**api.example(COPIES), "channel": "direct"}
    status, found = api.call("post", "/dossiers", body, role="single_window_officer")
    assert status == 201, found
    code = found["code"]
    assert api.act(code, "receive", "single_window_officer")[0] == 200
    status, answer = api.act(code, "deliver", "single_window_officer", {"by": "counter"})
    assert (status, answer["state"], answer["result"]) == (200, "delivered", "approved")
    assert Dossier.objects.get(code=code).entered_by == "officer"


def test_what_an_officer_keys_in_is_never_online(api):
    status, answer = api.call("post", "/dossiers", api.example(), role="single_window_officer")
    assert status == 422
    assert [one["code"] for one in answer["errors"]] == ["channel.officer_not_online"]


def test_every_fault_of_a_submission_is_said_at_once(api):
    body = api.example()
    body["applicant"] = {**body["applicant"], "personal_id": "0171840031", "birth_date": "2999-01-01"}
    body["answers"] = {**body["answers"], "child_name": ""}
    body["papers"] = [{"key": "nonsense", "declared": True}]
    status, answer = api.call("post", "/dossiers", body, role="citizen")
    assert status == 422
    assert answer["code"] == "submission.invalid"
    paths = {one["path"] for one in answer["errors"]}
    assert {"applicant.personal_id", "applicant.birth_date", "answers.child_name", "papers.0.key", "papers"} <= paths
    assert all(one["detail"] for one in answer["errors"])
    assert not Dossier.objects.filter(procedure_version__procedure__code=BIRTH, state="submitted").exists()


def test_another_agency_and_another_citizen_get_404(api, go):
    code = go("received")["code"]
    for who in (
        {"role": "single_window_officer", "agency": AN_BINH},
        {"role": "commune_leader", "agency": AN_BINH},
        {"name": "congdan2"},
        {"role": "api_client"},
        {"role": "community_member"},
        {"role": "administrator"},
    ):
        for path in ("", "/events", "/papers"):
            assert api.call("get", f"/dossiers/{code}{path}", **who)[0] == 404, who
        assert api.call("post", f"/dossiers/{code}/actions/withdraw", {"reason": "x"}, **who)[0] == 404, who


@pytest.mark.parametrize(
    ("act", "role", "body", "status"),
    [
        ("receive", "citizen", {}, 403),
        ("approve", "specialist_officer", {}, 403),
        ("approve", "commune_leader", {}, 409),
        ("receive", "single_window_officer", {}, 409),
        ("deliver", "single_window_officer", {"by": "counter"}, 409),
        ("propose", "specialist_officer", {}, 422),
        ("propose", "specialist_officer", {"result": "dance"}, 422),
        ("propose", "specialist_officer", {"result": "reject"}, 422),
        ("withdraw", "citizen", {"reason": "  "}, 422),
        ("withdraw", "citizen", {"reason": "x", "colour": "red"}, 422),
        ("extend", "commune_leader", {"due_at": "yesterday", "reason": "x"}, 422),
        ("extend", "commune_leader", {"due_at": "2020-01-01T09:00", "reason": "x"}, 422),
        ("confirm_payment", "single_window_officer", {"amount": 8000, "way": "cash"}, 409),
        ("dance", "citizen", {}, 404),
    ],
)
def test_an_act_that_is_not_possible_says_so(api, go, act, role, body, status):
    code = go("received")["code"]
    found, answer = api.act(code, act, role, body)
    assert found == status, answer
    assert answer["code"]
    assert answer["detail"]
    assert Dossier.objects.get(code=code).state == "received"


def test_a_supplement_pauses_the_clock_and_resumes_it(api, go):
    code = go("received")["code"]
    ask = {"items": [{"paper": "birth_notice", "reason": "mờ"}], "reason": "Ảnh mờ", "ground": "118/2025/NĐ-CP"}
    status, asked = api.act(code, "request_supplement", "specialist_officer", ask)
    assert (status, asked["state"]) == (200, "supplement_requested")
    assert asked["paused_since"]
    assert api.act(code, "propose", "specialist_officer", {"result": "approve"})[0] == 409
    wrong = {"papers": [{"key": "declaration", "declared": True}], "answers": {"child_name": "A"}}
    status, refused = api.act(code, "supplement", "citizen", wrong)
    assert status == 422
    assert "supplement.not_asked" in [one["code"] for one in refused["errors"]]
    assert api.act(code, "supplement", "citizen", {})[0] == 422
    status, back = api.act(code, "supplement", "citizen", {"papers": [{"key": "birth_notice", "declared": True}]})
    assert (status, back["state"], back["paused_since"]) == (200, "processing", None)
    _, events = api.call("get", f"/dossiers/{code}/events", role="citizen")
    asked_line = next(one for one in events["items"] if one["type"] == "supplement_requested")
    assert asked_line["text"] == "Ảnh mờ"


def test_a_supplement_at_intake_comes_back_to_intake(api):
    code = api.submitted()["code"]
    ask = {"items": ["Chụp lại giấy chứng sinh"], "reason": "Mờ", "ground": "118/2025/NĐ-CP"}
    assert api.act(code, "request_supplement", "single_window_officer", ask)[1]["state"] == "supplement_requested"
    status, back = api.act(code, "supplement", "citizen", {"note": "Đã chụp lại"})
    assert (status, back["state"]) == (200, "submitted"), back
    assert api.act(code, "receive", "single_window_officer")[0] == 200


def test_an_extension_is_made_once_and_keeps_the_first_promise(api, go):
    found = go("received")
    later = {"due_at": "2030-01-07T10:00", "reason": "Phải xác minh"}
    status, extended = api.act(found["code"], "extend", "commune_leader", later)
    assert (status, extended["state"]) == (200, "received")
    assert extended["due_at"].startswith("2030-01-07T10:00")
    assert extended["original_due_at"] == found["original_due_at"]
    again = {"due_at": "2031-01-07T10:00", "reason": "Nữa"}
    assert api.act(found["code"], "extend", "commune_leader", again)[0] == 409


def test_the_idempotency_key_gives_the_first_answer_again(api):
    body = api.example()
    first = api.call("post", "/dossiers", body, role="citizen", HTTP_IDEMPOTENCY_KEY="one")
    assert api.call("post", "/dossiers", body, role="citizen", HTTP_IDEMPOTENCY_KEY="one") == first
    assert Dossier.objects.filter(code=first[1]["code"]).count() == 1
    changed = {**body, "note": "khác"}
    status, answer = api.call("post", "/dossiers", changed, role="citizen", HTTP_IDEMPOTENCY_KEY="one")
    assert (status, answer["code"]) == (409, "request.key_reused")
    code = first[1]["code"]
    received = api.act(code, "receive", "single_window_officer", HTTP_IDEMPOTENCY_KEY="two")
    assert api.act(code, "receive", "single_window_officer", HTTP_IDEMPOTENCY_KEY="two") == received
    assert api.act(code, "receive", "single_window_officer")[0] == 409


def test_the_pin_opens_the_promise_and_ten_wrong_ones_close_it(api, go):
    found = go("received")
    code = found["code"]
    status, bare = api.call("get", f"/track/{code}")
    assert (status, set(bare)) == (200, {"code", "percent"})
    status, whole = api.call("get", f"/track/{code}?pin={found['pin'].lower()}")
    assert (status, whole["state"]) == (200, "received")
    assert whole["due_at"] == found["due_at"]
    assert api.call("get", f"/track/{code}", HTTP_X_TRACK_PIN=found["pin"])[0] == 200
    for _ in range(10):
        assert api.call("get", f"/track/{code}?pin=WRONGPIN")[0] == 403
    status, closed = api.call("get", f"/track/{code}?pin={found['pin']}")
    assert (status, closed["code"]) == (429, "track.pin_closed")
    assert api.call("get", f"/track/{code}")[0] == 200
    assert api.call("get", "/track/H44.229-261105-9999")[0] == 404


def test_lists_show_only_ones_own_and_filter(api, go):
    code = go("received")["code"]
    _, own = api.call("get", "/dossiers?state=received", role="citizen")
    assert [row["code"] for row in own["items"]] == [code]
    assert api.call("get", "/dossiers", name="congdan2")[1]["items"] == []
    _, office = api.call("get", f"/dossiers?q={code}&agency={LAC_THUY}", role="specialist_officer")
    assert [row["code"] for row in office["items"]] == [code]
    assert api.call("get", "/dossiers?q=khong+co+ai+ten+nay", role="specialist_officer")[1]["items"] == []
    assert api.call("get", "/dossiers?state=dancing", role="citizen")[0] == 422
    assert api.call("get", "/dossiers?due_before=soon", role="citizen")[0] == 422
    assert api.call("get", "/dossiers")[0] == 401
    assert api.call("get", "/dossiers", HTTP_AUTHORIZATION="Bearer nonsense")[0] == 401


def test_every_procedure_has_an_example_that_can_be_submitted(api):
    _, listed = api.call("get", f"/procedures?agency={LAC_THUY}&online=full")
    assert len(listed["items"]) > 15
    for row in listed["items"]:
        body = api.example(row["code"])
        status, answer = api.call("post", "/dossiers", body, role="citizen")
        assert status == 201, (row["code"], answer)


def test_a_procedure_that_is_not_online_is_refused_online(api):
    _, listed = api.call("get", f"/procedures?agency={LAC_THUY}&online=none")
    for row in listed["items"][:1]:
        status, answer = api.call("post", "/dossiers", api.example(row["code"]), role="citizen")
        assert status == 422
        assert "procedure.not_online" in [one["code"] for one in answer["errors"]]
