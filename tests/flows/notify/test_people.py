"""Who is told of what, in which language, and who is not."""

from datetime import datetime, timedelta

import pytest

from motcua.adapters.notify.simulator import SimulatedMail
from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier
from motcua.journal import queries as journal
from motcua.notifications import actions
from motcua.notifications.models import Notice
from tests.factories.plain_lives import (
    a_delivered_dossier,
    a_dossier,
    a_received_dossier,
    an_account,
    citizen,
    staff,
)
from tests.flows.notify.worker import EMAIL, sent, work

pytestmark = pytest.mark.django_db


def test_applicant_and_submitter_are_each_told_once(mail: SimulatedMail, now: datetime) -> None:
    a_received_dossier(at=now, email=EMAIL, submitter_email="nop@thu.test", entered_by="submitter")
    work()
    assert sorted(one.to[0] for one in sent(mail, "received")) == [EMAIL, "nop@thu.test"]


def test_the_account_is_the_address_of_who_filed_with_it(mail: SimulatedMail, now: datetime) -> None:
    account = an_account(email="mai@thu.test")
    a_received_dossier(at=now, account=account)
    work()
    assert [one.to for one in sent(mail, "received")] == [("mai@thu.test",)]


def test_the_account_of_a_helper_is_told_beside_the_applicant(mail: SimulatedMail, now: datetime) -> None:
    account = an_account(email="to.vien@thu.test")
    a_received_dossier(at=now, account=account, entered_by="helper", email=EMAIL)
    work()
    assert [Notice.objects.get(audience=who, template="received").address for who in ("applicant", "submitter")] == [
        EMAIL,
        "to.vien@thu.test",
    ]


def test_the_account_of_a_program_is_nobody_to_write_to(mail: SimulatedMail, now: datetime) -> None:
    a_received_dossier(at=now, account=an_account(email="robot@thu.test"), entered_by="client")
    work()
    assert mail.sent == []


def test_who_switched_mail_off_gets_none(mail: SimulatedMail, now: datetime) -> None:
    account = an_account(email="mai@thu.test")
    actions.set_preference(account, language="vi", email=False, by=citizen(account), at=now)
    a_received_dossier(at=now, account=account)
    work()
    assert mail.sent == []
    citizens = Notice.objects.filter(audience__in=["applicant", "submitter"])
    assert set(citizens.values_list("state", "why")) == {("skipped", "unwanted")}


@pytest.mark.parametrize(
    ("wishes", "preferred", "language"),
    [({"language": "en"}, "vi", "en"), ({}, "en", "en"), ({}, None, "vi"), ({"language": "fr"}, None, "vi")],
)
def test_the_wish_of_the_dossier_comes_before_that_of_the_account(
    mail: SimulatedMail, now: datetime, wishes: dict[str, str], preferred: str | None, language: str
) -> None:
    account = an_account(email="mai@thu.test")
    if preferred:
        actions.set_preference(account, language=preferred, email=True, by=citizen(account), at=now)
    a_received_dossier(at=now, account=account, wishes=wishes)
    work()
    assert {one.language for one in mail.sent} == {language}


def test_the_counter_is_told_of_an_online_dossier_in_one_message(mail: SimulatedMail, now: datetime) -> None:
    for name in ("an", "binh"):
        staff("single_window_officer", username=name, email=f"{name}@xa.test")
    a_dossier(at=now, account=an_account())
    work()
    [letter] = mail.sent
    assert letter.to == ("an@xa.test", "binh@xa.test")
    assert "chờ tiếp nhận" in letter.subject


def test_a_supplement_is_told_to_the_officer_who_has_the_dossier(mail: SimulatedMail, now: datetime) -> None:
    account = an_account()
    staff("single_window_officer", username="an", email="an@xa.test")
    officer = staff("specialist_officer", username="ba", email="ba@xa.test")
    code = a_received_dossier(at=now, account=account).code
    at = now + timedelta(minutes=20)
    assigned = Dossier.objects.get(code=code)
    assigned.assigned_to_id = officer.account_id
    assigned.save(update_fields=["assigned_to"])
    items = [{"kind": "other", "key": "x", "label_vi": "Ảnh", "label_en": "Photo", "reason": ""}]
    dossiers.request_supplement(code, items=items, reason="Thiếu", ground="118/2025/NĐ-CP", by=officer, at=at)
    dossiers.supplement(code, answers={}, papers=[], by=citizen(account), at=at + timedelta(minutes=1))
    work()
    assert [one.to for one in sent(mail, "officer_supplemented")] == [("ba@xa.test",)]


def test_officers_are_not_told_what_an_officer_did(mail: SimulatedMail, now: datetime) -> None:
    counter = staff("single_window_officer", username="an", email="an@xa.test")
    code = a_received_dossier(at=now).code
    items = [{"kind": "other", "key": "x", "label_vi": "Ảnh", "label_en": "Photo", "reason": ""}]
    at = now + timedelta(minutes=20)
    dossiers.request_supplement(code, items=items, reason="Thiếu", ground="118/2025/NĐ-CP", by=counter, at=at)
    dossiers.supplement(code, answers={}, papers=[], by=counter, at=at + timedelta(minutes=1))
    work()
    assert sent(mail, "officer_supplemented") == []


def test_a_walk_in_is_told_of_the_reception_only(mail: SimulatedMail, now: datetime) -> None:
    a_received_dossier(at=now, channel="direct", entered_by="officer", email=EMAIL)
    work()
    assert [one.subject.rpartition(": ")[2] for one in mail.sent] == ["đã tiếp nhận"]


def test_a_certified_copy_is_told_of_the_hand_over_only(mail: SimulatedMail, now: datetime) -> None:
    code = a_received_dossier(at=now, channel="direct", email=EMAIL, one_step=True).code
    dossiers.deliver(code, way="counter", by=staff("single_window_officer"), at=now + timedelta(minutes=30))
    work()
    assert sorted(one.subject.rpartition(": ")[2] for one in mail.sent) == ["đã tiếp nhận", "đã trả kết quả"]


def test_nobody_is_written_to_about_history(mail: SimulatedMail, now: datetime) -> None:
    a_delivered_dossier(at=now - timedelta(days=30), email=EMAIL)
    work()
    assert mail.sent == []
    assert journal.pending("notify") == 0
