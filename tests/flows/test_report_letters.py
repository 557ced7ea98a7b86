"""Saved reports: sent after their period, to who may see them, tried again when mail cannot go."""

from datetime import date, datetime, timedelta

import pytest

from motcua.adapters.notify.simulator import SimulatedMail
from motcua.flows.report_letters import send_due
from motcua.kernel import clock, registry
from motcua.kernel.errors import Invalid, NotVisible
from motcua.people.models import Account, Appointment
from motcua.reports.keeping import saved as kept
from motcua.reports.models import ReportLetter
from tests.factories.plain_lives import a_province, a_received_dossier, an_agency, staff

pytestmark = pytest.mark.django_db
NOW = clock.parse("2026-11-22T09:00")


@pytest.fixture
def postbox():
    before = registry.provider("mail_sender")
    box = SimulatedMail()
    registry.wire("mail_sender", box)
    yield box
    registry.wire("mail_sender", before)


def a_saved(by=None, **given):
    by = by or staff("commune_leader", email="leader@xa.vn")
    asked = {"title": "Báo cáo tháng", "report": "ii-06a", "agency": by.agency, "kind": "month", **given}
    return kept.save(**asked, by=by, at=NOW), by


def scheduled(*roles: str, attached: bool = True, **given):
    people = [staff(role, username=role, email=f"{role}@xa.vn") for role in roles]
    saved, by = a_saved(**given)
    names = [Account.objects.get(pk=one.account_id).username for one in people]
    return kept.schedule(saved, usernames=names, format="xlsx", attached=attached, by=by, at=NOW), by, people


def at(day: str) -> datetime:
    return clock.parse(f"{day}T07:00")


def test_it_goes_once_after_the_period_to_each_recipient(postbox):
    a_received_dossier()
    saved, _by, _people = scheduled("specialist_officer", "single_window_officer")
    assert saved.next_on == date(2026, 12, 1)
    send_due(at("2026-11-30"))
    assert postbox.sent == []
    send_due(at("2026-12-01"))
    send_due(at("2026-12-01") + timedelta(minutes=15))
    assert len(postbox.sent) == 2
    mail = postbox.sent[0]
    assert "01/11/2026–30/11/2026" in mail.subject
    assert "tu=2026-11-01&den=2026-11-30" in mail.body
    assert [one.name for one in mail.attachments] == ["ii-06a-H44.229-20261101-20261130.xlsx"]
    assert mail.attachments[0].content[:2] == b"PK"
    saved.refresh_from_db()
    assert saved.next_on == date(2027, 1, 1)
    assert set(saved.letters.values_list("state", flat=True)) == {"sent"}


def test_a_report_with_names_goes_as_a_link_alone(postbox):
    a_received_dossier()
    scheduled("specialist_officer", report="register")
    send_due(at("2026-12-01"))
    assert [mail.attachments for mail in postbox.sent] == [()]


def test_who_may_not_see_it_any_more_gets_nothing(postbox):
    _saved, _by, (officer,) = scheduled("specialist_officer")
    Appointment.objects.filter(account_id=officer.account_id).update(withdrawn_at=NOW)
    send_due(at("2026-12-01"))
    assert postbox.sent == []
    letter = ReportLetter.objects.get()
    assert (letter.state, letter.error) == ("barred", "report.rights_lost")


def test_a_letter_that_cannot_go_is_tried_again_and_then_told(postbox):
    saved, by, _people = scheduled("specialist_officer")
    postbox.down = True
    when = at("2026-12-01")
    for _ in range(12):
        send_due(when)
        when += timedelta(days=2)
    letter = ReportLetter.objects.get()
    assert (letter.state, letter.attempts, letter.error) == ("failed", 8, "the simulated server is down")
    postbox.down = False
    kept.try_again(letter.pk, saved, by=by, at=when)
    send_due(when)
    assert len(postbox.sent) == 1


def test_paused_and_deleted_ones_are_not_sent(postbox):
    saved, by, _people = scheduled("specialist_officer")
    kept.pause(saved, by=by, at=NOW)
    send_due(at("2026-12-01"))
    assert postbox.sent == []
    again = kept.go_on(saved, by=by, at=at("2026-12-02"))
    assert again.next_on == date(2027, 1, 1)
    kept.delete(saved, by=by, at=NOW)
    send_due(at("2027-01-01"))
    assert postbox.sent == []
    assert kept.restore(saved.pk, by=by, at=NOW).next_on is None


def test_a_quarter_by_its_closing_day_goes_the_day_after():
    saved, _by, _people = scheduled("specialist_officer", kind="closed_quarter")
    assert saved.next_on == date(2026, 12, 15)


@pytest.mark.parametrize("who", ["nobody", "elsewhere", "silent"])
def test_recipients_are_named_who_may_not_get_it(who):
    a_province()
    other = an_agency("H44.230", parent="H44", short="Xã An Bình")
    staff("specialist_officer", agency=other, username="elsewhere", email="a@b.vn")
    staff("specialist_officer", username="silent")
    saved, by = a_saved()
    names = {one: one for one in Account.objects.values_list("username", flat=True)}
    name = next((one for one in names if who in one), who)
    with pytest.raises(Invalid) as refused:
        kept.schedule(saved, usernames=[name], format="pdf", attached=True, by=by, at=NOW)
    assert refused.value.errors[0].path == "recipients"


def test_only_the_owner_has_it_and_only_what_she_may_see():
    saved, _by = a_saved()
    with pytest.raises(NotVisible):
        kept.get_saved(saved.pk, staff("specialist_officer"))
    with pytest.raises(NotVisible):
        a_saved(agency=a_province().code)
    with pytest.raises(Invalid):
        a_saved(title=" ")
    with pytest.raises(Invalid):
        a_saved(kind="free")
