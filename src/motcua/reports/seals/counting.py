"""The figures of a period as they are counted at this moment, in the shape of a seal."""

from datetime import date, datetime

from motcua.reports import organisation
from motcua.reports.cube.rules import YEAR
from motcua.reports.figures import handling
from motcua.reports.models import CubeCell, CubeDelta
from motcua.reports.seals.content import Figures, counts, lines


def figures_now(agency: str, first: date, last: date, at: datetime) -> Figures:
    """What contract section 5 gives for an agency with those under it. Raises Invalid, NotVisible."""

    def by(name: str) -> dict[str, dict[str, int]]:
        return {key: dict(line) for key, line in lines(handling(agency, first, last, as_of=at, by=name)).items()}

    (whole,) = handling(agency, first, last, as_of=at)
    units = by("agency")
    return Figures(counts(whole), by("channel"), by("field"), {} if units.keys() == {agency} else units)


def agencies_with_figures(last: date) -> list[str]:
    """Codes of the agencies that ever counted a dossier, and of those above them on that day; by code."""
    tree = organisation.read()
    parents, found = tree.parents(last), set()
    counted = set(CubeCell.objects.filter(part="", grain=YEAR).values_list("agency_id", flat=True).distinct())
    counted |= set(CubeDelta.objects.values_list("agency_id", flat=True).distinct())
    for agency in counted:
        above: int | None = agency
        while above is not None and above not in found:
            found.add(above)
            above = parents.get(above)
    return sorted(tree.code_of(one) for one in found)
