"""Replay knows every event that any act can tell of a dossier or of its money."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from motcua.config import settings
from motcua.dossiers import undoable
from motcua.dossiers.replay import QUIET, TABLE
from motcua.flows.importing.replay import ACT_OF
from motcua.payments.rules import replay as money
from motcua.people import access
from motcua.reports.cube import told as cube_told

SOURCE = Path(settings.__file__).parents[1]
NAMED = re.compile(r"^(dossier|charge|payment|receipt)\.[a-z_]+$")
REFUSALS = re.compile(r"^    \"((?:dossier|charge|payment|receipt)\.[a-z_]+)\": \(?", re.MULTILINE)


NO_EVENT = {"dossier.ended", "dossier.part"}
"""Reasons that the software itself gives and beginnings of types, spelled alike."""


def constants() -> Iterator[str]:
    """Every text of the product that could be the type of an event of a dossier, without migrations."""
    for path in SOURCE.rglob("*.py"):
        if "migrations" in path.parts or path.name == "words.py" or path.is_relative_to(SOURCE / "desks"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAMED.match(node.value):
                yield node.value


def refusals() -> set[str]:
    """Codes of refusals look like types of events; each has its sentence."""
    return {code for path in SOURCE.rglob("*words*.py") for code in REFUSALS.findall(path.read_text(encoding="utf-8"))}


def told(prefix: str) -> set[str]:
    found = set(constants()) - set(access.TABLE) - refusals() - NO_EVENT
    return {name.removeprefix(f"{prefix}.") for name in found if name.startswith(f"{prefix}.")}


def test_every_event_of_a_dossier_is_known_to_replay():
    known = TABLE.keys() | QUIET.keys()
    assert not TABLE.keys() & QUIET.keys()
    unknown = told("dossier") - known
    assert not unknown, f"add to dossiers/replay/table.py what these events change: {sorted(unknown)}"


def test_replay_knows_nothing_that_nobody_tells():
    gone = (TABLE.keys() | QUIET.keys()) - told("dossier") - {"submitted", "processing", *ACT_OF} - {"transferred"}
    assert not gone, f"no act tells these any more, and no import: {sorted(gone)}"


def test_every_event_of_money_is_known_to_replay():
    named = {f"{room}.{name}" for room in ("charge", "payment", "receipt") for name in told(room)}
    unknown = named - money.TABLE.keys() - money.QUIET.keys()
    assert not unknown, f"add to payments/rules/replay.py what these events change: {sorted(unknown)}"


def test_what_may_be_undone_and_what_does_not_bar_it_are_events_that_replay_knows():
    named = {*undoable.UNDOABLE, *undoable.HARMLESS, *undoable.LEAVES_DRAFT}
    assert {name.removeprefix("dossier.") for name in named} <= TABLE.keys() | QUIET.keys()


def test_the_cube_knows_every_event_that_the_replay_knows() -> None:
    """Whoever adds an event says whether a figure rests on it."""
    assert set(cube_told.TABLE) | cube_told.NO_FIGURE == set(TABLE)
    assert not set(cube_told.TABLE) & cube_told.NO_FIGURE
