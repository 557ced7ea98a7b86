"""The tree seen by communes: a line is the commune itself, not the unit below the agency asked for."""

from dataclasses import dataclass, field
from datetime import date

from motcua.reports.organisation import Organisation, OrganisedNow

PLACE = "commune"


@dataclass(slots=True)
class Leaves(Organisation):
    """`base` with its own lines: a commune each, and every other agency by itself.

    The counting is that of `handling` by agency (contract section 5); only the lines are finer, so that they add up to
    the same whole.
    """

    base: Organisation = field(default_factory=lambda: Organisation(()))
    _kinds: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, base: Organisation) -> "Leaves":
        found = cls(base.periods, base=base)
        found._kinds = {held.agency_id: held.kind for held in base.periods}
        return found

    def kind(self, agency_id: int) -> str:
        return self._kinds.get(agency_id, "other")

    def parents(self, on: date) -> dict[int, int | None]:
        return self.base.parents(self._day(on))

    def under(self, agency_id: int, on: date) -> frozenset[int]:
        return self.base.under(agency_id, on)

    def itself(self, agency_id: int) -> frozenset[int]:
        return self.base.itself(agency_id)

    def children(self, agency_id: int | None, on: date) -> list[int]:
        return self.base.children(agency_id, on)

    def changes(self, first: date, last: date) -> list[date]:
        return self.base.changes(first, last)

    def name(self, agency_id: int, on: date) -> tuple[str, str]:
        return self.base.name(agency_id, on)

    def unit_of(self, agency_id: int, top: int | None, on: date) -> int:
        """The commune it is or stands under, else itself; today who does its work."""
        at: int | None = self.base.heir(agency_id) if isinstance(self.base, OrganisedNow) else agency_id
        mine, parents, seen = at or agency_id, self.parents(on), set[int]()
        while at is not None and at not in seen:
            if self.kind(at) == PLACE:
                return at
            seen.add(at)
            at = parents.get(at)
        return mine

    def standing(self, agency_id: int, on: date) -> list[int]:
        """The communes and departments under the agency that stand on the day, by code."""
        parents = self.parents(on)
        below = (one for one in self.base.under(agency_id, on) if one in parents and one != agency_id)
        return sorted((one for one in below if self.kind(one) in (PLACE, "department")), key=self.code_of)

    def _day(self, on: date) -> date:
        return self.base.today if isinstance(self.base, OrganisedNow) else on
