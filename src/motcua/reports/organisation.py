"""The tree of agencies on any day, read once: a figure about the past is organised as it was then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from motcua.agencies.models import AgencyPeriod, AgencySuccession
from motcua.agencies.queries.succession import WHOLE
from motcua.journal.reference import kept
from motcua.kernel.errors import NotVisible
from motcua.kernel.versions import in_force

_OWN_UNIT = {
    "province": ("Bộ phận Một cửa tỉnh", "Provincial single-window unit"),
    "department": ("Bộ phận Một cửa sở", "Department's single-window unit"),
    "district": ("Bộ phận Một cửa huyện", "District single-window unit"),
    "commune": ("Bộ phận Một cửa xã", "Commune single-window unit"),
    "other": ("Bộ phận Một cửa", "Single-window unit"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """The name and parent of an agency during a period."""

    agency_id: int
    code: str
    kind: str
    parent_id: int | None
    short_name_vi: str
    short_name_en: str
    valid_from: date
    valid_to: date | None


@dataclass(slots=True)
class Organisation:
    """All periods of all agencies; answers without further queries."""

    periods: tuple[Held, ...]
    _parents: dict[date, dict[int, int | None]] = field(default_factory=dict)
    _below: dict[tuple[int, date], frozenset[int]] = field(default_factory=dict)
    _codes: dict[int, str] = field(default_factory=dict)

    def get(self, code: str) -> int:
        """The id of an agency that exists or has existed. Raises NotVisible."""
        for held in self.periods:
            if held.code == code:
                return held.agency_id
        raise NotVisible("agency.unknown", agency=code)

    def code_of(self, agency_id: int) -> str:
        """The code of an agency."""
        if not self._codes:
            self._codes.update({held.agency_id: held.code for held in reversed(self.periods)})
        return self._codes.get(agency_id, "")

    def parents(self, on: date) -> dict[int, int | None]:
        """Every agency of that day with the one above it."""
        if on not in self._parents:
            self._parents[on] = {
                held.agency_id: held.parent_id for held in self.periods if in_force(held.valid_from, held.valid_to, on)
            }
        return self._parents[on]

    def under(self, agency_id: int, on: date) -> frozenset[int]:
        """The agency and all below it on that day."""
        if (agency_id, on) not in self._below:
            children: dict[int | None, list[int]] = {}
            for child, parent in self.parents(on).items():
                children.setdefault(parent, []).append(child)
            found, open_ = {agency_id}, [agency_id]
            while open_:
                new = [child for child in children.get(open_.pop(), ()) if child not in found]
                found.update(new)
                open_ += new
            self._below[agency_id, on] = frozenset(found)
        return self._below[agency_id, on]

    def itself(self, agency_id: int) -> frozenset[int]:
        """The agency without what is below it."""
        return frozenset({agency_id})

    def children(self, agency_id: int | None, on: date) -> list[int]:
        """The agencies directly below one on that day (below None: those with nothing above), by code."""
        found = [child for child, parent in self.parents(on).items() if parent == agency_id]
        return sorted(found, key=self.code_of)

    def unit_of(self, agency_id: int, top: int | None, on: date) -> int:
        """Which line of a table about `top` an agency belongs to on that day: the agency directly below `top` that it
        stands under, or itself where it stands under none."""
        parents, at, seen = self.parents(on), agency_id, {agency_id}
        while at != top:
            above = parents.get(at)
            if above == top or above is None or above in seen:
                return at
            seen.add(above)
            at = above
        return at

    def changes(self, first: date, last: date) -> list[date]:
        """Days after `first`, up to `last`, from which the tree is another."""
        days = {held.valid_from for held in self.periods}
        days |= {held.valid_to for held in self.periods if held.valid_to}
        return sorted(day for day in days if first < day <= last)

    def name(self, agency_id: int, on: date) -> tuple[str, str]:
        """Short name on that day in both languages; outside its time the nearest one it had."""
        held = [one for one in self.periods if one.agency_id == agency_id]
        if not held:
            return "", ""
        best = next((one for one in held if in_force(one.valid_from, one.valid_to, on)), None)
        if best is None:
            begun = [one for one in held if one.valid_from <= on]
            best = begun[-1] if begun else held[0]
        return best.short_name_vi, best.short_name_en or best.short_name_vi

    def own_unit(self, agency_id: int) -> tuple[str, str]:
        """What the agency's own counter is called beside the units below it."""
        kind = next((held.kind for held in self.periods if held.agency_id == agency_id), "other")
        return _OWN_UNIT.get(kind, _OWN_UNIT["other"])

    def existed(self, agency_id: int) -> tuple[date, date | None]:
        """From which day on the agency existed, and its first day no longer (None: it stands)."""
        held = [one for one in self.periods if one.agency_id == agency_id]
        ends = [one.valid_to for one in held]
        return held[0].valid_from, None if None in ends else max(end for end in ends if end)


@kept
def read() -> Organisation:
    """One query, until an agency changes."""
    rows = AgencyPeriod.objects.order_by("valid_from", "id").values_list(
        "agency_id",
        "agency__code",
        "agency__kind",
        "parent_id",
        "short_name_vi",
        "short_name_en",
        "valid_from",
        "valid_to",
    )
    return Organisation(tuple(Held(*row) for row in rows))


Organised = Literal["then", "now"]
"""Figures by the agencies of the days concerned, or with each agency's dossiers counted for who does its work today."""
Links = Mapping[int, Sequence[tuple[int, bool]]]
"""Agency → who took over from it, and whether the whole."""


@dataclass(slots=True)
class OrganisedNow(Organisation):
    """The same tree on every day: that of `today`, where who took over stands for those that are no more.

    What went into one whole counts there; what was split went to several, and counts for the agency above them all. An
    agency that is no more and is asked for itself shows what lay under it to its last day.
    """

    today: date = date.max
    links: Links = field(default_factory=dict)
    _heirs: dict[int, int] = field(default_factory=dict)

    def heir(self, agency_id: int) -> int:
        """Who does the agency's work today; itself where nobody does."""
        if agency_id not in self._heirs:
            self._heirs[agency_id] = agency_id  # for a circle, which no decision makes
            if agency_id not in Organisation.parents(self, self.today):
                self._heirs[agency_id] = self._taken_over(agency_id)
        return self._heirs[agency_id]

    def _taken_over(self, agency_id: int) -> int:
        links = self.links.get(agency_id, ())
        whole = [self.heir(successor) for successor, is_whole in links if is_whole]
        if len(whole) == 1:
            return whole[0]
        lines = [self._line(self.heir(successor)) for successor, _ in links]
        common = [one for one in lines[0] if all(one in line for line in lines[1:])] if lines else []
        return common[0] if common else agency_id

    def _line(self, agency_id: int) -> list[int]:
        """The agency and all above it today, nearest first."""
        parents, found = Organisation.parents(self, self.today), [agency_id]
        while (above := parents.get(found[-1])) is not None and above not in found:
            found.append(above)
        return found

    def under(self, agency_id: int, on: date) -> frozenset[int]:
        """All whose work the agency and those below it do today."""
        if agency_id not in Organisation.parents(self, self.today):
            _, ended = self.existed(agency_id)
            return Organisation.under(self, agency_id, date.fromordinal(ended.toordinal() - 1) if ended else self.today)
        living = Organisation.under(self, agency_id, self.today)
        return living | {held.agency_id for held in self.periods if self.heir(held.agency_id) in living}

    def itself(self, agency_id: int) -> frozenset[int]:
        """The agency and those whose work it does."""
        return frozenset({agency_id, *(one.agency_id for one in self.periods if self.heir(one.agency_id) == agency_id)})

    def children(self, agency_id: int | None, on: date) -> list[int]:
        """Those directly below it today."""
        return Organisation.children(self, agency_id, self.today)

    def unit_of(self, agency_id: int, top: int | None, on: date) -> int:
        """The line of who does the agency's work today."""
        return Organisation.unit_of(self, self.heir(agency_id), top, self.today)

    def changes(self, first: date, last: date) -> list[date]:
        """None: every day is organised as today."""
        return []

    def name(self, agency_id: int, on: date) -> tuple[str, str]:
        """As it is called today."""
        return Organisation.name(self, agency_id, self.today)


@kept
def read_as(organised: Organised, today: date) -> Organisation:
    """The tree of the days concerned, or that of today for all days."""
    if organised == "then":
        return read()
    links: dict[int, list[tuple[int, bool]]] = {}
    rows = AgencySuccession.objects.filter(on__lte=today).order_by("on", "id")
    for predecessor, successor, way in rows.values_list("predecessor_id", "successor_id", "way"):
        links.setdefault(predecessor, []).append((successor, way in WHOLE))
    return OrganisedNow(read().periods, today=today, links=links)
