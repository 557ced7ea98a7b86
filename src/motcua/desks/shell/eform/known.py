"""What a form's page must look up: places by old and new names, agencies, files, where prefilled answers come from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from motcua.agencies import queries as agencies
from motcua.desks.shell import formats
from motcua.eforms import conditions
from motcua.eforms.definition.shapes import LEVELS

Pairs = Sequence[tuple[str, str]]


def _nothing_found(_text: str, _on: date, _level: str) -> Pairs:
    return ()


def _code_itself(code: str, _on: date) -> tuple[str, str]:
    return code, ""


@dataclass(frozen=True, slots=True)
class Known:
    """Given by the caller; every member may be left out.

    `find(text, on, level)` gives the places of that level on that day that a text can mean, as (code, words); old names
    find them too. `label(code, on)` gives a place's words: as it is called today, and, where that changed, how it
    was called before ("Trước 01/07/2025: …"). `agencies` are (code, words) to choose from; `files` names sent files
    by id; `sources` says of a prefilled field where its answer comes from.
    """

    find: Callable[[str, date, str], Pairs] = _nothing_found
    label: Callable[[str, date], tuple[str, str]] = _code_itself
    agencies: Pairs = ()
    files: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)


NOTHING_KNOWN = Known()


def unit_words(known: Known, code: str, as_of: object, today: date) -> tuple[str, str]:
    """A place's words: as one of today, else as one of the day in `as_of` (ISO text of another answer, or nothing)."""
    found = known.label(code, today)
    then = conditions.first_day(as_of) if isinstance(as_of, str) else None
    return known.label(code, then) if found[0] == code and then else found


def known_of(
    lang: str,
    today: date,
    *,
    agency_choices: Pairs = (),
    files: Mapping[str, str] | None = None,
    sources: Mapping[str, str] | None = None,
) -> Known:
    """`Known` with the places of the installation."""

    def find(text: str, on: date, level: str) -> Pairs:
        found = agencies.search_places(text, on, level) or agencies.search_places(text.partition(",")[0], on, level)
        return [(row.place.code, agencies.place_names(row.place, on, lang).today) for row in found]

    def label(code: str, on: date) -> tuple[str, str]:
        level = next((level for level, digits in LEVELS.items() if digits == len(code)), "commune")
        place = agencies.find_place(level, code, on)
        if place is None:
            return code, ""
        names = agencies.place_names(place, today, lang)
        if names.changed_on is None:
            return names.today, ""
        word = "Before" if lang == "en" else "Trước"
        before = names.before if lang == "en" else names.before[:1].lower() + names.before[1:]
        return names.today, f"{word} {formats.day(names.changed_on, lang)}: {before}"

    return Known(find=find, label=label, agencies=agency_choices, files=files or {}, sources=sources or {})
