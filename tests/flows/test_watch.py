"""The watch: who is told before a step or a promise ends, to whom lateness goes up; each once, whatever happens."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.agencies.models import Position
from motcua.dossiers import actions
from motcua.dossiers.models import Alert, Dossier
from motcua.dossiers.queries import alerts
from motcua.flows import watch
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.people import actions as people
from motcua.people.queries import get_account
from motcua.workflow.actions import publish_process
from tests.asked import asked_of
from tests.factories.plain_lives import BEGAN, OPENED_AT, STEPS, a_commune, a_dossier, a_province, an_account, staff

pytestmark = pytest.mark.django_db
COUNTER, SPECIALIST, LEADER = "single_window_officer", "specialist_officer", "commune_leader"
LIMIT = {"value": 5, "unit": "working_days", "policy": "hour_exact"}


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=clock.LOCAL)


def a_post(slug: str, role: str, agency: Any = None) -> Actor:
    """Somebody who holds the post of that slug."""
    agency = agency or a_commune()
    position = Position.objects.create(agency=agency, slug=slug, title_vi=slug, valid_from=BEGAN)
    account = an_account(f"{slug}.{agency.code}".lower(), "staff")
    people.appoint(account, position, role, valid_from=BEGAN, by=SYSTEM, at=OPENED_AT)
    return Actor("account", str(account.pk), role, agency.code, slug)


def received(**step: Any) -> Dossier:
    """Received on Monday 05/01/2026 at 08:00 with forty hours: 32 to examine, 8 to sign."""
    steps = [STEPS[0], {**STEPS[1], "hours": "rest", **step}, {**STEPS[2], "hours": 8}, STEPS[3]]
    dossier = a_dossier(at=OPENED_AT)
    dossier.process = publish_process(
        "timed", name_vi="Có giờ", name_en="", steps=steps, valid_from=BEGAN, by=SYSTEM, at=OPENED_AT
    )
    dossier.save(update_fields=["process"])
    return actions.receive(dossier.code, allowance=LIMIT, by=staff(COUNTER), at=OPENED_AT)


def told(code: str) -> list[tuple[str, str, int]]:
    rows = Alert.objects.filter(dossier__code=code).order_by("pk")
    return [(row.kind, row.about, row.hours) for row in rows]


def test_the_holder_is_told_three_times_before_a_step_ends() -> None:
    dossier = received()
    assert dossier.step_due_at == at("2026-01-09T08:00")
    watch.watch(at("2026-01-06T07:30"))
    assert told(dossier.code) == []
    watch.watch(at("2026-01-06T08:00"))
    assert told(dossier.code) == [("warned", "step", 24)]
    watch.watch(at("2026-01-06T08:05"))
    watch.watch(at("2026-01-08T08:00"))
    watch.watch(at("2026-01-08T16:30"))
    assert told(dossier.code) == [
        ("warned", "step", 24),
        ("warned", "step", 8),
        ("warned", "due", 24),
        ("warned", "step", 2),
    ]
    facts = [journal.facts(event) for event in journal.events(dossier.code, ("dossier.warned",))]
    assert facts[0]["hours"] == 24
    assert facts[0]["to_post"] == "justice"
    assert facts[0]["to"] is None


def test_a_round_that_was_missed_tells_of_the_nearest_threshold_alone() -> None:
    dossier = received()
    watch.watch(at("2026-01-08T16:00"))  # two hours are left at the step, ten for the promise
    assert set(told(dossier.code)) == {("warned", "step", 2), ("warned", "due", 24)}


def test_a_step_shorter_than_the_threshold_is_not_warned_of_from_its_beginning() -> None:
    dossier = received()
    actions.propose(dossier.code, result="approve", by=staff(SPECIALIST), at=at("2026-01-05T09:00"))
    watch.watch(at("2026-01-05T09:30"))
    assert told(dossier.code) == []
    watch.watch(at("2026-01-06T08:00"))  # eight hours from Monday 09:00: Tuesday 09:00
    assert told(dossier.code) == [("warned", "step", 2)]
    assert Alert.objects.get().to_post == "leader"


def test_a_step_says_itself_when_it_warns() -> None:
    dossier = received(warn=4)
    watch.watch(at("2026-01-06T08:00"))
    watch.watch(at("2026-01-08T08:00"))
    assert ("warned", "step", 24) not in told(dossier.code)
    watch.watch(at("2026-01-08T15:00"))
    assert ("warned", "step", 4) in told(dossier.code)


def test_the_one_who_has_it_is_told_not_the_post() -> None:
    dossier = received()
    me = staff(SPECIALIST).account_id
    actions.assign(dossier.code, to=get_account(me or 0), by=staff(LEADER), at=at("2026-01-05T09:00"))
    watch.watch(at("2026-01-06T08:00"))
    assert Alert.objects.get().to_account_id == me


def test_what_is_behind_goes_up_to_the_deputy_and_what_is_overdue_to_the_leader() -> None:
    deputy, leader = a_post("leader_deputy", LEADER), a_post("leader", LEADER)
    dossier = received()
    now = at("2026-01-09T08:01")
    watch.watch(now)
    types = [event.type for event in journal.events(dossier.code)]
    assert types[-3:-1] == ["dossier.behind", "dossier.escalated"]
    assert [row.dossier.code for row in alerts.escalated_to(deputy, now)] == [dossier.code]
    assert not alerts.escalated_to(leader, now)
    later = at("2026-01-12T08:01")
    watch.watch(later)
    assert [row.about for row in alerts.escalated_to(leader, later)] == ["due"]
    assert journal.facts(journal.events(dossier.code)[-1])["level"] == "overdue"
    actions.propose(dossier.code, result="approve", by=staff(SPECIALIST), at=later)
    assert not alerts.escalated_to(deputy, later)  # it has left the step
    assert len(alerts.escalated_to(leader, later)) == 1  # and is overdue still


def test_above_a_leader_is_the_agency_above() -> None:
    chair = a_post("leader", "province_leader", a_province())
    dossier = received()
    actions.propose(dossier.code, result="approve", by=staff(SPECIALIST), at=at("2026-01-05T09:00"))
    watch.watch(at("2026-01-06T09:01"))
    assert [row.dossier.code for row in alerts.escalated_to(chair, at("2026-01-06T09:05"))] == [dossier.code]


def test_a_dossier_that_stands_still_is_left_alone_and_warned_of_anew_afterwards() -> None:
    dossier = received()
    ask: dict[str, Any] = {
        "items": [{"kind": "other", "key": "o", "label_vi": "Giấy", "label_en": "Paper", "reason": "Mờ"}]
    }
    actions.request_supplement(
        dossier.code, reason="Mờ", ground="Điều 17", by=staff(SPECIALIST), at=at("2026-01-06T07:30"), **ask
    )
    watch.watch(at("2026-01-20T08:00"))
    assert told(dossier.code) == []


def test_a_warning_bars_no_undoing() -> None:
    dossier = received()
    actions.propose(dossier.code, result="approve", by=staff(SPECIALIST), at=at("2026-01-05T09:00"))
    Dossier.objects.filter(code=dossier.code).update(step_due_at=at("2026-01-05T09:01"))
    watch.watch(at("2026-01-05T09:02"))
    assert told(dossier.code)
    undone = actions.undo(dossier.code, by=staff(SPECIALIST), at=at("2026-01-05T09:03"))
    assert undone.step == "propose"


def test_a_round_that_was_cut_off_is_finished_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = {received().code for _ in range(5)}
    monkeypatch.setattr(watch, "TOGETHER", 2)
    monkeypatch.setattr(watch, "MOST", 3)
    now = at("2026-01-06T08:00")
    assert watch.watch(now) == 3
    assert watch.watch(now + timedelta(minutes=5)) == 2
    assert watch.watch(now + timedelta(minutes=10)) == 0
    assert {row.dossier.code for row in Alert.objects.all()} == codes


def test_a_round_asks_no_question_for_each_dossier() -> None:
    def asked(number: int, now: datetime) -> int:
        for _ in range(number):
            received()
        with CaptureQueriesContext(connection) as captured:
            watch.watch(now)
        return len(asked_of(captured))

    few = asked(2, at("2026-01-06T08:00"))
    assert asked(8, at("2026-01-06T08:05")) <= few
