"""What other agencies have of a dossier: their parts, and what is on its way between agencies."""

from motcua.deadlines.rules import add_working_minutes
from motcua.dossiers import rules
from motcua.dossiers.replay import clock
from motcua.dossiers.replay.life import Life, Row
from motcua.dossiers.replay.steps import place
from motcua.dossiers.replay.told import Told
from motcua.people.access import SPECIALIST_OFFICER

# --- parts -----------------------------------------------------------------------------------------------------------


def part_opened(life: Life, told: Told) -> None:
    """By the process or by hand: the clock of the part is that of the agency that does it."""
    due_at, hours = told.time("until"), told.number_of("hours")
    life.rows["parts"].append(
        {
            "number": told.number_of("number"),
            "kind": told.text("kind"),
            "step": told.text("step"),
            "agency": told.text("agency"),
            "post": told.text("post"),
            "state": "handed",
            "opened_at": told.at,
            "due_at": due_at,
            "accepted_at": None,
            "assigned_to": None,
            "ended_at": None,
            "opinion": "",
        }
    )
    if "hours" not in told.facts:
        life.not_known(told, "parts.due_at")
        return
    calendar = life.ground.calendar(told.text("agency"), told)
    if calendar is not None:
        ruled = add_working_minutes(told.at, hours * 60, calendar) if hours else None
        life.check(told, f"parts[{told.number_of('number')}].due_at", due_at, ruled)


def _part(life: Life, told: Told) -> Row:
    return life.row("parts", told.number_of("number")) or {}


def _accept(row: Row, told: Told) -> None:
    row["state"], row["accepted_at"] = "accepted", told.at


def _hold(row: Row, told: Told) -> None:
    if told.role == SPECIALIST_OFFICER and row.get("assigned_to") is None:
        row["assigned_to"] = told.by


def part_accepted(life: Life, told: Told) -> None:
    row = _part(life, told)
    _accept(row, told)
    row["assigned_to"] = told.number_of("to")


def part_assigned(life: Life, told: Told) -> None:
    row = _part(life, told)
    if row.get("state") == "handed":
        _accept(row, told)
    row["assigned_to"] = told.number_of("to")


def part_answered(life: Life, told: Told) -> None:
    row = _part(life, told)
    if row.get("state") == "handed":
        _accept(row, told)
    row["state"], row["ended_at"], row["opinion"] = "done", told.at, told.text("opinion")
    _hold(row, told)


def part_returned(life: Life, told: Told) -> None:
    row = _part(life, told)
    row["state"], row["ended_at"] = "returned", told.at


def part_cancelled(life: Life, told: Told) -> None:
    """No longer needed; one that was sent back and is done without stays sent back."""
    row = _part(life, told)
    if not told.facts.get("returned"):
        row["state"], row["ended_at"] = "cancelled", told.at


# --- on the way ------------------------------------------------------------------------------------------------------


def transfer_sent(life: Life, told: Told) -> None:
    life.rows["transfers"].append(
        {
            "number": told.number_of("number"),
            "kind": told.text("kind"),
            "from_agency": told.text("of"),
            "to_agency": told.text("to"),
            "electronic": bool(told.facts.get("electronic")),
            "state": "handed",
            "handed_at": told.at,
            "answer_until": told.time("until"),
            "ended_at": None,
        }
    )
    if told.text("agency"):
        life.agency = told.text("agency")


def _transfer(life: Life, told: Told, state: str) -> None:
    row = life.row("transfers", told.number_of("number")) or {}
    row["state"], row["ended_at"] = state, told.at


def transfer_accepted(life: Life, told: Told) -> None:
    """A dossier whose clock waited for its competent agency has it now."""
    _transfer(life, told, "accepted")
    if told.text("kind") != "dossier":
        return
    if "allowance" in told.facts:
        began = rules.clock_from(life.allowance, told.at)
        clock.another_limit(life, told.facts["allowance"])
        if rules.clock_from(life.allowance, told.at) != began:
            clock.reckon_again(life, told, "competent.accepted", always=True)
    if "step" in told.facts:
        place(life, told)


def transfer_returned(life: Life, told: Told) -> None:
    _transfer(life, told, "returned")


def transfer_cancelled(life: Life, told: Told) -> None:
    _transfer(life, told, "cancelled")
