"""Event type → what it changes. Every event of a dossier's chain is named here, in TABLE or in QUIET; a test of the
house fails for one that is not.

A function takes the life and the event and changes columns and rows; how the dossier stands is written afterwards.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from motcua.dossiers.replay import agencies, clock, manners, steps
from motcua.dossiers.replay.intake import intake
from motcua.dossiers.replay.life import Life
from motcua.dossiers.replay.steps import leave, place
from motcua.dossiers.replay.told import Told
from motcua.dossiers.states import State

Change = Callable[[Life, Told], None]

# --- the frame -------------------------------------------------------------------------------------------------------


def give(life: Life, to: int | None, post: str = "") -> None:
    """Whose task it is: an officer's, or a post's."""
    life.assigned_to, life.post = to, post


def _close(life: Life, told: Told, state: State) -> None:
    life.state, life.closed_at = state.value, told.at
    if life.received_at is not None:
        life.resolved_at = told.at
    leave(life)
    decide(life, told, "void")


def decide(life: Life, told: Told, outcome: str) -> None:
    """What becomes of the proposal that waits, where one does. What falls with a dossier nobody decided."""
    proposal = life.open_row("proposals", "outcome", "")
    if proposal is not None:
        proposal["outcome"], proposal["decided_at"] = outcome, told.at
        proposal["decided_by"] = None if outcome == "void" else told.by


# --- at the counter --------------------------------------------------------------------------------------------------


def submitted(life: Life, told: Told) -> None:
    life.state, life.submitted_at = State.SUBMITTED.value, told.at
    for name in ("agency", "reception_agency", "channel", "entered_by"):
        setattr(life, name, told.text(name))
    _versions(life, told)
    if "member" in told.facts:  # of a linked filing; the leading one names no other
        life.rows["bundle"].append({"key": told.text("member"), "lead": told.text("lead") or life.code})
    intake(life, told)


def _versions(life: Life, told: Told) -> None:
    life.procedure_version = told.number_of("procedure_version")
    life.form, life.process = told.number_of("form"), told.number_of("process")


def received(life: Life, told: Told) -> None:
    life.state, life.received_at, life.paused_since = State.RECEIVED.value, told.at, None
    clock.begin(life, told)
    place(life, told)


def refused(life: Life, told: Told) -> None:
    life.state, life.closed_at = State.REFUSED.value, told.at


def corrected(life: Life, told: Told) -> None:
    what = told.facts.get("what") or ()
    if "procedure" in what:
        if "procedure_version" in told.facts:
            _versions(life, told)
            if life.received_at is not None:
                life.step, life.step_since = told.text("step"), told.at if told.text("step") else None
        else:
            life.not_known(told, "procedure_version", "form", "process", "step", "step_since", "step_due_at")
    if "allowance" in told.facts:
        clock.another_limit(life, told.facts["allowance"])
        clock.reckon_again(life, told, "correction")
        steps.reckon(life, told)
    elif "promise" in what:
        life.not_known(told, "allowance")
        clock.only_told(life, told)
        clock.reckon_again(life, told, "correction")


# --- in hand ---------------------------------------------------------------------------------------------------------


def processing(life: Life, told: Told) -> None:
    life.state = State.PROCESSING.value


def assigned(life: Life, told: Told) -> None:
    life.state = State.PROCESSING.value
    give(life, told.number_of("to"))


def forwarded(life: Life, told: Told) -> None:
    """To the next step, or at its step to a colleague or another post."""
    life.state = State.PROCESSING.value
    give(life, told.number_of("to"), told.text("post"))
    if told.text("step") != life.step:
        place(life, told)


def handed_over(life: Life, told: Told) -> None:
    give(life, told.number_of("to"))
    life.rows["hand_overs"].append(
        {
            "at": told.at,
            "by": told.by,
            "from_account": told.number_of("of"),
            "to_account": told.number_of("to"),
            "until": told.facts.get("until"),
        }
    )


def hand_over_returned(life: Life, told: Told) -> None:
    """The unit sends back what it got on a list; what had moved on with the list comes back to its step."""
    if "step" in told.facts:
        give(life, told.number_of("to"), told.text("post"))
        place(life, told)


def proposed(life: Life, told: Told) -> None:
    give(life, told.by, life.post)
    life.rows["proposals"].append(
        {
            "number": told.number_of("number"),
            "result": told.text("result"),
            "outcome": "",
            "proposed_at": told.at,
            "proposed_by": told.by,
            "decided_at": None,
            "decided_by": None,
        }
    )
    place(life, told)


def endorsed(life: Life, told: Told) -> None:
    """An earlier approval: the proposal goes on, and nothing is decided."""
    place(life, told)


def returned_for_rework(life: Life, told: Told) -> None:
    decide(life, told, "returned")
    place(life, told)


def finished(life: Life, told: Told) -> None:
    life.state, life.result = State.FINISHED.value, told.text("result")
    life.finished_at = life.resolved_at = told.at
    decide(life, told, "approved")
    if "step" in told.facts:
        place(life, told)


def delivered(life: Life, told: Told) -> None:
    life.state, life.delivered_at, life.delivered_by = State.DELIVERED.value, told.at, told.text("way")
    leave(life)


def stopped(life: Life, told: Told) -> None:
    manners.end_stop_proposal(life, told, "confirmed", told.by)
    _close(life, told, State.STOPPED)


def withdrawn(life: Life, told: Told) -> None:
    _close(life, told, State.WITHDRAWN)


def transferred(life: Life, told: Told) -> None:
    life.agency = told.text("to")


# --- the clock -------------------------------------------------------------------------------------------------------


def payment_due(life: Life, told: Told) -> None:
    life.state = State.PAYMENT_DUE.value
    if life.ground.pauses_on_payment(life.procedure_version):
        clock.pause(life, told, "payment")


def paid(life: Life, told: Told) -> None:
    life.state = State.PROCESSING.value
    clock.go_on(life, told, "payment")


def reckoned_again(life: Life, told: Told) -> None:
    clock.reckon_again(life, told, told.text("rule") or "calendar_decided")
    steps.reckon(life, told)


# --- colleagues ------------------------------------------------------------------------------------------------------


def consulted(life: Life, told: Told) -> None:
    life.rows["consultations"].append(
        {
            "number": told.number_of("number"),
            "asked_at": told.at,
            "asked_by": told.by,
            "to_account": told.number_of("to"),
            "to_post": told.text("post"),
            "answer_until": told.time("until"),
            "answered_at": None,
            "answered_by": None,
            "opinion": "",
            "cancelled_at": None,
        }
    )


def consultation_answered(life: Life, told: Told) -> None:
    row = life.row("consultations", told.number_of("number"))
    if row is not None:
        row["answered_at"], row["answered_by"], row["opinion"] = told.at, told.by, told.text("opinion")


def consultation_cancelled(life: Life, told: Told) -> None:
    row = life.row("consultations", told.number_of("number"))
    if row is not None:
        row["cancelled_at"] = told.at


def rated(life: Life, told: Told) -> None:
    at: datetime = told.at
    life.rated = (at, told.text("rating"), told.text("way"))


TABLE: Mapping[str, Change] = {
    "apologised": manners.apologised,
    "apology_drafted": manners.apology_drafted,
    "apology_dropped": manners.apology_dropped,
    "apology_proposed": manners.apology_proposed,
    "apology_refused": manners.apology_refused,
    "assigned": assigned,
    "consultation_answered": consultation_answered,
    "consultation_cancelled": consultation_cancelled,
    "consulted": consulted,
    "corrected": corrected,
    "delivered": delivered,
    "endorsed": endorsed,
    "extended": manners.extended,
    "finished": finished,
    "forwarded": forwarded,
    "hand_over_returned": hand_over_returned,
    "handed_over": handed_over,
    "paid": paid,
    "part_accepted": agencies.part_accepted,
    "part_answered": agencies.part_answered,
    "part_asked": agencies.part_opened,
    "part_assigned": agencies.part_assigned,
    "part_cancelled": agencies.part_cancelled,
    "part_opened": agencies.part_opened,
    "part_returned": agencies.part_returned,
    "payment_due": payment_due,
    "processing": processing,
    "proposed": proposed,
    "rated": rated,
    "received": received,
    "reckoned_again": reckoned_again,
    "refused": refused,
    "returned_for_rework": returned_for_rework,
    "stopped": stopped,
    "submitted": submitted,
    "stop_proposed": manners.stop_proposed,
    "supplement_accepted": manners.supplemented,
    "supplement_declined": manners.supplement_declined,
    "supplement_part": manners.supplement_part,
    "supplement_proposed": manners.supplement_proposed,
    "supplement_reminded": manners.supplement_reminded,
    "supplement_requested": manners.supplement_requested,
    "supplemented": manners.supplemented,
    "transfer_accepted": agencies.transfer_accepted,
    "transfer_cancelled": agencies.transfer_cancelled,
    "transfer_returned": agencies.transfer_returned,
    "transfer_sent": agencies.transfer_sent,
    "transferred": transferred,
    "waiting_kept": manners.waiting_kept,
    "withdrawn": withdrawn,
}
QUIET: Mapping[str, str] = {
    "behind": "a step's end has passed: said once",
    "escalated": "the post above was told",
    "hand_over_accepted": "the unit has what was handed over on a list",
    "noted": "a remark beside the dossier",
    "number_shown": "somebody looked",
    "part_warned": "another agency's time comes near: said once",
    "part_late": "another agency's time has passed: said once",
    "result_attached": "a file beside the dossier",
    "result_drafted": "words beside the dossier",
    "return_changed": "where the result is wanted: a wish of the applicant",
    "undone": "handled before the fold: what it names counts for nothing",
    "warned": "a due time comes near: said once",
}
"""Events that change no column, each with why."""
