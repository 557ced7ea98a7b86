"""Rows for queues, lists and the API: brief, in due order, with as few queries as the page."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from motcua.dossiers.models import Dossier
from motcua.dossiers.models.bundle import RECEIVABLE
from motcua.dossiers.models.dossier import IN_HAND, PAUSED
from motcua.dossiers.queries.processes import steps_waiting
from motcua.dossiers.queries.tasks import competent
from motcua.dossiers.queries.transfers import results_moved
from motcua.dossiers.queries.visibility import condition, in_scope, visible_to
from motcua.dossiers.queries.words import matching
from motcua.dossiers.states import State
from motcua.kernel.actor import Actor
from motcua.people import access


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list shows. Empty members filter nothing."""

    states: tuple[str, ...] = ()
    agency: str = ""
    q: str = ""
    due_before: datetime | None = None
    procedure: str = ""
    channel: str = ""
    order: str = "due"  # due | intake | newest
    shelf: bool = False  # with results that others sent here, without those sent elsewhere


def brief(viewer: Actor, at: datetime, wanted: Filter) -> QuerySet[Dossier]:
    """The dossiers a viewer may see that the filter lets through, ordered.

    `due`: by the promise in force, paused ones last, those without a promise after them; `intake`: by the clock of
    intake; `newest`: last submitted first. Ties by id, so that pages never overlap.
    """
    # what was handed to other agencies in part is found by its code and words, and stands in their own inbox
    seen = visible_to(viewer, at) if wanted.q else in_scope(viewer, at)
    if wanted.shelf:
        here, away = results_moved(viewer, at)
        kept = condition(access.scope("dossier.view", viewer), at) or Q(pk=None)
        if away:
            kept &= ~Q(pk__in=away)
        seen = Dossier.objects.filter(kept | Q(pk__in=here) if here else kept)
    rows = seen.select_related("procedure_version__procedure", "agency", "applicant", "process")
    if wanted.states:
        rows = rows.filter(state__in=wanted.states)
    if wanted.agency:
        rows = rows.filter(Q(agency__code=wanted.agency) | Q(reception_agency__code=wanted.agency))
    if wanted.procedure:
        rows = rows.filter(procedure_version__procedure__code=wanted.procedure)
    if wanted.due_before is not None:
        rows = rows.filter(due_at__lt=wanted.due_before)
    if wanted.channel:
        rows = rows.filter(channel=wanted.channel)
    if wanted.q:
        rows = rows.filter(matching(wanted.q))
    if wanted.order == "intake":
        return rows.order_by(F("intake_due_at").asc(nulls_last=True), "submitted_at", "id")
    if wanted.order == "newest":
        return rows.order_by("-submitted_at", "-id")
    return rows.order_by(PAUSED, F("due_at").asc(nulls_last=True), "id")


def waiting_for(viewer: Actor, at: datetime, act: str) -> QuerySet[Dossier]:
    """What waits for an act of this viewer's role at the present step: the queue behind a tab.

    receive: submitted; propose, forward: received or in hand at that step; approve: proposed; deliver: finished, and
    those in hand of the process of one step.
    """
    order = "intake" if act == "receive" else "due"
    rows = brief(viewer, at, Filter(order=order))
    if act == "receive":
        return rows.filter(state=State.SUBMITTED, linked__in=RECEIVABLE)
    if act == "deliver":
        in_hand = Q(state__in=[State.RECEIVED, State.PROCESSING], step__in=steps_waiting(act))
        return rows.filter(Q(state=State.FINISHED) | in_hand)
    rows = rows.filter(state__in=[State.RECEIVED, State.PROCESSING], step__in=steps_waiting(act))
    if act in ("propose", "approve"):  # the deciding agency's own matter, not the counter's that took it in
        rows = rows.filter(IN_HAND, agency_id__in=competent(viewer, at))
    return rows
