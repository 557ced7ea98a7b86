"""One's own dossier: the promise, what to do, supplement, withdrawal, result, rating."""

import pytest

from motcua.documents import actions as documents
from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier, ResultFile, Supplement
from motcua.flows import act, pay, rate, receive
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.voice.models import Rating
from tests.desks.citizen.story import a_file, submitted
from tests.factories import plain_lives
from tests.factories.files import a_pdf

PERMIT = "1.013225"


@pytest.fixture
def dossier(mine) -> Dossier:
    return submitted(mine)


def received(dossier: Dossier) -> Dossier:
    return receive.receive(dossier.code, by=plain_lives.staff("single_window_officer"), at=clock.now())


def finished(dossier: Dossier) -> Dossier:
    received(dossier)
    dossiers.propose(
        dossier.code, result="approve", note="", by=plain_lives.staff("specialist_officer"), at=clock.now()
    )
    dossiers.approve(dossier.code, by=plain_lives.staff("commune_leader"), at=clock.now())
    dossier.refresh_from_db()
    return dossier


def ask(dossier: Dossier, *items) -> None:
    body = {"items": list(items), "reason": "Giấy bị mờ.", "ground": "118/2025/NĐ-CP, Điều 17"}
    act.perform(dossier.code, "request_supplement", body, by=plain_lives.staff("single_window_officer"), at=clock.now())


def test_before_reception_it_says_until_when_the_office_answers(mine, dossier):
    page = mine.get(f"/ho-so/{dossier.code}/")
    body = page.content.decode()
    assert "Xã trả lời chậm nhất" in body
    assert "không phải làm gì" in body
    assert (body.count("<h1"), "Rút hồ sơ" in body) == (1, True)
    assert mine.get(f"/ho-so/{dossier.code}/giay-hen.pdf").status_code == 404


def test_after_reception_the_promise_and_why(mine, dossier):
    received(dossier)
    body = mine.get(f"/ho-so/{dossier.code}/").content.decode()
    assert "Hẹn trả kết quả" in body
    assert "Vì sao là ngày này?" in body
    answer = mine.get(f"/ho-so/{dossier.code}/giay-hen.pdf")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def test_anothers_dossier_does_not_exist(mine, dossier, client_of):
    stranger = client_of(plain_lives.an_account("khac"))
    paper = dossier.papers.exclude(upload=None).first()
    for tail in ("", "rut/", "bo-sung/", "danh-gia/", "da-nop/", "giay-hen.pdf", f"giay-to/{paper.pk}/"):
        assert stranger.get(f"/ho-so/{dossier.code}/{tail}").status_code == 404, tail
    for tail in ("rut/", "bo-sung/", "danh-gia/"):
        assert stranger.post(f"/ho-so/{dossier.code}/{tail}", {"reason": "x"}).status_code == 404, tail
    assert dossier.code not in stranger.get("/ho-so/").content.decode()
    dossier.refresh_from_db()
    assert dossier.state == "submitted"


def test_my_papers_can_be_opened(mine, dossier):
    paper = dossier.papers.exclude(upload=None).first()
    answer = mine.get(f"/ho-so/{dossier.code}/giay-to/{paper.pk}/")
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, a_pdf())
    assert mine.get(f"/ho-so/{dossier.code}/giay-to/999999/").status_code == 404


def test_the_list_is_searched_by_words(mine, dossier):
    assert dossier.code in mine.get("/ho-so/?q=khai+sinh").content.decode()
    nothing = mine.get("/ho-so/?q=giay+phep").content.decode()
    assert "Không thấy hồ sơ nào" in nothing
    assert "Tiếp theo: Xã xem hồ sơ và trả lời" in mine.get("/ho-so/").content.decode()


def test_an_empty_list_says_what_to_do(mine):
    assert "chưa nộp hồ sơ nào" in mine.get("/ho-so/").content.decode()


def test_the_list_costs_the_same_for_many(mine, dossier, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        mine.get("/ho-so/")


class TestWithdraw:
    def test_it_asks_first_and_wants_a_reason(self, mine, dossier):
        page = mine.get(f"/ho-so/{dossier.code}/rut/").content.decode()
        assert "Rút hồ sơ này?" in page
        without = mine.post(f"/ho-so/{dossier.code}/rut/", {"reason": " "})
        assert (without.status_code, "Ghi lý do" in without.content.decode()) == (422, True)
        done = mine.post(f"/ho-so/{dossier.code}/rut/", {"reason": "Chưa cần nữa"})
        assert done["Location"] == f"/ho-so/{dossier.code}/"
        dossier.refresh_from_db()
        assert dossier.state == "withdrawn"
        body = mine.get(done["Location"]).content.decode()
        assert "Đã rút theo yêu cầu" in body
        assert "Hồ sơ kết thúc lúc" in body

    def test_a_finished_one_is_not_withdrawn(self, mine, dossier):
        finished(dossier)
        assert mine.get(f"/ho-so/{dossier.code}/rut/")["Location"] == f"/ho-so/{dossier.code}/"
        assert mine.post(f"/ho-so/{dossier.code}/rut/", {"reason": "x"}).status_code == 409


class TestSupplement:
    PAPER = {"kind": "paper", "key": "birth_notice", "reason": "Ảnh mờ"}
    NAME = {"kind": "field", "key": "child_name", "reason": "Thiếu chữ đệm"}
    OTHER = {"kind": "other", "label_vi": "Giấy xác nhận của thôn"}

    def test_item_by_item_nothing_lost_then_handed_in(self, mine, dossier):
        ask(dossier, self.PAPER, self.NAME, self.OTHER)
        home = mine.get(f"/ho-so/{dossier.code}/").content.decode()
        assert "Cần ông/bà bổ sung" in home
        address = f"/ho-so/{dossier.code}/bo-sung/"
        page = mine.get(address).content.decode()
        for words in ("Cần bổ sung 3 mục", "Ảnh mờ", "118/2025/NĐ-CP", "1. Giấy chứng sinh", 'name="child_name"'):
            assert words in page
        half = mine.post(address, {"file-1": a_file(name="ro.pdf"), "child_name": ""})
        body = half.content.decode()
        assert half.status_code == 422
        assert [line.field for line in half.context["problems"]] == ["f-child_name", "i-3"]
        assert "ro.pdf" in body
        held = half.context["items"][0].upload.file_id
        whole = {
            "held-1": held,
            "way-1": "file",
            "child_name": "Bùi Minh Gia Bảo",
            "way-3": "declared",
            "note": "Đã gửi.",
        }
        assert mine.post(address, whole)["Location"] == f"/ho-so/{dossier.code}/"
        dossier.refresh_from_db()
        assert dossier.state == "submitted"
        assert dossier.answers["child_name"] == "BÙI MINH GIA BẢO"
        assert dossier.papers.filter(key="birth_notice").count() == 2
        assert Supplement.objects.get().answered_at is not None
        assert mine.get(address)["Location"] == f"/ho-so/{dossier.code}/"

    def test_a_refused_file_and_a_wrong_answer_in_words(self, mine, dossier):
        ask(dossier, self.PAPER, {"kind": "field", "key": "child_birth_date"})
        born = {f"child_birth_date.{part}": value for part, value in (("day", "31"), ("month", "2"), ("year", "2026"))}
        answer = mine.post(f"/ho-so/{dossier.code}/bo-sung/", {"file-1": a_file(b"MZ\x90", "a.pdf"), **born})
        assert "Không nhận loại tệp này" in answer.content.decode()
        answer = mine.post(f"/ho-so/{dossier.code}/bo-sung/", {"file-1": a_file(), **born})
        assert answer.status_code == 422
        assert "chỉ có" in answer.content.decode()
        assert answer.context["items"][0].upload is not None

    def test_nothing_was_asked(self, mine, dossier):
        assert mine.get(f"/ho-so/{dossier.code}/bo-sung/")["Location"] == f"/ho-so/{dossier.code}/"


class TestResult:
    def a_result(self, dossier: Dossier, *, draft: bool) -> ResultFile:
        from io import BytesIO

        upload = documents.store_upload(BytesIO(a_pdf("ket qua")), "ket-qua.pdf", by=SYSTEM, at=clock.now())
        documents.use_upload(upload, by=SYSTEM, at=clock.now())
        return ResultFile.objects.create(
            dossier=dossier, upload=upload, name_vi="Giấy khai sinh", draft=draft, added_at=clock.now()
        )

    def test_the_result_is_downloaded_its_draft_never(self, mine, dossier):
        finished(dossier)
        final, draft = self.a_result(dossier, draft=False), self.a_result(dossier, draft=True)
        body = mine.get(f"/ho-so/{dossier.code}/").content.decode()
        assert "Giấy khai sinh" in body
        answer = mine.get(f"/ho-so/{dossier.code}/ket-qua/{final.pk}/")
        assert answer["Content-Disposition"].startswith("attachment")
        assert mine.get(f"/ho-so/{dossier.code}/ket-qua/{draft.pk}/").status_code == 404

    def test_one_question_once_and_nothing_chosen_beforehand(self, mine, dossier):
        assert mine.post(f"/ho-so/{dossier.code}/danh-gia/", {"answer": "satisfied"}).status_code == 409
        finished(dossier)
        assert "có hài lòng không" in mine.get(f"/ho-so/{dossier.code}/").content.decode()
        page = mine.get(f"/ho-so/{dossier.code}/danh-gia/").content.decode()
        assert "checked" not in page
        assert mine.post(f"/ho-so/{dossier.code}/danh-gia/", {}).status_code == 422
        given = mine.post(f"/ho-so/{dossier.code}/danh-gia/", {"answer": "dissatisfied", "reason": "Chờ lâu"})
        assert given.status_code == 303
        assert "Cảm ơn ông/bà" in mine.get(given["Location"]).content.decode()
        assert (Rating.objects.get().answer, Rating.objects.get().way) == ("dissatisfied", "account")

    def test_by_link_without_account(self, mine, dossier, client):
        finished(dossier)
        address = rate.link(dossier.code).split("/", 3)[3]
        page = client.get(f"/{address}").content.decode()
        assert "Bùi Thị Mai" not in page
        assert client.get(f"/{address}x").status_code == 404
        assert client.post(f"/{address}", {"answer": "satisfied"}).status_code == 303
        assert Rating.objects.get().way == "link"


def test_what_is_owed_is_shown(mine):
    dossier = submitted(mine, PERMIT)
    received(dossier)
    specialist = plain_lives.staff("single_window_officer")
    pay.request_payment(dossier.code, by=specialist, at=clock.now())
    body = mine.get(f"/ho-so/{dossier.code}/").content.decode()
    assert "Cần nộp 75.000" in body
    assert "Lệ phí" in body


def test_english_pages(mine, dossier):
    mine.cookies["language"] = "en"
    body = mine.get(f"/ho-so/{dossier.code}/").content.decode()
    assert 'lang="en"' in body
    assert "Birth" in body
    finished(dossier)
    for tail in ("", "danh-gia/"):
        assert mine.get(f"/ho-so/{dossier.code}/{tail}").status_code == 200
