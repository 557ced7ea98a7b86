"""Who may see which dossier: the access table turned into one condition, used by pages, API, search and files alike."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.agencies import queries as agencies
from motcua.dossiers.models import Dossier, Part, Transfer
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.people import access
from motcua.people.access import Scope


def reach(scope: Scope, at: datetime) -> frozenset[int]:
    """Ids of the agencies that a scope covers on that day: its own (and those below it), with those they succeeded,
    whose dossiers they answer for."""
    return agencies.reach(scope.agency, below=scope.kind == "below", on=clock.local_day(at))


def condition(scope: Scope, at: datetime) -> Q | None:
    """The condition on a dossier for a scope; None when nothing is covered."""
    if scope.kind == "all":
        return Q()
    if scope.kind == "own":
        return Q(account_id=scope.account_id)
    if scope.kind in ("agency", "below"):
        ids = reach(scope, at)
        return Q(agency_id__in=ids) | Q(reception_agency_id__in=ids)
    return None


RESULT_ACTS = frozenset({"deliver", "accept_transfer", "return_transfer", "transfer", "change_return"})
"""Acts that an agency does on another's dossier whose result is at its counter, or on its way there."""


def guests(ids: Collection[int]) -> Q:
    """The dossiers in which these agencies do a part, or whose result was sent to one of them: they see them whole, and
    do no more than that part or that handing over."""
    parts = Part.objects.filter(agency_id__in=ids)
    sent = Transfer.objects.filter(to_agency_id__in=ids).exclude(state=Transfer.State.CANCELLED)
    return Q(pk__in=parts.values("dossier_id")) | Q(pk__in=sent.values("dossier_id"))


def is_guest(dossier: Dossier, viewer: Actor, at: datetime) -> bool:
    """True for somebody of an agency that neither decides the dossier nor took it in: it has a part, or the result."""
    scope = access.scope("dossier.view", viewer)
    return scope.kind in ("agency", "below") and not {dossier.agency_id, dossier.reception_agency_id} & reach(scope, at)


def holds_result(dossier: Dossier, ids: Collection[int]) -> bool:
    """True where the result was sent to one of these agencies and neither sent back nor on to another."""
    rows = Transfer.objects.filter(dossier=dossier, kind=Transfer.Kind.RESULT)
    last = rows.exclude(state__in=[Transfer.State.RETURNED, Transfer.State.CANCELLED]).order_by("-number").first()
    return last is not None and last.to_agency_id in ids


def in_scope(viewer: Actor, at: datetime) -> QuerySet[Dossier]:
    """The dossiers of the viewer's own (or of the agencies under it): what lists, queues and counts are made of.
    Nothing when the table has no line for it."""
    found = condition(access.scope("dossier.view", viewer), at)
    return Dossier.objects.none() if found is None else Dossier.objects.filter(found)


def visible_to(viewer: Actor, at: datetime) -> QuerySet[Dossier]:
    """The dossiers that this actor may see: those in scope, and those in which its agency does a part or whose result
    it hands over. Nothing when there is no line for it."""
    scope = access.scope("dossier.view", viewer)
    found = condition(scope, at)
    if found is None:
        return Dossier.objects.none()
    if scope.kind in ("agency", "below"):
        found |= guests(reach(scope, at))
    return Dossier.objects.filter(found)


def get_visible(code: str, *, viewer: Actor, at: datetime) -> Dossier:
    """One dossier with what its page needs. Raises NotVisible: nobody learns whether the code exists."""
    row = (
        visible_to(viewer, at)
        .select_related(
            "agency",
            "reception_agency",
            "procedure_version__procedure__field",
            "process",
            "form",
            "applicant",
            "submitter",
            "assigned_to",
        )
        .filter(code=code)
        .first()
    )
    if row is None:
        raise NotVisible("dossier.unknown", code=code)
    return row
