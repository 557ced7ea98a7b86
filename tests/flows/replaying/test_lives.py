"""Whatever was done, by acts or by import: replaying the journal gives what is stored."""

import random
from datetime import timedelta

import pytest

from motcua.dossiers import actions as acts
from motcua.dossiers.models import Dossier, Part, Transfer
from motcua.flows.replaying import Tally, replay_and_count, replay_one
from motcua.kernel.actor import SYSTEM
from tests.factories.acted_lives import Town
from tests.factories.import_lines import a_line, bring_in, the_district
from tests.factories.plain_lives import OPENED_AT, a_delivered_dossier, a_received_dossier, staff
from tests.factories.random_acts import ACTS
from tests.factories.random_lives import a_random_line

pytestmark = pytest.mark.django_db


def equal(tally: Tally) -> None:
    assert [str(one) for one in tally.told] == []
    assert [str(one) for one in tally.figures] == []
    assert tally.dossiers == tally.equal


@pytest.mark.parametrize("seed", range(2))
def test_lives_by_acts_are_what_their_journal_tells(seed: int) -> None:
    """Every act of the room, undone ones too, with hours, days off and calendars that change on the way."""
    town = Town(random.Random(seed))
    for _ in range(3):
        town.live(70)
        tally = replay_and_count()
        equal(tally)
    assert not tally.missing
    assert tally.figures_compared
    assert len(town.done) > len(ACTS) // 2
    assert Part.objects.exclude(ended_at=None).exists()  # at other agencies, and between them
    assert Transfer.objects.exclude(ended_at=None).exists()


def test_imported_lives_are_what_their_journal_tells_and_go_on_by_acts() -> None:
    the_district()
    chance = random.Random(11)
    lines = [a_random_line(chance, number) for number in range(1, 121)]
    lines += [a_random_line(chance, number, given=True) for number in range(121, 160)]
    assert not bring_in(*lines).refused
    equal(replay_and_count())
    waiting = Dossier.objects.filter(state="received").first()
    assert waiting is not None
    at = waiting.standings.get(to_at=None).from_at + timedelta(hours=1)
    acts.propose(waiting.code, result="approve", by=SYSTEM, at=at)
    acts.approve(waiting.code, by=SYSTEM, at=at + timedelta(hours=1))
    tally = replay_and_count()
    equal(tally)
    assert not tally.missing


def test_a_promise_that_was_given_is_taken_as_told() -> None:
    the_district()
    line = a_line(
        900,
        {"type": "submitted", "at": "2023-01-05T08:00"},
        {"type": "received", "at": "2023-01-05T09:00", "due_at": "2023-01-06T11:11"},
        {"type": "supplement_requested", "at": "2023-01-05T10:00", "reason": "Thiếu"},
        {"type": "supplemented", "at": "2023-01-09T10:00", "due_at": "2023-01-20T12:34"},
    )
    bring_in(line)
    story = replay_one(str(line["code"]))
    assert story.outcome.differences == ()
    assert story.outcome.missing == ()
    assert story.life.due_at == Dossier.objects.get().due_at


def test_a_story_says_what_each_event_changed() -> None:
    code = a_delivered_dossier().code
    turns = replay_one(code).turns
    assert [turn.told.type for turn in turns][-2:] == ["finished", "delivered"]
    assert turns[-1].changed["state"] == ("finished", "delivered")
    assert "due_at" in turns[1].changed


def test_what_was_undone_counts_for_nothing_and_says_so() -> None:
    code = a_received_dossier().code
    leader = staff("commune_leader")
    at = OPENED_AT + timedelta(hours=1)
    acts.stop(code, reason="Nhầm", by=leader, at=at)
    acts.undo(code, by=leader, at=at + timedelta(minutes=1))
    story = replay_one(code)
    assert story.outcome.differences == ()
    assert story.life.state == "received"
    assert [turn.told.type for turn in story.turns if turn.undone] == ["processing", "stopped"]


def test_a_code_that_no_dossier_has() -> None:
    with pytest.raises(LookupError):
        replay_one("H44.229-260105-9999")
