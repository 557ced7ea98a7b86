"""Reading the organisation: as it is, as it was on a day, and what became of it."""

from motcua.agencies.queries.agency import (
    AgencyRow,
    agencies_at,
    children,
    existed,
    find_agency,
    get_agency,
    name_of,
    names_of,
    parent_on,
    period_on,
    row_on,
    under,
)
from motcua.agencies.queries.place import (
    PlaceNames,
    find_place,
    place_label,
    place_names,
    places_at,
    places_below,
)
from motcua.agencies.queries.post import positions, positions_for
from motcua.agencies.queries.search import FoundAgency, FoundPlace, search_agencies, search_places
from motcua.agencies.queries.succession import Heir, heirs_on, predecessors, reach, successors
from motcua.agencies.queries.title import names_by_code, titles_of

__all__ = [
    "AgencyRow",
    "FoundAgency",
    "FoundPlace",
    "Heir",
    "PlaceNames",
    "agencies_at",
    "children",
    "existed",
    "find_agency",
    "find_place",
    "get_agency",
    "heirs_on",
    "name_of",
    "names_by_code",
    "names_of",
    "parent_on",
    "period_on",
    "place_label",
    "place_names",
    "places_at",
    "places_below",
    "positions",
    "positions_for",
    "predecessors",
    "reach",
    "row_on",
    "search_agencies",
    "search_places",
    "successors",
    "titles_of",
    "under",
]
