"""A day without power: the book is opened and printed, its lines keyed in afterwards, closed when nothing is missing."""

import io
from datetime import timedelta

import pypdfium2
import pytest
from django.db import IntegrityError, transaction

from motcua.desks.shell import papers
from motcua.dossiers.models import Dossier, Draft, PaperLine, PaperRegister
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.notifications.rules import is_news
from tests.desks.counter.people_at_it import COPIES, page, url


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "\n".join(one.get_textpage().get_text_range() for one in document)


def opened(counter, **given):
    today = clock.local_day(clock.now())
    fields = {"reason": "Mất điện", "day": f"{today - timedelta(days=2):%d/%m/%Y}", "size": "20"} | given
    answer = counter.post("/quay/so-giay/", fields)
    assert answer.status_code == 303, answer.content.decode()[:2000]
    return PaperRegister.objects.get(closed_at=None)


def address(register, line=None):
    base = f"/quay/so-giay/{register.year}-{register.number}/"
    return f"{base}{line}/" if line else base


def keyed(counter, register, number, at, **more):
    """Key one line in: the time on paper, then the ordinary walk-in."""
    here = clock.local(at)
    answer = counter.post(address(register, number), {"day": f"{here:%d/%m/%Y}", "time": f"{here:%H:%M}", "act": "key"})
    assert answer.status_code == 303, answer.content.decode()[:2000]
    draft = Draft.objects.get(key=answer["Location"].rstrip("/").rsplit("/", 1)[-1])
    counter.post(url(draft), {"applicant-full_name": "Đinh Thị Mai", "choose": COPIES})
    draft.refresh_from_db()
    answer = counter.post(url(draft), page(draft, act="accept", **more))
    assert answer.status_code == 303, answer.content.decode()[:3000]
    return Dossier.objects.get(paper_line__number=number, paper_line__register=register)


@pytest.fixture
def yesterday():
    """Ten in the morning of yesterday."""
    return clock.day_start(clock.local_day(clock.now()) - timedelta(days=1)) + timedelta(hours=10)


def test_a_line_becomes_a_dossier_at_the_time_written_on_paper(counter, yesterday):
    register = opened(counter)
    dossier = keyed(counter, register, 1, yesterday)
    assert dossier.received_at == yesterday
    assert (dossier.channel, dossier.entered_by) == ("direct", "officer")
    line = PaperLine.objects.select_related("register").get(dossier=dossier)
    assert line.keyed_at > yesterday
    assert line.keyed_by is not None
    assert dossier.wishes["paper_number"] == line.name
    event = next(one for one in journal.events(dossier.code) if one.type == "dossier.received")
    assert event.at == yesterday
    assert event.recorded_at > yesterday, "the late entry is seen"
    assert is_news(event.at, event.recorded_at)
    chain = journal.events(f"paper_register:{register.agency.code}:{register.name}")
    assert [one.type for one in chain] == ["paper_register.opened", "paper_register.keyed"]
    said = text_of(papers.receipt_pdf(dossier))
    assert register.name in said
    assert "Nhận trên giấy, số" in said
    assert line.name.casefold().split("/")[0] in dossier.search, "found by the number on paper"
    assert dossier.original_due_at is None or dossier.original_due_at >= yesterday
    shown = counter.get(address(register)).content.decode()
    assert dossier.code in shown
    assert "Đã nhập" in shown


@pytest.mark.parametrize(
    ("shift", "said"),
    [
        (timedelta(days=2), "không thể sau bây giờ"),
        (-timedelta(days=9), "bắt đầu ghi từ ngày"),
    ],
)
def test_a_time_that_cannot_be_is_refused(counter, yesterday, shift, said):
    register = opened(counter)
    at = clock.local(yesterday + shift)
    answer = counter.post(address(register, 1), {"day": f"{at:%d/%m/%Y}", "time": f"{at:%H:%M}", "act": "key"})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    answer = counter.post(address(register, 1), {"day": "mai", "time": "x", "act": "key"})
    assert "Ghi ngày như 22/11/2026" in answer.content.decode()
    assert not Draft.objects.exists()


def test_who_came_first_was_written_first(counter, yesterday):
    register = opened(counter)
    keyed(counter, register, 2, yesterday)
    later = clock.local(yesterday + timedelta(hours=1))
    answer = counter.post(address(register, 1), {"day": f"{later:%d/%m/%Y}", "time": f"{later:%H:%M}", "act": "key"})
    assert answer.status_code == 422
    assert "Dòng 2 ghi lúc" in answer.content.decode()


def test_gaps_are_explained_before_the_book_is_closed_once(counter, yesterday):
    register = opened(counter)
    keyed(counter, register, 1, yesterday)
    close = address(register) + "dong/"
    assert "Còn 2 dòng chưa nhập: 2, 3" in counter.post(close, {"used": "3"}).content.decode()
    assert counter.post(address(register, 2), {"act": "spoil", "reason": ""}).status_code == 422
    for number in (2, 3):
        assert counter.post(address(register, number), {"act": "spoil", "reason": "Ghi nhầm"}).status_code == 303
    assert "phải từ 3 đến 20" in counter.post(close, {"used": "2"}).content.decode()
    assert counter.post(close, {"used": "3"}).status_code == 303
    register.refresh_from_db()
    assert register.used == 3
    assert counter.post(close, {"used": "3"}).status_code == 409
    here = clock.local(yesterday)
    again = {"day": f"{here:%d/%m/%Y}", "time": f"{here:%H:%M}", "act": "key"}
    assert counter.post(address(register, 4), again).status_code == 409
    assert opened(counter).number == register.number + 1


def test_one_book_is_open_at_a_time_and_says_what_it_needs(counter):
    first = opened(counter)
    answer = counter.post("/quay/so-giay/", {"reason": "x", "day": f"{first.day:%d/%m/%Y}", "size": "5"})
    assert answer.status_code == 409
    PaperRegister.objects.update(closed_at=clock.now(), used=0)
    wrong = counter.post("/quay/so-giay/", {"reason": "", "day": "01/01/2020", "size": "9999"}).content.decode()
    for said in ("Ghi lý do mở sổ giấy", "Ngày bắt đầu ghi phải từ", "Số dòng từ 1 đến 500"):
        assert said in wrong


def test_the_empty_book_and_its_slips_are_numbered(counter):
    register = opened(counter)
    book = counter.get(address(register) + "so.pdf")
    assert book["Content-Type"] == "application/pdf"
    said = text_of(book.content)
    assert "SỔ GIẤY TIẾP NHẬN HỒ SƠ" in said
    assert "20" in said
    assert "Trang 2/" in said
    slips = text_of(counter.get(address(register) + "phieu.pdf").content)
    assert all(f"{register.name}-{number:02d}" in slips for number in range(1, 21))


def test_the_database_keeps_numbers_used_once(counter, yesterday):
    register = opened(counter)
    dossier = keyed(counter, register, 1, yesterday)
    other = PaperLine.objects.get(register=register, number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperLine.objects.filter(pk=other.pk).update(dossier=dossier, keyed_at=yesterday, received_at=yesterday)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperLine.objects.filter(pk=other.pk).update(spoiled_at=yesterday)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperRegister.objects.filter(pk=register.pk).update(closed_at=yesterday)


def test_a_begun_line_is_taken_up_again_and_a_stranger_sees_no_book(counter, browser_of, yesterday):
    register = opened(counter)
    here = clock.local(yesterday)
    given = {"day": f"{here:%d/%m/%Y}", "time": f"{here:%H:%M}", "act": "key"}
    first = counter.post(address(register, 1), given)["Location"]
    assert counter.post(address(register, 1), given)["Location"] == first
    assert "Nhập từ sổ giấy" in counter.get(first).content.decode()
    from tests.factories import plain_lives

    elsewhere = plain_lives.staff("single_window_officer", agency=plain_lives.an_agency("H44.230"), username="khac")
    assert browser_of(elsewhere).get(address(register)).status_code == 404


def test_the_register_is_a_workbook_and_a_table_too(counter, yesterday):
    register = opened(counter)
    dossier = keyed(counter, register, 1, yesterday)
    day = clock.local_day(yesterday).isoformat()
    csv = counter.get(f"/quay/so/so-theo-doi.csv?tu={day}&den={day}").content.decode("utf-8-sig")
    assert dossier.code in csv
    assert f"sổ giấy {register.name}-01" in csv
    book = counter.get(f"/quay/so/so-theo-doi.xlsx?tu={day}&den={day}")
    assert book.content[:2] == b"PK"
    said = text_of(counter.get(f"/quay/so/so-theo-doi.pdf?tu={day}&den={day}").content)
    assert dossier.code in said.replace("\r\n", "").replace("\n", "") or dossier.code[-4:] in said
