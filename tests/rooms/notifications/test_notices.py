"""Notices are written once, sent once, and every try is kept."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.journal import queries as journal
from motcua.kernel.errors import Invalid
from motcua.notifications import actions, queries
from motcua.notifications.actions import CLAIM, SendingElsewhere
from motcua.notifications.models import DeliveryAttempt, Notice
from motcua.notifications.rules import Audience
from motcua.people.queries import actor_for
from tests.factories.plain_lives import OPENED_AT, a_received_dossier, an_account

pytestmark = pytest.mark.django_db
AT = OPENED_AT + timedelta(minutes=11)


@pytest.fixture
def dossier():
    return a_received_dossier(email="lanh@thu.test")


def prepare(dossier, audience=Audience.APPLICANT, addresses=("lanh@thu.test",)):
    [event] = journal.events(dossier.code, ("dossier.received",))
    return actions.prepare(
        event,
        dossier,
        audience=audience,
        template="received",
        language="vi",
        addresses=addresses,
        subject=f"Hồ sơ {dossier.code}: đã tiếp nhận",
        at=AT,
    )


def test_an_event_that_comes_again_finds_its_notice(dossier):
    first = prepare(dossier)
    assert prepare(dossier, addresses=("other@thu.test",)) == first
    assert Notice.objects.count() == 1
    assert prepare(dossier, Audience.SUBMITTER) != first


def test_a_notice_that_was_sent_is_not_taken_again(dossier):
    notice = prepare(dossier)
    claimed = actions.claim(notice, at=AT)
    assert claimed is not None
    actions.sent(claimed, at=AT)
    assert actions.claim(notice, at=AT) is None
    [row] = queries.notices_of(dossier)
    assert (row.state, row.sent_at, row.attempts, row.last_error) == ("sent", AT, 1, "")
    assert queries.count_waiting() == 0


def test_that_it_was_sent_is_in_the_journal_without_the_address(dossier):
    notice = prepare(dossier)
    actions.sent(notice, at=AT)
    [event] = journal.events(actions.subject_of(dossier.code))
    assert event.type == "notice.sent"
    assert journal.facts(event)["notice"] == notice.pk
    assert "lanh" not in event.facts


def test_two_workers_do_not_send_at_the_same_time(dossier):
    notice = prepare(dossier)
    actions.claim(notice, at=AT)
    with pytest.raises(SendingElsewhere):
        actions.claim(notice, at=AT + CLAIM - timedelta(seconds=1))


def test_what_a_crashed_worker_had_taken_is_taken_again(dossier):
    notice = prepare(dossier)
    actions.claim(notice, at=AT)
    assert actions.claim(notice, at=AT + CLAIM) is not None


def test_a_failed_try_is_kept_and_frees_the_notice(dossier):
    notice = prepare(dossier)
    claimed = actions.claim(notice, at=AT)
    actions.failed(claimed, error="Connection refused", at=AT)
    assert actions.claim(notice, at=AT) is not None
    [row] = queries.notices_of(dossier)
    assert (row.state, row.attempts, row.last_error) == ("waiting", 1, "Connection refused")
    assert queries.count_waiting() == 1


def test_a_refused_address_is_not_tried_again(dossier):
    notice = prepare(dossier)
    actions.refused(notice, error="550 user unknown", at=AT)
    assert actions.claim(notice, at=AT) is None
    [row] = queries.notices_of(dossier)
    assert (row.state, row.state_en, row.last_error) == ("refused", "This address takes no mail", "550 user unknown")
    assert [event.type for event in journal.events(actions.subject_of(dossier.code))] == ["notice.refused"]


def test_the_database_takes_one_notice_an_audience_and_one_success(dossier):
    notice = prepare(dossier)
    copy = {
        name: getattr(notice, name)
        for name in ("event", "dossier", "audience", "channel", "template", "language", "subject", "created_at")
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(**copy)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(**{**copy, "audience": "officer", "state": "sent"})
    DeliveryAttempt.objects.create(notice=notice, number=1, at=AT, ok=True)
    for wrong in ({"ok": True}, {"ok": False, "error": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DeliveryAttempt.objects.create(notice=notice, number=2, at=AT, **wrong)


def test_outgoing_mail_is_listed_newest_first_in_pages(dossier, django_assert_max_num_queries):
    notices = [prepare(dossier, audience) for audience in list(Audience)[:3]]
    with django_assert_max_num_queries(2):
        rows = queries.outgoing(limit=2)
    assert [row.id for row in rows] == [notices[2].pk, notices[1].pk]
    assert [row.id for row in queries.outgoing(before_id=rows[-1].id)] == [notices[0].pk]
    assert (rows[0].code, rows[0].event, rows[0].addresses) == (dossier.code, "dossier.received", ("lanh@thu.test",))


def test_an_account_says_how_it_wants_to_be_told():
    account = an_account(email="mai@thu.test")
    contact = queries.contact_of(account)
    assert (contact.address, contact.language, contact.wanted) == ("mai@thu.test", "vi", True)
    by = actor_for(account, AT.date())
    actions.set_preference(account, language="en", email=False, by=by, at=AT)
    contact = queries.contact_of(account)
    assert (contact.language, contact.wanted) == ("en", False)
    assert queries.contact_of(account, "vi").language == "vi"
    actions.set_preference(account, language="vi", email=True, by=by, at=AT)
    assert queries.contact_of(account).wanted
    events = journal.events(f"account:{account.pk}", ("account.notices_set",))
    assert [journal.facts(event) for event in events] == [
        {"language": "en", "by_mail": False, "digest": True, "muted": []},
        {"language": "vi", "by_mail": True, "digest": True, "muted": []},
    ]


def test_a_language_that_nobody_writes_is_refused():
    account = an_account()
    with pytest.raises(Invalid):
        actions.set_preference(account, language="fr", email=True, by=actor_for(account, AT.date()), at=AT)
    assert queries.find_preference(account) is None
