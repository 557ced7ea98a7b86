"""A draft is tried on dossiers that really went through the steps: nothing is guessed, no minute lost."""

from datetime import date, datetime, timedelta

import pytest

from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier
from motcua.flows import try_process
from motcua.kernel import clock
from motcua.workflow import actions
from motcua.workflow.queries import last_version
from tests.factories.plain_lives import a_dossier, lay_calendar, staff
from tests.factories.processes import COUNTER, LEADER, SPECIALIST, a_procedure_of, a_process, an_office, rows

pytestmark = pytest.mark.django_db
SINCE, UNTIL = date(2026, 10, 1), date(2026, 10, 31)
NOW = datetime(2026, 11, 20, 9, tzinfo=clock.LOCAL)
THREE_DAYS = {"value": 3, "unit": "working_days", "policy": "hour_exact"}


def at(day, hour, minute=0):
    return datetime(2026, 10, day, hour, minute, tzinfo=clock.LOCAL)


def a_life(version, *, proposed, approved, received=None):
    """Received on Monday 5 October at 8:00 and forwarded an hour later."""
    received = received or at(5, 8)
    row = a_dossier(at=received - timedelta(minutes=20), version=version, process=last_version("simple"))
    dossiers.receive(row.code, allowance=THREE_DAYS, by=staff(COUNTER), at=received)
    dossiers.forward(row.code, by=staff(COUNTER), at=received + timedelta(hours=1))
    dossiers.propose(row.code, result="approve", by=staff(SPECIALIST), at=proposed)
    dossiers.approve(row.code, by=staff(LEADER), at=approved)
    return Dossier.objects.get(pk=row.pk)


@pytest.fixture
def officer():
    lay_calendar()
    return an_office()


@pytest.fixture
def version(officer):
    a_process()
    return a_procedure_of()


def a_draft(officer, steps):
    draft = actions.begin_draft("simple", by=officer, at=NOW)
    return actions.save_draft(draft, revision=1, steps=steps, by=officer, at=NOW)


def tried(draft, **changes):
    return try_process.try_draft(draft, **{"since": SINCE, "until": UNTIL, "at": NOW, **changes})


def test_the_step_that_gets_fewer_hours_makes_those_late_who_needed_more(officer, version):
    slow = a_life(version, proposed=at(6, 15), approved=at(6, 16))  # 9:00 to 15:00 the next day: 12 hours
    quick = a_life(version, proposed=at(5, 14), approved=at(5, 15))
    trial = tried(a_draft(officer, rows(forward=2, propose=8, approve=14)))
    assert {one.code for one in trial.rows} == {slow.code, quick.code}
    assert [one.code for one in trial.chosen("more")] == [slow.code]
    assert trial.worst == ("propose", 1)
    assert (trial.count("behind.now"), trial.count("behind.draft"), trial.count("step.propose")) == (0, 1, 1)
    assert all(one.whole for one in trial.rows)
    assert [(line.step.key, line.seen, line.now, line.draft) for line in trial.lines] == [
        ("forward", 2, 0, 0),
        ("propose", 2, 0, 1),
        ("approve", 2, 0, 0),
    ]


def test_the_time_that_the_clock_stood_still_is_not_counted(officer, version):
    row = a_dossier(at=at(5, 7, 30), version=version, process=last_version("simple"))
    dossiers.receive(row.code, allowance=THREE_DAYS, by=staff(COUNTER), at=at(5, 8))
    dossiers.forward(row.code, by=staff(COUNTER), at=at(5, 9))
    asked = {"kind": "other", "key": "other_1", "label_vi": "Giấy", "label_en": "", "reason": "Mờ"}
    dossiers.request_supplement(
        row.code,
        items=[asked],
        reason="Mờ",
        ground="118/2025",
        answer_until=at(28, 17),
        by=staff(SPECIALIST),
        at=at(5, 10),
    )
    dossiers.supplement(row.code, answers={}, papers=[], note="Đây", by=staff(COUNTER), at=at(12, 8))
    dossiers.propose(row.code, result="approve", by=staff(SPECIALIST), at=at(12, 9))
    dossiers.approve(row.code, by=staff(LEADER), at=at(12, 10))
    (found,) = tried(a_draft(officer, rows(propose=14, approve=8))).rows
    assert found.draft.minutes == 240
    assert not found.draft.behind


def test_who_would_have_had_a_dossier_when(officer, version):
    slow = a_life(version, proposed=at(6, 15), approved=at(6, 16))
    draft = a_draft(officer, rows(forward=2, propose=8, approve=14))
    told = try_process.turns_of(draft, slow.code, at=NOW)
    assert told is not None
    turns = [(turn.steps[0].key, turn.from_at, turn.due_at, turn.until_at) for turn in told[1]]
    assert turns == [
        ("forward", at(5, 8), at(5, 10), at(5, 9)),
        ("propose", at(5, 9), at(6, 9), at(6, 15)),
        ("approve", at(6, 15), at(8, 11), at(6, 16)),
    ]
    assert try_process.turns_of(draft, "H44.229-261005-9999", at=NOW) is None


def test_only_what_was_finished_in_the_period_by_followers_is_tried(officer, version):
    a_life(version, proposed=at(5, 14), approved=at(5, 15))
    draft = a_draft(officer, rows(propose=14, approve=8))
    assert len(tried(draft).rows) == 1
    assert tried(draft, since=date(2026, 10, 6)).rows == ()
    other = actions.begin_new("other", name_vi="Khác", steps=rows(), by=officer, at=NOW)
    assert tried(other).rows == ()
    asks = actions.save_draft(other, revision=1, procedures=[version.procedure.code], by=officer, at=NOW)
    trial = tried(asks)
    assert (len(trial.rows), trial.has_now) == (1, False)


def test_last_month_is_the_calendar_month_before():
    assert try_process.last_month(date(2026, 11, 22)) == (SINCE, UNTIL)
    assert try_process.last_month(date(2026, 1, 1)) == (date(2025, 12, 1), date(2025, 12, 31))
