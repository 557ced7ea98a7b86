"""A dossier's money and the tills of the days, as one sends them without scripts."""

import csv
import io

import pytest
from django.test import Client

from motcua.certification.rules import Original
from motcua.dossiers.models import Dossier
from motcua.flows import certify
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.payments import queries
from motcua.payments.models import Till
from tests.factories import plain_lives
from tests.flows.money.counter import MAI
from tests.flows.money.test_ways_of_money import filed

pytestmark = pytest.mark.django_db
EXTRACT = "2.000635"


@pytest.fixture
def owing(lan: Actor) -> Dossier:
    """Three copies of an extract, 24.000 đ, not paid."""
    return filed(lan, EXTRACT, copies_count=3)


@pytest.fixture
def sold(lan: Actor) -> Till:
    """A till in which 4.000 đ lie."""
    request = certify.Request(MAI, (Original(1, 2),))
    certify.certify(request, by=lan, at=clock.now())
    return Till.objects.get()


def text(reply: object) -> str:
    return reply.content.decode()  # type: ignore[attr-defined, no-any-return]


def url(dossier: Dossier, rest: str = "") -> str:
    return f"/quay/ho-so/{dossier.code}/tien/{rest}"


def test_the_page_says_what_is_owed_and_for_what(counter: Client, owing: Dossier) -> None:
    body = text(counter.get(url(owing)))
    assert "24.000\u00a0đ" in body
    assert "3 bản" in body
    assert "Chưa nộp khoản nào." in body
    assert body.count("data-main") == 1


def test_money_taken_goes_back_to_where_the_form_stood(counter: Client, owing: Dossier) -> None:
    sent = {"amount": "24000", "way": "cash", "payer": "Bùi Văn Nộp", "next": f"/quay/ho-so/{owing.code}/"}
    reply = counter.post(url(owing, "thu/"), sent)
    assert (reply.status_code, reply["Location"]) == (303, sent["next"])
    body = text(counter.get(url(owing)))
    assert "MC-" in body
    assert "Không còn khoản nào phải nộp." in body
    away = counter.post(url(owing, "thu/"), sent | {"next": "https://example.org/"})
    assert away.status_code == 409, "nothing is owed any longer"


@pytest.mark.parametrize("amount", ["23.999", "24001", "abc", "", "-1"])
def test_another_amount_is_refused_with_the_way_out(counter: Client, owing: Dossier, amount: str) -> None:
    reply = counter.post(url(owing, "thu/"), {"amount": amount, "way": "cash"})
    assert reply.status_code == 422
    assert not queries.payments_of(owing)


def test_reckoning_anew_shows_the_lines_and_wants_a_reason(counter: Client, owing: Dossier) -> None:
    assert 'name="quantity-1" value="3"' in text(counter.get(url(owing, "tinh/")))
    sent = {"line": ["1"], "quantity-1": "2", "exempt": "", "reason": ""}
    refused = counter.post(url(owing, "tinh/"), sent)
    assert (refused.status_code, 'value="2"' in text(refused)) == (422, True)
    assert counter.post(url(owing, "tinh/"), sent | {"reason": "Bớt một bản"}).status_code == 303
    assert queries.owed(owing).outstanding == 16_000


def test_an_exemption_is_chosen_from_the_law(counter: Client, owing: Dossier) -> None:
    counter.post(url(owing, "tinh/"), {"line": ["1"], "quantity-1": "3", "exempt": "poor", "reason": "Có sổ hộ nghèo"})
    body = text(counter.get(url(owing)))
    assert "Miễn 24.000\u00a0đ: Hộ nghèo" in body


def test_a_refund_above_what_was_paid_says_how_much_is_left(counter: Client, owing: Dossier) -> None:
    counter.post(url(owing, "thu/"), {"amount": "24000", "way": "cash"})
    assert 'value="24000"' in text(counter.get(url(owing, "1/hoan/")))
    sent = {"amount": "24.001", "way": "cash", "reason": "Thu thừa"}
    refused = counter.post(url(owing, "1/hoan/"), sent)
    assert refused.status_code == 422
    assert "chỉ còn hoàn được 24.000" in text(refused)
    assert 'value="24.001"' in text(refused)
    assert counter.post(url(owing, "1/hoan/"), sent | {"amount": "8.000 đ"}).status_code == 303
    slip = counter.get(f"/quay/ho-so/{owing.code}/phieu-hoan-1-1.pdf")
    assert slip.content.startswith(b"%PDF")


def test_a_wrong_receipt_is_voided_on_its_own_page(counter: Client, owing: Dossier) -> None:
    counter.post(url(owing, "thu/"), {"amount": "24000", "way": "cash"})
    assert "lại phải nộp" in text(counter.get(url(owing, "1/huy/")))
    assert counter.post(url(owing, "1/huy/"), {"reason": ""}).status_code == 422
    assert counter.post(url(owing, "1/huy/"), {"reason": "Khách chuyển khoản"}).status_code == 303
    assert "Đã hủy" in text(counter.get(url(owing)))
    assert counter.get(f"/quay/ho-so/{owing.code}/bien-lai-1.pdf").content.startswith(b"%PDF")
    assert counter.get(f"/quay/ho-so/{owing.code}/bien-lai-2.pdf").status_code == 404


def test_another_communes_counter_sees_nothing(owing: Dossier, browser_of) -> None:  # type: ignore[no-untyped-def]
    agency = plain_lives.an_agency("H44.230")
    stranger = browser_of(plain_lives.staff("single_window_officer", agency=agency, username="hoa"))
    for address in (url(owing), url(owing, "tinh/"), url(owing, "1/hoan/")):
        assert stranger.get(address).status_code == 404


def test_today_is_empty_before_the_first_payment(counter: Client) -> None:
    assert "chưa thu khoản nào" in text(counter.get("/quay/quy/"))


def test_the_day_is_counted_and_closed_once(counter: Client, sold: Till) -> None:
    assert "4.000\u00a0đ" in text(counter.get("/quay/quy/"))
    page = f"/quay/quy/{sold.pk}/"
    assert 'id="id_counted"' in text(counter.get(page))
    for counted, code in (("", 422), ("x", 422), ("3.000", 422)):
        refused = counter.post(f"{page}chot/", {"change": "0", "counted": counted, "reason": ""})
        assert refused.status_code == code
    sent = {"change": "50.000", "counted": "54.000 đ", "reason": ""}
    assert counter.post(f"{page}chot/", sent).status_code == 303
    assert "Đã chốt, đủ tiền" in text(counter.get(page))
    again = counter.post(f"{page}chot/", sent)
    assert again.status_code == 409
    assert "không mở lại" in text(again)


def test_the_report_is_printed_and_taken_along(counter: Client, sold: Till) -> None:
    assert counter.get(f"/quay/quy/{sold.pk}/bao-cao.pdf").content.startswith(b"%PDF")
    rows = list(
        csv.DictReader(io.StringIO(counter.get(f"/quay/quy/{sold.pk}/bao-cao.csv").content.decode("utf-8-sig")))
    )
    assert [(row["number"], row["amount"], row["way"]) for row in rows] == [("1", "4000", "cash")]
    day = sold.day.isoformat()
    assert "Cả quầy" in text(counter.get(f"/quay/quy/ngay/{day}/"))
    assert counter.get(f"/quay/quy/ngay/{day}/bao-cao.pdf").content.startswith(b"%PDF")
    assert counter.get(f"/quay/quy/ngay/{day}/bao-cao.csv").status_code == 200
    assert counter.get("/quay/quy/ngay/2020-01-01/").status_code == 404
    assert counter.get("/quay/quy/ngay/hom-nay/").status_code == 404


def test_the_leader_sees_the_tills_and_closes_none(sold: Till, browser_of) -> None:  # type: ignore[no-untyped-def]
    leader = browser_of(plain_lives.staff("commune_leader", username="chutich"))
    body = text(leader.get(f"/quay/quy/{sold.pk}/"))
    assert "4.000\u00a0đ" in body
    assert 'id="id_counted"' not in body
    assert leader.post(f"/quay/quy/{sold.pk}/chot/", {"counted": "4000"}).status_code == 403


def test_another_agencys_till_is_unknown(sold: Till, browser_of) -> None:  # type: ignore[no-untyped-def]
    agency = plain_lives.an_agency("H44.230")
    stranger = browser_of(plain_lives.staff("single_window_officer", agency=agency, username="hoa"))
    assert stranger.get(f"/quay/quy/{sold.pk}/").status_code == 404
    assert stranger.post(f"/quay/quy/{sold.pk}/chot/", {"counted": "4000"}).status_code == 404
