"""Agencies by code, by day and in their tree."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from motcua.agencies import rules
from motcua.agencies.models import Agency, AgencyIdentifier, AgencyPeriod
from motcua.journal.reference import kept
from motcua.kernel import codes, text
from motcua.kernel.errors import NotVisible


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency as it is on a day, ready for a page."""

    id: int
    code: str
    kind: str
    name_vi: str
    name_en: str
    short_name_vi: str
    short_name_en: str
    parent_id: int | None
    parent_code: str
    place_id: int | None
    provisional_code: bool
    valid_from: date
    valid_to: date | None

    def name(self, lang: str) -> str:
        """The whole name; Vietnamese where there is no English."""
        return (self.name_en if lang == "en" else "") or self.name_vi

    def short_name(self, lang: str) -> str:
        """The name of the place, or of the department."""
        return (self.short_name_en if lang == "en" else "") or self.short_name_vi


def holding(on: date, prefix: str = "") -> Q:
    """Rows whose half-open period holds on a day; `prefix` is the way to them ("periods__")."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": on})
    )


def row_of(period: AgencyPeriod) -> AgencyRow:
    """A period (with agency and parent selected) as a row."""
    agency = period.agency
    return AgencyRow(
        id=agency.pk,
        code=agency.code,
        kind=agency.kind,
        name_vi=period.name_vi,
        name_en=period.name_en,
        short_name_vi=period.short_name_vi,
        short_name_en=period.short_name_en,
        parent_id=period.parent_id,
        parent_code=period.parent.code if period.parent else "",
        place_id=agency.place_id,
        provisional_code=agency.provisional_code,
        valid_from=period.valid_from,
        valid_to=period.valid_to,
    )


def rows(periods: QuerySet[AgencyPeriod]) -> list[AgencyRow]:
    """Periods as rows, in the order of the folded short name, then the code."""
    found = [row_of(period) for period in periods.select_related("agency", "parent")]
    return sorted(found, key=lambda row: (text.fold(row.short_name_vi), row.code))


@kept
def find_agency(code: str) -> Agency | None:
    """The agency of that code; an identifier of the older style (000.00.45.H44) is taken too."""
    if not codes.is_agency_code(code):  # also what no database would take, such as NUL
        return None
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        known = AgencyIdentifier.objects.filter(style="old_style", value=code).select_related("agency")
        identifier = known.order_by("-valid_from").first()
        agency = identifier.agency if identifier else None
    if agency is None:
        try:
            agency = Agency.objects.filter(code=rules.new_style(code)).first()
        except ValueError:
            return None
    return agency


def get_agency(code: str) -> Agency:
    """As `find_agency`. Raises NotVisible("agency.unknown")."""
    agency = find_agency(code)
    if agency is None:
        raise NotVisible("agency.unknown", agency=code)
    return agency


@kept
def period_on(agency: Agency, on: date) -> AgencyPeriod | None:
    """The period that holds on a day; None when the agency did not exist then."""
    return agency.periods.filter(holding(on)).select_related("agency", "parent").first()


def row_on(agency: Agency, on: date) -> AgencyRow | None:
    """The agency as it was on a day; None when it did not exist then."""
    period = period_on(agency, on)
    return row_of(period) if period else None


def parent_on(agency: Agency, on: date) -> Agency | None:
    """What the agency belonged to on a day; None for a province, or when it did not exist then."""
    period = period_on(agency, on)
    return period.parent if period else None


@kept
def existed(agency: Agency, on: date) -> bool:
    """True when the agency existed on a day."""
    return agency.periods.filter(holding(on)).exists()


@kept
def name_of(agency: Agency, on: date, lang: str = "vi", *, short: bool = False) -> str:
    """The agency's name on a day; for a day on which it did not exist, the nearest name it had."""
    return names_of([agency.pk], on, lang, short=short)[agency.pk]


def names_of(agency_ids: Iterable[int], on: date, lang: str = "vi", *, short: bool = False) -> dict[int, str]:
    """Names of many agencies in one query, as `name_of`."""
    wanted = set(agency_ids)
    names: dict[int, str] = {}
    chosen: dict[int, AgencyPeriod] = {}
    for period in AgencyPeriod.objects.filter(agency_id__in=wanted).order_by("agency_id", "valid_from"):
        # the last period that had begun, else the first there is
        if period.agency_id not in chosen or period.valid_from <= on:
            chosen[period.agency_id] = period
    for agency_id, period in chosen.items():
        vi, en = (period.short_name_vi, period.short_name_en) if short else (period.name_vi, period.name_en)
        names[agency_id] = (en if lang == "en" else "") or vi
    return names


def children(agency: Agency, on: date, kind: str = "") -> list[AgencyRow]:
    """Agencies directly below one on a day."""
    found = AgencyPeriod.objects.filter(holding(on), parent=agency)
    return rows(found.filter(agency__kind=kind) if kind else found)


def agencies_at(on: date, kind: str = "") -> list[AgencyRow]:
    """All agencies that existed on a day."""
    found = AgencyPeriod.objects.filter(holding(on))
    return rows(found.filter(agency__kind=kind) if kind else found)


def under(agency_code: str, on: date) -> set[int]:
    """Ids of the agency and of all agencies below it, as they were organised on that day.

    Raises NotVisible for a code that is nobody's.
    """
    agency, period = Agency._meta.db_table, AgencyPeriod._meta.db_table
    # One statement for both engines; UNION (not UNION ALL) ends even where data had a circle.
    statement = (
        f"WITH RECURSIVE below(id) AS (SELECT id FROM {agency} WHERE code = %s "  # noqa: S608 — names of our own tables
        f"UNION SELECT p.agency_id FROM {period} p JOIN below b ON p.parent_id = b.id "
        "WHERE p.valid_from <= %s AND (p.valid_to IS NULL OR p.valid_to > %s)) SELECT id FROM below"
    )
    found: set[int] = set()
    if codes.is_agency_code(agency_code):
        with connection.cursor() as cursor:
            cursor.execute(statement, [agency_code, on.isoformat(), on.isoformat()])
            found = {int(row[0]) for row in cursor.fetchall()}
    if not found:
        raise NotVisible("agency.unknown", agency=agency_code)
    return found
