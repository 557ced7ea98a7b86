"""Dossiers and results on their way between agencies."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.agencies import queries as agencies
from motcua.dossiers.models import Dossier, Transfer
from motcua.dossiers.states import CLOSED, State
from motcua.kernel import clock
from motcua.kernel.actor import Actor

ON_THE_WAY = Q(state=Transfer.State.HANDED)


def transfers_of(dossier: Dossier) -> list[Transfer]:
    """Every transfer of a dossier with its agencies and people, oldest first."""
    rows = Transfer.objects.filter(dossier=dossier)
    return list(rows.select_related("from_agency", "to_agency", "handed_by", "ended_by").order_by("number"))


def find_open_transfer(dossier: Dossier) -> Transfer | None:
    """The transfer that neither side has ended: the dossier is in hand-over."""
    if not can_travel(dossier):
        return None
    rows = Transfer.objects.filter(ON_THE_WAY, dossier=dossier)
    return rows.select_related("from_agency", "to_agency", "handed_by").first()


def can_travel(dossier: Dossier) -> bool:
    """False where no transfer can be open, so that nobody needs to ask: it was taken in where it is decided, and has no
    result yet."""
    return dossier.reception_agency_id != dossier.agency_id or dossier.state in (State.FINISHED, State.DELIVERED)


def coming(viewer: Actor, at: datetime) -> QuerySet[Transfer]:
    """On the way to the viewer's agency, what must be accepted first at the top."""
    return _with_dossier(Transfer.objects.filter(ON_THE_WAY, to_agency_id__in=_own(viewer, at))).order_by(
        "answer_until", "id"
    )


def going(viewer: Actor, at: datetime) -> QuerySet[Transfer]:
    """On the way from the viewer's agency and not accepted yet, the longest first."""
    return _with_dossier(Transfer.objects.filter(ON_THE_WAY, from_agency_id__in=_own(viewer, at))).order_by(
        "answer_until", "id"
    )


def sent_back(viewer: Actor, at: datetime) -> QuerySet[Transfer]:
    """Sent by the viewer's agency, returned, and nothing was sent since: what it must put right, the oldest first."""
    later = Transfer.objects.filter(dossier=OuterRef("dossier"), number__gt=OuterRef("number"))
    rows = Transfer.objects.filter(state=Transfer.State.RETURNED, from_agency_id__in=_own(viewer, at))
    rows = rows.exclude(dossier__state__in=sorted(CLOSED)).filter(~Exists(later))
    return _with_dossier(rows).order_by("ended_at", "id")


def overdue_transfers(viewer: Actor, at: datetime) -> QuerySet[Transfer]:
    """Past the time to accept, on either side of the viewer's agency: the leader's list."""
    own = _own(viewer, at)
    rows = Transfer.objects.filter(ON_THE_WAY, Q(from_agency_id__in=own) | Q(to_agency_id__in=own), answer_until__lt=at)
    return _with_dossier(rows).order_by("answer_until", "id")


def shelved_here(viewer: Actor, at: datetime) -> QuerySet[Dossier]:
    """Finished dossiers of other agencies whose result was accepted at the viewer's counter and waits there."""
    here = Transfer.objects.filter(
        kind=Transfer.Kind.RESULT, state=Transfer.State.ACCEPTED, to_agency_id__in=_own(viewer, at)
    )
    return Dossier.objects.filter(state=State.FINISHED, pk__in=here.values("dossier_id"))


def results_to_send(viewer: Actor, at: datetime) -> QuerySet[Dossier]:
    """Finished dossiers that the viewer's agency decided, whose result is wanted at another counter and was not sent,
    the first promised first."""
    own = _own(viewer, at)
    sent = Transfer.objects.filter(
        dossier=OuterRef("pk"), kind=Transfer.Kind.RESULT, state__in=[Transfer.State.HANDED, Transfer.State.ACCEPTED]
    )
    rows = Dossier.objects.filter(state=State.FINISHED, agency_id__in=own, wishes__has_key="counter").filter(
        ~Exists(sent)
    )
    return rows.select_related("procedure_version", "applicant").order_by("finished_at", "id")


def where_results_are(rows: Iterable[Dossier]) -> dict[int, Transfer]:
    """The last result transfer that still holds (sent or accepted) of each of these dossiers, by the dossier's id."""
    held = Transfer.objects.filter(
        dossier_id__in=[row.pk for row in rows],
        kind=Transfer.Kind.RESULT,
        state__in=[Transfer.State.HANDED, Transfer.State.ACCEPTED],
    )
    return {row.dossier_id: row for row in held.select_related("to_agency").order_by("number")}


def results_moved(viewer: Actor, at: datetime) -> tuple[list[int], list[int]]:
    """Ids of finished dossiers whose result another agency sent to the viewer's counter, where it was accepted; and of
    those whose result was sent away from it. One question; both are few, because they are handed over soon."""
    own = _own(viewer, at)
    rows = Transfer.objects.filter(
        Q(to_agency_id__in=own) | Q(from_agency_id__in=own),
        kind=Transfer.Kind.RESULT,
        state__in=[Transfer.State.HANDED, Transfer.State.ACCEPTED],
        dossier__state=State.FINISHED,
    )
    last = {
        row[0]: (row[1], row[2]) for row in rows.order_by("number").values_list("dossier_id", "to_agency_id", "state")
    }
    here = [pk for pk, (to, state) in last.items() if to in own and state == Transfer.State.ACCEPTED]
    return here, [pk for pk, (to, _state) in last.items() if to not in own]


def result_elsewhere(dossier: Dossier) -> Transfer | None:
    """The last transfer of the result that was sent and not returned or taken back: where the result is now, or is on
    its way to. None while it is with the agency that made it."""
    rows = Transfer.objects.filter(
        dossier=dossier,
        kind=Transfer.Kind.RESULT,
        state__in=[Transfer.State.HANDED, Transfer.State.ACCEPTED],
    )
    return rows.select_related("from_agency", "to_agency").order_by("-number").first()


def _with_dossier(rows: QuerySet[Transfer]) -> QuerySet[Transfer]:
    return rows.select_related(
        "dossier__procedure_version",
        "dossier__applicant",
        "dossier__agency",
        "dossier__reception_agency",
        "from_agency",
        "to_agency",
        "handed_by",
    )


def _own(viewer: Actor, at: datetime) -> frozenset[int]:
    """The viewer's agency and those that it succeeded."""
    if not viewer.agency:
        return frozenset()
    return agencies.reach(viewer.agency, below=False, on=clock.local_day(at))
