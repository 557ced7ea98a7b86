"""Where a commune stands on the map of tiles: the district and province it lay in before 1 July 2025.

There is no geometry in it: tiles of one former district stand together, and the districts of one former province. Facts
of the statistical lists (`data/vn/former_areas.csv`); what is not in them goes by who was taken over, else by who
stands above.
"""

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from motcua.agencies.models import AgencySuccession
from motcua.journal.reference import kept


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A district within a province, in the order of their statistical codes; names "" where nothing is known."""

    province: str
    district: str
    province_vi: str
    province_en: str
    district_vi: str
    district_en: str


@lru_cache
def former() -> Mapping[str, Where]:
    """Agency → where it lay, of the packaged list."""
    text = files("motcua").joinpath("data/vn/former_areas.csv").read_text(encoding="utf-8")
    return {
        row["agency"]: Where(
            row["former_province"],
            row["former_district"],
            row["province_vi"],
            row["province_en"],
            row["district_vi"],
            row["district_en"],
        )
        for row in csv.DictReader(text.splitlines())
    }


@kept
def former_parents() -> Mapping[int, int]:
    """Agency → the agency above most of those it took over from, on the last day of theirs."""
    above: dict[int, Counter[int]] = {}
    rows = AgencySuccession.objects.filter(predecessor__kind="commune").order_by("pk")
    for successor, parent in rows.values_list("successor_id", "predecessor__periods__parent_id"):
        if parent is not None:
            above.setdefault(successor, Counter())[parent] += 1
    return {successor: parents.most_common(1)[0][0] for successor, parents in above.items()}
