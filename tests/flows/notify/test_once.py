"""Told once and never lost: by a real SMTP server that may be down, through the outbox."""

import re
from datetime import datetime, timedelta

import pytest
from django.conf import settings

from motcua.adapters.notify.simulator import SimulatedMail
from motcua.flows import notify, rate
from motcua.journal import queries as journal
from motcua.journal.models import Delivery
from motcua.kernel import clock, registry
from motcua.notifications import queries
from motcua.notifications.models import DeliveryAttempt, Notice
from motcua.notifications.ports import Mail, MailUnavailable
from tests.contracts.post_office import PostOffice
from tests.factories.plain_lives import (
    a_delivered_dossier,
    a_received_dossier,
)
from tests.flows.notify.worker import EMAIL, sent, work

pytestmark = pytest.mark.django_db


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


def test_the_last_notice_carries_the_one_question_and_its_link_opens_it(mail: SimulatedMail, now: datetime) -> None:
    dossier = a_delivered_dossier(at=now, email=EMAIL)
    work()
    [letter] = sent(mail, "delivered")
    [found] = re.findall(rf"{re.escape(settings.BASE_URL)}/danh-gia/(\S+)/(\S+)", letter.body)
    assert rate.get_by_link(*found) == dossier
