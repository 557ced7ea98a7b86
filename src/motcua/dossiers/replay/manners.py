"""Supplements and lateness: what was asked, what came, apologies, proposals to stop."""

from datetime import datetime

from motcua.dossiers.replay import clock
from motcua.dossiers.replay.intake import intake
from motcua.dossiers.replay.life import Life, Row
from motcua.dossiers.replay.told import Told
from motcua.dossiers.states import State

# --- supplements -----------------------------------------------------------------------------------------------------


def supplement_requested(life: Life, told: Told) -> None:
    life.state = State.SUPPLEMENT_REQUESTED.value
    life.supplements_asked = told.number_of("number") or 0
    allowed = life.row("supplement_proposals", told.number_of("proposal")) if "proposal" in told.facts else None
    if allowed is not None:
        allowed["state"], allowed["decided_at"], allowed["decided_by"] = "allowed", told.at, told.by
    life.rows["supplements"].append(
        {
            "number": life.supplements_asked,
            "at_intake": bool(told.facts.get("at_intake")),
            "asked_at": told.at,
            "asked_by": allowed["proposed_by"] if allowed is not None else told.by,
            "answer_until": told.time("until"),
            "reminded_at": None,
            "answered_at": None,
            "accepted_at": None,
        }
    )
    if "until" not in told.facts:
        life.not_known(told, "supplements.answer_until")
    if life.received_at is not None:
        clock.pause(life, told, "supplement")


def _asked(life: Life, told: Told) -> Row:
    return life.row("supplements", told.number_of("number")) or {}


def supplemented(life: Life, told: Told) -> None:
    """All is there, or (accepted) what is there is enough."""
    asked = _asked(life, told)
    asked["answered_at"] = told.at
    if told.type == "supplement_accepted":
        asked["accepted_at"] = told.at
    _answered_meanwhile(life, told)
    if life.received_at is None:
        life.state = State.SUBMITTED.value
        intake(life, told)
    else:
        life.state = State.PROCESSING.value
        clock.go_on(life, told, "supplement")


def supplement_part(life: Life, told: Told) -> None:
    """Some of it is there; the rest is awaited, perhaps longer."""
    _wait_longer(_asked(life, told), told.time("answer_until"))
    _answered_meanwhile(life, told)


def _wait_longer(asked: Row, until: datetime | None) -> None:
    if until is not None and until != asked.get("answer_until"):
        asked["answer_until"], asked["reminded_at"] = until, None


def supplement_reminded(life: Life, told: Told) -> None:
    _asked(life, told)["reminded_at"] = told.at


def supplement_proposed(life: Life, told: Told) -> None:
    """One that waits is replaced."""
    row = life.row("supplement_proposals", told.number_of("number"))
    if row is None:
        row = {"number": told.number_of("number"), "state": "waiting", "decided_at": None, "decided_by": None}
        life.rows["supplement_proposals"].append(row)
    row["proposed_at"], row["proposed_by"] = told.at, told.by


def supplement_declined(life: Life, told: Told) -> None:
    row = life.row("supplement_proposals", told.number_of("number")) or {}
    row["state"], row["decided_at"], row["decided_by"] = "declined", told.at, told.by


# --- stopping --------------------------------------------------------------------------------------------------------


def stop_proposed(life: Life, told: Told) -> None:
    life.rows["stop_proposals"].append(
        {
            "number": told.number_of("number"),
            "state": "waiting",
            "answer_until": told.time("answer_until"),
            "proposed_at": told.at,
            "decided_at": None,
            "decided_by": None,
            "wait_until": None,
        }
    )


def end_stop_proposal(life: Life, told: Told, state: str, by: int | None) -> Row | None:
    """What becomes of the proposal to stop that waits, where one does."""
    row = life.open_row("stop_proposals", "state", "waiting")
    if row is not None:
        row["state"], row["decided_at"], row["decided_by"] = state, told.at, by
    return row


def _answered_meanwhile(life: Life, told: Told) -> None:
    end_stop_proposal(life, told, "answered", None)


def waiting_kept(life: Life, told: Told) -> None:
    until = told.time("answer_until")
    row = end_stop_proposal(life, told, "kept", told.by)
    if row is not None:
        row["wait_until"] = until
    asked = _asked(life, told)
    asked["answer_until"], asked["reminded_at"] = until, None


# --- apologies -------------------------------------------------------------------------------------------------------


def _apology(life: Life, told: Told, number: int | None) -> Row:
    row = life.row("apologies", number)
    if row is None:
        row = {
            "number": number,
            "state": "drafted",
            "due_before": life.due_at,
            "due_after": None,
            "reason_code": "",
            "drafted_at": told.at,
            "proposed_at": None,
            "proposed_by": None,
            "decided_at": None,
            "decided_by": None,
        }
        life.rows["apologies"].append(row)
    return row


def apology_drafted(life: Life, told: Told) -> None:
    _apology(life, told, told.number_of("number"))["due_before"] = told.time("promised")


def apology_proposed(life: Life, told: Told) -> None:
    row = _apology(life, told, told.number_of("number"))
    row["state"], row["due_before"], row["due_after"] = "waiting", told.time("promised"), told.time("wanted")
    row["reason_code"], row["proposed_at"], row["proposed_by"] = told.text("reason"), told.at, told.by


def apology_refused(life: Life, told: Told) -> None:
    _decide(_apology(life, told, told.number_of("number")), told, "refused", told.by)


def apology_dropped(life: Life, told: Told) -> None:
    _decide(_apology(life, told, told.number_of("number")), told, "dropped", None)


def _decide(row: Row, told: Told, state: str, by: int | None) -> None:
    row["state"], row["decided_at"], row["decided_by"] = state, told.at, by


def apologised(life: Life, told: Told) -> None:
    """Signed without a new date: it was set anew once already."""
    row = _apology(life, told, told.number_of("apology"))
    row["reason_code"] = told.text("reason")
    _decide(row, told, "signed", told.by)


def extended(life: Life, told: Told) -> None:
    """The one new promise, with the apology that says why (an older event has none)."""
    if "apology" in told.facts:
        apologised(life, told)
        row = _apology(life, told, told.number_of("apology"))
        row["due_before"], row["due_after"] = life.due_at, told.time("due_at")
    else:
        life.not_known(told, "apologies")
    clock.extend(life, told)
