"""Somebody stands at the counter."""

from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.states import State
from tests.desks.counter.people_at_it import BIRTH, CARD, COPIES, begun, page, url
from tests.factories import plain_lives
from tests.factories.files import a_pdf


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
    assert reply.status_code == 200
    assert reply.context["card_error"]
    assert "Đinh Thị Mai" in reply.content.decode()


def test_a_person_who_was_here_is_found_by_number(counter):
    first = begun(counter)
    assert counter.post(url(first), page(first, act="accept")).status_code == 303
    reply = counter.post("/quay/", {"applicant-number": "017 184 003 125", "q": COPIES})
    draft = Draft.objects.get(key=reply["Location"].rstrip("/").rsplit("/", 1)[-1])
    assert draft.applicant["full_name"] == "Đinh Thị Mai"
    assert "hồ sơ trước" in counter.get(url(draft)).content.decode()


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
    unchecked = counter.post(f"/quay/tra-ket-qua/{dossier.code}/", {"by": "counter"})
    assert unchecked.status_code == 422
    assert counter.post(f"/quay/tra-ket-qua/{dossier.code}/", {"by": "counter", "checked": "on"}).status_code == 303
    dossier.refresh_from_db()
    assert dossier.state == State.DELIVERED
    assert "/danh-gia/" in counter.get(f"/quay/ho-so/{dossier.code}/").content.decode()


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
    assert reply["Location"] == url(fresh)
    assert fresh.applicant["full_name"] == "Đinh Thị Mai"


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
