"""Events stand or fall with the change, chain to one another, carry no person, and cannot be changed."""

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.journal import guards, outbox, queries, rules
from motcua.journal.actions import OutsideTransaction, record, seal
from motcua.journal.models import ChainHead, Delivery, Event
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor

KEY = b"a key of the test"
OFFICER = Actor("account", "7", "single_window_officer", "H44.229", "counter_1")


def tell(subject="H44.229-261105-0001", type="dossier.received", **facts):
    with transaction.atomic():
        return record(type, subject=subject, by=OFFICER, at=clock.now(), **facts)


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    with pytest.raises(OutsideTransaction):
        record("dossier.received", subject="x", by=SYSTEM, at=clock.now())


@pytest.mark.django_db
def test_events_of_one_subject_follow_one_another():
    first, second = tell(), tell(type="dossier.finished", result="approved")
    other = tell(subject="H44.229-261105-0002")
    assert (first.number, second.number, other.number) == (1, 2, 1)
    assert second.previous_hash == first.hash
    assert other.previous_hash == ""
    assert queries.facts(second) == {"result": "approved"}
    assert queries.verify(KEY) == (3, None)


@pytest.mark.django_db
@pytest.mark.parametrize("fact", ["full_name", "personal_id", "answers", "pin"])
def test_the_journal_takes_no_personal_data(fact):
    with pytest.raises(rules.PersonalFact, match=fact), transaction.atomic():
        record("dossier.received", subject="x", by=SYSTEM, at=clock.now(), **{fact: "…"})
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_an_event_vanishes_with_the_change_that_failed():
    def fail_after_recording():
        with transaction.atomic():
            record("dossier.received", subject="x", by=SYSTEM, at=clock.now())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_recording()
    assert not Event.objects.exists()
    assert tell(subject="x").number == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    ["UPDATE journal_event SET facts = '{}'", "DELETE FROM journal_event", "UPDATE journal_seal SET digest = 'x'"],
)
def test_the_database_refuses_to_change_or_delete(statement):
    tell()
    seal(key=KEY, at=clock.now())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_postgresql_refuses_to_truncate():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE journal_seal CASCADE")


@pytest.mark.django_db
def test_guards_are_in_place_after_migrate_and_missed_when_lifted():
    assert guards.missing() == []
    guards.lift()
    assert "guard_journal_event_append_only" in " ".join(guards.missing())
    guards.install()
    assert guards.missing() == []


def behind_its_back(statement, *values):
    guards.lift()
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    guards.install()


@pytest.mark.django_db
def test_verify_names_the_event_of_which_one_byte_was_changed():
    tell(due_at="2026-11-09")
    second = tell(due_at="2026-11-10")
    tell()
    behind_its_back("UPDATE journal_event SET facts = %s WHERE id = %s", '{"due_at":"2026-11-11"}', second.pk)
    read, fault = queries.verify(KEY)
    assert read == 2
    assert fault is not None
    assert fault.event == "H44.229-261105-0001#2 dossier.received"
    assert "changed" in fault.reason


@pytest.mark.django_db
def test_verify_sees_a_missing_event_in_the_middle_and_at_the_end():
    first, second, third = tell(), tell(), tell()
    behind_its_back("DELETE FROM journal_delivery")
    behind_its_back("DELETE FROM journal_event WHERE id = %s", third.pk)
    assert "does not end" in queries.verify(KEY)[1].reason
    behind_its_back("DELETE FROM journal_event WHERE id = %s", first.pk)
    assert queries.verify(KEY)[1].event == "H44.229-261105-0001#1"
    assert second.number == 2


@pytest.mark.django_db
def test_only_the_seal_sees_a_tail_cut_together_with_its_head():
    first, second = tell(), tell()
    seal(key=KEY, at=clock.now())
    assert queries.verify(KEY)[1] is None
    behind_its_back("DELETE FROM journal_delivery")
    behind_its_back("DELETE FROM journal_event WHERE id = %s", second.pk)
    ChainHead.objects.update(number=1, hash=first.hash)
    assert queries.verify(KEY)[1].event.startswith("seal ")
    assert "signature" in queries.verify(b"another key")[1].reason


@pytest.fixture
def wired():
    before = (list(outbox._subscriptions.values()), list(outbox._jobs.values()), list(outbox._projectors))
    yield outbox.wire
    outbox.wire(*before)


@pytest.mark.django_db(transaction=True)
def test_a_handler_runs_once_and_again_after_a_failure(wired):
    seen, broken = [], [True]

    def handle(event):
        if broken[0]:
            raise ConnectionError("the mail server is down")
        seen.append(event.pk)

    wired([outbox.Subscription("test.mail", ("dossier.*",), handle)])
    event = tell()
    now = clock.now()
    assert outbox.run_due(now) == 1
    row = Delivery.objects.get()
    assert (row.state, row.attempts) == ("waiting", 1)
    assert "mail server is down" in row.last_error
    assert outbox.run_due(now) == 0, "it waits before it tries again"
    broken[0] = False
    later = row.next_try_at
    assert outbox.run_due(later) == 1
    assert seen == [event.pk]
    assert outbox.run_due(later + outbox.LEASE * 3) == 0
    assert Delivery.objects.get().state == "done"


@pytest.mark.django_db(transaction=True)
def test_a_lease_left_by_a_crash_is_taken_again(wired):
    seen = []
    wired([outbox.Subscription("test.mail", ("dossier.received",), lambda event: seen.append(event.pk))])
    tell()
    now = clock.now()
    assert len(outbox.lease(now)) == 1
    assert outbox.lease(now) == [], "somebody has it"
    assert outbox.run_due(now + outbox.LEASE * 2) == 1
    assert len(seen) == 1


@pytest.mark.django_db(transaction=True)
def test_a_delivery_is_given_up_after_the_last_attempt_and_shown(wired):
    def handle(event):
        raise ValueError("never works")

    wired([outbox.Subscription("test.mail", ("dossier.received",), handle)])
    tell()
    at = clock.now()
    for _ in range(outbox.MOST_ATTEMPTS):
        outbox.run_due(at)
        at += outbox.LEASE * 20
    assert [row.attempts for row in queries.failed()] == [outbox.MOST_ATTEMPTS]


@pytest.mark.django_db(transaction=True)
def test_a_scheduled_job_runs_once_a_slot(wired):
    ran = []
    from datetime import timedelta

    wired([], [outbox.Job("daily", timedelta(days=1), ran.append)])
    now = clock.parse("2026-11-05T09:00")
    assert [outbox.run_jobs(now), outbox.run_jobs(now + timedelta(hours=3))] == [1, 0]
    assert outbox.run_jobs(now + timedelta(days=1)) == 1
    assert len(ran) == 2
