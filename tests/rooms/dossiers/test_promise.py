"""The promise and its ledger: made, paused, resumed, extended once; and how the dossier stood at every moment."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.dossiers import actions, queries
from motcua.dossiers.models import LedgerEntry, Standing
from motcua.flows import pay
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotLawfulNow
from tests.factories.plain_lives import WORKING_DAYS, a_version
from tests.rooms.dossiers import points
from tests.rooms.dossiers.points import COUNTER, FEE, LEADER, actor

pytestmark = pytest.mark.django_db
# Monday 5 January 2026, 08:00 received; three working days of eight hours: Thursday 8 January, 08:00.


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 1, day, hour, minute, tzinfo=clock.LOCAL)


def received(*, version=None, at=None, **limit):
    dossier = points.submitted() if version is None else points.a_dossier(account=points.filer(), version=version)
    return actions.receive(
        dossier.code, allowance={**WORKING_DAYS, **limit}, by=actor(COUNTER), at=at or on(5, 8)
    )  # fmt: skip


def paused(dossier, since, until):
    points.asked(dossier.code, by="system", at=since)
    return actions.supplement(dossier.code, answers={}, papers=[], note="Đây", by=actor("citizen"), at=until)


def rules(dossier):
    return [(row.rule, row.effect) for row in LedgerEntry.objects.filter(dossier=dossier).order_by("number")][-2:]


def test_the_promise_is_made_at_reception_and_the_first_one_is_kept():
    dossier = received()
    assert (dossier.due_at, dossier.original_due_at) == (on(8, 8), on(8, 8))
    assert LedgerEntry.objects.filter(dossier=dossier).last().due_after == dossier.due_at


def test_a_pause_moves_the_promise_by_the_working_time_it_took():
    dossier = paused(received(), on(5, 10), on(6, 10))  # one working day
    assert (dossier.due_at, dossier.original_due_at, dossier.paused_since) == (on(9, 8), on(8, 8), None)
    assert rules(dossier) == [("supplement", "paused"), ("supplement.resume", "resumed")]


def test_while_it_is_paused_the_promise_stands_and_says_since_when():
    dossier = points.asked(received().code, at=on(5, 10))
    assert (dossier.due_at, dossier.paused_since) == (on(8, 8), on(5, 10))
    assert queries.paused_spans(dossier) == [(on(5, 10), None)]


def test_a_limit_that_begins_anew_counts_from_the_supplement():
    dossier = paused(received(after_supplement="restart"), on(5, 10), on(6, 10))
    assert dossier.due_at == on(9, 10)
    assert rules(dossier)[-1] == ("supplement.restart", "resumed")
    again = paused(dossier, on(7, 8), on(8, 8))  # earlier pauses no longer count
    assert again.due_at == on(12, 8)  # Saturday the 10th is worked for the 2nd


def test_a_pause_after_the_due_time_moves_nothing():
    dossier = paused(received(), on(9, 8), on(12, 8))
    assert dossier.due_at == on(8, 8)


def test_asked_and_answered_at_once_moves_nothing():
    dossier = paused(received(), on(5, 10), on(5, 10))
    assert (dossier.due_at, dossier.paused_since, dossier.state) == (on(8, 8), None, "processing")
    assert paused(dossier, on(5, 10), on(6, 10)).due_at == on(9, 8)


def test_an_extension_is_made_once_is_later_and_gives_a_reason():
    dossier = received()
    for due_at in (on(8, 8), on(7, 8)):
        with pytest.raises(Invalid) as refused:
            actions.extend(dossier.code, due_at=due_at, reason="x", by=actor(LEADER), at=on(5, 9))
        assert refused.value.code == "extend.not_later"
    with pytest.raises(Invalid):
        actions.extend(dossier.code, due_at=on(9, 8), reason=" ", by=actor(LEADER), at=on(5, 9))
    extended = actions.extend(dossier.code, due_at=on(9, 8), reason="Xác minh", by=actor(LEADER), at=on(5, 9))
    assert (extended.due_at, extended.original_due_at, extended.state) == (on(9, 8), on(8, 8), "received")
    with pytest.raises(NotLawfulNow) as refused:
        actions.extend(dossier.code, due_at=on(12, 8), reason="Nữa", by=actor(LEADER), at=on(5, 10))
    assert refused.value.code == "extend.once_only"
    assert "extend" not in queries.lawful_acts(extended, actor(LEADER), on(5, 10))


def test_a_pause_is_added_to_an_extended_promise():
    dossier = received()
    actions.extend(dossier.code, due_at=on(9, 8), reason="Xác minh", by=actor(LEADER), at=on(5, 9))
    assert paused(dossier, on(6, 8), on(7, 8)).due_at == on(10, 8)  # a Saturday that is worked


def test_without_a_limit_there_is_no_promise_and_none_to_extend():
    dossier = actions.receive(points.submitted().code, allowance={"unit": "none"}, by=actor(COUNTER), at=on(5, 8))
    assert dossier.due_at is None
    with pytest.raises(NotLawfulNow) as refused:
        actions.extend(dossier.code, due_at=on(9, 8), reason="x", by=actor(LEADER), at=on(5, 9))
    assert refused.value.code == "extend.no_promise"
    assert paused(dossier, on(6, 8), on(7, 8)).due_at is None


@pytest.mark.parametrize(("pauses", "due_at"), [(False, on(8, 8)), (True, on(9, 8))])
def test_waiting_for_money_stops_the_clock_only_where_the_version_says_so(pauses, due_at):
    dossier = received(version=a_version(FEE, pause_on_payment=pauses))
    asked = pay.request_payment(dossier.code, by=actor(COUNTER), at=on(5, 10))
    assert asked.paused_since == (on(5, 10) if pauses else None)
    paid = pay.confirm_payment(dossier.code, amount=8_000, way="cash", by=actor(COUNTER), at=on(6, 10))
    assert (paid.due_at, paid.paused_since) == (due_at, None)


def test_every_line_of_the_ledger_is_told_in_both_languages():
    dossier = received(version=a_version(FEE, pause_on_payment=True))
    paused(dossier, on(5, 9), on(5, 10))
    pay.request_payment(dossier.code, by=actor(COUNTER), at=on(5, 13, 30))
    pay.confirm_payment(dossier.code, amount=8_000, way="cash", by=actor(COUNTER), at=on(5, 14, 30))
    actions.extend(dossier.code, due_at=on(13, 8), reason="x", by=actor(LEADER), at=on(6, 8))
    lines = queries.why(dossier)
    assert len(lines) == LedgerEntry.objects.filter(dossier=dossier).count() >= 6
    for line in lines:
        assert line.words_vi
        assert line.words_vi != line.words_en
        assert "{" not in line.words_vi + line.words_en
    assert lines[-1].due_after == on(13, 8)


def test_the_ledger_cannot_be_rewritten():
    dossier = received()
    from django.db import DatabaseError

    with pytest.raises(DatabaseError), transaction.atomic():
        LedgerEntry.objects.filter(dossier=dossier).update(due_after=on(30, 8))


def test_how_it_stood_is_half_open_and_without_gaps():
    dossier = received(at=on(5, 9))
    paused(dossier, on(5, 10), on(6, 10))
    closed = actions.stop(dossier.code, reason="x", by=actor(LEADER), at=on(7, 8))
    rows = list(Standing.objects.filter(dossier=dossier).order_by("from_at"))
    assert [row.state for row in rows] == ["submitted", "received", "supplement_requested", "processing", "stopped"]
    assert [row.to_at for row in rows] == [row.from_at for row in rows[1:]] + [None]
    assert [row.paused_since for row in rows] == [None, None, on(5, 10), None, None]
    assert rows[-1].resolved_at == closed.resolved_at == on(7, 8)
    assert [row.due_at for row in rows] == [None, on(8, 9), on(8, 9), on(9, 9), on(9, 9)]


def test_acts_at_one_instant_leave_one_standing_and_a_note_none():
    dossier = received(at=on(5, 9))
    actions.propose(dossier.code, result="approve", by=actor(points.SPECIALIST), at=on(5, 9))
    actions.approve(dossier.code, by=actor(LEADER), at=on(5, 9))
    actions.note(dossier.code, text="x", by=actor(LEADER), at=on(5, 10))
    rows = Standing.objects.filter(dossier=dossier).order_by("from_at")
    assert [(row.state, row.from_at) for row in rows] == [("submitted", on(5, 8)), ("finished", on(5, 9))]


def test_only_one_standing_is_open():
    dossier = received()
    with pytest.raises(IntegrityError), transaction.atomic():
        Standing.objects.create(dossier=dossier, from_at=on(6, 8), state="received", agency=dossier.agency)
    with pytest.raises(IntegrityError), transaction.atomic():
        Standing.objects.create(
            dossier=dossier, from_at=on(6, 8), to_at=on(6, 8) - timedelta(1), state="received", agency=dossier.agency
        )
