"""Certified copies in one go: dossier, charge, payment, receipt, register, hand-over, and their undoing."""

from datetime import timedelta

import pytest

from motcua.certification.models import Entry
from motcua.certification.rules import Original
from motcua.dossiers.models import Dossier
from motcua.flows import certify
from motcua.flows.certify import Request
from motcua.journal import queries as journal
from motcua.journal.requests import RequestKey
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotAllowed, NotLawfulNow
from motcua.payments import queries
from motcua.payments.models import Payment, Receipt
from motcua.reports.figures import handling
from tests.factories import plain_lives
from tests.flows.money.counter import AT, MAI, copies

pytestmark = pytest.mark.django_db


def test_a_person_leaves_with_copies_number_and_receipt(lan):
    done = copies(lan, Original(pages=3, copies=2, document="Giấy khai sinh"), Original(pages=1, copies=1, originals=2))
    assert (done.dossier.state, done.dossier.channel, done.dossier.result) == ("delivered", "direct", "approved")
    assert [(entry.number, entry.pages, entry.copies, entry.fee) for entry in done.entries] == [
        (1, 3, 2, 10_000),
        (2, 1, 1, 2_000),
        (3, 1, 1, 2_000),
    ]
    money = queries.owed(done.dossier)
    assert (money.charged, money.paid, money.outstanding) == (14_000, 14_000, 0)
    receipt = Receipt.objects.get(payment=done.payment)
    assert (receipt.number, receipt.series, receipt.payer) == (1, "MC-26E", "Đinh Thị Mai")
    assert [line["amount"] for line in receipt.lines] == [10_000, 4_000]


def test_its_life_is_told_as_every_dossiers(lan):
    done = copies(lan)
    types = [event.type for event in journal.events(done.dossier.code)]
    assert types == ["dossier.submitted", "dossier.received", "dossier.finished", "dossier.delivered"]
    [entered] = journal.events(f"certification:{done.dossier.code}")
    assert journal.facts(entered)["numbers"] == [1]
    assert "Mai" not in entered.facts


def test_the_next_person_has_the_next_number_and_the_next_year_begins_anew(lan):
    copies(lan)
    assert copies(lan).entries[0].number == 2
    new_year = AT.replace(year=2027, month=1, day=4)
    assert [entry.number for entry in copies(lan, at=new_year).entries] == [1]


@pytest.mark.parametrize(
    ("original", "path"),
    [
        (Original(0, 1), "originals.0.pages"),
        (Original(1_000, 1), "originals.0.pages"),
        (Original(1, 0), "originals.0.copies"),
        (Original(1, 1, originals=0), "originals.0.originals"),
        (Original(1, 1, "x" * 301), "originals.0.document"),
        (Original(1, 1, originals=51), "originals"),
    ],
)
def test_a_wrong_count_is_said_at_its_field_and_leaves_nothing(lan, original, path):
    with pytest.raises(Invalid) as refused:
        copies(lan, original)
    assert path in [error.path for error in refused.value.errors]
    assert not Dossier.objects.exists()
    assert not Entry.objects.exists()


def test_name_number_way_and_ground_are_judged_together(lan):
    request = Request({"full_name": "", "personal_id": "12"}, (Original(1, 1),), way="gold", exempt="friend", signer=9)
    with pytest.raises(Invalid) as refused:
        certify.certify(request, by=lan, at=AT)
    assert {error.path for error in refused.value.errors} >= {
        "applicant.full_name",
        "applicant.personal_id",
        "way",
        "exempt",
        "signer",
    }


def test_who_is_exempt_pays_nothing_and_the_ground_is_kept(lan):
    done = copies(lan, exempt="merit")
    money = queries.owed(done.dossier)
    assert (money.charged, money.waived, done.payment) == (0, 4_000, None)
    assert money.lines[0].exemption_vi == "Người có công với cách mạng"
    assert not Receipt.objects.exists()
    assert done.entries[0].fee == 0


def test_the_register_names_who_signs(lan, leader):
    done = copies(lan, signer=leader.account_id)
    assert (done.entries[0].signed_by, done.entries[0].signed_as) == ("Bùi Thị Mai", "Công chức")
    with pytest.raises(Invalid, match=r"certification\.invalid"):
        copies(lan)


def test_the_second_press_gives_what_the_first_did(lan):
    press = RequestKey("press-1", "hash")
    request = Request(MAI, (Original(1, 2),))
    first, second = (certify.certify(request, by=lan, at=AT, press=press) for _ in range(2))
    assert (first.dossier.code, first.entries, first.payment) == (second.dossier.code, second.entries, second.payment)
    assert Payment.objects.count() == 1


def test_nobody_else_certifies(lan, leader):
    with pytest.raises(NotAllowed):
        copies(leader, signer=leader.account_id)


def test_what_was_wrong_is_struck_out_and_the_money_goes_back(lan):
    done = copies(lan, way="transfer")
    dossier = certify.cancel(done.dossier.code, reason="Nhầm số bản", by=lan, at=AT + timedelta(minutes=3))
    money = queries.owed(dossier)
    assert (money.charged, money.paid, money.outstanding) == (0, 0, 0)
    [paid] = queries.paid(dossier)
    assert [(slip.amount, slip.way, slip.kind) for slip in paid.refunds] == [(4_000, "transfer", "refund")]
    assert Entry.objects.get().cancelled.reason == "Nhầm số bản"
    with pytest.raises(NotLawfulNow, match=r"certification\.cancelled_already"):
        certify.cancel(done.dossier.code, reason="Lần nữa", by=lan, at=AT + timedelta(minutes=4))
    assert copies(lan).entries[0].number == 2, "its number is not given again"


def test_the_figures_count_it_once_and_on_time(lan, commune):
    copies(lan)
    copies(lan)
    row = handling(commune.code, AT.date(), AT.date(), as_of=AT + timedelta(hours=1))[0].as_data()
    names = ("received_direct", "resolved_total", "resolved_late", "pending_total")
    assert [row[name] for name in names] == [2, 2, 0, 0]


def test_another_commune_counts_its_own_numbers(lan):
    copies(lan)
    elsewhere = plain_lives.staff(
        "single_window_officer", agency=plain_lives.an_agency("H44.230"), username="lan.anbinh"
    )
    assert copies(elsewhere).entries[0].number == 1
    assert clock.local_day(AT).year == 2026
