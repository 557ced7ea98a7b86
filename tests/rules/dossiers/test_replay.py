"""The fold of a chain, without a database: what each event gives, what the rules say, what an older one leaves open."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.deadlines import reader
from motcua.deadlines.rules import WorkingCalendar
from motcua.dossiers.replay import COLUMNS, ROWS, Life, Told, compare, replay, turns
from motcua.kernel import clock
from motcua.workflow.rules import Step

VN = reader.read_calendar(reader.packaged_calendar())
THREE_DAYS = {"value": 3, "unit": "working_days", "policy": "hour_exact"}
AT = datetime(2026, 3, 2, 8, tzinfo=clock.LOCAL)  # a Monday
DUE = datetime(2026, 3, 5, 8, tzinfo=clock.LOCAL)
BORN = {"agency": "H44.229", "reception_agency": "H44.229", "channel": "direct", "entered_by": "officer", "process": 1}


class Plain:
    """One calendar, no process, nothing that pauses on a payment."""

    def steps(self, process: int | None) -> Sequence[Step]:
        return ()

    def pauses_on_payment(self, version: int | None) -> bool:
        return version == 2

    def calendar(self, agency: str, told: Told) -> WorkingCalendar | None:
        return VN


def chain(*events: tuple[str, float, dict[str, Any]]) -> list[Told]:
    """(type, hours after the beginning, facts) in order."""
    return [
        Told(number, type, AT + timedelta(hours=hours), AT, 7, "specialist_officer", facts)
        for number, (type, hours, facts) in enumerate(events, start=1)
    ]


def stamp(at: datetime) -> str:
    return clock.stamp(at)


def told(due_at: datetime = DUE, **facts: Any) -> dict[str, Any]:
    return {"due_at": stamp(due_at), "allowance": THREE_DAYS, "step": "propose", "step_due_at": None, **facts}


def lived(*events: tuple[str, float, dict[str, Any]]) -> Life:
    return replay("C", chain(("submitted", 0, BORN), *events), Plain())


def test_a_reception_gives_the_promise_by_the_rules():
    life = lived(("received", 0, told()))
    assert (life.state, life.due_at, life.original_due_at, life.step) == ("received", DUE, DUE, "propose")
    assert life.faults == []
    assert life.rows["ledger"][-1]["due_after"] == DUE
    assert [row["state"] for row in life.rows["standings"]] == ["received"]


def test_a_due_time_that_the_rules_do_not_give_is_a_fault_and_stands_as_told():
    wrong = DUE + timedelta(days=1)
    life = lived(("received", 0, told(wrong)))
    assert [(fault.event, fault.what, fault.told, fault.ruled) for fault in life.faults] == [(2, "due_at", wrong, DUE)]
    assert life.due_at == wrong


def test_a_given_promise_is_no_fault_and_moves_by_the_pause():
    given = AT + timedelta(days=30)
    life = lived(
        ("received", 0, told(given, given=True)),
        ("processing", 1, {"step": "propose"}),
        ("supplement_requested", 1, {"number": 1, "until": None}),
        ("supplemented", 25, {"number": 1, "due_at": stamp(given + timedelta(days=1)), "step_due_at": None}),
    )
    assert life.faults == []
    assert life.due_at == given + timedelta(days=1)
    assert [row["rule"] for row in life.rows["ledger"]] == ["given", "supplement", "supplement.resume"]


@pytest.mark.parametrize(
    ("after", "due_at"),
    [("pause", datetime(2026, 3, 6, 8)), ("restart", datetime(2026, 3, 6, 9))],
)
def test_a_pause_moves_the_promise_and_a_restart_makes_it_anew(after: str, due_at: datetime):
    limit = {**THREE_DAYS, "after_supplement": after}
    life = lived(
        ("received", 0, told() | {"allowance": limit}),
        ("supplement_requested", 1, {"number": 1, "until": None}),
        ("supplemented", 25, {"number": 1, "due_at": stamp(due_at.replace(tzinfo=clock.LOCAL)), "step_due_at": None}),
    )
    assert life.faults == []
    assert life.paused_since is None


def test_an_undone_event_and_its_companions_count_for_nothing():
    events = chain(
        ("submitted", 0, BORN),
        ("received", 0, told()),
        ("processing", 2, {"step": "propose"}),
        ("stopped", 2, {}),
        ("undone", 2.1, {"event": 4, "also": [3]}),
    )
    life, story = turns("C", events, Plain())
    assert (life.state, life.closed_at, life.step) == ("received", None, "propose")
    assert [turn.undone for turn in story] == [False, False, True, True, False]
    assert [turn.changed for turn in story[2:]] == [{}, {}, {}]


def test_an_event_that_nobody_knows_is_a_fault():
    assert [(fault.what, fault.told) for fault in lived(("danced", 1, {})).faults] == [("event", "danced")]


def test_what_an_older_event_does_not_say_is_missing_and_what_it_says_is_compared():
    life = lived(("received", 0, {"due_at": stamp(DUE), "agency": "H44.229", "step": "propose"}))
    assert life.due_at == DUE
    stored = {name: getattr(life, name) for name in COLUMNS} | {"rows": {name: list(life.rows[name]) for name in ROWS}}
    stored |= {"allowance": THREE_DAYS, "step_due_at": DUE}
    stored["rows"]["ledger"] = [{"at": AT}]
    outcome = compare(life, stored)
    assert outcome.differences == ()
    moved = compare(life, stored | {"due_at": DUE + timedelta(days=3)}).differences
    assert [one.column for one in moved] == ["due_at"]
    assert {one.column for one in outcome.missing} == {"allowance", "due_at", "ledger", "step_due_at"}
    assert {one.event for one in outcome.missing} == {2}


def test_a_row_too_many_or_too_few_is_one_difference():
    life = lived(("received", 0, told()))
    stored = {name: getattr(life, name) for name in COLUMNS} | {"rows": {name: list(life.rows[name]) for name in ROWS}}
    stored["rows"]["standings"] = []
    stored["rows"]["hand_overs"] = [dict.fromkeys(ROWS["hand_overs"])]
    found = compare(life, stored).differences
    assert [(one.column, one.stored is None) for one in found] == [("standings[1]", True), ("hand_overs[1]", False)]


def test_waiting_for_a_payment_pauses_where_the_version_says_so():
    def life(version: int) -> Life:
        born = ("submitted", 0.0, BORN | {"procedure_version": version})
        return replay("C", chain(born, ("received", 0, told()), ("payment_due", 1, {"amount": 5})), Plain())

    assert life(1).paused_since is None
    assert life(2).paused_since == AT + timedelta(hours=1)


def test_the_competent_agency_that_has_it_earlier_brings_the_promise_nearer():
    """Taken in at another counter: the promise counts from the latest start, then from the acceptance."""
    latest = AT + timedelta(days=1)
    waits = THREE_DAYS | {"starts": "competent", "clock_from": stamp(latest)}
    accepted = AT + timedelta(hours=2)
    sooner = THREE_DAYS | {"starts": "competent", "clock_from": stamp(accepted)}
    life = lived(
        ("received", 0, told(DUE + timedelta(days=1)) | {"allowance": waits}),
        ("transfer_sent", 0, {"number": 1, "kind": "dossier", "of": "A", "to": "H44.229", "until": stamp(latest)}),
        (
            "transfer_accepted",
            2,
            {"number": 1, "kind": "dossier", "due_at": stamp(DUE + timedelta(hours=2)), "allowance": sooner},
        ),
    )
    assert life.faults == []
    assert life.original_due_at == DUE + timedelta(days=1)
    assert life.due_at == DUE + timedelta(hours=2)
    assert [row["state"] for row in life.rows["transfers"]] == ["accepted"]
