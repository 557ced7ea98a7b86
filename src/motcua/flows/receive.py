"""Receive at the single window: the limit of the version and channel becomes the promise."""

from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.catalogue import queries as catalogue
from motcua.catalogue.rules import kept_limit
from motcua.dossiers import actions as dossiers
from motcua.dossiers import manners, queries
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.states import EnteredBy
from motcua.flows import submit as submitting
from motcua.journal.requests import RequestKey, remember
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.people import access


def allowance_of(dossier: Dossier, case: str | None = None) -> dict[str, Any]:
    """The limit that holds for this dossier, by its version, channel and case, as plain data.

    The case is the one that its answers make, or the one that the counter says (`case`; "" the general one). Raises
    Invalid at `case` for one that the version does not have.
    """
    version = dossier.procedure_version
    if case is None and dossier.entered_by == EnteredBy.OFFICER:
        case = str(dossier.wishes.get("case") or "") or None  # chosen on the page at the counter
    if case and case not in {limit.case for limit in catalogue.cases_of(version)}:
        raise Invalid("act.invalid", [FieldError("case", "receive.case_unknown", case=case)])
    kept = kept_limit(catalogue.limit_for(version, dossier.channel, dossier.answers, case))
    elsewhere = dossier.agency_id != dossier.reception_agency_id
    if elsewhere and manners.starts_on(clock.local_day(dossier.submitted_at)) == "competent":
        kept["starts"] = "competent"
    return kept


def receive(
    code: str,
    *,
    note: str = "",
    case: str | None = None,
    by: Actor,
    at: datetime,
    request: RequestKey | None = None,
    render: submitting.Render | None = None,
) -> Dossier:
    """Accept a submitted dossier; of a linked filing all that waits for nothing, in one press. `case`: which of its
    version's cases it is, where the officer says so rather than the answers.

    Raises NotVisible, NotAllowed, NotLawfulNow, Repeated.
    """
    with transaction.atomic(durable=True):
        dossier = receive_within(code, note=note, case=case, by=by, at=at)
        for other in queries.received_with(dossier):
            receive_within(other, by=by, at=at)
        if render is not None:
            remember(by, request, lambda: render(dossier), at)
    return dossier


def receive_within(code: str, *, note: str = "", case: str | None = None, by: Actor, at: datetime) -> Dossier:
    """As `receive`, within the caller's transaction."""
    row = Dossier.objects.select_related("procedure_version").filter(code=code).first()
    allowance = allowance_of(row, case) if row else {}
    return dossiers.receive(code, allowance=allowance, note=note, by=by, at=at)


def walk_in(
    submission: submitting.Submission, *, note: str = "", by: Actor, at: datetime, draft: Draft | None = None
) -> Dossier:
    """At the counter: submit and receive in one transaction, so that the slip printed is the promise made.

    With its `draft` a second press of the button gives the dossier of the first.
    """
    access.require("dossier.submit_at_counter", by)
    if draft is not None and draft.dossier is not None:
        return draft.dossier
    judged = submitting.judge(submission, by=by, at=at)
    with transaction.atomic(durable=True):
        if draft is not None:
            # Locked alone: a joined dossier would be read as it was before the other press was written.
            held = Draft.objects.select_for_update().get(pk=draft.pk)
            if held.dossier is not None:
                return held.dossier
        dossier = submitting.write(judged, submission, by=by, at=at)
        if draft is not None:
            dossiers.became(draft, dossier, by=by, at=at)
        return receive_within(dossier.code, note=note, by=by, at=at)
