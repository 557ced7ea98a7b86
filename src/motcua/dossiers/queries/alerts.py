"""What comes near and what is late, for the watch; and what went up to a post, for who holds it.

The watch reads by the indexes `dossier_behind` and `dossier_queue`, agency by agency, and never a dossier whose clock
stands still.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from motcua.agencies.models import Agency
from motcua.dossiers.models import Alert, Dossier
from motcua.dossiers.models.dossier import GOING, IN_HAND
from motcua.dossiers.queries.visibility import reach, visible_to
from motcua.dossiers.states import State
from motcua.kernel.actor import Actor
from motcua.people import access

_RUNNING = (State.RECEIVED, State.PROCESSING, State.PAYMENT_DUE)
_READ = ("pk", "agency_id", "process_id", "step", "post", "procedure_version__handled_by", "assigned_to_id", "due_at")


@dataclass(frozen=True, slots=True)
class Near:
    """A dossier whose step or promise ends; `since` when the step began, or the dossier was received."""

    pk: int
    agency_id: int
    process_id: int
    step: str
    post: str
    handled_by: str
    assigned_to: int | None
    due_at: datetime
    since: datetime | None


def agencies_at_work() -> list[int]:
    """Ids of the agencies that have anything in hand."""
    open_ones = Dossier.objects.filter(IN_HAND, agency_id=OuterRef("pk"))
    return list(Agency.objects.filter(Exists(open_ones)).order_by("pk").values_list("pk", flat=True))


def steps_coming(
    agencies: Collection[int], after: datetime | None, until: datetime, hours: int, kind: str
) -> Iterable[Near]:
    """Steps that end after `after` (None: whenever) and up to `until`, of which nobody was told by this threshold or a
    later one; the nearest first."""
    rows = Dossier.objects.filter(GOING, agency_id__in=agencies, step_due_at__lte=until, step_since__isnull=False)
    if after is not None:
        rows = rows.filter(step_due_at__gt=after)
    told = _told(kind, Alert.About.STEP, hours).filter(mark=OuterRef("step_since"))
    return _near(rows.filter(~Exists(told)).order_by("step_due_at", "pk"), "step_due_at", "step_since")


def promises_coming(
    agencies: Collection[int], after: datetime | None, until: datetime, hours: int, kind: str
) -> Iterable[Near]:
    """The same of promises to applicants."""
    rows = Dossier.objects.filter(GOING, agency_id__in=agencies, state__in=_RUNNING, due_at__lte=until)
    if after is not None:
        rows = rows.filter(due_at__gt=after)
    told = _told(kind, Alert.About.DUE, hours).filter(mark=OuterRef("due_at"))
    return _near(rows.filter(~Exists(told)).order_by("due_at", "pk"), "due_at", "received_at")


def _told(kind: str, about: str, hours: int) -> "QuerySet[Alert]":
    return Alert.objects.filter(dossier=OuterRef("pk"), kind=kind, about=about, hours__lte=hours)


def _near(rows: "QuerySet[Dossier]", due: str, since: str) -> Iterable[Near]:
    names = (*_READ[:-1], due, since)
    return (Near(*row) for row in rows.values_list(*names).iterator(chunk_size=2000))


def still_there(pks: Collection[int]) -> dict[int, Dossier]:
    """These dossiers, locked, as far as their clock runs and nobody else holds them this moment; by id."""
    rows = Dossier.objects.select_for_update(of=("self",), skip_locked=True).filter(GOING, pk__in=pks)
    return {row.pk: row for row in rows.only("pk", "code", "step", "step_since", "step_due_at", "due_at", "agency_id")}


def escalated_to(viewer: Actor, at: datetime) -> "QuerySet[Alert]":
    """What went up to the post of this viewer and is late still, the newest escalation first."""
    still = Q(about=Alert.About.STEP, dossier__step_since=F("mark")) | Q(
        about=Alert.About.DUE, dossier__due_at=F("mark")
    )
    rows = Alert.objects.filter(
        still,
        kind=Alert.Kind.ESCALATED,
        to_agency__code=viewer.agency,
        to_post=viewer.position,
        dossier__resolved_at=None,
        dossier__paused_since=None,
        dossier__in=visible_to(viewer, at),
    )
    related = ("dossier__procedure_version", "dossier__applicant", "dossier__agency", "dossier__assigned_to")
    return rows.select_related(*related).order_by("-at", "-pk")


def behind_now(viewer: Actor, at: datetime) -> "QuerySet[Dossier]":
    """What is behind at a step now and not yet overdue, of the agencies that the viewer answers for; the longest behind
    first."""
    covered = reach(access.scope("dossier.view", viewer), at)
    rows = Dossier.objects.filter(GOING, agency_id__in=covered, step_due_at__lt=at)
    rows = rows.filter(Q(due_at=None) | Q(due_at__gte=at))
    return rows.select_related("procedure_version", "applicant", "agency", "assigned_to").order_by("step_due_at", "pk")


def alerts_of(dossier: Dossier) -> list[Alert]:
    """Every warning and escalation of a dossier, oldest first."""
    return list(Alert.objects.filter(dossier=dossier).select_related("to_account", "to_agency").order_by("at", "pk"))
