"""The fast lane for certified copies: as one sends it by keyboard, without scripts."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.certification.models import Entry
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.payments.models import Receipt
from tests.asked import asked_of
from tests.desks.counter.people_at_it import CARD

pytestmark = pytest.mark.django_db
PAGE = "/quay/chung-thuc/"


def press_of(body: str) -> str:
    found = re.search(r'name="press" value="([^"]+)"', body)
    assert found is not None
    return found[1]


def certify(counter: Client, **fields: str):
    press = press_of(counter.get(PAGE).content.decode())
    return counter.post(PAGE, {"act": "certify", "press": press, "way": "cash", **fields})


def focus_of(body: str) -> list[str]:
    return re.findall(r'<input[^>]*id="(id_\w+)"[^>]* autofocus', body)


def test_an_empty_page_has_the_focus_in_its_first_field(counter: Client) -> None:
    body = counter.get(PAGE).content.decode()
    assert focus_of(body) == ["id_who"]
    assert "Hôm nay chưa chứng thực bản sao nào." in body
    assert body.count("data-main") == 1


def test_name_pages_copies_enter_and_the_next_person(counter: Client) -> None:
    reply = certify(counter, who="Đinh Thị Mai", pages="3", copies="2")
    assert (reply.status_code, reply["Location"][: len(PAGE)]) == (303, PAGE)
    body = counter.get(reply["Location"]).content.decode()
    dossier = Dossier.objects.get()
    assert dossier.state == "delivered"
    assert focus_of(body) == ["id_who"]
    assert "Số chứng thực 1, quyển 01/" in body
    assert "10.000\u00a0đ" in body
    assert f"/quay/ho-so/{dossier.code}/bien-lai-1.pdf" in body
    assert "1 lượt · 1 bản chính · 2 bản sao · 10.000\u00a0đ" in body


def test_a_scanned_card_is_read_first_and_pages_come_next(counter: Client) -> None:
    reply = counter.post(PAGE, {"who": CARD, "way": "cash"})
    body = reply.content.decode()
    assert reply.status_code == 200
    assert 'value="Đinh Thị Mai"' in body
    assert focus_of(body) == ["id_pages"]
    assert not Dossier.objects.exists()


def test_a_number_seen_before_finds_its_name(counter: Client) -> None:
    certify(counter, who=CARD, pages="1", copies="1")
    reply = certify(counter, who="017 184 003 125", pages="1", copies="1")
    assert reply.status_code == 303
    assert list(Entry.objects.order_by("number").values_list("requester", flat=True)) == ["Đinh Thị Mai"] * 2


def test_an_unknown_number_asks_for_the_name(counter: Client) -> None:
    reply = certify(counter, who="017184003126", pages="1", copies="1")
    assert reply.status_code == 422
    assert 'id="id_full_name-error"' in reply.content.decode()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"who": "Mai", "pages": "", "copies": "2"}, "id_pages"),
        ({"who": "Mai", "pages": "x", "copies": "2"}, "id_pages"),
        ({"who": "Mai", "pages": "2", "copies": "0"}, "id_copies"),
        ({"who": "", "pages": "2", "copies": "1"}, "id_who"),
        ({"who": "Mai", "pages": "2", "copies": "1", "pages-2": "3", "copies-2": ""}, "id_copies-2"),
        ({"who": "Mai", "pages": "2", "copies": "1", "way": "gold"}, "id_way"),
        ({"who": "Mai", "pages": "2", "copies": "1", "exempt": "friend"}, "id_exempt"),
        ({"who": "017184003|", "pages": "2", "copies": "1"}, "id_who"),
    ],
)
def test_what_is_wrong_is_said_in_the_summary_and_kept(counter: Client, fields: dict[str, str], name: str) -> None:
    reply = certify(counter, **fields)
    body = reply.content.decode()
    assert reply.status_code == 422
    assert f'<a href="#{name}">' in body
    assert f'value="{fields["copies"]}"' in body
    assert not Dossier.objects.exists()


def test_several_papers_of_one_person_have_a_number_each(counter: Client) -> None:
    fields = {"who": "Mai Lan", "pages": "1", "copies": "1", "originals": "2", "pages-2": "4", "copies-2": "3"}
    certify(counter, **fields, **{"document-2": "Học bạ"})
    rows = Entry.objects.order_by("number").values_list("number", "pages", "copies", "fee", "document")
    assert list(rows) == [
        (1, 1, 1, 2_000, "Giấy tờ, văn bản"),
        (2, 1, 1, 2_000, "Giấy tờ, văn bản"),
        (3, 4, 3, 18_000, "Học bạ"),
    ]


def test_the_same_page_sent_twice_is_done_once_and_changed_is_another_person(counter: Client) -> None:
    press = press_of(counter.get(PAGE).content.decode())
    sent = {"act": "certify", "press": press, "way": "cash", "who": "Mai", "pages": "1", "copies": "1"}
    first, second = counter.post(PAGE, sent), counter.post(PAGE, sent)
    assert first["Location"] == second["Location"]
    counter.post(PAGE, sent | {"who": "Lan"})
    assert Dossier.objects.count() == 2


def test_the_sum_follows_what_is_typed(counter: Client) -> None:
    assert "12.000" in counter.get(f"{PAGE}tien/?pages=10&copies=1").content.decode()
    assert "Không thu" in counter.get(f"{PAGE}tien/?pages=10&copies=1&exempt=merit").content.decode()
    assert "Ghi số trang" in counter.get(f"{PAGE}tien/?pages=&copies=1").content.decode()


def test_a_mistake_is_cancelled_with_a_reason_and_the_money_goes_back(counter: Client) -> None:
    certify(counter, who="Mai", pages="1", copies="1")
    code = Dossier.objects.get().code
    asked = counter.get(f"{PAGE}{code}/huy/")
    assert "không dùng lại" in asked.content.decode()
    assert counter.post(f"{PAGE}{code}/huy/", {"reason": ""}).status_code == 422
    reply = counter.post(f"{PAGE}{code}/huy/", {"reason": "Nhầm người"}, follow=True)
    assert "Đã hủy số 1 và hoàn tiền." in reply.content.decode()
    assert "0 lượt" in reply.content.decode()
    assert counter.post(f"{PAGE}{code}/huy/", {"reason": "Nữa"}).status_code == 409


def test_the_register_is_read_printed_and_taken_along(counter: Client) -> None:
    certify(counter, who="=Mai", pages="1", copies="2")
    assert "=Mai" in counter.get(f"{PAGE}so/").content.decode()
    assert counter.get(f"{PAGE}so.pdf").content.startswith(b"%PDF")
    rows = list(csv.DictReader(io.StringIO(counter.get(f"{PAGE}so.csv").content.decode("utf-8-sig"))))
    assert [(row["number"], row["requester"], row["fee"]) for row in rows] == [("1", "'=Mai", "4000")]
    year = clock.local(clock.now()).year
    assert counter.get(f"{PAGE}so/?tu={year}-02-01&den={year}-01-01").status_code == 422
    assert counter.get(f"{PAGE}so/?tu=hom-nay").status_code == 422
    assert "Không có lần chứng thực nào" in counter.get(f"{PAGE}so/?tu=2020-01-01&den=2020-01-02").content.decode()


def test_the_receipt_is_printed_with_both_copies(counter: Client, lan: Actor) -> None:
    certify(counter, who="Mai", pages="1", copies="1")
    receipt = Receipt.objects.get()
    reply = counter.get(f"/quay/ho-so/{receipt.payment.dossier.code}/bien-lai-1.pdf")
    assert reply.content.startswith(b"%PDF")
    assert reply.content.count(b"/Type /Page\n") + reply.content.count(b"/Type/Page/") in (0, 2)


def test_the_page_asks_the_database_little(counter: Client) -> None:
    for _ in range(3):
        certify(counter, who="Mai", pages="1", copies="1")
    with CaptureQueriesContext(connection) as asked:
        counter.get(PAGE)
    assert len(asked_of(asked)) <= 15
