"""How long a procedure really took, on its sheet: in the newest whole period that is over and has enough dossiers."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.agencies.models import Agency
from motcua.kernel import clock
from motcua.reports import times
from motcua.reports.rules import FEW

ENOUGH = FEW
"""Below so many dossiers a median says little (design, section 5)."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Working minutes within which half and nine of ten were done, of `sample` dossiers resolved from `first` to
    `last`. Without enough dossiers the minutes are None."""

    sample: int
    first: date | None = None
    last: date | None = None
    half: int | None = None
    nine_of_ten: int | None = None

    @property
    def is_enough(self) -> bool:
        return self.half is not None


def measured(procedure_code: str, now: datetime, agency: Agency | None = None) -> Measured:
    """The last quarter, else the last year, else a month of the last twelve, whichever first has `ENOUGH`. The sample
    of one agency is told in tens: with the number of all it would tell of the others."""
    asked = times.over(now)
    first, last = min(one.first for one in asked), max(one.last for one in asked)
    spans = times.spans_of(procedure_code, first, last, agency)
    for one in asked:
        within = [span for span in spans if one.first <= clock.local_day(span[2]) <= one.last]
        if len(within) >= ENOUGH:
            found = times.times_of(procedure_code, within)
            sample = found.sample if agency is None else found.about
            return Measured(sample, one.first, one.last, found.half, found.nine_of_ten)
    months = asked[2:]
    return Measured(sum(clock.local_day(span[2]) >= months[-1].first for span in spans), months[-1].first, last)
