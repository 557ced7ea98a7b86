"""What a clock cannot do, said through the API in both languages; and the whole ledger in the story of a dossier."""

import pytest

from motcua.dossiers.models import Dossier

ASK = {"items": [{"paper": "birth_notice", "reason": "mờ"}], "reason": "Ảnh mờ", "ground": "118/2025/NĐ-CP"}


def test_the_ledger_is_in_the_story_in_both_languages(api, go):
    code = go("received")["code"]
    assert api.act(code, "request_supplement", "specialist_officer", ASK)[0] == 200
    assert api.act(code, "supplement", "citizen", {"papers": [{"key": "birth_notice", "declared": True}]})[0] == 200
    later = {"due_at": "2031-01-06T09:00", "reason": "Chờ xác minh"}
    assert api.act(code, "extend", "commune_leader", later)[0] == 200
    for role in ("citizen", "commune_leader"):
        _, story = api.call("get", f"/dossiers/{code}/events", role=role)
        lines = [one for one in story["items"] if one["type"].startswith("deadline.")]
        assert [one["type"] for one in lines] == [
            "deadline.start",
            "deadline.pause",
            "deadline.resume",
            "deadline.extension",
        ]
        assert lines[-1]["due_at"].startswith("2031-01-06T09:00")
        assert lines[-1]["due_before"] == lines[-2]["due_at"]
        assert all(one["at"] and one["by"] and one["words_vi"] != one["words_en"] for one in lines)


@pytest.mark.parametrize(
    ("act", "role", "body", "status", "code", "vi", "en"),
    [
        ("extend", "commune_leader", {"due_at": "2020-01-01T09:00", "reason": "x"}, 422, "extend.not_later",
         "Hẹn mới phải sau hẹn đang có", "The new date must be later"),
        ("extend", "commune_leader", {"due_at": "2500-01-01T09:00", "reason": "x"}, 422, "deadlines.out_of_range",
         "từ năm 1900 đến năm 2199", "from 1900 to 2199"),
        # a resume without a pause: nothing is awaited, nothing was asked to be paid
        ("confirm_payment", "single_window_officer", {"amount": 8000, "way": "cash"}, 409, "", "", ""),
    ],
)  # fmt: skip
def test_what_a_clock_cannot_do_is_said(api, go, act, role, body, status, code, vi, en):
    dossier = go("received")["code"]
    before = Dossier.objects.get(code=dossier).due_at
    found, answer = api.act(dossier, act, role, body)
    assert found == status, answer
    if code:
        assert answer["code"] == code
        assert vi in answer["detail"]
        _, english = api.call("post", f"/dossiers/{dossier}/actions/{act}", body, role=role, HTTP_ACCEPT_LANGUAGE="en")
        assert en in english["detail"]
    assert Dossier.objects.get(code=dossier).due_at == before


def test_a_pause_in_a_pause_is_refused(api, go):
    code = go("received")["code"]
    assert api.act(code, "request_supplement", "specialist_officer", ASK)[0] == 200
    again, answer = api.act(code, "request_supplement", "specialist_officer", ASK)
    assert again == 409
    assert answer["detail"]


def test_an_unknown_case_is_named_at_its_field(api):
    code = api.submitted()["code"]
    status, answer = api.act(code, "receive", "single_window_officer", {"case": "martian"})
    assert status == 422
    assert [(one["path"], one["code"]) for one in answer["errors"]] == [("case", "receive.case_unknown")]
    assert Dossier.objects.get(code=code).state == "submitted"
