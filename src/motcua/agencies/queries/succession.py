"""Who took over from whom."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from motcua.agencies.models import Agency, AgencyPeriod, AgencySuccession
from motcua.agencies.queries.agency import holding, under
from motcua.journal.reference import kept
from motcua.kernel import codes

WHOLE = (AgencySuccession.Way.MERGED_INTO, AgencySuccession.Way.RENAMED)


@dataclass(frozen=True, slots=True)
class Heir:
    """One link of a chain of succession: `agency` is the successor (or the predecessor), `step` counts from 1."""

    agency: Agency
    way: str
    on: date
    legal_ground: str
    step: int


def successors(agency: Agency) -> list[Heir]:
    """Every agency that took over from this one, directly (step 1) or through others, nearest first."""
    return _walk(
        agency,
        lambda ids: AgencySuccession.objects.filter(predecessor_id__in=ids).select_related("successor"),
        "successor",
    )


def predecessors(agency: Agency) -> list[Heir]:
    """Every agency that this one took over from, directly or through others, nearest first."""
    return _walk(
        agency,
        lambda ids: AgencySuccession.objects.filter(successor_id__in=ids).select_related("predecessor"),
        "predecessor",
    )


def heirs_on(agency: Agency, on: date) -> list[Agency]:
    """Who does the agency's work on a day: itself while it exists, else those of its successors that do."""
    chain = [agency, *(heir.agency for heir in successors(agency) if heir.on <= on)]
    living = set(AgencyPeriod.objects.filter(holding(on), agency__in=chain).values_list("agency_id", flat=True))
    if agency.pk in living:
        return [agency]
    return [one for one in chain if one.pk in living]


@kept
def reach(agency_code: str, *, below: bool, on: date) -> frozenset[int]:
    """Ids of the agencies whose dossiers one answers for on a day: its own, with `below` those of all under it as
    organised then, and those of every agency that these took over from.

    Alone, an agency answers for what went into it whole; what was split went to several, and only who stands above
    them all (`below`) answers for it. Nobody's code reaches nothing.
    """
    agency = Agency.objects.filter(code=agency_code).first() if codes.is_agency_code(agency_code) else None
    if agency is None:
        return frozenset()
    reached = under(agency_code, on) if below else {agency.pk}
    links = AgencySuccession.objects.filter(on__lte=on)
    if not below:
        links = links.filter(way__in=WHOLE)
    frontier = reached
    while frontier:
        frontier = set(links.filter(successor_id__in=frontier).values_list("predecessor_id", flat=True)) - reached
        reached = reached | frontier
    return frozenset(reached)


def _walk(agency: Agency, links: Callable[[Sequence[int]], Iterable[AgencySuccession]], end: str) -> list[Heir]:
    found: list[Heir] = []
    seen, frontier, step = {agency.pk}, [agency.pk], 0
    while frontier:
        step += 1
        following: list[Heir] = []
        for link in links(frontier):
            other: Agency = getattr(link, end)
            if other.pk not in seen:
                seen.add(other.pk)
                following.append(Heir(other, link.way, link.on, link.legal_ground, step))
        following.sort(key=lambda heir: heir.agency.code)
        found += following
        frontier = [heir.agency.pk for heir in following]
    return found
