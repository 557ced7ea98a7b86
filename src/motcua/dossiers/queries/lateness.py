"""Apologies, second requests and stops: what waits for whom, what was said, and which dossiers the watch takes up."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery

from motcua.dossiers.models import (
    Apology,
    Dossier,
    LedgerEntry,
    StopProposal,
    Supplement,
    SupplementPart,
    SupplementProposal,
)
from motcua.dossiers.models.dossier import GOING
from motcua.dossiers.queries.visibility import reach
from motcua.dossiers.states import State
from motcua.kernel.actor import Actor
from motcua.people import access

LATENESS = frozenset(
    {"propose_supplement", "allow_supplement", "decline_supplement", "request_supplement", "confirm_stop"}
    | {"keep_waiting", "propose_apology", "sign_apology", "refuse_apology", "extend"}
)
ASKABLE = (State.SUBMITTED, State.RECEIVED, State.PROCESSING)


def may_now(dossier: Dossier, act: str, role: str) -> bool:
    """What the table of states does not know of an act of lateness: whether something waits for it."""
    if act == "request_supplement":
        return not dossier.supplements_asked or role == access.SYSTEM
    if act == "propose_supplement":
        return bool(dossier.supplements_asked) and not dossier.proposals.filter(outcome="").exists()
    if act in ("allow_supplement", "decline_supplement"):
        waits = bool(dossier.supplements_asked) and find_supplement_proposal(dossier) is not None
        return waits and not (act == "allow_supplement" and dossier.proposals.filter(outcome="").exists())
    if act in ("confirm_stop", "keep_waiting"):
        return find_stop_proposal(dossier) is not None
    if act == "extend":
        return dossier.due_at is not None and not is_dated(dossier)
    if dossier.due_at is None or dossier.paused_since is not None:
        return False
    if act == "propose_apology":
        signed = dossier.apologies.filter(state=Apology.State.SIGNED, due_before=dossier.due_at)
        return not signed.exists()
    row = find_apology(dossier)
    return row is not None and row.state == Apology.State.WAITING and row.due_before == dossier.due_at


def find_apology(dossier: Dossier) -> Apology | None:
    """The one that is drafted or waits for a signature."""
    return dossier.apologies.filter(state__in=[Apology.State.DRAFTED, Apology.State.WAITING]).first()


def apologies_of(dossier: Dossier) -> list[Apology]:
    """What was signed, oldest first."""
    return list(dossier.apologies.filter(state=Apology.State.SIGNED).order_by("decided_at", "number"))


def apologised_among(codes: Collection[str]) -> set[str]:
    """Those of these dossiers whose applicants were apologised to."""
    rows = Apology.objects.filter(dossier__code__in=codes, state=Apology.State.SIGNED)
    return set(rows.values_list("dossier__code", flat=True))


def find_supplement_proposal(dossier: Dossier) -> SupplementProposal | None:
    return dossier.supplement_proposals.filter(state=SupplementProposal.State.WAITING).first()


def find_stop_proposal(dossier: Dossier) -> StopProposal | None:
    return dossier.stop_proposals.filter(state=StopProposal.State.WAITING).first()


def is_dated(dossier: Dossier) -> bool:
    """True where the one new date was given already."""
    return LedgerEntry.objects.in_force().filter(dossier=dossier, rule="extension").exists()


# --- lists ------------------------------------------------------------------------------------------------------------


def _of(viewer: Actor, act: str, at: datetime) -> Q:
    """The dossiers of the agencies over which somebody may do an act (or look, for those above)."""
    scope = access.scope(f"dossier.{act}", viewer)
    if scope.kind == "none":
        scope = access.scope("dossier.view", viewer)
    return Q(dossier__agency_id__in=reach(scope, at)) if scope.kind in ("agency", "below") else Q(pk=None)


def _with_dossier(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related(
        "dossier__process", "dossier__applicant", "dossier__procedure_version__procedure", "proposed_by"
    )


def apologies_to_sign(viewer: Actor, at: datetime, codes: Collection[str] = ()) -> QuerySet[Apology]:
    """What waits for the leader's signature, the nearest promise first."""
    live = Q(dossier__paused_since=None, dossier__resolved_at=None, due_before=F("dossier__due_at"))
    rows = Apology.objects.filter(live, _of(viewer, "sign_apology", at), state=Apology.State.WAITING)
    if codes:
        rows = rows.filter(dossier__code__in=codes)
    return _with_dossier(rows).order_by("due_before", "pk")


def apologies_said(viewer: Actor, since: datetime, at: datetime) -> QuerySet[Apology]:
    """What was signed since, the newest first: for the leader, those above, and (by reception) the counter."""
    scope = access.scope("dossier.view", viewer)
    ids = reach(scope, at)
    where = Q(dossier__agency_id__in=ids) | Q(dossier__reception_agency_id__in=ids)
    rows = Apology.objects.filter(where, state=Apology.State.SIGNED, decided_at__gte=since)
    return _with_dossier(rows).order_by("-decided_at", "-pk")


def late_ahead(viewer: Actor, at: datetime) -> QuerySet[Apology]:
    """An officer's list of promises that will be missed or are: drafts that wait for her reason and date, and what was
    sent for signature. Those that can still be told in time come first, the nearest before the others."""
    live = Q(dossier__paused_since=None, dossier__resolved_at=None, due_before=F("dossier__due_at"))
    open_ones = Q(state__in=[Apology.State.DRAFTED, Apology.State.WAITING])
    rows = Apology.objects.filter(live, open_ones, _of(viewer, "propose_apology", at))
    past = ExpressionWrapper(Q(due_before__lt=at), output_field=BooleanField())
    return _with_dossier(rows).select_related("dossier__assigned_to").order_by(past, "due_before", "pk")


def supplements_to_allow(viewer: Actor, at: datetime) -> QuerySet[SupplementProposal]:
    """Second requests that wait for the leader's leave, the oldest first."""
    live = Q(dossier__state__in=ASKABLE)
    rows = SupplementProposal.objects.filter(
        live, _of(viewer, "allow_supplement", at), state=SupplementProposal.State.WAITING
    )
    return _with_dossier(rows).order_by("proposed_at", "pk")


def stops_to_confirm(viewer: Actor, at: datetime) -> QuerySet[StopProposal]:
    """Stops proposed after silence, the oldest first."""
    live = Q(dossier__state=State.SUPPLEMENT_REQUESTED, supplement__answered_at=None)
    rows = StopProposal.objects.filter(live, _of(viewer, "confirm_stop", at), state=StopProposal.State.WAITING)
    return (
        rows.select_related(
            "dossier__process", "dossier__applicant", "dossier__procedure_version__procedure", "supplement"
        )
        .prefetch_related("supplement__parts")
        .order_by("answer_until", "pk")
    )


# --- parts of an answer -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """One item of a request: when it was given, if it was."""

    key: str
    kind: str
    label_vi: str
    label_en: str
    reason: str
    given_at: datetime | None


@dataclass(frozen=True, slots=True)
class Given:
    """How far a request is answered."""

    supplement: Supplement
    items: tuple[Asked, ...]

    @property
    def count(self) -> int:
        return sum(one.given_at is not None for one in self.items)

    @property
    def is_part(self) -> bool:
        """True where something came and something is still awaited."""
        return self.supplement.answered_at is None and self.count > 0


def item_key(row: Mapping[str, Any]) -> str:
    """How a part names an item of its request."""
    return f"{row['kind']}:{row['key']}"


def given_of(supplement: Supplement, parts: Iterable[SupplementPart] | None = None) -> Given:
    """The items of a request with when each was given; all of an answered one that was not accepted as enough."""
    since: dict[str, datetime] = {}
    for part in sorted(supplement.parts.all() if parts is None else parts, key=lambda one: one.number):
        for key in part.given:
            since.setdefault(key, part.given_at)
    rest = supplement.answered_at if supplement.accepted_at is None else None
    return Given(
        supplement,
        tuple(
            Asked(
                str(row["key"]),
                str(row["kind"]),
                str(row.get("label_vi") or ""),
                str(row.get("label_en") or ""),
                str(row.get("reason") or ""),
                since.get(item_key(row), rest),
            )
            for row in supplement.items
        ),
    )


# --- what the watch takes up ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Due:
    """A promise that comes near, as the watch judges it."""

    pk: int
    agency_id: int
    received_at: datetime
    due_at: datetime


def promises_without_apology(before: datetime, at: datetime, limit: int) -> Sequence[Due]:
    """Dossiers whose clock runs, due before an instant, that no apology was drafted for, the most overdue last: what
    can still be said in time comes first."""
    apologies = Apology.objects.filter(dossier=OuterRef("pk"), due_before=OuterRef("due_at"))
    known = Q(state__in=["drafted", "waiting", "signed"]) | Q(state="refused", due_before__gt=at)
    rows = (
        Dossier.objects.filter(GOING, due_at__lt=before)
        .annotate(apology=Subquery(apologies.filter(known).values("pk")[:1]))
        .filter(apology=None)
        .order_by("-due_at", "pk")
    )
    found = rows.values_list("pk", "agency_id", "received_at", "due_at")[:limit]
    return [Due(pk, agency, received, due) for pk, agency, received, due in found if received and due]


def apologies_not_needed(limit: int) -> list[int]:
    """Open ones whose dossier is resolved or stands still, or whose promise has moved."""
    rows = Apology.objects.filter(state__in=["drafted", "waiting"]).filter(
        Q(dossier__resolved_at__isnull=False)
        | Q(dossier__paused_since__isnull=False)
        | Q(dossier__due_at=None)
        | ~Q(due_before=F("dossier__due_at"))
    )
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])


def awaited_supplements(first: datetime | None, before: datetime, limit: int) -> QuerySet[Supplement]:
    """Requests whose answer is awaited until before an instant, with what the limit follows from; from `first` on those
    of whom nobody was reminded yet."""
    rows = Supplement.objects.filter(answered_at=None, answer_until__lt=before)
    if first is not None:
        rows = rows.filter(answer_until__gte=first, reminded_at=None)
    return (
        rows.filter(dossier__state=State.SUPPLEMENT_REQUESTED)
        .exclude(dossier__stop_proposals__state=StopProposal.State.WAITING)
        .select_related("dossier__procedure_version__procedure__field")
        .order_by("answer_until", "pk")[:limit]
    )
