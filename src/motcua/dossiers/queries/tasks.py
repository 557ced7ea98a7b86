"""An officer's tasks: what is in hand at the agencies she works for, by whose it is and how near its promise is.

Written for speed with many dossiers: the order is that of the index `dossier_in_hand`, a page reads what it shows, and
nothing is counted beyond `MOST_COUNTED`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery

from motcua.agencies.models import Agency
from motcua.catalogue.models import ProcedureVersion
from motcua.deadlines.queries import get_calendar
from motcua.dossiers import pace
from motcua.dossiers.models import Consultation, Dossier
from motcua.dossiers.models.dossier import IN_HAND, PAUSED
from motcua.dossiers.queries import handing
from motcua.dossiers.queries.processes import all_steps, steps_waiting, waits_for_role
from motcua.dossiers.queries.visibility import reach
from motcua.dossiers.queries.words import matching
from motcua.dossiers.states import State
from motcua.journal.reference import kept
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.people import access
from motcua.people.models import Appointment

MOST_COUNTED = 300
"""A count stops here: who has more work than that needs no exact number, and counting all would take ever longer."""
MINE, FREE, UNIT = "mine", "free", "unit"
WAITING_FOR_PEOPLE = (State.SUPPLEMENT_REQUESTED, State.PAYMENT_DUE)
TABS = ("todo", "late", "behind", "today", "soon", "paused", "signing", "done")
WORK = ("propose", "forward")
"""What a step of one's own work waits for; a signature is another list."""
_LIGHT = ("answers", "allowance", "note", "wishes", "search")
_VERSION = ("id", "name_vi", "name_en", "procedure")


@dataclass(frozen=True, slots=True)
class Tasks:
    """What a queue shows. `whose`: empty (mine, and what waits for my post), mine, free (nobody's yet, of the whole
    unit) or unit (all). Empty members filter nothing. `near`: late or soon; `state`: a state's slug."""

    tab: str = "todo"
    whose: str = ""
    step: str = ""
    procedure: str = ""
    channel: str = ""
    state: str = ""
    q: str = ""
    order: str = ""  # "" by the promise, "newest" received, "name" of the procedure


def tasks(viewer: Actor, at: datetime, wanted: Tasks) -> QuerySet[Dossier]:
    """The rows of a queue, ordered; paused ones last."""
    rows = _of_tab(viewer, at, wanted)
    if wanted.order == "newest":
        return rows.order_by("-received_at", "-id")
    if wanted.order == "procedure":
        return rows.order_by("procedure_version__name_vi", PAUSED, F("due_at").asc(nulls_last=True), "id")
    if wanted.tab == "done":
        return rows.order_by("-resolved_at", "-id")
    return rows.order_by(PAUSED, F("due_at").asc(nulls_last=True), "id")


def light(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The rows with what a list prints of them, and not what only the dossier's own page needs."""
    version = [f"procedure_version__{name}" for name in _VERSION]
    open_ones = Consultation.objects.filter(dossier=OuterRef("pk"), answered_at=None, cancelled_at=None)
    return (
        rows.annotate(
            waits_for_opinion=Exists(open_ones),
            between_units=Exists(handing.waiting().filter(dossier=OuterRef("pk"))),
        )
        .select_related("procedure_version", "applicant", "assigned_to")
        .only(
            *[field.attname for field in Dossier._meta.concrete_fields if field.name not in _LIGHT],
            *version,
            "applicant__full_name",
            "assigned_to__full_name",
        )
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """A procedure of which there are tasks."""

    code: str
    name_vi: str
    name_en: str
    count: int


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows each tab would show with the same filters (at most MOST_COUNTED + 1: read "more than that"), and
    the procedures among the rows of the tab's set."""

    tabs: dict[str, int]
    procedures: list[Choice]


def count_tasks(viewer: Actor, at: datetime, wanted: Tasks) -> Counted:
    """The numbers over a queue in two queries.

    The first reads what all parts of the queue need, at most MOST_COUNTED + 1 rows in the index's order, in which late
    ones come first; only beyond that is what comes last in the order counted by itself, with the other tabs.
    """
    plain = {**_plain(wanted), "state": "", "order": ""}
    todo = tasks(viewer, at, Tasks(**{**plain, "tab": "todo"}))
    read = list(todo.values_list(*_COUNTED_BY)[: MOST_COUNTED + 1])
    found = {"todo": len(read), **_parts_of(read, at)}
    others = {tab: tasks(viewer, at, Tasks(**{**plain, "tab": tab})) for tab in ("signing", "done")}
    if found["todo"] > MOST_COUNTED:
        others |= {tab: todo.filter(_part(tab, at)) for tab in ("behind", "soon", "paused")}
    if wanted.state:  # chosen for this tab alone
        others[wanted.tab] = tasks(viewer, at, wanted)
    found |= count_all(viewer, others)
    versions = [row[0] for row in read]
    if wanted.procedure:  # the filter's own choices are not filtered by it
        every = tasks(viewer, at, Tasks(**{**plain, "tab": "todo", "procedure": ""}))
        versions = list(every.values_list("procedure_version_id", flat=True)[: MOST_COUNTED + 1])
    return Counted(found, _choices(Counter(versions)))


_COUNTED_BY = ("procedure_version_id", "due_at", "paused_since", "state", "process_id", "step", "step_due_at")


def _parts_of(read: Iterable[tuple[Any, ...]], at: datetime) -> dict[str, int]:
    """Late, behind, today, soon and paused among rows that were read: as `_part` says it."""
    tomorrow = clock.day_start(clock.local_day(at) + timedelta(days=1))
    limits = _near_limits(at)
    found = dict.fromkeys(("late", "behind", "today", "soon", "paused"), 0)
    for _version, due, paused, state, process, step, step_due in read:
        found["paused"] += state in WAITING_FOR_PEOPLE
        if paused is not None:
            continue
        if due is not None and due < at:
            found["late"] += 1
            continue
        found["behind"] += step_due is not None and step_due < at
        if due is None:
            continue
        found["today"] += due < tomorrow
        found["soon"] += due <= limits.get((process, step), limits[None])
    return found


def count_all(viewer: Actor, sets: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """How many rows several sets have, each at most MOST_COUNTED + 1, in one query."""
    counts = {name: _Count(rows.order_by().values("pk")[: MOST_COUNTED + 1]) for name, rows in sets.items()}
    row = Agency.objects.filter(code=viewer.agency).values(**counts).first()
    return dict(row) if row else dict.fromkeys(sets, 0)


class _Count(Subquery):
    """The number of rows of a sliced query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def count(rows: QuerySet[Any]) -> int:
    """How many rows there are, at most MOST_COUNTED + 1."""
    return int(rows.order_by()[: MOST_COUNTED + 1].count())


def count_todo(viewer: Actor, at: datetime) -> int:
    """The number beside the queue's tab in the bar."""
    return count(_of_tab(viewer, at, Tasks()))


def _choices(versions: Counter[int]) -> list[Choice]:
    """The procedures of these versions by name, with how many dossiers of each."""
    found: dict[str, Choice] = {}
    for pk, (code, vi, en) in version_names(tuple(sorted(versions))).items():
        before = found[code].count if code in found else 0
        found[code] = Choice(code, vi, en or vi, before + versions[pk])
    return sorted(found.values(), key=lambda choice: choice.name_vi)


@kept
def version_names(ids: tuple[int, ...]) -> dict[int, tuple[str, str, str]]:
    """Code and both names of versions of procedures, by id."""
    rows = ProcedureVersion.objects.filter(pk__in=ids)
    return {row[0]: (row[1], row[2], row[3]) for row in rows.values_list("id", "procedure__code", "name_vi", "name_en")}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a dossier stands in a list: its number (0 when it has left the list), how many, what is beside it."""

    number: int
    total: int
    previous: str
    following: str


def place_in(rows: QuerySet[Dossier], code: str, most: int = 500) -> Place:
    """The dossier's place among the first rows of a list. One that has left it is followed by the list's first."""
    codes = list(rows.values_list("code", flat=True)[:most])
    if code not in codes:
        return Place(0, len(codes), "", codes[0] if codes else "")
    index = codes.index(code)
    return Place(
        index + 1,
        len(codes),
        codes[index - 1] if index else "",
        codes[index + 1] if index + 1 < len(codes) else "",
    )


def _of_tab(viewer: Actor, at: datetime, wanted: Tasks) -> QuerySet[Dossier]:
    agencies = competent(viewer, at)
    rows = Dossier.objects.filter(agency_id__in=agencies)
    if wanted.tab == "done":
        today = clock.local_day(at)
        monday = clock.day_start(today - timedelta(days=today.weekday()))
        rows = rows.filter(resolved_at__gte=monday, state__in=[State.FINISHED, State.DELIVERED])
    elif wanted.tab == "signing":
        rows = rows.filter(IN_HAND, step__in=steps_waiting("approve"))
    else:
        rows = rows.filter(IN_HAND, waits_for_role(WORK, viewer.role))
        if wanted.tab != "todo":
            rows = rows.filter(_part(wanted.tab, at))
    rows = rows.filter(_whose(viewer, at, wanted.whose))
    if wanted.step:
        rows = rows.filter(step=wanted.step)
    if wanted.procedure:
        rows = rows.filter(procedure_version__procedure__code=wanted.procedure)
    if wanted.channel:
        rows = rows.filter(channel=wanted.channel)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    return rows.filter(matching(wanted.q)) if wanted.q else rows


def competent(viewer: Actor, at: datetime) -> list[int]:
    """Ids of the agencies that the viewer decides for and that have anything in hand; the own one always.

    Most predecessors have nothing open left: with one agency alone the rows come in the index's order.
    """
    ids = reach(access.scope("dossier.view", viewer), at)
    if len(ids) < 2:
        return sorted(ids)
    open_ones = Dossier.objects.filter(IN_HAND, agency_id=OuterRef("pk"))
    own = Q(code=viewer.agency)
    return sorted(Agency.objects.filter(own | Exists(open_ones), pk__in=ids).values_list("pk", flat=True))


def _part(tab: str, at: datetime) -> Q:
    """The condition of a tab that is a part of what is to be done."""
    going = Q(paused_since=None)
    if tab == "late":
        return going & Q(due_at__lt=at)
    if tab == "behind":  # at its step only: what is overdue is told of there
        return going & Q(step_due_at__lt=at) & (Q(due_at=None) | Q(due_at__gte=at))
    if tab == "today":
        return going & Q(due_at__gte=at, due_at__lt=clock.day_start(clock.local_day(at) + timedelta(days=1)))
    if tab == "soon":
        return going & Q(due_at__gte=at) & near(at)
    return Q(state__in=WAITING_FOR_PEOPLE)


def near(at: datetime) -> Q:
    """The latest hour of the present step lies within its warning, or behind."""
    limits = _near_limits(at)
    condition = Q(due_at__lte=limits[None])
    for which, limit in limits.items():
        if which is not None:
            condition |= Q(process_id=which[0], step=which[1], due_at__lte=limit)
    return condition


def _near_limits(at: datetime) -> dict[tuple[int, str] | None, datetime]:
    """Until which promise a dossier is near, by process and step; None for steps with nothing counted after them."""
    try:
        calendar = get_calendar()
    except LookupError:  # none is loaded yet: nothing can have been promised
        return {None: at}
    limits: dict[tuple[int, str] | None, datetime] = {None: pace.warned_until(at, 0, calendar)}
    for process, steps in all_steps().items():
        for step in steps:
            if hours := pace.hours_after(steps, step.key):
                limits[process, step.key] = pace.warned_until(at, hours, calendar)
    return limits


def _whose(viewer: Actor, at: datetime, whose: str) -> Q:
    mine = Q(assigned_to_id=viewer.account_id)
    if whose == MINE:
        return mine
    if whose == UNIT:
        return Q()
    if whose == FREE:
        return Q(assigned_to=None)
    others = posts_of_others(viewer.agency, viewer.position, clock.local_day(at))
    if not others:
        return mine | Q(assigned_to=None)
    by_procedure = Q(post="") & ~Q(procedure_version__handled_by__in=others)
    return mine | Q(assigned_to=None) & (by_procedure | ~Q(post__in=["", *others]))


@kept
def posts_of_others(agency: str, mine: str, on: Any) -> list[str]:
    """Kinds of post that specialists of the agency hold on a day, without one's own: what waits for them is theirs.
    What waits for a post that nobody holds waits for all."""
    held = (
        Appointment.objects.filter(
            role=access.SPECIALIST_OFFICER,
            position__agency__code=agency,
            valid_from__lte=on,
            withdrawn_at=None,
            account__is_active=True,
        )
        .filter(Q(valid_to=None) | Q(valid_to__gt=on))
        .values_list("position__slug", flat=True)
    )
    return sorted(set(held) - {mine})


def _plain(wanted: Tasks) -> dict[str, Any]:
    return {name: getattr(wanted, name) for name in wanted.__slots__}


def codes_among(viewer: Actor, at: datetime, codes: Iterable[str]) -> list[Dossier]:
    """The dossiers of these codes that the viewer may see, in the order given; what may not be seen is left out."""
    from motcua.dossiers.queries.visibility import in_scope

    asked = list(dict.fromkeys(codes))
    rows = in_scope(viewer, at).select_related("procedure_version__procedure", "applicant", "assigned_to", "process")
    found = {row.code: row for row in rows.filter(code__in=asked)}
    return [found[code] for code in asked if code in found]
