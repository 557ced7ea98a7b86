"""The officer's queue and the leader's board agree with the journal at every moment of a long random run of acts."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from motcua.agencies.models import Position
from motcua.catalogue.models import ProcedureVersion
from motcua.deadlines.queries import get_calendar
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.tasks import TABS, Tasks
from motcua.flows import act as acts
from motcua.flows import watch
from motcua.flows.replaying import replay_and_count
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.errors import Cannot
from motcua.people.queries import get_account
from motcua.reports import figures
from motcua.workflow.actions import publish_process
from motcua.workflow.models import Process
from tests.factories.plain_lives import BEGAN, OPENED_AT, STEPS, a_dossier, an_account, citizen, staff
from tests.factories.plain_queue import HANDLED_BY, Book, Viewer, by_process, folded

pytestmark = pytest.mark.django_db
COUNTER, SPECIALIST, LEADER = "single_window_officer", "specialist_officer", "commune_leader"
ACTS_OF = {
    COUNTER: (
        "receive",
        "receive",
        "receive",
        "refuse",
        "forward",
        "request_supplement",
        "deliver",
        "undo",
        "withdraw",
    ),
    SPECIALIST: ("propose", "propose", "propose", "forward", "request_supplement", "hand_over", "assign", "undo"),
    LEADER: ("approve", "approve", "approve", "return_for_rework", "assign", "forward", "extend", "stop", "undo"),
    "citizen": ("supplement", "supplement", "withdraw"),
}
ANY = [(role, act) for role, found in ACTS_OF.items() for act in found]
MOVING = [
    (SPECIALIST, "propose"), (LEADER, "approve"), (LEADER, "forward"), (SPECIALIST, "forward"), (LEADER, "assign"),
    (SPECIALIST, "request_supplement"), (SPECIALIST, "hand_over"), (SPECIALIST, "undo"), (LEADER, "undo"),
]  # fmt: skip
LIKELY = {
    "submitted": [(COUNTER, "receive")],
    "received": MOVING,
    "processing": MOVING,
    "supplement_requested": [("citizen", "supplement"), (SPECIALIST, "undo")],
    "finished": [(COUNTER, "deliver"), (LEADER, "undo")],
}
"""What is often lawful in a state, and who does it: a run of refusals alone would prove little."""
LONG: list[dict[str, Any]] = [
    STEPS[0],
    {"key": "assign", "act": "forward", "post": "leader", "role": LEADER, "name_vi": "Phân công", "hours": 1},
    {
        "key": "check", "act": "forward", "post": "specialist", "role": SPECIALIST, "name_vi": "Kiểm tra",
        "hours": 2, "optional": True,
    },
    {**STEPS[1], "hours": "rest"},
    {
        "key": "endorse", "act": "approve", "post": "leader_deputy", "role": LEADER, "name_vi": "Xem xét",
        "hours": 3, "optional": True,
    },
    {**STEPS[2], "hours": 4},
    STEPS[3],
]  # fmt: skip
ORDINARY: list[dict[str, Any]] = [STEPS[0], {**STEPS[1], "hours": 16}, {**STEPS[2], "hours": 8}, STEPS[3]]
PROCESSES = {"long": LONG, "ordinary": ORDINARY}
FIRST = date(2026, 1, 1)


class Run:
    """A commune at work, and the book kept beside it."""

    def __init__(self, chance: random.Random, dossiers: int) -> None:
        self.chance, self.now, self.done, self.refused = chance, OPENED_AT, 0, 0
        self.filer = citizen(an_account())
        a_dossier(at=OPENED_AT)  # the calendar and the version are there from here on
        ProcedureVersion.objects.update(handled_by=HANDLED_BY)
        self.kinds = {
            key: publish_process(key, name_vi=key, name_en="", steps=steps, valid_from=BEGAN, by=SYSTEM, at=OPENED_AT)
            for key, steps in PROCESSES.items()
        }
        self.people = [
            staff(COUNTER),
            self._at_post("specialist_justice", "lan"),
            self._at_post("specialist_land", "hoa"),
            staff(LEADER),
            staff(LEADER, username="deputy"),
        ]
        self.viewers = [
            Viewer(who.account_id or 0, who.agency, frozenset({other}))
            for who, other in zip(self.people[1:3], ("specialist_land", "specialist_justice"), strict=True)
        ]
        self.book = _book(get_calendar())
        self.codes: list[str] = []
        for _ in range(dossiers):
            self.open_one()

    def _at_post(self, slug: str, username: str) -> Actor:
        who = staff(SPECIALIST, username=username)
        Position.objects.filter(slug=who.position).update(slug=slug)
        return Actor(who.kind, who.id, who.role, who.agency, slug)

    def open_one(self) -> None:
        account = get_account(self.filer.account_id or 0)
        channel, key = self.chance.choice(["online", "direct"]), self.chance.choice(list(self.kinds))
        dossier = a_dossier(at=self.now, account=account, channel=channel, process=self.kinds[key])
        self.codes.append(dossier.code)
        self.write_down(dossier.code, key)

    def write_down(self, code: str, key: str = "") -> None:
        key = key or self.book.sheets[code].process
        self.book.put(folded(code, journal.events(code), key))

    def step(self) -> str:
        """One act of somebody on some dossier, lawful or not. Returns its code."""
        self.now += timedelta(minutes=self.chance.choice([1, 2, 5, 5, 20, 60, 240]))
        code = self.chance.choice(self.codes[-40:] if self.chance.random() < 0.9 else self.codes)
        likely = LIKELY.get(self.book.sheets[code].state, ())
        role, act = self.chance.choice(likely if likely and self.chance.random() < 0.45 else ANY)
        who = self.filer if role == "citizen" else self.chance.choice([one for one in self.people if one.role == role])
        try:
            acts.perform(code, act, self.body(act), by=who, at=self.now)
            self.done += 1
        except Cannot:
            self.refused += 1
        else:
            self.write_down(code)
        return code

    def body(self, act: str) -> dict[str, Any]:
        colleague = self.chance.choice(["lan", "hoa"])
        item = {"kind": "other", "key": "o", "label_vi": "Giấy", "label_en": "Paper", "reason": "Mờ"}
        made: dict[str, Callable[[], dict[str, Any]]] = {
            "refuse": lambda: {"reason": "Sai nơi", "ground": "Điều 17"},
            "request_supplement": lambda: {"items": [item], "reason": "Mờ", "ground": "Điều 17"},
            "assign": lambda: {"to": colleague},
            "hand_over": lambda: {"to": colleague, "reason": "Nghỉ"},
            "forward": lambda: self.chance.choice(
                [{}, {"to": "propose"}, {"to": colleague}, {"to": f"post:{_post()}"}]
            ),
            "propose": lambda: {"result": "approve", **self.chance.choice([{}, {"to": "approve"}])},
            "return_for_rework": lambda: {"reason": "Sai tên"},
            "extend": lambda: {"due_at": (self.now + timedelta(days=9)).isoformat(), "reason": "Xác minh"},
            "stop": lambda: {"reason": "Theo đề nghị"},
            "withdraw": lambda: {"reason": "Không cần"},
            "deliver": lambda: {"by": "electronic"},
        }

        def _post() -> str:
            return self.chance.choice(["specialist_land", "specialist_justice"])

        return made[act]() if act in made else {}

    # --- what must agree -------------------------------------------------------------------------------------------------

    def row_agrees(self, code: str) -> None:
        """The dossier that was just acted on, column by column: queue and board are made of these."""
        kept = self.book.sheets[code]
        row = Dossier.objects.values_list(
            "state",
            "step",
            "step_due_at",
            "due_at",
            "received_at",
            "resolved_at",
            "paused_since",
            "assigned_to_id",
            "post",
        ).get(code=code)
        sheet = (kept.state, kept.step, kept.step_due, kept.due, kept.received, kept.resolved, kept.paused)
        assert row == (*sheet, kept.holder, kept.post), (code, self.now)

    def counts_agree(self, index: int) -> None:
        """Every count over one officer's queue."""
        viewer, actor = self.viewers[index], self.people[1 + index]
        whole = bool(self.chance.getrandbits(1))
        counted = queries.count_tasks(actor, self.now, Tasks(whose="unit" if whole else "")).tabs
        kept = {tab: len(self.book.tab(tab, self.now, viewer, whole_unit=whole)) for tab in TABS}
        assert counted == kept, (self.now, whole)

    def list_agrees(self, index: int, tab: str) -> None:
        """The rows under one tab."""
        rows = queries.tasks(self.people[1 + index], self.now, Tasks(tab=tab))
        kept = self.book.tab(tab, self.now, self.viewers[index])
        assert set(rows.values_list("code", flat=True)) == kept, (tab, self.now)

    def board_agrees(self) -> None:
        """What waits for a signature, and the figures."""
        leader = self.people[3]
        assert queries.waiting_for(leader, self.now, "approve").count() == self.book.waits_for_signature(leader.agency)
        (row,) = figures.handling(leader.agency, FIRST, clock.local_day(self.now), as_of=self.now)
        kept = self.book.figures(leader.agency, FIRST, self.now)
        found = {
            "received": row.received,
            "pending_total": row.pending_total,
            "pending_late": row.counts.pending_late,
            "resolved_total": row.resolved_total,
            "resolved_late": row.counts.resolved_late,
        }
        assert found == {name: kept.get(name, 0) for name in found}, self.now


def _book(calendar: Any) -> Book:
    stored = {key: Process.objects.get(key=key).steps for key in PROCESSES}
    return Book(
        calendar,
        {key: by_process(steps, ("propose", "forward"), SPECIALIST) for key, steps in stored.items()},
        {key: by_process(steps, ("approve",), LEADER) for key, steps in stored.items()},
        {
            (key, step["key"]): sum(
                one["hours"]
                for one in steps[number + 1 :]
                if isinstance(one.get("hours"), int) and one["act"] != "deliver"
            )
            for key, steps in stored.items()
            for number, step in enumerate(steps)
        },
    )


def test_queue_and_board_agree_with_the_journal_all_along() -> None:
    run = Run(random.Random(61), dossiers=25)
    number = 5000 if connection.vendor == "sqlite" else 300
    for index in range(number):
        run.row_agrees(run.step())
        if index % 10 == 0:
            run.counts_agree(index // 10 % 2)
        if index % 15 == 0:
            run.list_agrees(index // 15 % 2, TABS[index // 30 % len(TABS)])
        if index % 25 == 0:
            run.board_agrees()
        if index % 12 == 0:
            run.open_one()
        if index % 250 == 0:
            watch.watch(run.now)  # warnings and escalations change no list
            for code in run.codes:
                run.write_down(code)
    tally = replay_and_count()
    assert tally.is_equal, tally.told[:5]
    assert not tally.missing
    assert run.done > number // 6, "most of what was tried was unlawful"
    assert run.refused > number // 6
