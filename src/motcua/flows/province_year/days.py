"""How many dossiers each unit is given on each day: Mondays and days after holidays bring half as much again, the days
after Tết three times as much, days off only what is filed online."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from motcua.deadlines.rules import WorkingCalendar
from motcua.flows.province_year.units import Unit

ONE_DAY = timedelta(days=1)
TAIL = 45
"""Days of the year before: what was received then and is not over is carried over."""
TAIL_WEIGHT = 0.25
AFTER_TET = (3.0, 2.6, 2.2, 1.9, 1.6)
AFTER_REST = 1.5
DAY_OFF = 0.07


@dataclass(frozen=True, slots=True)
class Share:
    """A unit with how many dossiers it is given in all."""

    unit: Unit
    number: int


def weights(calendar: WorkingCalendar, year: int) -> list[tuple[date, float]]:
    """Every day from the tail of the year before to the last of the year, with what it brings."""
    found: list[tuple[date, float]] = []
    day, last = date(year, 1, 1) - timedelta(days=TAIL), date(year, 12, 31)
    rested, since_tet = True, len(AFTER_TET)
    while day <= last:
        off = calendar.days_off.get(day)
        if off is not None and "Lunar New Year" in off.name_en:
            since_tet = 0
        if not calendar.is_working_day(day):
            weight, rested = DAY_OFF, True
        elif since_tet < len(AFTER_TET):
            weight, since_tet, rested = AFTER_TET[since_tet], since_tet + 1, False
        else:
            weight, rested = AFTER_REST if rested else 1.0, False
        found.append((day, weight * (TAIL_WEIGHT if day.year < year else 1.0)))
        day += ONE_DAY
    return found


def shared_out(
    units: Sequence[Unit], days: Sequence[tuple[date, float]], total: int, offers: Callable[[Unit, date], bool]
) -> list[Share]:
    """`total` shared out to the last one by size and by the days on which each stands; `offers` tells who has work."""
    sizes = []
    for unit in units:
        stood = sum(weight for day, weight in days if unit.stands(day))
        first = next((day for day, _ in days if unit.stands(day)), None)
        sizes.append(unit.weight * stood if first is not None and offers(unit, first) else 0.0)
    whole, given, run, found = sum(sizes), 0, 0.0, []
    for unit, size in zip(units, sizes, strict=True):
        run += size
        upto = round(total * run / whole)
        found.append(Share(unit, upto - given))
        given = upto
    return found


def spread(share: Share, days: Sequence[tuple[date, float]], chance: random.Random) -> Iterator[tuple[date, int]]:
    """The days of a unit with how many are submitted on each; in all exactly `share.number`."""
    own = [(day, weight * (0.5 + chance.random())) for day, weight in days if share.unit.stands(day)]
    whole, given, run = sum(weight for _, weight in own), 0, 0.0
    for day, weight in own:
        run += weight
        upto = min(round(share.number * run / whole), share.number)
        if upto > given:
            yield day, upto - given
        given = upto
