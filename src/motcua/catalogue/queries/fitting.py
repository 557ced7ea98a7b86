"""Which procedures follow a process, and the hours that their limits leave it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries.version import Status, spec_of
from motcua.catalogue.rules import Limit
from motcua.catalogue.rules.fitting import limits_in_hours
from motcua.deadlines import queries as deadlines
from motcua.deadlines.rules import Allowance, Window, tightest, with_local
from motcua.journal.reference import kept
from motcua.workflow import rules as workflow


@dataclass(frozen=True, slots=True)
class Follower:
    """A version of a procedure that follows a process, from one day to another, with its limits in working hours."""

    code: str
    name_vi: str
    name_en: str
    field: str
    number: int
    valid_from: date
    valid_to: date | None
    levels: tuple[str, ...]
    handled_by: str
    limits: tuple[workflow.Limit, ...]

    def name(self, lang: str) -> str:
        return (self.name_en if lang == "en" else "") or self.name_vi


@kept
def tightest_window(value: int, unit: str, roll: bool) -> Window | None:
    """The fewest working hours inside a limit, over the country's calendar and the weeks that units decided for
    themselves; single days of a unit are exceptions and bind no process."""
    if unit in ("hours", "working_days", "none"):
        return tightest(Allowance(value, unit), [])  # type: ignore[arg-type]  # one of those just named
    country = deadlines.get_calendar()
    own = [deadlines.own_weeks(agency_id) for agency_id in sorted(deadlines.has_own_hours())]
    calendars = [country, *(with_local(country, [hours for hours, _no in weeks], []) for weeks in own if weeks)]
    return tightest(Allowance(value, unit, roll=roll), calendars)  # type: ignore[arg-type]  # a stored unit


def window_of(allowance: Allowance) -> Window | None:
    """As `tightest_window`, of an allowance. Raises LookupError when no calendar is loaded."""
    return tightest_window(allowance.value, allowance.unit, allowance.roll)


def limits_of(code: str, limits: Iterable[Limit]) -> tuple[workflow.Limit, ...]:
    """The limits of a procedure in working hours."""
    return limits_in_hours(code, limits, window_of)


def followers(key: str, since: date, until: date | None = None) -> list[Follower]:
    """The published versions that follow a process on a day from `since` on (and before `until`), by code and day."""
    rows = ProcedureVersion.objects.filter(process_key=key, status=Status.PUBLISHED).select_related("procedure__field")
    return [
        follower_of(row)
        for row in rows.order_by("procedure__code", "number")
        if (row.valid_to is None or row.valid_to > since) and (until is None or row.valid_from < until)
    ]


def follower_of(version: ProcedureVersion) -> Follower:
    """A version as the process sees it."""
    return Follower(
        version.procedure.code,
        version.name_vi,
        version.name_en,
        version.procedure.field.slug,
        version.number,
        version.valid_from,
        version.valid_to,
        tuple(version.levels),
        version.handled_by,
        limits_of(version.procedure.code, spec_of(version).limits),
    )


@kept
def codes_by_process(on: date) -> dict[str, list[str]]:
    """By the key of a process: the codes of the procedures that follow it on a day."""
    found: dict[str, list[str]] = {}
    rows = ProcedureVersion.objects.filter(status=Status.PUBLISHED, valid_from__lte=on).order_by("procedure__code")
    for code, key, until in rows.values_list("procedure__code", "process_key", "valid_to"):
        if until is None or until > on:
            found.setdefault(key, []).append(code)
    return found


def last_versions(codes: Sequence[str]) -> dict[str, ProcedureVersion]:
    """By code: the last version that stands of each procedure; codes of nobody are left out."""
    found = {}
    for code in dict.fromkeys(codes):
        row = (
            ProcedureVersion.objects.filter(procedure__code=code, status__in=(Status.PUBLISHED, Status.ABOLISHED))
            .select_related("procedure__field")
            .order_by("-number")
            .first()
        )
        if row is not None:
            found[code] = row
    return found
