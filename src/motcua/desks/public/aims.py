"""Targets set for a unit beside what it reached, for everybody."""

from dataclasses import dataclass
from datetime import date

from motcua.desks.shell import formats
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.reports import figures, published
from motcua.reports.figures import TargetRow


@dataclass(frozen=True, slots=True)
class Line:
    """One target; `actual` and `gap` None where nothing is there to compare, or may be told."""

    name: str
    period: str
    row: TargetRow

    @property
    def is_percent(self) -> bool:
        """Else a number of dossiers."""
        return getattr(self.row, "measure", "percent") == "percent"


def lines(agency: str, on: date, viewer: Actor, *, lang: str) -> list[Line]:
    """The targets that hold on a day. Raises NotVisible."""
    now = clock.now()
    on = min(on, clock.local_day(now))
    found = figures.targets(agency, on, as_of=now)
    if not published.may_see_all(viewer, agency, on):
        found = published.targets_for_everybody(found, now=now)
    return [Line(row.label(lang), formats.period(row.first, row.last, lang), row) for row in found]
