"""At night a letter waits and says so; what somebody has just done is answered; who is not reached is told why."""

from datetime import datetime, timedelta

import pytest

from motcua.adapters.notify.simulator import SimulatedMail
from motcua.dossiers import actions as dossiers
from motcua.flows import notify
from motcua.journal.models import Event
from motcua.journal.outbox import NotYet
from motcua.kernel import clock
from motcua.notifications import actions, queries
from motcua.notifications.models import BellLine, Notice, NoticeHours
from tests.factories.plain_lives import a_dossier, a_received_dossier, an_account, citizen, staff

pytestmark = pytest.mark.django_db


def always_quiet(at: datetime) -> None:
    """Quiet hours that hold at whatever hour this test runs: all but the hour twelve hours from now."""
    here = clock.local(clock.now())
    begins, ends = here - timedelta(hours=1), here + timedelta(hours=11)
    NoticeHours.objects.create(
        valid_from=at.date(), quiet_from=begins.time(), quiet_to=ends.time(), digest_at=ends.time(), set_at=at
    )


def event_of(code: str, type: str) -> Event:
    return Event.objects.get(chain=code, type=type)


def test_a_letter_waits_for_the_morning_and_the_list_has_its_line_at_once(mail: SimulatedMail, now: datetime) -> None:
    account = an_account(email="mai@thu.test")
    code = a_received_dossier(at=now, account=account, email="mai@thu.test").code
    always_quiet(now)
    with pytest.raises(NotYet) as waits:
        notify.handle(event_of(code, "dossier.received"))
    assert mail.sent == []
    notice = Notice.objects.get(template="received")
    assert (notice.state, notice.hold_until) == ("waiting", waits.value.until)
    assert BellLine.objects.filter(account=account, template="received").count() == 1
    (row,) = [one for one in queries.told_of(notice.dossier, inside=False) if one.about_vi == "Đã tiếp nhận"]
    assert row.hold_until == clock.local(waits.value.until)
    Notice.objects.update(hold_until=clock.now() - timedelta(minutes=1))
    notify.handle(event_of(code, "dossier.received"))
    assert [one.to for one in mail.sent] == [("mai@thu.test",)]
    assert BellLine.objects.filter(account=account, template="received").count() == 1


def test_what_somebody_has_just_done_is_answered_by_night_too(mail: SimulatedMail, now: datetime) -> None:
    code = a_dossier(at=now, email="lanh@thu.test").code
    always_quiet(now)
    notify.handle(event_of(code, "dossier.submitted"))
    assert [one.to for one in mail.sent] == [("lanh@thu.test",)]


def test_who_is_not_reached_is_kept_with_the_reason(mail: SimulatedMail, now: datetime) -> None:
    account = an_account(email="mai@thu.test")
    actions.set_preference(account, language="vi", email=True, muted=["received"], by=citizen(account), at=now)
    code = a_received_dossier(at=now, account=account).code
    notify.handle(event_of(code, "dossier.received"))
    nobody = a_received_dossier(at=now).code
    notify.handle(event_of(nobody, "dossier.received"))
    said = {row.dossier.code: (row.state, row.why) for row in Notice.objects.filter(template="received")}
    assert said == {code: ("skipped", "muted"), nobody: ("skipped", "no_address")}
    assert mail.sent == []


def test_an_apology_is_told_to_citizen_counter_and_the_agency_above(mail: SimulatedMail, now: datetime) -> None:
    staff("single_window_officer", email="quay@xa.test")
    dossier = a_received_dossier(at=now, email="lanh@thu.test")
    due = dossier.due_at + timedelta(days=3)
    at = clock.now() - timedelta(hours=1)
    dossiers.extend(dossier.code, due_at=due, reason="chờ xác minh", by=staff("commune_leader"), at=at)
    notify.handle(event_of(dossier.code, "dossier.extended"))
    assert {one.to for one in mail.sent} == {("lanh@thu.test",), ("quay@xa.test",)}
    rows = queries.told_of(dossier, inside=True)
    assert {row.to_vi for row in rows} >= {"Chủ hồ sơ", "Bộ phận một cửa"}
    assert all(row.to_vi in ("Chủ hồ sơ", "Người nộp") for row in queries.told_of(dossier, inside=False))
