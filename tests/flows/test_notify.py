"""Telling people: by a real SMTP server that may be down, once each, in their language, with nothing personal outside."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.conf import settings

from motcua.adapters.notify.email import EmailSender
from motcua.adapters.notify.simulator import SimulatedMail
from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier
from motcua.flows import notify, rate
from motcua.journal import outbox
from motcua.journal import queries as journal
from motcua.journal.models import Delivery
from motcua.kernel import clock, codes, registry
from motcua.notifications import actions, queries
from motcua.notifications.models import DeliveryAttempt, Notice
from motcua.notifications.ports import Mail, MailUnavailable
from motcua.notifications.rendering import Rendered, render_about
from tests.contracts.post_office import PostOffice
from tests.factories.plain_lives import (
    a_delivered_dossier,
    a_dossier,
    a_finished_dossier,
    a_received_dossier,
    an_account,
    citizen,
    staff,
)

pytestmark = pytest.mark.django_db
EMAIL = "lanh@thu.test"


@pytest.fixture
def now() -> datetime:
    return clock.now() - timedelta(hours=3)


@pytest.fixture
def mail() -> Iterator[SimulatedMail]:
    before = registry.provider("mail_sender")
    simulator = SimulatedMail()
    registry.wire("mail_sender", simulator)
    yield simulator
    registry.wire("mail_sender", before)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    before = registry.provider("mail_sender")
    office = PostOffice()
    sender = EmailSender(
        "mot-cua@motcua.test",
        backend="django.core.mail.backends.smtp.EmailBackend",
        host="127.0.0.1",
        port=office.port,
        timeout=5,
        username="",
        password="",
        use_tls=False,
        use_ssl=False,
    )
    registry.wire("mail_sender", sender)
    yield office
    office.close()
    registry.wire("mail_sender", before)


def work(at: datetime | None = None) -> None:
    """The worker, once."""
    outbox.run_due(at or clock.now() + timedelta(seconds=1), limit=100)


def sent(mail: SimulatedMail, template: str) -> list[Mail]:
    ids = Notice.objects.filter(template=template).values_list("pk", flat=True)
    return [one for one in mail.sent if int(one.id.removeprefix("notice-").split(".")[0]) in ids]


# What is said


def every_notice(now: datetime) -> dict[str, tuple[Dossier, str]]:
    """A dossier for each event of the table: event type → (dossier, template)."""
    counter, specialist, leader = (
        staff("single_window_officer"),
        staff("specialist_officer"),
        staff("commune_leader"),
    )
    later = now + timedelta(minutes=30)
    items = [{"kind": "paper", "key": "declaration", "label_vi": "Tờ khai", "label_en": "Declaration", "reason": "Mờ"}]
    asked = {"items": items, "reason": "Bản chụp của bà Lành bị mờ", "ground": "118/2025/NĐ-CP"}

    refused = a_dossier(at=now).code
    dossiers.refuse(refused, reason="Sai nơi nộp", ground="118/2025/NĐ-CP", by=counter, at=later)
    supplemented = a_received_dossier(at=now).code
    dossiers.request_supplement(supplemented, **asked, by=specialist, at=later)
    dossiers.supplement(supplemented, answers={}, papers=[], by=counter, at=later + timedelta(minutes=5))
    paid = a_received_dossier(at=now).code
    dossiers.request_payment(paid, amount=16_000, by=specialist, at=later)
    dossiers.confirm_payment(paid, amount=16_000, way="cash", by=counter, at=later + timedelta(minutes=5))
    extended = a_received_dossier(at=now)
    assert extended.due_at is not None
    dossiers.extend(
        extended.code, due_at=extended.due_at + timedelta(days=2), reason="máy chủ hỏng.", by=leader, at=later
    )
    withdrawn = a_received_dossier(at=now).code
    dossiers.withdraw(withdrawn, reason="Không cần nữa", by=counter, at=later)
    stopped = a_received_dossier(at=now).code
    dossiers.stop(stopped, reason="Theo đề nghị", by=leader, at=later)
    delivered = a_delivered_dossier(at=now).code
    codes_ = {
        "submitted": refused,
        "received": delivered,
        "refused": refused,
        "supplement_requested": supplemented,
        "supplemented": supplemented,
        "payment_due": paid,
        "paid": paid,
        "extended": extended.code,
        "finished": delivered,
        "delivered": delivered,
        "withdrawn": withdrawn,
        "stopped": stopped,
    }
    return {f"dossier.{name}": (Dossier.objects.get(code=code), name) for name, code in codes_.items()}


def text(dossier: Dossier, type: str, template: str, language: str) -> Rendered:
    event = journal.events(dossier.code, (type,))[-1]
    return render_about(event, dossier, template, language, rate_link=rate.link(dossier.code))


def test_every_event_of_the_table_says_what_a_citizen_needs_and_nothing_personal_outside(now: datetime) -> None:
    stories = every_notice(now)
    assert set(stories) == set(notify.TABLE)
    for type, templates in notify.TABLE.items():
        for template in templates:
            dossier, _ = stories[type]
            for language in ("vi", "en"):
                said = text(dossier, type, template.key, language)
                where = f"{template.key}.{language}"
                assert dossier.code in said.subject, where
                for secret in ("Lành", "017184003125", "khai sinh", "Birth"):
                    assert secret not in said.subject, where
                assert dossier.code in said.body, where
                assert {"vi": 'Đăng ký khai sinh "lưu động"', "en": "Birth registration"}[language] in said.body, where
                for secret in (codes.pin(dossier.code, settings.PIN_KEY), "Bùi Thị Lành", "bà Lành", "017184003125"):
                    assert secret not in said.body, where
                assert re.search(r"\bbạn\b|quý khách|vui lòng|!", said.body, re.IGNORECASE) is None, where
                assert "None" not in said.body, where
                assert "\n\n\n" not in said.body, where
                assert said.body.endswith("\n"), where
                if template.key == type.removeprefix("dossier."):
                    assert f"{settings.BASE_URL}/theo-doi/{dossier.code}\n" in said.body, where


def test_a_reception_tells_the_promise_with_its_weekday(now: datetime) -> None:
    dossier = a_received_dossier(at=now)
    said = text(dossier, "dossier.received", "received", "vi")
    due = clock.local(dossier.due_at)
    weekday = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")[due.weekday()]
    assert f"Hẹn trả kết quả: {due:%H:%M} {weekday} {due:%d/%m/%Y}\n" in said.body
    assert "Trạng thái: Đã tiếp nhận\n" in said.body
    assert "Xã Lạc Thủy đã tiếp nhận hồ sơ" in said.body
    assert "Lạc Thủy commune accepted the dossier" in text(dossier, "dossier.received", "received", "en").body


def test_an_apology_gives_the_old_promise_the_reason_and_the_new(now: datetime) -> None:
    dossier = a_received_dossier(at=now)
    old, new = dossier.due_at, dossier.due_at + timedelta(days=2)
    at = now + timedelta(hours=1)
    dossiers.extend(dossier.code, due_at=new, reason="máy chủ hỏng.", by=staff("commune_leader"), at=at)
    body = text(dossier, "dossier.extended", "extended", "vi").body
    assert "Xã Lạc Thủy xin lỗi ông/bà." in body
    assert f"Hẹn {clock.local(old):%H:%M}" in body
    assert "không giữ được vì: máy chủ hỏng." in body
    assert f"Hẹn mới: {clock.local(new):%H:%M}" in body
    assert "Chỉ hẹn lại lần này." in body


def test_money_is_written_as_the_language_writes_it(now: datetime) -> None:
    code = a_received_dossier(at=now).code
    at = now + timedelta(hours=1)
    dossier = dossiers.request_payment(code, amount=1_016_000, by=staff("specialist_officer"), at=at)
    assert "Cần nộp 1.016.000\u00a0đ để" in text(dossier, "dossier.payment_due", "payment_due", "vi").body
    assert "1,016,000\u00a0đ is due" in text(dossier, "dossier.payment_due", "payment_due", "en").body


def test_a_rejection_is_said_plainly_in_the_text_and_not_in_the_subject(now: datetime) -> None:
    dossier = a_finished_dossier(at=now, result="reject")
    said = text(dossier, "dossier.finished", "finished", "vi")
    assert "không được chấp thuận" in said.body
    assert said.subject == f"Hồ sơ {dossier.code}: có kết quả"


def test_the_last_notice_carries_the_one_question_and_its_link_opens_it(mail: SimulatedMail, now: datetime) -> None:
    dossier = a_delivered_dossier(at=now, email=EMAIL)
    work()
    [letter] = sent(mail, "delivered")
    [found] = re.findall(rf"{re.escape(settings.BASE_URL)}/danh-gia/(\S+)/(\S+)", letter.body)
    assert rate.get_by_link(*found) == dossier


# Who is told


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
    assert not Notice.objects.exists()


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


# Once, and never lost


def test_a_server_that_is_down_loses_nothing_and_doubles_nothing(office: PostOffice, now: datetime) -> None:
    dossier = a_received_dossier(at=now, channel="direct", email=EMAIL)
    start = clock.now() + timedelta(seconds=1)
    work(start)
    assert office.arrived == []
    delivery = Delivery.objects.get(event__type="dossier.received", handler="notify")
    assert (delivery.state, delivery.attempts) == ("waiting", 1)
    assert delivery.next_try_at > start
    assert "MailUnavailable" in delivery.last_error

    work(start + timedelta(seconds=1))  # not due yet
    assert Delivery.objects.get(pk=delivery.pk).attempts == 1
    work(start + timedelta(minutes=1))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("waiting", 2)
    assert EMAIL not in delivery.last_error

    office.open()
    office.wait_until_open()
    work(start + timedelta(minutes=10))
    work(start + timedelta(minutes=20))
    [letter] = office.arrived
    assert office.recipients == [[EMAIL]]
    assert dossier.code in letter["Subject"]
    assert "Xã Lạc Thủy đã tiếp nhận hồ sơ" in letter.get_content()
    delivery.refresh_from_db()
    assert delivery.state == "done"
    attempts = DeliveryAttempt.objects.order_by("number").values_list("ok", flat=True)
    assert list(attempts) == [False, False, True]
    [row] = queries.notices_of(dossier)
    assert (row.state, row.attempts) == ("sent", 3)


def test_an_event_delivered_twice_is_told_once(mail: SimulatedMail, now: datetime) -> None:
    dossier = a_received_dossier(at=now, channel="direct", email=EMAIL)
    [event] = journal.events(dossier.code, ("dossier.received",))
    notify.handle(event)
    notify.handle(event)
    assert len(mail.sent) == 1


def test_a_second_copy_after_a_crash_carries_the_same_id(mail: SimulatedMail, now: datetime) -> None:
    dossier = a_received_dossier(at=now, channel="direct", email=EMAIL)
    [event] = journal.events(dossier.code, ("dossier.received",))
    notify.handle(event)
    # the machine died after the server took the message and before that was written down
    DeliveryAttempt.objects.all().delete()
    Notice.objects.update(state="waiting", sent_at=None)
    notify.handle(event)
    first, second = mail.sent
    assert first.id == second.id


def test_an_unknown_address_is_shown_and_holds_nobody_up(mail: SimulatedMail, now: datetime) -> None:
    mail.unknown = frozenset({EMAIL})
    dossier = a_received_dossier(
        at=now, channel="direct", email=EMAIL, submitter_email="nop@thu.test", entered_by="submitter"
    )
    work()
    assert [one.to for one in mail.sent] == [("nop@thu.test",)]
    assert journal.pending("notify") == 0
    states = {row.audience: row.state for row in queries.notices_of(dossier)}
    assert states == {"applicant": "refused", "submitter": "sent"}


def test_one_that_cannot_go_now_does_not_hold_up_the_others(mail: SimulatedMail, now: datetime) -> None:
    class Busy(SimulatedMail):
        def send(self, mail: Mail) -> None:
            if mail.to == (EMAIL,):
                raise MailUnavailable("450 mailbox busy")
            super().send(mail)

    busy = Busy()
    registry.wire("mail_sender", busy)
    a_received_dossier(at=now, channel="direct", email=EMAIL, submitter_email="nop@thu.test", entered_by="submitter")
    work()
    assert [one.to for one in busy.sent] == [("nop@thu.test",)]
    assert journal.pending("notify") == 1
    registry.wire("mail_sender", mail)
    work(clock.now() + timedelta(minutes=1))
    assert [one.to for one in mail.sent] == [(EMAIL,)]
    assert journal.pending("notify") == 0


def test_what_outlasted_the_patience_of_the_outbox_is_taken_up_again(mail: SimulatedMail, now: datetime) -> None:
    mail.down = True
    a_received_dossier(at=now, channel="direct", email=EMAIL)
    work()
    Delivery.objects.filter(state="waiting").update(state="failed")
    with pytest.raises(MailUnavailable):
        notify.retry_waiting(clock.now() + timedelta(hours=2))
    mail.down = False
    notify.retry_waiting(clock.now() + timedelta(minutes=30))
    assert mail.sent == []
    notify.retry_waiting(clock.now() + timedelta(hours=3))
    notify.retry_waiting(clock.now() + timedelta(hours=4))
    assert [one.to for one in mail.sent] == [(EMAIL,)]
    assert queries.count_waiting() == 0


def test_the_demo_page_shows_the_text_as_it_was_sent(mail: SimulatedMail, now: datetime) -> None:
    a_received_dossier(at=now, channel="direct", email=EMAIL)
    work()
    [row] = queries.outgoing()
    notice = queries.get_notice(row.id)
    assert notice is not None
    assert notify.text_of(notice).body == mail.sent[0].body
    assert row.subject == mail.sent[0].subject


def test_the_worker_and_the_table_name_the_same_events() -> None:
    [subscription] = notify.SUBSCRIPTIONS
    assert set(subscription.types) == set(notify.TABLE)
    assert not subscription.takes("dossier.noted")
