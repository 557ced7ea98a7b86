"""Undo: one's own last act, inside a window, while nothing has followed; the life is then as if it had never been done."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from motcua.dossiers import actions, queries
from motcua.dossiers.models import Dossier, LedgerEntry, Proposal, Remark, ResultFile, Standing, Supplement, UndoOffer
from motcua.dossiers.undoable import COLUMNS, FINAL, UNDOABLE, UNDONE_AS
from motcua.flows import act as acts
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.kernel.errors import NotAllowed, NotLawfulNow
from motcua.people.models import Account
from motcua.reports import figures
from tests.rooms.dossiers.points import (
    COUNTER,
    GROUND,
    ITEMS,
    LEADER,
    SPECIALIST,
    actor,
    an_upload,
    at_the_forward_step,
    finished,
    minutes,
    processing,
    proposed,
    received,
    submitted,
)

pytestmark = pytest.mark.django_db
Act = Callable[[str, datetime], Dossier]


def _to() -> Account:
    return Account.objects.get(pk=actor(SPECIALIST).account_id)


ACTS: dict[str, tuple[str, Act]] = {
    "assign": (LEADER, lambda code, at: actions.assign(code, to=_to(), by=actor(LEADER), at=at)),
    "forward": (COUNTER, lambda code, at: actions.forward(code, note="Gấp", by=actor(COUNTER), at=at)),
    "propose": (SPECIALIST, lambda code, at: actions.propose(code, result="approve", by=actor(SPECIALIST), at=at)),
    "reject": (
        SPECIALIST,
        lambda code, at: actions.propose(code, result="reject", note="Thiếu", by=actor(SPECIALIST), at=at),
    ),
    "approve": (LEADER, lambda code, at: actions.approve(code, note="Đồng ý", by=actor(LEADER), at=at)),
    "return_for_rework": (
        LEADER,
        lambda code, at: actions.return_for_rework(code, reason="Sai tên", by=actor(LEADER), at=at),
    ),
    "refuse": (
        COUNTER,
        lambda code, at: actions.refuse(code, reason="Sai nơi", ground=GROUND, by=actor(COUNTER), at=at),
    ),
    "request_supplement": (
        COUNTER,
        lambda code, at: actions.request_supplement(
            code, items=ITEMS, reason="Mờ", ground=GROUND, by=actor(COUNTER), at=at
        ),
    ),
    "extend": (
        LEADER,
        lambda code, at: actions.extend(
            code, due_at=at + timedelta(days=20), reason="Xác minh", by=actor(LEADER), at=at
        ),
    ),
    "stop": (LEADER, lambda code, at: actions.stop(code, reason="Theo đề nghị", by=actor(LEADER), at=at)),
}
"""Every act that may be undone (a rejecting proposal is one more way)."""
OTHERS: dict[str, tuple[str, Act]] = {
    "receive": (
        COUNTER,
        lambda code, at: actions.receive(
            code, allowance={"value": 3, "unit": "working_days"}, by=actor(COUNTER), at=at
        ),
    ),
    "supplement": (
        "citizen",
        lambda code, at: actions.supplement(code, answers={}, papers=[], note="Đây", by=actor("citizen"), at=at),
    ),
    "deliver": (COUNTER, lambda code, at: actions.deliver(code, way="counter", by=actor(COUNTER), at=at)),
}
FROM: dict[str, list[Callable[[], Dossier]]] = {
    "assign": [received, processing],
    "forward": [at_the_forward_step],
    "propose": [received, processing],
    "reject": [received],
    "approve": [proposed],
    "return_for_rework": [proposed],
    "refuse": [submitted],
    "request_supplement": [submitted, received, processing],
    "extend": [received, processing, proposed],
    "stop": [received, processing, proposed],
}
CASES = [(act, point) for act, points in FROM.items() for point in points]


def life_of(dossier: Dossier) -> dict[str, Any]:
    """Everything that a dossier is and left, without the identities of the rows."""
    row = Dossier.objects.get(pk=dossier.pk)
    return {
        "columns": {name: getattr(row, name) for name in (*COLUMNS, "received_at", "original_due_at", "agency_id")},
        "standings": list(
            Standing.objects.filter(dossier=row)
            .order_by("from_at")
            .values_list("from_at", "to_at", "state", "due_at", "paused_since", "received_at", "resolved_at")
        ),
        "ledger": list(
            LedgerEntry.objects.in_force()
            .filter(dossier=row)
            .order_by("number")
            .values_list("at", "rule", "effect", "due_before", "due_after")
        ),
        "proposals": list(
            Proposal.objects.filter(dossier=row)
            .order_by("number")
            .values_list("number", "result", "note", "outcome", "decided_at", "decided_by", "decision_note")
        ),
        "supplements": list(
            Supplement.objects.filter(dossier=row).order_by("number").values_list("number", "reason", "answered_at")
        ),
        "results": list(ResultFile.objects.filter(dossier=row).order_by("pk").values_list("draft", flat=True)),
        "events": [(one.type, one.at, one.facts) for one in queries.lived(journal.events(row.code))],
        "citizen sees": [(line.type, line.at, line.text) for line in queries.story(row, inside=False)],
        "why": [(line.words_vi, line.due_after) for line in queries.why(row)],
    }


@pytest.mark.parametrize(("act", "point"), CASES, ids=[f"{act}-{point.__name__}" for act, point in CASES])
def test_an_undone_act_has_never_been(act: str, point: Callable[[], Dossier]) -> None:
    dossier = point()
    by = actor(SPECIALIST)
    actions.attach_result(dossier.code, upload=an_upload(by, minutes(6)), name_vi="Dự thảo", by=by, at=minutes(6))
    before = life_of(dossier)
    role, do = ACTS[act]
    do(dossier.code, minutes(10))
    assert life_of(dossier) != before
    undone = actions.undo(dossier.code, by=actor(role), at=minutes(15))
    assert life_of(dossier) == before
    assert undone.state == before["columns"]["state"]
    assert journal.verify(b"", dossier.code)[1] is None
    told = journal.events(dossier.code)[-1]
    cancelled = next(one for one in journal.events(dossier.code) if one.number == journal.facts(told)["event"])
    assert (told.type, UNDOABLE[cancelled.type]) == ("dossier.undone", journal.facts(told)["act"])


def test_what_was_said_with_it_is_kept_beside_the_undoing() -> None:
    code = received().code
    ACTS["request_supplement"][1](code, minutes(10))
    actions.undo(code, by=actor(COUNTER), at=minutes(11))
    offer = UndoOffer.objects.get(act="request_supplement")
    assert offer.taken_back["reason"] == "Mờ"
    assert offer.taken_back["items"] == ITEMS
    assert Remark.objects.filter(dossier__code=code, text="Mờ").count() == 1


def test_the_ledger_keeps_the_line_and_the_one_that_cancels_it() -> None:
    dossier = received()
    due_at = dossier.due_at
    ACTS["extend"][1](dossier.code, minutes(10))
    actions.undo(dossier.code, by=actor(LEADER), at=minutes(12))
    line, cancelling = LedgerEntry.objects.filter(dossier=dossier).order_by("-number")[:2][::-1]
    assert (line.rule, cancelling.rule, cancelling.cancels_id) == ("extension", "undone", line.pk)
    assert cancelling.due_after == due_at
    # It counts for nothing: the dossier may still be extended once.
    again = ACTS["extend"][1](dossier.code, minutes(20))
    assert again.due_at == minutes(20) + timedelta(days=20)


def test_inside_the_office_the_story_says_both() -> None:
    code = proposed().code
    ACTS["approve"][1](code, minutes(10))
    actions.undo(code, by=actor(LEADER), at=minutes(11))
    lines = queries.story(Dossier.objects.get(code=code), inside=True)
    assert [(line.words_vi, line.undone) for line in lines[-2:]] == [
        ("Đã có kết quả (đã hoàn tác)", True),
        ("Hoàn tác: đã có kết quả", False),
    ]


def test_it_may_be_done_again_after_it_was_undone() -> None:
    code = proposed().code
    ACTS["approve"][1](code, minutes(10))
    actions.undo(code, by=actor(LEADER), at=minutes(11))
    ACTS["return_for_rework"][1](code, minutes(12))
    actions.undo(code, by=actor(LEADER), at=minutes(13))
    ACTS["approve"][1](code, minutes(14))
    assert Dossier.objects.get(code=code).finished_at == minutes(14)


def test_acts_are_taken_back_one_after_the_other() -> None:
    dossier = received()
    before = life_of(dossier)
    ACTS["extend"][1](dossier.code, minutes(10))
    ACTS["assign"][1](dossier.code, minutes(11))
    actions.undo(dossier.code, by=actor(LEADER), at=minutes(12))
    actions.undo(dossier.code, by=actor(LEADER), at=minutes(13))
    assert life_of(dossier) == before
    with pytest.raises(NotLawfulNow, match=r"undo\.nothing"):
        actions.undo(dossier.code, by=actor(LEADER), at=minutes(14))


def test_after_the_window_it_stands() -> None:
    code = proposed().code
    ACTS["approve"][1](code, minutes(10))
    with pytest.raises(NotLawfulNow, match=r"undo\.too_late") as refusal:
        actions.undo(code, by=actor(LEADER), at=minutes(10) + settings.UNDO_WINDOW)
    assert refusal.value.facts["until"] == minutes(10) + settings.UNDO_WINDOW
    assert Dossier.objects.get(code=code).state == "finished"


def test_only_who_did_it_may_undo_it() -> None:
    code = proposed().code
    ACTS["approve"][1](code, minutes(10))
    for role in (COUNTER, SPECIALIST):
        with pytest.raises(NotLawfulNow, match=r"undo\.not_yours"):
            actions.undo(code, by=actor(role), at=minutes(11))
    with pytest.raises(NotAllowed):
        actions.undo(code, by=actor("citizen"), at=minutes(11))


@pytest.mark.parametrize(
    ("point", "act", "then"),
    [
        (proposed, "approve", lambda code: OTHERS["deliver"][1](code, minutes(11))),
        (received, "propose", lambda code: ACTS["approve"][1](code, minutes(11))),
        (received, "request_supplement", lambda code: OTHERS["supplement"][1](code, minutes(11))),
    ],
)
def test_nothing_is_undone_that_something_has_followed(
    point: Callable[[], Dossier], act: str, then: Callable[[str], Any]
) -> None:
    code = point().code
    role, do = ACTS[act]
    do(code, minutes(10))
    then(code)
    assert [one.act for one in queries.undoable(actor(role), minutes(12), [code])] == []
    with pytest.raises(NotLawfulNow, match=r"undo\.(followed|nothing|not_yours)"):
        actions.undo(code, by=actor(role), at=minutes(12))


def test_a_note_or_a_look_does_not_bar_undoing() -> None:
    code = proposed().code
    ACTS["approve"][1](code, minutes(10))
    actions.note(code, text="Gọi lại", by=actor(COUNTER), at=minutes(11))
    actions.unmask(code, by=actor(COUNTER), at=minutes(11))
    assert [one.act for one in queries.undoable(actor(LEADER), minutes(12))] == ["approve"]
    assert actions.undo(code, by=actor(LEADER), at=minutes(12)).state == "processing"


def test_an_answer_about_satisfaction_bars_undoing() -> None:
    from motcua.voice.actions import rate

    dossier = finished()
    rate(dossier, answer="satisfied", way="account", by=actor("citizen"), at=minutes(5))
    with pytest.raises(NotLawfulNow, match=r"undo\.followed"):
        actions.undo(dossier.code, by=actor(LEADER), at=minutes(6))


def test_acts_that_are_never_undone_offer_nothing() -> None:
    code = finished().code
    OTHERS["deliver"][1](code, minutes(5))
    assert not UndoOffer.objects.filter(dossier__code=code, act__in=FINAL).exists()
    assert set(acts.ACTS) == {*UNDOABLE.values(), *UNDONE_AS} | (set(FINAL) - {"submit", "note", "unmask"}) | {"undo"}


def test_a_page_that_is_older_than_the_last_act_undoes_nothing() -> None:
    code = received().code
    ACTS["assign"][1](code, minutes(10))
    number = journal.events(code)[-1].number
    ACTS["extend"][1](code, minutes(11))
    with pytest.raises(NotLawfulNow, match=r"undo\.nothing"):
        actions.undo(code, event=number, by=actor(LEADER), at=minutes(12))


def test_an_offer_ends_after_it_began() -> None:
    finished()
    offer = UndoOffer.objects.get(act="approve")
    with pytest.raises(IntegrityError), transaction.atomic():
        UndoOffer.objects.filter(pk=offer.pk).update(until=offer.made_at)


@pytest.mark.parametrize("seed", range(6))
def test_two_lives_are_one_when_what_differs_was_undone(seed: int) -> None:
    """The property: any lawful life with acts done and undone in between equals the same life without them."""
    chance = random.Random(seed)
    plain, busy = submitted(), submitted()
    at = minutes(0)
    everything = {**ACTS, **OTHERS}
    for _ in range(9):
        at += timedelta(minutes=chance.choice([1, 7, 300, 1440]))
        for name in chance.sample(sorted(ACTS), len(ACTS)):
            role, do = ACTS[name]
            if _does(do, busy.code, at):
                at += timedelta(minutes=chance.randint(0, 9))
                actions.undo(busy.code, by=actor(role), at=at)
                break
        at += timedelta(minutes=chance.choice([0, 1, 30]))
        for name in chance.sample(sorted(everything), len(everything)):
            if _does(everything[name][1], plain.code, at):
                assert _does(everything[name][1], busy.code, at), name
                break
        assert life_of(busy) == life_of(plain)
    day = clock.local_day(at)
    for moment in (at, at + timedelta(days=3)):
        for figure in figures.FIGURES:
            rows = figures.rows_behind(figure, "H44.229", clock.local_day(minutes(0)), day, as_of=moment).rows
            assert (plain.code in {row.code for row in rows}) == (busy.code in {row.code for row in rows}), figure
    assert journal.verify(b"", busy.code)[1] is None


def _does(do: Act, code: str, at: datetime) -> bool:
    """True when the act was lawful and was done."""
    try:
        with transaction.atomic():
            do(code, at)
    except (NotLawfulNow, NotAllowed):
        return False
    return True
