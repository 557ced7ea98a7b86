"""A counter's day: what was taken in, refused, returned, what waits to be handed to units, and what stays open."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency, Position
from motcua.dossiers.models import (
    DayClosing,
    Dossier,
    DossierPaper,
    HandOverLine,
    HandOverList,
    Supplement,
)
from motcua.dossiers.queries.handing import newest_answer
from motcua.dossiers.queries.processes import one_step_processes, steps_waiting, waits_for_role
from motcua.dossiers.states import State
from motcua.kernel import clock
from motcua.people import access

MOST = 500


@dataclass(frozen=True, slots=True)
class Unit:
    """To whom papers go: an agency, the kind of post that its next step waits for, and the unit's name that day."""

    key: str
    agency_id: int
    post: str
    name: str


@dataclass(frozen=True, slots=True)
class ToHandOver:
    """What waits for one unit, oldest first."""

    unit: Unit
    dossiers: tuple[Dossier, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one day of a counter; `shelf` results wait to be collected, `to_hand_over` papers wait to go, `waiting`
    came in online and is not answered."""

    taken_in: int
    asked: int
    refused: int
    returned: int
    handed_over: int
    to_hand_over: int
    shelf: int
    waiting: int
    waiting_late: int


def _day(field: str, day: date) -> Q:
    return Q(**{f"{field}__gte": clock.day_start(day), f"{field}__lt": clock.day_start(day + timedelta(days=1))})


@dataclass(frozen=True, slots=True)
class Touched:
    """What a day did to dossiers, each list in its own order; the newest `MOST` of the day are read."""

    taken_in: tuple[Dossier, ...]
    returned: tuple[Dossier, ...]
    refused: tuple[Dossier, ...]


def touched_on(agency: Agency, day: date) -> Touched:
    """Received, handed over to people, or not accepted by this counter on a day. One query."""
    received, returned, refused = (_day(name, day) for name in ("received_at", "delivered_at", "closed_at"))
    rows = list(_rows(agency).filter(received | returned | refused & Q(state=State.REFUSED)).order_by("-id")[:MOST])

    def of(name: str) -> tuple[Dossier, ...]:
        found = [(at, row) for row in rows if (at := getattr(row, name)) and clock.local_day(at) == day]
        return tuple(row for _at, row in sorted(found, key=lambda one: (one[0], one[1].pk), reverse=True))

    return Touched(
        of("received_at"), of("delivered_at"), tuple(one for one in of("closed_at") if one.state == "refused")
    )


def asked_at_intake(agency: Agency, day: date) -> QuerySet[Supplement]:
    """Asked before reception on a day: form 02."""
    rows = Supplement.objects.filter(_day("asked_at", day), at_intake=True, dossier__reception_agency=agency)
    return rows.select_related("dossier__applicant", "dossier__procedure_version").order_by("-asked_at", "-id")


def _rows(agency: Agency) -> QuerySet[Dossier]:
    rows = Dossier.objects.filter(reception_agency=agency)
    return rows.select_related("procedure_version__procedure", "applicant", "agency", "process")


def waits_for_hand_over(agency: Agency) -> QuerySet[Dossier]:
    """Received, with paper on the counter's table or at the counter's step that sends it on, and on no list since the
    paper came or the unit sent it back (`accepted` False: these come first).

    The process of one step goes nowhere.
    """
    paper = DossierPaper.objects.filter(dossier=OuterRef("pk")).exclude(originals=0, copies=0, certified=0)
    lines = HandOverLine.objects.filter(dossier=OuterRef("pk")).order_by("-hand_over__at")
    newest = paper.order_by("-added_at").values("added_at")[:1]
    forward = waits_for_role(("forward",), access.SINGLE_WINDOW_OFFICER)
    in_hand = Q(step__in=[*steps_waiting("forward"), *steps_waiting("propose")])
    return (
        _rows(agency)
        .filter(state__in=[State.RECEIVED, State.PROCESSING], imported=False)
        .exclude(process_id__in=one_step_processes())
        .annotate(
            handed_at=Subquery(lines.values("hand_over__at")[:1]), paper_at=Subquery(newest), accepted=newest_answer()
        )
        .filter(forward | Exists(paper) | Q(accepted=False), in_hand)
        .filter(forward | Q(handed_at=None) | Q(paper_at__gt=F("handed_at")) | Q(accepted=False))
        .order_by(F("accepted").asc(nulls_last=True), "received_at", "id")
    )


def to_hand_over(agency: Agency, day: date) -> list[ToHandOver]:
    """The same, unit by unit."""
    rows = list(waits_for_hand_over(agency)[:MOST])
    units = _units(agency, rows, day)
    grouped: dict[str, list[Dossier]] = {}
    named: dict[str, Unit] = {}
    for row in rows:
        unit = units[row.pk]
        named[unit.key] = unit
        grouped.setdefault(unit.key, []).append(row)
    return [ToHandOver(named[key], tuple(found)) for key, found in sorted(grouped.items())]


def _units(agency: Agency, rows: list[Dossier], day: date) -> dict[int, Unit]:
    posts = Position.objects.filter(agency_id__in={row.agency_id for row in rows}, valid_from__lte=day)
    held: dict[tuple[int, str], Position] = {}
    for post in posts.filter(Q(valid_to=None) | Q(valid_to__gt=day)).order_by("valid_from"):
        held[(post.agency_id, post.slug)] = post
    found = {}
    for row in rows:
        kind = row.post or row.procedure_version.handled_by or "specialist"
        position = held.get((row.agency_id, kind))
        if row.agency_id != agency.pk:
            name = agencies.name_of(row.agency, day, "vi", short=True)
        else:
            name = (position.unit_vi or position.title_vi) if position else "Bộ phận chuyên môn"
        found[row.pk] = Unit(f"{row.agency_id}:{name}", row.agency_id, kind, name)
    return found


def lists_on(agency: Agency, day: date) -> list[HandOverList]:
    """The hand-over lists of a day, with how many dossiers each holds."""
    rows = HandOverList.objects.filter(agency=agency, day=day).select_related("by", "to_agency", "agency")
    return list(rows.annotate(size=Count("lines")).order_by("number"))


def find_list(agency: Agency, day: date, number: int) -> HandOverList | None:
    """One list of this counter."""
    rows = HandOverList.objects.filter(agency=agency, day=day, number=number)
    return rows.select_related("by", "to_agency", "agency").first()


def lines_of(hand_over: HandOverList) -> list[HandOverLine]:
    """Its lines, with what form 06 prints."""
    rows = hand_over.lines.select_related("dossier__applicant", "dossier__procedure_version__procedure")
    return list(rows.order_by("number"))


def figures_of(
    agency: Agency, day: date, at: datetime, *, handed: int | None = None, waits: int | None = None
) -> Figures:
    """The day in counts; `handed` and `waits` where a page has counted them already. What waits and what is on the
    shelf is counted now."""
    received, returned, closed = (_day(name, day) for name in ("received_at", "delivered_at", "closed_at"))
    refused = closed & Q(state=State.REFUSED)
    shelf, waiting = Q(state=State.FINISHED, imported=False), Q(state=State.SUBMITTED)
    rows = Dossier.objects.filter(received | returned | refused | shelf | waiting, reception_agency=agency)
    counted = rows.aggregate(
        taken_in=Count("pk", filter=received),
        returned=Count("pk", filter=returned),
        refused=Count("pk", filter=refused),
        shelf=Count("pk", filter=shelf),
        waiting=Count("pk", filter=waiting),
        waiting_late=Count("pk", filter=waiting & Q(intake_due_at__lt=at)),
    )
    counted["asked"] = asked_at_intake(agency, day).count()
    if handed is None:
        handed = HandOverLine.objects.filter(hand_over__agency=agency, hand_over__day=day).count()
    counted["to_hand_over"] = waits_for_hand_over(agency).count() if waits is None else waits
    return Figures(handed_over=handed, **counted)


def closings_on(agency: Agency, day: date) -> list[DayClosing]:
    """How the day was closed, the last one last."""
    return list(DayClosing.objects.filter(agency=agency, day=day).select_related("by").order_by("number"))


def logbook(agency: Agency, first: date, last: date) -> QuerySet[Dossier]:
    """Form 07: everything that this counter took in, and what other counters took in for this agency to decide, from
    `first` to `last`, both included, in order of reception."""
    begin, end = clock.day_start(first), clock.day_start(last + timedelta(days=1))
    own = Q(reception_agency=agency) | Q(agency=agency)
    rows = Dossier.objects.filter(own, received_at__gte=begin, received_at__lt=end)
    return rows.select_related(
        "procedure_version__procedure", "applicant", "agency", "reception_agency", "process", "collection"
    ).order_by("received_at", "id")
