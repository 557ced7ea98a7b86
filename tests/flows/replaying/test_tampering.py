"""Whatever is changed behind the back of the acts is found and named."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, models, transaction

from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers import actions as acts
from motcua.dossiers.models import BundleMember, Dossier, LedgerEntry, Standing
from motcua.dossiers.replay import COLUMNS, ROWS
from motcua.flows.replaying import replay_and_count, replay_one
from motcua.flows.replaying.stored import TABLES
from motcua.journal import guards
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.payments import actions as payments
from motcua.payments.models import Charge, ChargeTakenBack, Payment, Refund
from motcua.payments.rules import Line
from motcua.people.models import Account
from tests.factories import linked
from tests.factories.plain_lives import OPENED_AT, a_delivered_dossier, a_received_dossier, a_version, staff
from tests.factories.random_acts import GROUND, ITEMS
from tests.factories.several_agencies import a_department, a_dossier_for_another, a_neighbour

pytestmark = pytest.mark.django_db
COUNTER, SPECIALIST, LEADER = "single_window_officer", "specialist_officer", "commune_leader"
Row = models.Model


class _Enough(Exception):
    """Takes a trial back."""


@contextmanager
def taken_back() -> Iterator[None]:
    """Inside, append-only tables may be changed; nothing of it stays."""
    guards.lift(guards.AppendOnly)
    try:
        with transaction.atomic():
            yield
            raise _Enough
    except _Enough:
        pass
    finally:
        guards.install(guards.AppendOnly)


def a_full_life() -> str:
    """One dossier with rows in every table that is compared."""
    there = a_neighbour()
    at = OPENED_AT
    by = {role: staff(role, agency=there) for role in (COUNTER, SPECIALIST, LEADER)}
    code = a_dossier_for_another(at=at).code

    def then(hours: float) -> datetime:
        nonlocal at
        at += timedelta(hours=hours)
        return at

    acts.accept_transfer(code, by=by[COUNTER], at=then(1))
    to = Account.objects.get(pk=by[SPECIALIST].account_id)
    acts.assign(code, to=to, by=by[LEADER], at=then(1))
    other = Account.objects.get(pk=staff(SPECIALIST, agency=there, username="khac").account_id)
    acts.hand_over(code, to=other, reason="Nghỉ", until=date(2026, 2, 1), by=by[LEADER], at=then(0.5))
    until = at + timedelta(days=1)
    acts.consult(code, question="Ý kiến?", to_account=to, until=until, by=by[SPECIALIST], at=at)
    acts.open_part(code, agency=a_department(), question="Sao?", hours=8, by=by[SPECIALIST], at=then(0.5))
    acts.request_supplement(
        code, items=ITEMS, reason="Mờ", ground=GROUND, answer_until=then(10), by=by[SPECIALIST], at=at
    )
    asked = list(Dossier.objects.get(code=code).supplements.values_list("pk", flat=True))
    acts.propose_stops(asked, by=SYSTEM, at=then(30))
    acts.keep_waiting(code, reason="Đang làm", until=at + timedelta(days=8), by=by[LEADER], at=at)
    acts.accept_supplement(code, reason="Đủ", by=by[COUNTER], at=then(2))
    acts.propose_supplement(code, items=ITEMS, reason="Thiếu", ground=GROUND, by=by[SPECIALIST], at=then(1))
    acts.decline_supplement(code, reason="Đủ", by=by[LEADER], at=then(1))
    acts.extend(code, due_at=at + timedelta(days=40), reason="Xác minh", by=by[LEADER], at=then(1))
    acts.cancel_part(code, number=1, reason="Thôi", by=by[LEADER], at=then(1))
    acts.propose(code, result="approve", by=by[SPECIALIST], at=then(1))
    acts.approve(code, by=by[LEADER], at=then(1))
    return code


def others(field: Any, value: Any) -> list[Any]:
    """Values of a column that are not the one that stands there."""
    if isinstance(field, models.ForeignKey):
        keys = field.related_model._default_manager.exclude(pk=value).values_list("pk", flat=True)  # type: ignore[union-attr]
        return [*keys[:3], None]
    if isinstance(field, models.JSONField):
        return [{"value": 99, "unit": "hours"}]
    if isinstance(field, models.BooleanField):
        return [not value]
    if isinstance(field, models.DateTimeField):
        at = value or OPENED_AT + timedelta(hours=5)
        return [at + timedelta(minutes=1), at - timedelta(minutes=1), None]
    if isinstance(field, models.DateField):
        return [date(2026, 3, 3), None]
    if isinstance(field, models.IntegerField):
        return [value + 70 if value else 70]
    known = [choice for choice, _ in field.choices or [] if choice != value]
    return [*known, "other", "", "rejected"]


def tampered(rows: models.QuerySet[Any], pk: int, name: str) -> bool:
    """Change one column of a row; False where the database refuses every other value."""
    field = rows.model._meta.get_field(name)
    value = rows.values_list(field.attname, flat=True).get(pk=pk)
    for other in others(field, value):
        if other == value:
            continue
        try:
            with transaction.atomic():
                rows.filter(pk=pk).update(**{field.attname: other})
        except DatabaseError:
            continue
        return True
    return False


def test_every_column_of_a_dossier_is_watched() -> None:
    code = a_full_life()
    a_version(slug="other")
    assert replay_one(code).outcome.differences == ()
    rows, refused = Dossier.objects.all(), []
    pk = rows.get(code=code).pk
    for name in COLUMNS:
        with taken_back():
            if not tampered(rows, pk, name):
                refused.append(name)
                continue
            found = {one.column for one in replay_one(code).outcome.differences}
            assert name in found, name
    assert len(refused) < 3, refused


def test_every_column_of_every_row_is_watched() -> None:
    code = a_full_life()
    for table in sorted(set(ROWS) - {"bundle"}):
        rows = TABLES[table][0].model._default_manager.filter(dossier__code=code)
        pk = rows.order_by("pk").values_list("pk", flat=True).last()
        assert pk is not None, f"the full life has no row in {table}"
        with taken_back():
            for name in ROWS[table]:
                with suppress(_Enough), transaction.atomic():
                    if tampered(rows, pk, name):
                        found = [one.column for one in replay_one(code).outcome.differences]
                        assert any(column.startswith(f"{table}[") for column in found), (table, name)
                    raise _Enough
            with suppress(models.ProtectedError):
                rows.filter(pk=pk).delete()
                found = [one.column for one in replay_one(code).outcome.differences]
                assert any(column.startswith(f"{table}[") for column in found), table


def test_a_member_of_a_linked_filing_is_watched() -> None:
    linked.an_offering_commune()
    bundle = linked.a_bundle()
    linked.decide(bundle.lead.code, at=linked.AT)
    linked.work()
    tally = replay_and_count()
    assert (tally.is_equal, tally.missing, tally.dossiers) == (True, {}, 3), tally.told
    BundleMember.objects.filter(bundle=bundle, key="hi").update(key="other")
    assert [one.column for one in replay_and_count().told] == ["bundle[1].key"]


def test_a_difference_names_its_event_and_both_values() -> None:
    dossier = a_received_dossier()
    assert dossier.due_at is not None
    wrong = dossier.due_at + timedelta(days=1)
    Dossier.objects.filter(pk=dossier.pk).update(due_at=wrong)
    (found,) = replay_one(dossier.code).outcome.differences
    assert (found.column, found.stored, found.replayed, found.event) == ("due_at", wrong, dossier.due_at, 2)
    assert not found.against_rules


def test_a_promise_that_the_journal_tells_and_the_rules_do_not_give_is_named() -> None:
    dossier = a_received_dossier()
    assert dossier.due_at is not None
    wrong = dossier.due_at + timedelta(hours=1)
    guards.lift(guards.AppendOnly)
    try:
        event = Event.objects.get(chain=dossier.code, type="dossier.received")
        facts = event.facts.replace(clock.stamp(dossier.due_at), clock.stamp(wrong))
        Event.objects.filter(pk=event.pk).update(facts=facts)
        Dossier.objects.filter(pk=dossier.pk).update(due_at=wrong, original_due_at=wrong)
        Standing.objects.filter(dossier=dossier, to_at=None).update(due_at=wrong)
        LedgerEntry.objects.filter(dossier=dossier, effect="due").update(due_after=wrong)
    finally:
        guards.install(guards.AppendOnly)
    found = [one for one in replay_one(dossier.code).outcome.differences if one.against_rules]
    assert ("due_at", wrong, dossier.due_at, 2) in [(one.column, one.stored, one.replayed, one.event) for one in found]


def test_a_standing_that_was_changed_shows_in_the_figures_too() -> None:
    code = a_delivered_dossier().code
    assert replay_and_count().is_equal
    Standing.objects.filter(dossier__code=code, resolved_at__isnull=False).update(due_at=OPENED_AT)
    tally = replay_and_count()
    assert (tally.dossiers, tally.different) == (1, 1)
    assert {(one.figure, one.reported, one.recounted) for one in tally.figures} >= {("resolved_late", 1, 0)}
    assert {one.agency for one in tally.figures} == {"", "H44", "H44.229"}


def test_money_is_watched_line_by_line() -> None:
    dossier = a_received_dossier()
    counter = staff(COUNTER)
    at = OPENED_AT + timedelta(hours=2)
    lines = [Line("phi", 5_000, "Phí", "Charge"), Line("le_phi", 3_000, "Lệ phí", "Fee")]
    payments.owe(dossier, lines, by=counter, at=at)
    payments.take_back(dossier, reason="Tính lại", by=counter, at=at)
    payments.owe(dossier, lines, by=counter, at=at)
    payments.confirm(dossier, amount=8_000, way="cash", by=counter, at=at)
    payments.refund(dossier, 1, amount=3_000, way="cash", reason="Thừa", by=counter, at=at)
    assert replay_one(dossier.code).outcome.differences == ()

    def found() -> set[str]:
        return {one.column for one in replay_one(dossier.code).outcome.differences}

    with taken_back():
        # the sum stays: one line more, another less
        Charge.objects.filter(number=3).update(amount=6_000)
        Charge.objects.filter(number=4).update(amount=2_000)
        assert found() == {"charges[3].amount", "charges[4].amount"}
    with taken_back():
        ChargeTakenBack.objects.filter(charge__number=1).delete()
        assert {"charges.taken_back", "money.charged", "money.outstanding"} <= found()
    with taken_back():
        Payment.objects.update(way="transfer")
        assert found() == {"payments[1]"}
    with taken_back():
        Refund.objects.update(forgiven=0)
        assert {"payments[1].given_back[1]", "money.charged"} <= found()


def test_what_lies_at_another_version_of_a_procedure_is_named() -> None:
    code = a_received_dossier().code
    other = a_version(slug="other")
    assert ProcedureVersion.objects.count() == 2
    Dossier.objects.filter(code=code).update(procedure_version=other)
    assert [one.column for one in replay_one(code).outcome.differences] == ["procedure_version"]
