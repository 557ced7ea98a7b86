"""The parts that a target is handed down to: units and the agency's own part, or the posts of an agency without units;
each with what it had a year before, what it has now, what was handed down and what could be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.reports import organisation as organisations
from motcua.reports.figures import PARTS, handling
from motcua.reports.figures.row import Row
from motcua.reports.figures.tally import tally
from motcua.reports.rules import percent, read_period
from motcua.steering import queries as steering
from motcua.steering.actions import Part
from motcua.steering.cascade import suggest
from motcua.steering.models import Target
from motcua.steering.rules import INDICATORS, OWN

Kind = Literal["unit", "own", "post"]
HANDLES = "specialist"
"""Posts of this kind handle procedures; others are listed only where procedures name them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One part. `before`, `now`: part and whole of the indicator a year before and in the period so far (None where
    they are not counted by unit); `target`: what stands for it; `suggested`: a split to begin with."""

    kind: Kind
    agency: Agency
    post: str
    name_vi: str
    name_en: str
    weight: int
    before: tuple[int, int] | None
    now: tuple[int, int] | None
    target: Target | None = None
    suggested: Decimal = Decimal(0)

    @property
    def key(self) -> str:
        """Names the part in a form."""
        return self.post if self.kind == "post" else OWN if self.kind == "own" else self.agency.code

    @property
    def value(self) -> Decimal | None:
        return self.target.value if self.target else None

    @property
    def percent_before(self) -> float | None:
        return percent(*self.before) if self.before else None

    @property
    def percent_now(self) -> float | None:
        return percent(*self.now) if self.now else None

    def name(self, lang: str) -> str:
        return self.name_en if lang == "en" else self.name_vi

    def as_part(self, value: Decimal | None) -> Part:
        """The line with a value, for the acts of steering."""
        return Part(self.key, self.agency, self.post, value, self.weight)


def lines(target: Target, *, today: date, as_of: datetime) -> list[Line]:
    """The parts of a target, the largest first; none for a post, and where the indicator has no parts there.

    Weights are the dossiers of the same days a year before, counted for who does that work today; where there were
    none, those of the period so far.
    """
    on = min(max(today, target.period_from), target.period_to)
    tree = organisations.read()
    units = tree.children(target.agency_id, on) if not target.post else []
    if target.post not in ("", OWN):
        return []
    standing = steering.parts_of(target)
    if units:
        made = _units(target, [*units], on, as_of, own=(target.agency_id, OWN) in standing)
    elif INDICATORS[target.indicator].by_post:
        made = _posts(target, on, as_of)
    else:
        made = []
    if not any(one.weight for one in made):
        made = [replace(one, weight=one.now[1] if one.now else 0) for one in made]
    made = [replace(one, target=standing.get((one.agency.pk, one.post))) for one in made]
    measure = INDICATORS[target.indicator].measure
    split = suggest(measure, target.value, [one.weight for one in made])
    made = [replace(one, suggested=value) for one, value in zip(made, split, strict=True)]
    return sorted(made, key=lambda one: (one.kind == "own", -one.weight, one.name_vi))


def _units(target: Target, units: list[int], on: date, as_of: datetime, *, own: bool) -> list[Line]:
    """`own`: its own part has a target."""
    code = target.agency.code
    before, now = (
        _by_agency(target, code, *_year_before(target), as_of),
        _by_agency(target, code, *_so_far(target, on), as_of),
    )
    known = Agency.objects.in_bulk([*units, target.agency_id])
    names = [agencies.names_of(known, on, lang, short=True) for lang in ("vi", "en")]
    found = [
        Line("unit", known[one], "", names[0][one], names[1][one], *_weighed(known[one].code, before, now))
        for one in units
    ]
    vi, en = organisations.read().own_unit(target.agency_id)
    itself = Line("own", target.agency, OWN, vi, en, *_weighed(code, before, now))
    # Without dossiers of its own, and none expected of it, an agency's own part is no line.
    return [*found, itself] if own or itself.weight or (itself.now and itself.now[1]) else found


_Counted = Mapping[str, tuple[int, int]] | None


def _weighed(key: str, before: _Counted, now: _Counted) -> tuple[int, tuple[int, int] | None, tuple[int, int] | None]:
    then = before.get(key, (0, 0)) if before is not None else None
    return then[1] if then else 0, then, now.get(key, (0, 0)) if now is not None else None


def _by_agency(target: Target, code: str, first: date, last: date, as_of: datetime) -> _Counted:
    """Part and whole by unit; None for what is no flow of dossiers: there every unit weighs the same."""
    if target.indicator not in PARTS:
        return None
    part, whole = PARTS[target.indicator]
    tree = organisations.read()
    # of who stands no more the work is nobody's today: its units are those of its own time
    stands = tree.existed(target.agency_id)[1] is None
    rows = handling(code, first, last, as_of=as_of, by="agency", organised="now" if stands else "then")
    return {row.key: (part(row), whole(row)) for row in rows}


def _posts(target: Target, on: date, as_of: datetime) -> list[Line]:
    agency = target.agency
    before, now = _by_post(target, [_year_before(target), _so_far(target, on)], as_of)
    titles = {
        one.slug: (one.title_vi, one.title_en or one.title_vi)
        for one in agencies.positions(agency, on)
        if one.slug.startswith(HANDLES) or one.slug in now
    }
    found = []
    for slug, (vi, en) in titles.items():
        found.append(Line("post", agency, slug, vi, en, *_weighed(slug, before, now)))
    return found


def _by_post(
    target: Target, spans: Sequence[tuple[date, date]], as_of: datetime
) -> list[Mapping[str, tuple[int, int]]]:
    """Part and whole by post, for each period."""
    part, whole = PARTS[target.indicator]
    periods = [read_period(*span, as_of) for span in spans]
    found: list[dict[str, tuple[int, int]]] = [{} for _ in spans]
    counted = tally(periods, organisations.read(), target.agency_id, own=True, by="post")
    for (index, post), counts in counted.items():
        row = Row(target.agency.code, *spans[index], as_of, counts)
        found[index][post] = (part(row), whole(row))
    return [*found]


def _so_far(target: Target, on: date) -> tuple[date, date]:
    return target.period_from, on


def _year_before(target: Target) -> tuple[date, date]:
    return _back(target.period_from), _back(target.period_to)


def _back(day: date) -> date:
    """The same day a year before; of 29 February the day before it."""
    return (day - timedelta(days=1) if (day.month, day.day) == (2, 29) else day).replace(year=day.year - 1)
