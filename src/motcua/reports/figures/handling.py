"""How dossiers were handled: the figures of contract section 5, for any agency and period, as they stood then."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from motcua.agencies import queries as agencies
from motcua.catalogue.models import Field, ProcedureVersion
from motcua.dossiers.states import Channel
from motcua.journal.reference import kept
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid, NotVisible
from motcua.reports import organisation as organisations
from motcua.reports.figures.parts import Counted
from motcua.reports.figures.row import Counts, Row
from motcua.reports.figures.tally import Counted_, tally
from motcua.reports.organisation import Organisation, Organised
from motcua.reports.rules import Period, months, read_period

BY = ("agency", "procedure", "field", "month", "channel")
_CHANNELS = {
    Channel.ONLINE: ("Trực tuyến", "Online"),
    Channel.DIRECT: ("Trực tiếp", "At the counter"),
    Channel.POST: ("Bưu chính", "By post"),
}


def handling(
    agency_code: str | None,
    first: date,
    last: date,
    *,
    as_of: datetime | None = None,
    own: bool = False,
    by: str | None = None,
    counted: Counted = "agency",
    rows: bool = False,
    organised: Organised = "then",
) -> list[Row]:
    """The figures of an agency with the units under it (`own`: without them; None: of all agencies) from `first` to
    `last`, both included. Without `by` exactly one row; `by` breaks it down (one of BY).

    Every month is judged at its own end; the other breakdowns add up to the whole. `counted`: for the competent agency,
    or for the reception that took the dossier in. `rows`: from the rows and not from the cube, to compare. `organised`
    "now": with each agency's dossiers counted for who does its work today. Raises Invalid, NotVisible for an agency
    that never was.
    """
    if by is not None and by not in BY:
        raise Invalid("report.by_unknown", [FieldError("by", "report.by_unknown", allowed=", ".join(BY))])
    period = read_period(first, last, as_of or clock.now())
    tree = organisations.read_as(organised, clock.local_day(clock.now()))
    agency_id = agency_id_of(agency_code, tree)
    code = agency_code or ""
    asked = months(period) if by == "month" else [period]
    found = tally(asked, tree, agency_id, own=own, by=by, counted=counted, rows=rows)
    if by == "month":
        return [_month(code, one, found.get((index, ""), Counts())) for index, one in enumerate(asked)]
    if by is None:
        return [Row(code, first, last, period.as_of, found.get((0, ""), Counts()))]
    return _broken_down(found, by, tree, agency_id, code, period, own=own)


def _broken_down(
    found: Counted_,
    by: str,
    tree: Organisation,
    agency_id: int | None,
    code: str,
    period: Period,
    *,
    own: bool,
) -> list[Row]:
    """The lines of the first period counted."""
    if by == "agency":
        lines = _by_unit(found, tree, agency_id, period, own=own)
    else:
        keys = [key for index, key in found if index == 0]
        names = _names(by, tuple(sorted(keys)), period.judged_on)
        lines = [
            (key, names.get(key, (key, key)), found.get((0, key), Counts()))
            for key in (_CHANNELS if by == "channel" else sorted(keys))
        ]
    return [
        Row(code, period.first, period.last, period.as_of, counts, str(key), name_vi, name_en or name_vi)
        for key, (name_vi, name_en), counts in lines
    ]


def several(
    agency_code: str | None,
    spans: Sequence[tuple[date, date]],
    *,
    as_of: datetime | None = None,
    own: bool = False,
    organised: Organised = "then",
) -> list[Row]:
    """The figures of one agency for several periods at once, each as `handling` would give it."""
    at = as_of or clock.now()
    tree = organisations.read_as(organised, clock.local_day(clock.now()))
    agency_id = agency_id_of(agency_code, tree)
    asked = [read_period(first, last, at) for first, last in spans]
    found = tally(asked, tree, agency_id, own=own, by=None)
    return [
        Row(agency_code or "", one.first, one.last, one.as_of, found.get((index, ""), Counts()))
        for index, one in enumerate(asked)
    ]


def by_month(
    agency_code: str | None,
    first: date,
    last: date,
    *,
    by: str,
    as_of: datetime | None = None,
    own: bool = False,
    most: int = 12,
    organised: Organised = "then",
) -> list[tuple[Row, list[Row]]]:
    """Lines by agency, procedure, field or channel: the whole period, then each of its months (the last `most`), judged
    at its own end.

    Every cell is what `handling` gives for that line and month. Raises Invalid, NotVisible.
    """
    period = read_period(first, last, as_of or clock.now())
    tree = organisations.read_as(organised, clock.local_day(clock.now()))
    agency_id = agency_id_of(agency_code, tree)
    asked = [period, *months(period)[-most:]]
    found = tally(asked, tree, agency_id, own=own, by=by)
    keyed = {(index, tree.code_of(int(key)) if by == "agency" else key): one for (index, key), one in found.items()}
    return [
        (
            row,
            [
                Row(row.agency, one.first, one.last, one.as_of, keyed.get((index, row.key), Counts()), row.key)
                for index, one in enumerate(asked)
                if index
            ],
        )
        for row in _broken_down(found, by, tree, agency_id, agency_code or "", period, own=own)
    ]


Line = tuple[str, tuple[str, str], Counts]


def _by_unit(found: Counted_, tree: Organisation, agency_id: int | None, period: Period, *, own: bool) -> list[Line]:
    """The units directly under the agency as organised then, each with all below it, and the agency's own."""
    units: dict[int, Counts] = {}
    if agency_id is not None:
        units[agency_id] = Counts()
    if not own:
        units.update({child: Counts() for child in tree.children(agency_id, period.judged_on)})
    units.update({int(key): counts for (index, key), counts in found.items() if not index})

    def line(unit: int) -> Line:
        name = tree.own_unit(unit) if unit == agency_id else tree.name(unit, period.judged_on)
        return (tree.code_of(unit), name, units[unit])

    under = sorted((unit for unit in units if unit != agency_id), key=tree.code_of)
    return [line(unit) for unit in under] + ([line(agency_id)] if agency_id in units else [])


def agency_id_of(code: str | None, tree: Organisation) -> int | None:
    """The id of the agency of a code; None for all. Raises NotVisible."""
    if code is None:
        return None
    try:
        return tree.get(code)
    except NotVisible:
        return agencies.get_agency(code).pk  # an identifier of the older style


def _month(agency: str, month: Period, counts: Counts) -> Row:
    number, year = month.first.month, month.first.year
    return Row(
        agency,
        month.first,
        month.last,
        month.as_of,
        counts,
        f"{month.first:%Y-%m}",
        f"Tháng {number}/{year}",
        f"{month.first:%B} {year}",
    )


@kept
def _names(by: str, keys: tuple[str, ...], on: date) -> Mapping[str, tuple[str, str]]:
    """Labels; a procedure is called as it was on the last day that is judged, else as it was first called."""
    if by == "channel":
        return {channel.value: names for channel, names in _CHANNELS.items()}
    if by == "field":
        return {
            slug: (vi, en)
            for slug, vi, en in Field.objects.filter(slug__in=keys).values_list("slug", "name_vi", "name_en")
        }
    names: dict[str, tuple[str, str]] = {}
    rows = ProcedureVersion.objects.filter(procedure__code__in=keys).exclude(status=ProcedureVersion.Status.DRAFT)
    for code, vi, en, since in rows.order_by("valid_from", "number").values_list(
        "procedure__code", "name_vi", "name_en", "valid_from"
    ):
        if code not in names or since <= on:
            names[code] = (vi, en)
    return names
