"""Filing for a child, a parent, an organisation: who files for whom and by what right; remembered only when wished."""

import pytest
from django.test import Client

from motcua.dossiers.models import Dossier
from motcua.journal.models import Event
from motcua.people.account_models import RememberedPerson
from tests.desks.citizen import story
from tests.factories import plain_lives

CHILD = {
    "for": "other",
    "relation": "child",
    "other_full_name": "Bùi Gia Bảo",
    "other_personal_id": "001 216 000 020",
    "other_birth_date-day": "2",
    "other_birth_date-month": "5",
    "other_birth_date-year": "2016",
    "other_stated": "1",
    "remember": "1",
}


def whom(mine: Client, draft, given: dict[str, str]):
    return mine.post(story.url(draft, "nguoi-nop"), given)


def filed(mine: Client, given: dict[str, str], **papers: str) -> Dossier:
    """A birth registration for somebody else, to its end."""
    draft = story.begin(mine)
    assert whom(mine, draft, given).status_code == 303
    story.answer_all(mine, draft)
    held = {"way-birth_notice": "declared", "way-authorisation": "none", **papers}
    reply = mine.post(story.url(draft, "giay-to"), held)
    assert reply.status_code == 303, reply.context["problems"]
    mine.post(story.url(draft, "nhan-ket-qua"), {"delivery": "counter"})
    reply = mine.post(story.url(draft, "xem-lai"), story.closing_fields(draft))
    assert reply.status_code == 303, [fault.words for fault in reply.context["faults"]]
    draft.refresh_from_db()
    assert draft.dossier is not None
    return draft.dossier


def test_a_parent_files_for_a_minor_child_and_is_the_submitter(mine, hanh):
    dossier = filed(mine, CHILD)
    assert dossier.submitter is not None
    assert (dossier.applicant.full_name, dossier.submitter.personal_id) == ("Bùi Gia Bảo", hanh.personal_id)
    assert dossier.entered_by == "submitter"
    assert dossier.wishes["mandate"] == {"kind": "parent", "relation": "child", "stated": True}
    assert "remember" not in dossier.wishes


def test_the_person_is_offered_the_next_time_and_looked_at_again(mine):
    filed(mine, CHILD)
    row = RememberedPerson.objects.get()
    assert (row.full_name, row.relation, row.personal_id) == ("Bùi Gia Bảo", "child", "001216000020")
    draft = story.begin(mine)
    page = mine.get(story.url(draft, "nguoi-nop")).content.decode()
    assert "Đã nộp giúp lần trước" in page
    assert whom(mine, draft, {"fill": str(row.pk)}).status_code == 303
    page = mine.get(story.url(draft, "nguoi-nop")).content.decode()
    assert 'value="Bùi Gia Bảo"' in page
    draft.refresh_from_db()
    assert draft.wishes["mandate"] == {"relation": "child", "stated": False}  # the statement is made anew
    assert whom(mine, draft, {**CHILD, "other_stated": ""}).status_code == 422


def test_nobody_is_remembered_unless_wished_and_everybody_can_be_deleted(mine):
    filed(mine, {**CHILD, "remember": ""})
    assert not RememberedPerson.objects.exists()
    filed(mine, CHILD)
    body = mine.get("/tai-khoan/nguoi-than/").content.decode()
    assert "Bùi Gia Bảo" in body
    assert "001216000020" not in body
    assert mine.post("/tai-khoan/nguoi-than/", {"forget": RememberedPerson.objects.get().pk}).status_code == 303
    assert not RememberedPerson.objects.exists()
    assert Dossier.objects.count() == 2  # dossiers are not touched
    assert Event.objects.filter(type="account.person_forgotten").count() == 1
    assert not any("Bảo" in event.facts for event in Event.objects.all())


def test_somebody_elses_remembered_person_is_not_mine(mine, client_of):
    filed(mine, CHILD)
    row = RememberedPerson.objects.get()
    other = client_of(plain_lives.an_account("0900000002", personal_id="001190000005"))
    assert other.post("/tai-khoan/nguoi-than/", {"forget": row.pk}).status_code == 404
    draft = story.begin(other)
    assert other.post(story.url(draft, "nguoi-nop"), {"fill": row.pk}).status_code == 404


def test_an_adult_parent_authorises_and_the_paper_is_asked(mine):
    parent = {**CHILD, "relation": "parent", "other_birth_date-year": "1960", "other_personal_id": "001060000021"}
    draft = story.begin(mine)
    assert whom(mine, draft, parent).status_code == 303
    story.answer_all(mine, draft)
    page = mine.get(story.url(draft, "giay-to")).content.decode()
    assert "Giấy ủy quyền và giấy tờ chứng minh quan hệ" in page
    reply = mine.post(story.url(draft, "giay-to"), {"way-birth_notice": "declared", "way-authorisation": "none"})
    assert reply.status_code == 422
    dossier = filed(mine, parent, **{"way-other_mandate": "declared"})
    assert dossier.wishes["mandate"]["kind"] == "child"
    assert dossier.papers.get(key="other_mandate").name_vi == "Giấy ủy quyền và giấy tờ chứng minh quan hệ"


@pytest.mark.parametrize(
    ("changed", "control", "words"),
    [
        ({"relation": ""}, "id_relation", "Chọn người đó là gì của ông/bà"),
        ({"other_stated": ""}, "id_other_stated", "Đọc lời cam đoan được nộp thay"),
        ({"other_full_name": ""}, "id_other_full_name", "Ghi họ, chữ đệm, tên"),
        ({"other_personal_id": "0012160000"}, "id_other_personal_id", "đang có 10"),
        (
            {"other_birth_date-day": "", "other_birth_date-month": "", "other_birth_date-year": ""},
            "id_other_birth_date",
            "Ghi ngày sinh của con",
        ),
        ({"other_personal_id": "001198003125"}, "id_other_personal_id", "của chính ông/bà"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(mine, changed, control, words):
    draft = story.begin(mine)
    reply = whom(mine, draft, {**CHILD, **changed})
    assert reply.status_code == 422
    assert [(line.field, words in line.words) for line in reply.context["problems"]] == [(control, True)]
    draft.refresh_from_db()
    if "other_full_name" not in changed:
        assert draft.applicant["full_name"] == "Bùi Gia Bảo"


def test_a_small_child_may_be_without_a_number(mine):
    draft = story.begin(mine)
    given = {**CHILD, "other_personal_id": "", "other_birth_date-year": "2022"}
    assert whom(mine, draft, given).status_code == 303


def test_choosing_myself_again_takes_the_mandate_back(mine):
    draft = story.begin(mine)
    whom(mine, draft, CHILD)
    assert whom(mine, draft, {"for": "me"}).status_code == 303
    draft.refresh_from_db()
    assert (draft.submitter, "mandate" in draft.wishes) == (None, False)


def test_the_check_page_names_both_and_the_ground(mine):
    draft = story.begin(mine)
    whom(mine, draft, CHILD)
    page = mine.get(story.url(draft, "xem-lai")).content.decode()
    assert "Cha, mẹ nộp cho con chưa thành niên" in page
    assert "Bùi Gia Bảo" in page
