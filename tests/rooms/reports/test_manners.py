"""Apologies, lateness without one and further requests: the public counts are what the journal tells, however it went."""

import random
from datetime import date, timedelta

import pytest

from motcua.dossiers import actions, queries
from motcua.dossiers.models import Dossier
from motcua.journal import queries as journal
from motcua.kernel.errors import Cannot
from motcua.reports import figures
from tests.rooms.dossiers.points import GROUND, ITEMS, LEADER, SPECIALIST, actor, minutes, received

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def told(*types, at_least=0):
    """Events of these types that were not undone; `at_least`: their fact `number`."""
    found = []
    for dossier in Dossier.objects.all():
        events = queries.lived(journal.events(dossier.code))
        found += [one for one in events if one.type.removeprefix("dossier.") in types]
    return [one for one in found if journal.facts(one).get("number", at_least) >= at_least]


def one_round(code, chance, at):
    """Something that a dossier may meet; what is not lawful now is left."""
    leader, officer = actor(LEADER), actor(SPECIALIST)
    due = Dossier.objects.get(code=code).due_at
    letter = {"reason_code": "workload", "reason": "Nhiều hồ sơ"}
    act = chance.choice(["ask", "again", "allow", "answer", "letter", "bare", "sign", "extend", "undo", "refuse"])
    {
        "ask": lambda: actions.request_supplement(code, items=ITEMS, reason="Thiếu", ground=GROUND, by=officer, at=at),
        "again": lambda: actions.propose_supplement(
            code, items=ITEMS, reason="Thiếu", ground=GROUND, by=officer, at=at
        ),
        "allow": lambda: actions.allow_supplement(
            code, reason="Được", answer_until=at + timedelta(days=20), by=leader, at=at
        ),
        "answer": lambda: actions.supplement(code, answers={}, papers=[], note="Đây", by=actor("citizen"), at=at),
        "letter": lambda: actions.propose_apology(code, **letter, due_at=due + timedelta(days=9), by=officer, at=at),
        "bare": lambda: actions.propose_apology(code, **letter, due_at=None, by=officer, at=at),
        "sign": lambda: actions.sign_apology(code, by=leader, at=at),
        "extend": lambda: actions.extend(code, due_at=due + timedelta(days=9), reason="Chờ", by=leader, at=at),
        "undo": lambda: actions.undo(code, by=leader, at=at),
        "refuse": lambda: actions.refuse_apology(code, reason="Kịp", by=leader, at=at),
    }[act]()


@pytest.mark.parametrize("seed", [3, 11])
def test_the_counts_are_the_events(seed):
    chance = random.Random(seed)
    codes = [received().code for _several in range(4)]
    at = minutes(30)
    for _step in range(120):
        at += timedelta(minutes=chance.choice([1, 4, 400]))
        try:
            one_round(chance.choice(codes), chance, at)
        except Cannot:
            continue
    as_of = at + timedelta(minutes=1)
    (whole,) = figures.manners("H44.229", FIRST, LAST, as_of=as_of)
    said = told("extended", "apologised")
    assert whole.apologies == len(said) > 0
    assert whole.apologies_in_time == sum(bool(journal.facts(one)["in_time"]) for one in said)
    assert whole.second_supplements == len(told("supplement_requested", at_least=2))
    every = [
        figures.manners(None, FIRST, LAST, as_of=as_of)[0],
        *figures.manners("H44.229", FIRST, LAST, as_of=as_of, by="agency"),
    ]
    assert {row.apologies for row in every[:1]} == {whole.apologies}
    assert sum(row.apologies for row in every[1:]) == whole.apologies
    assert sum(row.second_supplements for row in every[1:]) == whole.second_supplements
    for figure in ("apologies", "apologies_in_time", "second_supplements", "late_without_apology"):
        behind = figures.said_behind(figure, "H44.229", FIRST, LAST, as_of=as_of, limit=500)
        assert len(behind) == getattr(whole, figure), figure


def test_late_without_a_word_is_counted_until_somebody_says_it():
    dossier = received()
    late = dossier.due_at + timedelta(days=2)
    (before,) = figures.manners("H44.229", FIRST, LAST, as_of=late)
    assert (before.late_without_apology, before.apologies) == (1, 0)
    new = late + timedelta(days=3)
    given = {"reason_code": "office_error", "reason": "Xã làm sót"}
    actions.propose_apology(dossier.code, **given, due_at=new, by=actor(SPECIALIST), at=late)
    actions.sign_apology(dossier.code, by=actor(LEADER), at=late)
    (after,) = figures.manners("H44.229", FIRST, LAST, as_of=new + timedelta(days=1))
    assert (after.late_without_apology, after.apologies, after.apologies_in_time) == (0, 1, 0)
    (past,) = figures.manners("H44.229", FIRST, LAST, as_of=late - timedelta(minutes=1))
    assert (past.late_without_apology, past.apologies) == (1, 0)  # as it stood then
