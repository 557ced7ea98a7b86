"""Reference data as it was known when an event was written down.

Which calendar was in force then is told by the journal itself: every load and every decision about a unit's own hours
is an event, recorded in the same order as the events of dossiers. An event that names its version goes before that.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from motcua.catalogue.models import ProcedureVersion
from motcua.deadlines.models import Calendar, LocalDay, LocalSpan, LocalWeek
from motcua.deadlines.queries import read_calendar_version
from motcua.deadlines.rules import OwnDay, WorkingCalendar, WorkingHours, with_local
from motcua.dossiers.queries.processes import all_steps
from motcua.dossiers.replay import Told
from motcua.journal.models import Event
from motcua.journal.queries import facts
from motcua.workflow.rules import Step

CALENDAR = "vn"


@dataclass(frozen=True, slots=True)
class _Decision:
    """One decision about a unit's hours, as the journal tells it."""

    type: str
    at: datetime
    recorded_at: datetime
    week: int | None
    day: date | None
    valid_to: date | None


@dataclass(slots=True)
class Known:
    """Answers of `dossiers.replay.Ground`; one for a run, each thing read once."""

    versions: Sequence[tuple[datetime, int]]
    decisions: Mapping[str, Sequence[_Decision]]
    processes: Mapping[int, tuple[Step, ...]]
    pausing: frozenset[int]
    _national: dict[int, WorkingCalendar] = field(default_factory=dict)
    _local: dict[tuple[str, int, int], WorkingCalendar] = field(default_factory=dict)

    def steps(self, process: int | None) -> Sequence[Step]:
        """The steps of a process; none where it is not stored any more."""
        return self.processes.get(process or 0, ())

    def pauses_on_payment(self, version: int | None) -> bool:
        """Whether this version of a procedure stops its clock while it waits for a payment."""
        return version in self.pausing

    def calendar(self, agency: str, told: Told) -> WorkingCalendar | None:
        """The calendar of an agency as it was known when the event was recorded; None where none was loaded."""
        version = told.number_of("calendar") or self._version_at(told.recorded_at)
        if version is None:
            return None
        if version not in self._national:
            found = read_calendar_version(CALENDAR, version)
            if found is None:
                return None
            self._national[version] = found
        made = self.decisions.get(agency, ())
        count = sum(1 for one in made if one.recorded_at <= told.recorded_at)
        if not count:
            return self._national[version]
        key = (agency, version, count)
        if key not in self._local:
            self._local[key] = _with_own(self._national[version], agency, made[:count])
        return self._local[key]

    def _version_at(self, recorded_at: datetime) -> int | None:
        if not self.versions:
            return None
        index = bisect_right(self.versions, recorded_at, key=lambda one: one[0])
        return self.versions[max(index - 1, 0)][1]


def _with_own(calendar: WorkingCalendar, agency: str, made: Sequence[_Decision]) -> WorkingCalendar:
    """The country's calendar with what a unit had decided so far."""
    ends: dict[int, date | None] = {}
    begins = dict(LocalWeek.objects.filter(agency__code=agency).values_list("pk", "valid_from"))
    days: dict[date, LocalDay] = {}
    for one in made:
        if one.type == "hours.week_set" and one.week in begins:
            for other, end in ends.items():
                if end is None or end > begins[one.week]:
                    ends[other] = begins[one.week]
            ends[one.week] = None
        elif one.type == "hours.week_ended" and one.week in begins:
            ends[one.week] = one.valid_to
        elif one.type == "hours.day_set" and one.day is not None:
            row = LocalDay.objects.filter(agency__code=agency, date=one.day, set_at=one.at).first()
            if row is not None:
                days[one.day] = row
        elif one.type == "hours.day_withdrawn" and one.day is not None:
            days.pop(one.day, None)
    weeks = [_week(pk, begins[pk], end) for pk, end in sorted(ends.items(), key=lambda item: begins[item[0]])]
    own = [
        OwnDay(day, _spans(day=row), row.counts, row.name_vi, row.name_en, row.decision_no)
        for day, row in sorted(days.items())
    ]
    return with_local(calendar, weeks, own) if weeks or any(day.counts for day in own) else calendar


def _week(pk: int, valid_from: date, valid_to: date | None) -> WorkingHours:
    spans = LocalSpan.objects.filter(week=pk).order_by("opens").values_list("weekday", "opens", "closes")
    week = tuple(tuple((opens, closes) for day, opens, closes in spans if day == weekday) for weekday in range(7))
    empty = WorkingHours(valid_from, valid_to, ((), (), (), (), (), (), ()))
    return replace(empty, week=week)  # type: ignore[arg-type]


def _spans(day: LocalDay):  # type: ignore[no-untyped-def]
    return tuple(LocalSpan.objects.filter(day=day).order_by("opens").values_list("opens", "closes"))


def read_known() -> Known:
    """Few queries; the rest when it is first needed."""
    loads = Event.objects.filter(chain=f"calendar:{CALENDAR}", type="calendar.loaded").order_by("number")
    versions = [(event.recorded_at, int(facts(event)["version"])) for event in loads]
    if not versions:  # a calendar laid by hand: the one there is
        versions = [(row.loaded_at, row.version) for row in Calendar.objects.filter(name=CALENDAR).order_by("version")]
    decisions: dict[str, list[_Decision]] = defaultdict(list)
    for event in Event.objects.filter(type__startswith="hours.").order_by("recorded_at", "id"):
        told = facts(event)
        day, valid_to = told.get("day"), told.get("valid_to")
        decisions[event.chain.removeprefix("agency:")].append(
            _Decision(
                event.type,
                event.at,
                event.recorded_at,
                told.get("week"),
                date.fromisoformat(day) if day else None,
                date.fromisoformat(valid_to) if valid_to else None,
            )
        )
    pausing = ProcedureVersion.objects.filter(pause_on_payment=True).values_list("pk", flat=True)
    return Known(versions, decisions, all_steps(), frozenset(pausing))
