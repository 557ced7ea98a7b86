"""One letter in the morning of a working day: what waits, what is late; as the officer wants it."""

from datetime import datetime, time, timedelta

import pytest

from motcua.adapters.notify.simulator import SimulatedMail
from motcua.flows import digest
from motcua.kernel import clock
from motcua.notifications import actions
from motcua.notifications.models import Digest, NoticeHours
from motcua.people.models import Account
from tests.factories.plain_lives import OPENED_AT, a_dossier, a_received_dossier, staff

pytestmark = pytest.mark.django_db

MORNING = clock.parse("2026-01-07T07:05")  # a Wednesday


@pytest.fixture(autouse=True)
def hours() -> None:
    NoticeHours.objects.create(
        valid_from=OPENED_AT.date(),
        quiet_from=time(21),
        quiet_to=time(6, 30),
        digest_at=time(7),
        set_at=OPENED_AT,
    )


def officer() -> Account:
    actor = staff("specialist_officer", email="tuphap@xa.test")
    return Account.objects.get(pk=actor.account_id)


def test_it_says_what_waits_is_behind_and_overdue_once_a_day(mail: SimulatedMail) -> None:
    officer()
    code = a_received_dossier().code
    a_dossier(at=OPENED_AT)
    digest.send_digests(MORNING)
    digest.send_digests(MORNING + timedelta(minutes=15))
    (letter,) = [one for one in mail.sent if one.to == ("tuphap@xa.test",)]
    assert letter.subject == "Việc hôm nay: 1 hồ sơ đang chờ ông/bà"
    assert "Chờ giải quyết: 1" in letter.body
    assert code in letter.body
    assert "Quá hẹn trả: 0" in letter.body
    assert Digest.objects.get().counts["propose"] == 1


@pytest.mark.parametrize("at", ["2026-01-07T06:59", "2026-01-07T11:30", "2026-01-11T07:05"])
def test_not_before_the_hour_not_at_noon_and_not_on_a_day_off(mail: SimulatedMail, at: str) -> None:
    officer()
    a_received_dossier()
    digest.send_digests(clock.parse(at))
    assert mail.sent == []


def test_who_switched_it_off_or_has_nothing_to_do_gets_none(mail: SimulatedMail) -> None:
    account = officer()
    a_dossier(at=OPENED_AT)
    digest.send_digests(MORNING)
    assert mail.sent == []
    a_received_dossier()
    by = staff("specialist_officer")
    actions.set_preference(account, language="vi", email=True, digest=False, by=by, at=MORNING)
    digest.send_digests(MORNING)
    assert mail.sent == []


def test_a_server_that_is_down_is_tried_again_the_same_morning(mail: SimulatedMail) -> None:
    officer()
    a_received_dossier()
    mail.down = True
    digest.send_digests(MORNING)
    assert Digest.objects.get().sent_at is None
    mail.down = False
    digest.send_digests(MORNING + timedelta(minutes=15))
    assert len(mail.sent) == 1
    assert isinstance(Digest.objects.get().sent_at, datetime)
