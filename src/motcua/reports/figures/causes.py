"""Where the time of late dossiers went: for each, the step at which it waited longest in working time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet, Value

from motcua.deadlines.queries import get_calendar
from motcua.deadlines.rules import WorkingCalendar, working_minutes
from motcua.dossiers.models import Standing
from motcua.dossiers.queries import lived
from motcua.dossiers.queries.processes import all_steps
from motcua.journal.models import Event
from motcua.journal.queries import facts
from motcua.kernel import clock
from motcua.reports import organisation as organisations
from motcua.reports.figures.handling import agency_id_of
from motcua.reports.figures.parts import PENDING, RESOLVED, Part, parts
from motcua.reports.rules import read_period

PLACES: Mapping[str, tuple[str, str]] = {
    "received": ("chờ phân công", "waiting to be taken up"),
    "forward": ("chờ chuyển bộ phận chuyên môn", "waiting to be passed on"),
    "propose": ("chờ thẩm tra, đề xuất", "being examined"),
    "approve": ("chờ lãnh đạo ký", "waiting for a signature"),
    "payment_due": ("chờ nộp tiền", "waiting for a payment"),
    "deliver": ("chờ trả kết quả", "waiting to be handed over"),
    "processing": ("đang giải quyết, không rõ bước", "in hand, step not known"),
}
"""Where a dossier waits while its clock runs: an act of its process, or a state where the step is not known."""
ALSO: Mapping[str, tuple[str, str]] = {
    "paused": ("có lúc dừng chờ bổ sung", "was paused for a supplement"),
    "slow_intake": ("tiếp nhận chậm hơn hạn", "was taken in late"),
}
"""What else happened to a late dossier; neither is counted against its promise."""
MOST_LATE = 1000
"""So many late dossiers are looked into, the newest first."""

_TOLD = (
    "received",
    "processing",
    "assigned",
    "forwarded",
    "proposed",
    "returned_for_rework",
    "supplement_requested",
    "supplemented",
    "payment_due",
    "paid",
    "undone",
)


@dataclass(frozen=True, slots=True)
class Late:
    """One late dossier: `unit` is the agency whose line it is counted in, `place` where most of its time went (a key of
    PLACES), `minutes` the working time there and `whole` in all, `also` keys of ALSO."""

    dossier_id: int
    code: str
    unit: str
    procedure: str
    pending: bool
    place: str
    minutes: int
    whole: int
    also: frozenset[str]
    received_at: datetime
    due_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Cause:
    """How many late dossiers waited longest at one place, and the share of all their working time spent there."""

    place: str
    count: int
    percent: int

    def words(self, lang: str = "vi") -> str:
        return {**PLACES, **ALSO}[self.place][lang == "en"]


def late(
    agency_code: str | None, first: date, last: date, *, as_of: datetime | None = None, procedure: str = ""
) -> list[Late]:
    """The dossiers that `handling` counts as resolved_late or pending_late, the newest first, at most MOST_LATE.

    Two queries. Raises Invalid, NotVisible.
    """
    period = read_period(first, last, as_of or clock.now())
    tree = organisations.read()
    agency_id = agency_id_of(agency_code, tree)
    cut = parts(period, tree, agency_id, own=False, exact=True)
    asked = [one for number, part in enumerate(cut) for one in _found(number, part, procedure)]
    newest = asked[0].union(*asked[1:], all=True).order_by("-received_at", "-dossier_id")[:MOST_LATE]
    rows = [(cut[row["part"]], row) for row in newest]
    events = _events([row["dossier__code"] for _, row in rows])
    acts = {process: {step.key: step.act for step in steps} for process, steps in all_steps().items()}
    calendar = get_calendar()
    return [
        _late(
            row,
            tree.code_of(tree.unit_of(row["agency_id"], agency_id, part.on)),
            row["paused_since"] or row["resolved_at"] or part.period.judged_at,
            events.get(row["dossier__code"], ()),
            acts.get(row["dossier__process_id"], {}),
            calendar,
        )
        for part, row in rows
    ]


def _found(number: int, part: Part, procedure: str) -> list[QuerySet[Any, dict[str, Any]]]:
    """The newest late standings of a part: the same conditions as the counts. Each place where some may lie is looked
    into for itself, so that an index gives the newest and the rest is not read."""
    condition = RESOLVED["resolved_late"] if part.kind == "resolved" else PENDING["pending_late"]
    found = part.rows().filter(condition(part))
    if procedure:
        found = found.filter(dossier__procedure_version__procedure__code=procedure)
    places = [found]
    if part.kind == "pending":
        places = [found.filter(to_at=None), found.filter(to_at__gte=part.before)]
    newest = [one.order_by("-received_at", "-dossier_id").values("pk")[:MOST_LATE] for one in places]
    return [
        Standing.objects.filter(pk__in=one).order_by().annotate(part=Value(number)).values("part", *_COLUMNS)
        for one in newest
    ]


_COLUMNS = (
    "dossier_id",
    "agency_id",
    "received_at",
    "due_at",
    "resolved_at",
    "paused_since",
    "dossier__code",
    "dossier__imported",
    "dossier__intake_due_at",
    "dossier__process_id",
    "dossier__procedure_version__procedure__code",
    "dossier__procedure_version__pause_on_payment",
)


def _events(codes: Sequence[str]) -> dict[str, list[Event]]:
    types = [f"dossier.{name}" for name in _TOLD]
    found: dict[str, list[Event]] = {}
    rows = Event.objects.filter(chain__in=codes, type__in=types).order_by("chain", "number")
    for event in rows.only("chain", "number", "type", "at", "facts"):
        found.setdefault(event.chain, []).append(event)
    return found


def _late(
    row: Mapping[str, Any],
    unit: str,
    ended_at: datetime,
    events: Sequence[Event],
    acts: Mapping[str, str],
    calendar: WorkingCalendar,
) -> Late:
    spent, paused = spent_at(
        [(event.type.removeprefix("dossier."), event.at, facts(event).get("step")) for event in lived(events)],
        ended_at,
        acts if not row["dossier__imported"] else {},
        calendar,
        pause_on_payment=row["dossier__procedure_version__pause_on_payment"],
    )
    place = max(sorted(spent), key=lambda one: spent[one]) if spent else "processing"
    also = set()
    if paused:
        also.add("paused")
    due = row["dossier__intake_due_at"]
    if due is not None and row["received_at"] > due:
        also.add("slow_intake")
    return Late(
        dossier_id=row["dossier_id"],
        code=row["dossier__code"],
        unit=unit,
        procedure=row["dossier__procedure_version__procedure__code"],
        pending=row["resolved_at"] is None,
        place=place,
        minutes=spent.get(place, 0),
        whole=sum(spent.values()),
        also=frozenset(also),
        received_at=row["received_at"],
        due_at=row["due_at"],
        ended_at=ended_at,
    )


def spent_at(
    told: Sequence[tuple[str, datetime, object]],
    ended_at: datetime,
    acts: Mapping[str, str],
    calendar: WorkingCalendar,
    *,
    pause_on_payment: bool = False,
) -> tuple[dict[str, int], bool]:
    """Working minutes by place from reception to `ended_at`, the standing clock left out, and whether it ever stood
    still for a supplement. `told`: (event, when, step), in order; `acts`: the act that each step waits for, empty where
    the steps are not known (an imported dossier: then the states speak)."""
    spent: dict[str, int] = {}
    place, before, since, paused, begun = "", "", ended_at, False, False
    for type, at, step in told:
        following = _place(type, step, acts, place, before, pause_on_payment)
        if type == "received":
            begun = True
        elif not begun:
            continue
        elif at >= ended_at:
            break
        if place and at > since:
            spent[place] = spent.get(place, 0) + working_minutes(since, at, calendar)
        if type in ("supplement_requested", "payment_due"):
            before = place
        paused = paused or type == "supplement_requested"
        place, since = following, at
    if begun and place and ended_at > since:
        spent[place] = spent.get(place, 0) + working_minutes(since, ended_at, calendar)
    return {one: minutes for one, minutes in spent.items() if minutes}, paused


def _place(type: str, step: object, acts: Mapping[str, str], place: str, before: str, pause_on_payment: bool) -> str:
    """Where the dossier waits after an event; "" while its clock stands still."""
    if type == "supplement_requested":
        return ""
    if type == "payment_due":
        return "" if pause_on_payment else "payment_due"
    if type in ("supplemented", "paid"):
        return before or place or "processing"
    if not acts:
        return "received" if type == "received" else "processing"
    if isinstance(step, str) and step:
        act = acts.get(step, "processing")
        return act if act in PLACES else "processing"
    return place or "processing"


def causes(rows: Sequence[Late]) -> list[Cause]:
    """The places of these dossiers, the most frequent first; what else happened to them after that."""
    whole = sum(row.whole for row in rows) or 1
    found = []
    for place in PLACES:
        here = [row for row in rows if row.place == place]
        if here:
            found.append(Cause(place, len(here), round(100 * sum(row.minutes for row in here) / whole)))
    found.sort(key=lambda one: (-one.count, -one.percent, one.place))
    also = [Cause(name, sum(name in row.also for row in rows), 0) for name in ALSO]
    return found + [one for one in also if one.count]
