"""Figures by commune, however many floors lie between: what the map of tiles shows."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.kernel import clock
from motcua.reports import organisation as organisations
from motcua.reports.boards import areas
from motcua.reports.boards.areas import Where
from motcua.reports.boards.leaves import PLACE, Leaves
from motcua.reports.figures.handling import agency_id_of
from motcua.reports.figures.row import Counts, Row
from motcua.reports.figures.tally import tally
from motcua.reports.organisation import Organised
from motcua.reports.rules import Period, read_period


@dataclass(frozen=True, slots=True)
class Place:
    """One tile. `own`: an agency without the communes under it (a district's own counter, a department)."""

    code: str
    row: Row
    own: bool

    def name(self, lang: str = "vi") -> str:
        return self.row.label(lang)


@dataclass(frozen=True, slots=True)
class Area:
    """Tiles that stand together; `province` differs from the agency's own where it took others in."""

    province_vi: str
    province_en: str
    name_vi: str
    name_en: str
    places: tuple[Place, ...]

    def name(self, lang: str = "vi") -> str:
        return self.name_en if lang == "en" else self.name_vi

    def province(self, lang: str = "vi") -> str:
        return self.province_en if lang == "en" else self.province_vi


@dataclass(frozen=True, slots=True)
class Map:
    """The areas with a commune, in the order of the former provinces and districts; `offices`: everybody else who has
    dossiers or is a department. All tiles together are the whole."""

    areas: tuple[Area, ...]
    offices: tuple[Place, ...]
    whole: Row

    @property
    def places(self) -> tuple[Place, ...]:
        return (*(place for area in self.areas for place in area.places), *self.offices)


def places(
    agency_code: str,
    first: date,
    last: date,
    *,
    as_of: datetime | None = None,
    organised: Organised = "then",
) -> Map:
    """Every commune under an agency (or it itself) with its figures of a period, organised as then or as now.

    Raises Invalid, NotVisible.
    """
    period = read_period(first, last, as_of or clock.now())
    tree = Leaves.of(organisations.read_as(organised, clock.local_day(clock.now())))
    agency_id = agency_id_of(agency_code, tree)
    assert agency_id is not None  # a code was given
    found = {int(key): counts for (_, key), counts in tally([period], tree, agency_id, own=False, by="agency").items()}
    for one in tree.standing(agency_id, period.judged_on):
        found.setdefault(one, Counts())
    whole = Counts()
    for counts in found.values():
        whole.add({name: getattr(counts, name) for name in Counts.__slots__})
    communes = [one for one in found if tree.kind(one) == PLACE]
    offices = [one for one in found if tree.kind(one) != PLACE]
    return Map(
        areas=_areas(communes, found, tree, agency_id, agency_code, period),
        offices=tuple(_place(one, found[one], tree, period, agency_code) for one in sorted(offices, key=tree.code_of)),
        whole=Row(agency_code, period.first, period.last, period.as_of, whole, agency_code),
    )


def _place(agency_id: int, counts: Counts, tree: Leaves, period: Period, asked: str) -> Place:
    has_units = any(parent == agency_id for parent in tree.parents(period.judged_on).values())
    vi, en = tree.own_unit(agency_id) if tree.code_of(agency_id) == asked else tree.name(agency_id, period.judged_on)
    if has_units and tree.code_of(agency_id) != asked:
        own_vi, own_en = tree.own_unit(agency_id)
        vi, en = f"{own_vi} ({vi})", f"{own_en} ({en})"
    code = tree.code_of(agency_id)
    row = Row(asked, period.first, period.last, period.as_of, counts, code, vi, en)
    return Place(code, row, own=has_units)


def _areas(
    communes: list[int], found: dict[int, Counts], tree: Leaves, top: int, asked: str, period: Period
) -> tuple[Area, ...]:
    together: dict[Where, list[Place]] = {}
    for one in sorted(communes, key=tree.code_of):
        where = _where(one, tree, top, period.judged_on)
        together.setdefault(where, []).append(_place(one, found[one], tree, period, asked))
    return tuple(
        Area(where.province_vi, where.province_en, where.district_vi, where.district_en, tuple(rows))
        for where, rows in sorted(together.items())
    )


def _where(agency_id: int, tree: Leaves, top: int, on: date) -> Where:
    """The district above it that day; where there is none any more, the one it was made of."""
    above = tree.parents(on).get(agency_id)
    if above is not None and above != top and tree.kind(above) != "province":
        vi, en = tree.name(above, on)
        return Where("", tree.code_of(above), "", "", vi, en)
    if (known := areas.former().get(tree.code_of(agency_id))) is not None:
        return known
    if (parent := areas.former_parents().get(agency_id)) is not None and parent != top:
        vi, en = tree.name(parent, on)
        return Where("", tree.code_of(parent), "", "", vi, en)
    return Where("~", "", "", "", "", "")
