"""Finding agencies and places by what people type: with or without diacritics, by today's name or an older one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from motcua.agencies import rules
from motcua.agencies.models import AgencyPeriod, AgencySuccession, Place, PlaceSuccession
from motcua.agencies.queries.agency import AgencyRow, holding, row_of
from motcua.kernel import text

MOST = 20


@dataclass(frozen=True, slots=True)
class FoundAgency:
    """An agency, and the older name by which it was found (empty: by its own)."""

    agency: AgencyRow
    former_vi: str = ""
    former_en: str = ""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place, and the older place by which it was found (None: by its own name)."""

    place: Place
    former: Place | None = None


def search_agencies(q: str, on: date, kind: str = "", limit: int = MOST) -> list[FoundAgency]:
    """Agencies that exist on a day and whose names (or the names of those they took over from) have a word beginning
    with each word of `q`. Own names first, then those that begin with the words, then by name and code."""
    words = rules.search_words(q)
    if not words:
        return []
    holds = AgencyPeriod.objects.filter(holding(on)).select_related("agency", "parent")
    if kind:
        holds = holds.filter(agency__kind=kind)
    own = {row.id: FoundAgency(row) for row in map(row_of, holds.filter(_all(words)))}
    links = AgencySuccession.objects.filter(_all(words, "predecessor__periods__"), on__lte=on)
    former: dict[int, tuple[str, str]] = {}
    for successor_id, name_vi, name_en in links.order_by("predecessor__code").values_list(
        "successor_id", "predecessor__periods__short_name_vi", "predecessor__periods__short_name_en"
    ):
        former.setdefault(successor_id, (name_vi, name_en))
    through = holds.filter(agency_id__in=former.keys() - own.keys())
    older = [FoundAgency(row, *former[row.id]) for row in map(row_of, through)]
    ranked = sorted(own.values(), key=lambda found: _rank(found.agency, words)) + sorted(
        older, key=lambda found: _rank(found.agency, words)
    )
    return ranked[:limit]


def _rank(row: AgencyRow, words: Sequence[str]) -> tuple[int, str, str]:
    """Names whose own words (after the kind: "xã") begin with what was typed come first."""
    folded = text.fold(row.short_name_vi)
    return (_starts(folded, words), folded, row.code)


def search_places(q: str, on: date, kind: str = "", limit: int = MOST) -> list[FoundPlace]:
    """Places that exist on a day, by own or older names, as `search_agencies`."""
    words = rules.search_words(q)
    if not words:
        return []
    holds = Place.objects.filter(holding(on)).select_related("parent__parent")
    if kind:
        holds = holds.filter(kind=kind)
    own = {place.pk: FoundPlace(place) for place in holds.filter(_all(words))}
    links = PlaceSuccession.objects.filter(_all(words, "predecessor__"), on__lte=on)
    former: dict[int, Place] = {}
    for link in links.order_by("predecessor__code").select_related("predecessor__parent__parent"):
        former.setdefault(link.successor_id, link.predecessor)
    older = [FoundPlace(place, former[place.pk]) for place in holds.filter(pk__in=former.keys() - own.keys())]

    def rank(found: FoundPlace) -> tuple[int, str, str]:
        folded = text.fold(found.place.name_vi)
        return (_starts(folded, words), folded, found.place.code)

    return (sorted(own.values(), key=rank) + sorted(older, key=rank))[:limit]


def _all(words: Sequence[str], prefix: str = "") -> Q:
    """Each word begins a word of the search field; one Q, so that over a relation all are asked of one row."""
    condition = Q()
    for word in words:
        condition &= Q(**{f"{prefix}search__contains": f" {word}"})
    return condition


def _starts(folded_name: str, words: Sequence[str]) -> int:
    """0 when the name, with or without its kind ("xa", "phuong", "thi tran"), begins with the words."""
    typed = " ".join(words)
    named = rules.search_words(folded_name)
    return 0 if any(" ".join(named[skip:]).startswith(typed) for skip in (0, 1, 2)) else 1
