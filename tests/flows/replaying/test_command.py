"""`motcua dossiers replay`, the night's replay, and who is told what they gave."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from motcua.dossiers import actions as acts
from motcua.dossiers.models import Dossier, UndoOffer
from motcua.flows import upkeep
from motcua.flows.replaying import last_night, nightly
from motcua.jobs.examining.service import replayed
from motcua.journal import guards
from motcua.journal.models import Event
from tests.factories.plain_lives import OPENED_AT, a_delivered_dossier, a_received_dossier, an_agency, staff

pytestmark = pytest.mark.django_db
LATER = OPENED_AT + timedelta(days=1)


def replay(*arguments: str) -> str:
    out = StringIO()
    call_command("dossiers", "replay", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def spoil(code: str) -> None:
    Dossier.objects.filter(code=code).update(step="elsewhere")


def test_one_dossier_tells_its_story_and_that_it_is_equal() -> None:
    code = a_delivered_dossier().code
    told = replay(code)
    assert f"{code}: equal" in told
    assert "delivered: state delivered" in told


def test_a_difference_is_named_and_the_command_fails() -> None:
    code = a_received_dossier().code
    spoil(code)
    out = StringIO()
    with pytest.raises(CommandError, match="is not what its journal tells"):
        call_command("dossiers", "replay", code, stdout=out, stderr=StringIO())
    assert f"{code}: step: stored elsewhere, the journal gives propose (event 2)" in out.getvalue()


def test_all_are_counted_and_one_that_differs_fails() -> None:
    a_delivered_dossier()
    code = a_received_dossier(at=LATER).code
    assert "dossiers 2: equal 2, different 0; figures that differ 0" in replay("--all")
    assert "dossiers 1: equal 1" in replay("--all", "--limit", "1")
    assert "figures not compared" in replay("--all", "--no-figures")
    assert "dossiers 2: equal 2" in replay("--all", "--agency", "H44.229")
    an_agency("H44.231", parent="H44", short="Xã An Nghĩa")
    assert "dossiers 0: equal 0" in replay("--all", "--agency", "H44.231")
    spoil(code)
    out = StringIO()
    with pytest.raises(CommandError, match="1 of 2 dossiers and 0 figures"):
        call_command("dossiers", "replay", "--all", stdout=out, stderr=StringIO())
    assert "different by column: step 1" in out.getvalue()


def test_the_answer_for_programs() -> None:
    code = a_received_dossier().code
    found: dict[str, Any] = json.loads(replay("--all", "--json"))
    assert (found["dossiers"], found["equal"], found["figures_compared"], found["figures"]) == (1, 1, True, [])
    spoil(code)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("dossiers", "replay", "--all", "--json", stdout=out, stderr=StringIO())
    (one,) = json.loads(out.getvalue())["differences"]
    assert (one["code"], one["column"], one["stored"], one["replayed"], one["event"]) == (
        code,
        "step",
        "elsewhere",
        "propose",
        2,
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "say one"),
        (("H44.229-260105-0001", "--all"), "say one"),
        (("H44.229-260105-0009",), "there is no dossier"),
        (("--all", "--agency", "H99"), "there is no agency H99"),
        (("--all", "--limit", "0"), "--limit counts from 1"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(arguments: tuple[str, ...], sentence: str) -> None:
    a_received_dossier()
    with pytest.raises(CommandError, match=sentence):
        replay(*arguments)


def test_what_was_told_before_events_said_enough_is_counted_apart() -> None:
    code = a_received_dossier().code
    guards.lift(guards.AppendOnly)
    try:
        event = Event.objects.get(chain=code, type="dossier.received")
        told = json.loads(event.facts)
        for name in ("allowance", "calendar", "step_due_at"):
            del told[name]
        Event.objects.filter(pk=event.pk).update(facts=json.dumps(told))
    finally:
        guards.install(guards.AppendOnly)
    told_now = replay("--all")
    assert "equal 1, different 0" in told_now
    assert "not recomputable since told before version" in told_now
    assert "1 dossiers (" in told_now
    # what the old event does tell is compared all the same
    Dossier.objects.filter(code=code).update(due_at=LATER + timedelta(days=90), state="finished", resolved_at=LATER)
    with pytest.raises(CommandError):
        replay(code)


def test_every_night_what_happened_is_replayed_and_somebody_is_told() -> None:
    assert last_night() is None
    assert replayed().state == "note"
    code = a_received_dossier().code
    nightly(LATER)
    night = last_night()
    assert night is not None
    assert (night.dossiers, night.different, night.at) == (1, 0, LATER)
    assert replayed().state == "ok"
    acts.note(code, text="Gọi lại", by=staff("single_window_officer"), at=LATER)
    spoil(code)
    nightly(LATER + timedelta(days=1))
    night = last_night()
    assert night is not None
    assert (night.different, night.codes) == (1, (code,))
    assert replayed().state == "wrong"
    assert code in replayed().words


def test_every_dossier_has_its_turn_within_a_month() -> None:
    a_received_dossier()
    nightly(LATER)
    seen = []
    for day in range(1, 31):
        nightly(LATER + timedelta(days=day))
        night = last_night()
        assert night is not None
        seen.append(night.dossiers)
    assert sum(seen) == 1


def test_offers_to_undo_that_nobody_took_are_let_go() -> None:
    leader, at = staff("commune_leader"), OPENED_AT + timedelta(hours=1)
    kept, old = a_received_dossier().code, a_received_dossier(at=LATER).code
    acts.stop(kept, reason="Nhầm", by=leader, at=at)
    acts.undo(kept, by=leader, at=at)
    acts.stop(old, reason="Đúng", by=leader, at=LATER + timedelta(hours=1))
    upkeep.sweep(LATER + settings.UNDO_WINDOW + timedelta(days=7))
    assert UndoOffer.objects.count() == 2
    upkeep.sweep(LATER + settings.UNDO_WINDOW + timedelta(days=7, hours=2))
    assert [offer.undone is not None for offer in UndoOffer.objects.all()] == [True]
