"""How a unit works: its share of late dossiers, of supplements, of online filing; drawn once a unit and year."""

import random
from dataclasses import dataclass

from motcua.flows.province_year.units import LAND_BODY, Unit

LAND = "land"


@dataclass(frozen=True, slots=True)
class Habits:
    """Shares of one, but for `dissatisfied`, which is of the answers."""

    late: float
    supplemented: float
    refused: float
    online: float
    answering: float
    dissatisfied: float

    def late_for(self, field: str) -> float:
        """Most of the late are of land."""
        return min(self.late * 5, 0.6) if field == LAND else self.late * 0.45


def habits_of(unit: Unit, chance: random.Random) -> Habits:
    """Late 1 to 12 % by unit (the land body more), supplements 5 to 20 %, refusals 1 to 3 %."""
    late = 0.01 + 0.11 * chance.random() ** 1.6
    return Habits(
        late=0.075 if unit.code == LAND_BODY else late,
        supplemented=0.05 + 0.15 * chance.random(),
        refused=0.01 + 0.02 * chance.random(),
        online=0.62 + 0.37 * chance.random(),
        answering=0.15 + 0.5 * chance.random(),
        dissatisfied=0.005 + 0.035 * chance.random(),
    )
