"""Addresses and places as they are answered: codes of places that existed on a day; pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from motcua.eforms.definition.shapes import LEVELS
from motcua.eforms.rules import dates, texts
from motcua.eforms.rules.blank import is_empty
from motcua.eforms.rules.wrong import Wrong

PlaceExists = Callable[[str, date], bool]
ADDRESS_LENGTH = 200


def read_address(raw: Any, today: date, place_exists: PlaceExists) -> dict[str, str]:
    """{place, line, on?}. `text` is what was typed on a page into the search for the commune and is never stored.

    Raises Wrong, with whatever else is wrong beside it.
    """
    if not isinstance(raw, Mapping):
        raise Wrong("type.address")
    if unknown := raw.keys() - {"place", "line", "on", "text"}:
        raise Wrong("field.unknown", key=str(min(unknown, key=str)))
    stored: dict[str, str] = {}
    wrongs: list[Wrong] = []
    on = today
    try:
        if not is_empty(raw.get("on")):
            stored["on"] = dates.read_day(_string(raw["on"]))
            on = date.fromisoformat(stored["on"])
        stored["place"] = _place(raw.get("place"), raw.get("text"), "commune", on, place_exists)
    except Wrong as wrong:
        wrong.at = "place"
        wrongs.append(wrong)
    try:
        stored["line"] = _line(raw.get("line"))
    except Wrong as wrong:
        wrong.at = "line"
        wrongs.append(wrong)
    if wrongs:
        wrongs[0].others = tuple(wrongs[1:])
        raise wrongs[0]
    return {name: stored[name] for name in ("place", "line", "on") if name in stored}


def read_unit(raw: Any, level: str, days: Sequence[date], place_exists: PlaceExists) -> str:
    """The code of a place of that level which existed on one of the days. Raises Wrong."""
    if isinstance(raw, Mapping) and raw.keys() == {"text"}:  # a search on the page that found several places, or none
        raise Wrong("place.choose")
    for day in days[:-1]:
        try:
            return _place(raw, None, level, day, place_exists)
        except Wrong as wrong:
            if wrong.code != "place.not_then":
                raise
    return _place(raw, None, level, days[-1], place_exists)


def _string(raw: Any) -> str:
    if not isinstance(raw, str):
        raise Wrong("type.text")
    return raw


def _place(code: Any, typed: Any, level: str, on: date, place_exists: PlaceExists) -> str:
    if is_empty(code):
        raise Wrong("place.choose" if isinstance(typed, str) and typed.strip() else "place.missing")
    value = _string(code).strip()
    if not re.fullmatch(r"[0-9]+", value) or len(value) != LEVELS[level]:
        raise Wrong("place.code")
    if not place_exists(value, on):
        raise Wrong("place.not_then", day=f"{on:%d/%m/%Y}")
    return value


def _line(raw: Any) -> str:
    value = texts.tidy(_string(raw)) if not is_empty(raw) else ""
    if not value:
        raise Wrong("address.line")
    if texts.is_legacy(value):
        raise Wrong("text.legacy")
    if len(value) > ADDRESS_LENGTH:
        raise Wrong("text.too_long", max=ADDRESS_LENGTH, length=len(value))
    return value
