"""Questions to colleagues: those that wait for me, those I asked, those of a dossier."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from motcua.agencies.models import Position
from motcua.dossiers.models import Consultation, Dossier, HandOver
from motcua.journal.reference import kept
from motcua.kernel import clock
from motcua.kernel.actor import Actor


def consultations_of(dossier: Dossier) -> list[Consultation]:
    """Every question of a dossier with who asked and who answered, oldest first."""
    rows = Consultation.objects.filter(dossier=dossier).select_related(
        "asked_by", "to_account", "answered_by", "agency"
    )
    return list(rows.order_by("number"))


def asked_of(viewer: Actor, at: datetime) -> QuerySet[Consultation]:
    """Open questions that wait for this viewer's opinion, the one to be answered first at the top."""
    whose = Q(to_account_id=viewer.account_id)
    if viewer.position:
        whose |= Q(to_post=viewer.position)
    if unit := unit_of(viewer, at):
        whose |= Q(to_unit=unit)
    return _open(viewer).filter(whose).exclude(asked_by_id=viewer.account_id).order_by("answer_until", "id")


def asked_by(viewer: Actor) -> QuerySet[Consultation]:
    """Open questions that this viewer asked, the late ones first."""
    return _open(viewer).filter(asked_by_id=viewer.account_id).order_by("answer_until", "id")


def is_asked(row: Consultation, viewer: Actor, at: datetime) -> bool:
    """True when the question was put to this viewer: in person, as holder of the post, or as one of the unit."""
    if row.to_account_id is not None:
        return row.to_account_id == viewer.account_id
    if viewer.agency != row.agency.code:
        return False
    return row.to_post == viewer.position if row.to_post else row.to_unit == unit_of(viewer, at)


def unit_of(viewer: Actor, at: datetime) -> str:
    """The unit of the viewer's post on that day, by its Vietnamese name; empty where the post is the agency's own."""
    return _unit(viewer.agency, viewer.position, clock.local_day(at))


@kept
def _unit(agency: str, post: str, day: date) -> str:
    rows = Position.objects.filter(agency__code=agency, slug=post, valid_from__lte=day)
    return rows.order_by("-valid_from").values_list("unit_vi", flat=True).first() or ""


def _open(viewer: Actor) -> QuerySet[Consultation]:
    # questions are put within an agency, to those who may see its dossiers
    return Consultation.objects.filter(answered_at=None, cancelled_at=None, agency__code=viewer.agency).select_related(
        "dossier__procedure_version", "dossier__applicant", "asked_by", "to_account", "agency"
    )


def last_hand_over(dossier: Dossier) -> HandOver | None:
    """By whom the present holder was given the dossier; None where she was not, or it has moved on since."""
    rows = HandOver.objects.filter(dossier=dossier).select_related("from_account", "by", "to_account")
    row = rows.order_by("-at", "-id").first()
    return row if row is not None and row.to_account_id == dossier.assigned_to_id else None
