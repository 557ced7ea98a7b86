"""Somebody stands at the counter."""

from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.states import State
from motcua.people.models import Account
from tests.desks.counter.people_at_it import BIRTH, CARD, COPIES, begun, draft_at, page, url
from tests.factories import plain_lives
from tests.factories.files import a_pdf, a_picture


def test_the_card_fills_the_person_and_the_code_chooses_the_procedure(counter):
    draft = begun(counter)
    assert draft.applicant["full_name"] == "Đinh Thị Mai"
    assert draft.applicant["birth_date"] == "1984-05-19"
    assert draft.agency.code == "H44.229"
    text = counter.get(url(draft)).content.decode()
    assert "Đọc từ mã QR trên thẻ" in text
    assert "Chứng thực bản sao" in text


def test_a_few_letters_offer_procedures_to_choose(counter):
    reply = counter.post("/quay/", {"card": CARD, "q": "khai sinh"})
    draft = reply["Location"] if reply.status_code == 303 else ""
    assert draft or 'name="choose"' in reply.content.decode()
    assert "khong co gi" not in counter.get("/quay/thu-tuc/?q=khai").content.decode()
    assert "Không thấy thủ tục nào" in counter.get("/quay/thu-tuc/?q=zzzz").content.decode()
    assert 'value="1.001612"' in counter.get("/quay/thu-tuc/?q=hkd").content.decode()


def test_a_card_that_cannot_be_read_says_so_and_loses_nothing(counter):
    reply = counter.post("/quay/", {"card": "xyz", "applicant-full_name": "Đinh Thị Mai"})
    assert reply.status_code == 422
    assert reply.context["card_error"]
    assert "Đinh Thị Mai" in reply.content.decode()
    assert counter.get("/quay/").context["begun"][0].applicant["full_name"] == "Đinh Thị Mai"


def test_a_person_who_was_here_is_offered_and_never_taken_silently(counter):
    first = begun(counter)
    assert counter.post(url(first), page(first, act="accept")).status_code == 303
    draft = draft_at(counter.post("/quay/", {"applicant-number": "017 184 003 125", "q": COPIES})["Location"])
    assert "full_name" not in draft.applicant
    (offer,) = counter.get(url(draft)).context["offers"]
    assert offer.name == "Đinh Thị Mai"
    assert "017184003125" not in offer.facts
    taken = counter.post(url(draft), {"applicant-number": "017 184 003 125", "act": f"use:{offer.id}"})
    assert taken.status_code == 303
    draft.refresh_from_db()
    assert (draft.applicant["full_name"], draft.applicant["phone"]) == ("Đinh Thị Mai", "0912000345")
    again = counter.get(url(draft))
    assert "hỏi lại cho chắc" in again.content.decode()
    assert again.context["offers"] == []


def test_people_of_another_agencys_dossiers_are_not_offered(counter, browser_of):
    first = begun(counter)
    counter.post(url(first), page(first, act="accept"))
    elsewhere = plain_lives.an_agency("H44.230")
    stranger = browser_of(plain_lives.staff("single_window_officer", agency=elsewhere, username="xa"))
    draft = draft_at(stranger.post("/quay/", {"applicant-number": "017 184 003 125", "q": COPIES})["Location"])
    assert stranger.get(url(draft)).context["offers"] == []


def test_the_slip_says_what_is_lacking_before_anything_is_wrong(counter):
    reply = counter.get(url(begun(counter)))
    assert reply.status_code == 200
    slip = reply.context["slip"]
    assert slip.due_at is not None
    assert not slip.is_ready
    assert not reply.context["problems"]


def test_what_was_typed_is_kept_at_every_step(counter):
    draft = begun(counter)
    saved = counter.post(url(draft), page(draft), headers={"X-Autosave": "1"})
    assert saved.content.decode().startswith("Bản nháp đã lưu")
    reply = counter.get(url(draft))
    assert reply.context["slip"].is_ready, reply.context["slip"].errors
    assert reply.context["applicant"]["phone"] == "0912000345"


def test_received_at_once_and_a_second_press_gives_the_same_dossier(counter, lan):
    draft = begun(counter)
    first = counter.post(url(draft), page(draft, act="accept"))
    assert first.status_code == 303, first.context["problems"]
    second = counter.post(url(draft), page(draft, act="accept"))
    assert second["Location"] == first["Location"]
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.channel, dossier.entered_by) == (State.RECEIVED, "direct", "officer")
    assert "In giấy hẹn" in counter.get(first["Location"]).content.decode()
    paper = counter.get(f"/quay/ho-so/{dossier.code}/giay-hen.pdf")
    assert paper["Content-Type"] == "application/pdf"


def test_one_step_is_received_and_handed_over_in_two_presses(counter):
    draft = begun(counter)
    counter.post(url(draft), page(draft, act="accept"))
    dossier = Dossier.objects.get()
    assert counter.get(f"/quay/tra-ket-qua/?q={dossier.code}").status_code == 302
    unchecked = counter.post(f"/quay/tra-ket-qua/{dossier.code}/", {"by": "counter", "act": "deliver"})
    assert unchecked.status_code == 422
    handed = {"by": "counter", "act": "deliver", "name": "Đinh Thị Mai", "identity": "paper", "signed": "paper"}
    owed = counter.post(f"/quay/tra-ket-qua/{dossier.code}/", handed)
    assert (owed.status_code, "owed_later" in owed.context["said"]) == (422, True)  # money first
    later = handed | {"owed_later": "on", "note": "Quên ví, chiều nộp"}
    assert counter.post(f"/quay/tra-ket-qua/{dossier.code}/", later).status_code == 303
    dossier.refresh_from_db()
    assert dossier.state == State.DELIVERED
    assert "/y-kien/" in counter.get(f"/quay/ho-so/{dossier.code}/").content.decode()


def test_a_birth_by_post_with_a_scanned_paper(counter):
    draft = begun(counter, BIRTH)
    fields = page(draft, act="accept", channel="post")
    key = next(name for name in fields if name.startswith("originals-")).removeprefix("originals-")
    fields[f"file-{key}"] = SimpleUploadedFile("giay.pdf", a_pdf(), "application/pdf")
    reply = counter.post(url(draft), fields)
    assert reply.status_code == 303, reply.context["problems"]
    dossier = Dossier.objects.get()
    assert dossier.channel == "post"
    assert dossier.papers.get(key=key).upload is not None


def test_all_required_papers_by_one_button(counter):
    draft = begun(counter)
    counter.post(url(draft), {"act": "all_papers", "applicant-full_name": "Đinh Thị Mai"})
    assert all(one.state != "missing" for one in counter.get(url(draft)).context["papers"])


def test_what_is_wrong_is_said_in_full(counter):
    draft = begun(counter)
    reply = counter.post(url(draft), page(draft, act="accept", **{"applicant-phone": "12"}))
    assert reply.status_code == 422
    assert any(one.field == "id_applicant-phone" for one in reply.context["problems"])
    assert Dossier.objects.count() == 0


def test_another_procedure_keeps_the_person(counter):
    draft = begun(counter)
    reply = counter.post(url(draft), page(draft, choose=BIRTH))
    fresh = Draft.objects.get()
    assert reply["Location"].startswith(url(fresh))
    assert (fresh.applicant["full_name"], fresh.procedure_code) == ("Đinh Thị Mai", BIRTH)
    assert counter.get(url(fresh)).status_code == 200


def test_begun_intake_is_kept_before_a_procedure_is_chosen(counter):
    empty = counter.get("/quay/")
    address = empty.context["work_url"]
    quiet = counter.post(address, {}, headers={"X-Autosave": "1"})
    assert (quiet.content, Draft.objects.count()) == (b"", 0)  # nothing typed, nothing kept
    counter.post(address, {"applicant-full_name": "Bùi Văn Nhân"}, headers={"X-Autosave": "1"})
    draft = Draft.objects.get()
    assert draft.procedure_version is None
    listed = counter.get("/quay/").context["begun"]
    assert [one.key for one in listed] == [draft.key]
    page_of = counter.get(address)
    assert page_of.context["applicant"]["full_name"] == "Bùi Văn Nhân"
    chosen = counter.post(address, {"applicant-full_name": "Bùi Văn Nhân", "q": COPIES})
    assert chosen["Location"] == f"{address}#papers"
    assert counter.post(f"{address}bo/").status_code == 303
    assert counter.post(f"{address}bo/").status_code == 303  # twice is no fault


def test_several_procedures_are_shown_at_an_address_that_can_be_opened_again(counter):
    reply = counter.post("/quay/", {"card": CARD, "q": "c"})
    assert reply.status_code == 303
    shown = counter.get(reply["Location"].partition("#")[0])
    assert len(shown.context["hits"]) > 1


def test_a_session_that_ends_in_the_middle_comes_back_with_what_was_typed(counter, lan):
    draft = begun(counter)
    counter.logout()
    ended = counter.post(url(draft), page(draft, **{"applicant-phone": "0987 654 321", "act": "accept"}))
    assert ended.status_code == 303
    assert "/dang-nhap/" in ended["Location"]
    assert draft.key in ended["Location"]
    draft.refresh_from_db()
    assert "phone" not in draft.applicant
    counter.force_login(Account.objects.get(pk=lan.account_id))
    assert counter.get(url(draft)).status_code == 303
    shown = counter.get(url(draft))
    assert shown.context["applicant"]["phone"] == "0987 654 321"
    assert "trước khi hết phiên" in shown.content.decode()
    assert Dossier.objects.count() == 0  # the press itself is not repeated


def test_what_waits_over_a_sign_in_is_nobody_elses(counter, browser_of):
    draft = begun(counter)
    counter.logout()
    counter.post(url(draft), page(draft, **{"applicant-phone": "0987654321"}))
    hoa = plain_lives.staff("single_window_officer", username="hoa")
    counter.force_login(Account.objects.get(pk=hoa.account_id))
    assert counter.get(url(draft)).status_code == 404
    draft.refresh_from_db()
    assert "phone" not in draft.applicant


def test_somebody_else_hands_in_and_says_by_what_right(counter):
    draft = begun(counter)
    other = {"other": "on", "submitter-full_name": "Bùi Văn Nhân", "mandate-kind": "written"}
    lacking = counter.post(url(draft), page(draft, act="accept", **other))
    assert lacking.status_code == 422
    assert "mandate_paper" in lacking.context["said"]
    done = counter.post(url(draft), page(draft, act="accept", **other, **{"mandate-paper": "12/2026, ngày 01/11/2026"}))
    assert done.status_code == 303
    dossier = Dossier.objects.get()
    assert dossier.submitter.full_name == "Bùi Văn Nhân"
    assert dossier.wishes["mandate"] == {"kind": "written", "paper": "12/2026, ngày 01/11/2026"}


def test_a_likely_duplicate_warns_and_does_not_bar(counter):
    first = begun(counter)
    counter.post(url(first), page(first, act="accept"))
    code = Dossier.objects.get().code
    second = begun(counter)
    shown = counter.get(url(second))
    assert [one.code for one in shown.context["slip"].duplicates] == [code]
    assert "Có thể đã nộp rồi" in shown.content.decode()
    assert counter.post(url(second), page(second, act="accept")).status_code == 303
    assert Dossier.objects.count() == 2
    birth = begun(counter, BIRTH)
    assert counter.get(url(birth)).context["slip"].duplicates == ()


def test_several_photographs_of_one_paper_become_one_file(counter):
    draft = begun(counter, BIRTH)
    fields = page(draft)
    key = next(name for name in fields if name.startswith("originals-")).removeprefix("originals-")
    shots = [SimpleUploadedFile(f"anh{n}.jpg", a_picture(), "image/jpeg") for n in (1, 2)]
    assert counter.post(url(draft), fields | {f"file-{key}": shots}).status_code == 303
    row = next(one for one in counter.get(url(draft)).context["papers"] if one.key == key)
    assert (len(row.parts), row.upload.name.endswith(".pdf")) == (2, True)
    counter.post(url(draft), page(draft, act=f"page:drop:{key}:2"))
    row = next(one for one in counter.get(url(draft)).context["papers"] if one.key == key)
    assert (len(row.parts), row.upload.name) == (0, "anh1.jpg")


def test_a_draft_is_thrown_away_and_is_nobody_elses(counter, browser_of):
    draft = begun(counter)
    other = browser_of(plain_lives.staff("single_window_officer", username="hoa"))
    assert other.get(url(draft)).status_code == 404
    assert counter.post(f"{url(draft)}bo/").status_code == 303
    assert counter.get(url(draft)).status_code == 404


def test_citizens_do_not_stand_behind_the_counter(pack, browser_of):
    mai = browser_of(plain_lives.an_account("0912000345"))
    for address in ("/quay/", "/quay/cho-tiep-nhan/", "/quay/tra-ket-qua/"):
        assert mai.get(address).status_code == 403
