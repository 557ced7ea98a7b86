"""One agency: opened, renamed or moved, closed, succeeded."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from motcua.agencies import rules
from motcua.agencies.models import Agency, AgencyPeriod, AgencySuccession, Place, Position
from motcua.agencies.queries import under
from motcua.journal.actions import record
from motcua.kernel import codes
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Cannot, NotLawfulNow


def subject_of(agency: Agency) -> str:
    """The journal chain of an agency."""
    return f"agency:{agency.code}"


@transaction.atomic
def create_agency(
    code: str,
    *,
    kind: str,
    period: rules.PeriodSpec,
    place: Place | None = None,
    provisional_code: bool = False,
    by: Actor,
    at: datetime,
) -> Agency:
    """Open an agency with its first name and parent. Raises Cannot for a wrong or taken code, a parent that does not
    exist on the first day."""
    if not codes.is_agency_code(code):
        raise Cannot("agency.code_wrong", agency=code)
    parent = _parent(period.parent, period.valid_from)
    try:
        with transaction.atomic():
            agency = Agency.objects.create(code=code, kind=kind, place=place, provisional_code=provisional_code)
    except IntegrityError:
        raise Cannot("agency.code_taken", agency=code) from None
    row = _open(agency, period, parent)
    record(
        "agency.created",
        subject=subject_of(agency),
        by=by,
        at=at,
        kind=kind,
        parent=period.parent,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
    return agency


@transaction.atomic
def alter_agency(agency: Agency, *, period: rules.PeriodSpec, by: Actor, at: datetime) -> AgencyPeriod:
    """Give an agency another name or parent from a day on; the period before is closed on that day.

    Raises NotLawfulNow when it does not exist then, Cannot when the new parent stands below it or the day is not after
    the present period's beginning.
    """
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    last = agency.periods.order_by("-valid_from").first()
    on = period.valid_from
    if last is None or (last.valid_to is not None and last.valid_to < on):
        raise NotLawfulNow("agency.not_existing", agency=agency.code, on=on.isoformat())
    if on <= last.valid_from:
        raise Cannot("agency.change_too_early", agency=agency.code, valid_from=last.valid_from.isoformat())
    parent = _parent(period.parent, on)
    if parent is not None and parent.pk in under(agency.code, on):
        raise Cannot("agency.under_itself", agency=agency.code)
    AgencyPeriod.objects.filter(pk=last.pk).update(valid_to=on)
    row = _open(agency, period, parent)
    record(
        "agency.altered",
        subject=subject_of(agency),
        by=by,
        at=at,
        parent=period.parent,
        parent_changed=last.parent_id != row.parent_id,
        name_changed=last.name_vi != row.name_vi,
        valid_from=on,
    )
    return row


@transaction.atomic
def close_agency(agency: Agency, *, on: date, by: Actor, at: datetime) -> Agency:
    """End an agency on a day (that day no longer counts), with its posts.

    Raises NotLawfulNow when it has ended already, Cannot when units below it remain."""
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    last = agency.periods.order_by("-valid_from").first()
    if last is None or last.valid_to is not None or last.valid_from >= on:
        raise NotLawfulNow("agency.not_existing", agency=agency.code, on=on.isoformat())
    left = AgencyPeriod.objects.filter(parent=agency).filter(Q(valid_to=None) | Q(valid_to__gt=on)).count()
    if left:
        raise Cannot("agency.has_children", agency=agency.code, children=left, on=on.isoformat())
    AgencyPeriod.objects.filter(pk=last.pk).update(valid_to=on)
    Position.objects.filter(agency=agency, valid_to=None, valid_from__lt=on).update(valid_to=on)
    record("agency.closed", subject=subject_of(agency), by=by, at=at, valid_to=on)
    return agency


@transaction.atomic
def record_succession(
    predecessor: Agency, successor: Agency, *, way: str, on: date, legal_ground: str = "", by: Actor, at: datetime
) -> AgencySuccession:
    """Write down that one agency took over from another. Raises Cannot when it is known already."""
    if predecessor.pk == successor.pk:
        raise Cannot("agency.succeeds_itself", agency=predecessor.code)
    try:
        with transaction.atomic():
            row = AgencySuccession.objects.create(
                predecessor=predecessor, successor=successor, way=way, on=on, legal_ground=legal_ground
            )
    except IntegrityError:
        raise Cannot("agency.succession_known", predecessor=predecessor.code, successor=successor.code) from None
    record("agency.succeeded", subject=subject_of(predecessor), by=by, at=at, successor=successor.code, way=way, on=on)
    return row


def _parent(code: str, on: date) -> Agency | None:
    if not code:
        return None
    parent = Agency.objects.filter(code=code).filter(_existing(on)).first()
    if parent is None:
        raise Cannot("agency.not_existing", agency=code, on=on.isoformat())
    return parent


def _existing(on: date) -> Q:
    # one Q, so that both conditions are asked of the same period
    return Q(periods__valid_from__lte=on) & (Q(periods__valid_to=None) | Q(periods__valid_to__gt=on))


def _open(agency: Agency, period: rules.PeriodSpec, parent: Agency | None) -> AgencyPeriod:
    try:
        with transaction.atomic():
            return AgencyPeriod.objects.create(**period_fields(agency, period, parent))
    except IntegrityError:
        raise Cannot("agency.period_overlaps", agency=agency.code, valid_from=period.valid_from.isoformat()) from None


def period_fields(agency: Agency, period: rules.PeriodSpec, parent: Agency | None) -> dict[str, object]:
    """The columns of a period's row."""
    names: Sequence[str] = (period.name_vi, period.name_en, period.short_name_vi, period.short_name_en)
    return {
        "agency": agency,
        "parent": parent,
        "name_vi": period.name_vi,
        "name_en": period.name_en,
        "short_name_vi": period.short_name_vi,
        "short_name_en": period.short_name_en,
        "search": rules.search_field(*names, agency.code),
        "valid_from": period.valid_from,
        "valid_to": period.valid_to,
    }
