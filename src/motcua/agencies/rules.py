"""Values that describe an organisation, and what holds of agency codes and posts; pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from motcua.kernel import text

_OLD_STYLE = re.compile(r"^\d{3}(\.[0-9A-Z]{2,3}){2}\.([A-Y]\d{2})$")
_NEW_STYLE = re.compile(r"^([A-Y]\d{2})((?:\.\d{2}){0,2})$")
_WORD = re.compile(r"[0-9a-z]+")


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place by kind and statistical code: "commune:05392"."""

    kind: str
    code: str

    @classmethod
    def read(cls, written: str) -> "PlaceRef":
        """Raises ValueError when it is not written kind:code."""
        kind, _, code = written.partition(":")
        if kind not in ("province", "district", "commune") or not code.isdigit():
            raise ValueError(written)
        return cls(kind, code)

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}"


@dataclass(frozen=True, slots=True)
class PlaceSpec:
    """A place as the country pack describes it."""

    ref: PlaceRef
    name_vi: str
    name_en: str
    parent: PlaceRef | None
    valid_from: date
    valid_to: date | None
    provisional_code: bool = False
    alternative_code: str = ""


@dataclass(frozen=True, slots=True)
class PlaceSuccessionSpec:
    """The predecessor ends and the successor begins on the day."""

    predecessor: PlaceRef
    successor: PlaceRef
    extent: str
    on: date
    legal_ground: str = ""


@dataclass(frozen=True, slots=True)
class PeriodSpec:
    """Name and parent of an agency from a day to another; `parent` is an agency code, or empty."""

    name_vi: str
    name_en: str
    short_name_vi: str
    short_name_en: str
    valid_from: date
    valid_to: date | None = None
    parent: str = ""


@dataclass(frozen=True, slots=True)
class AgencySpec:
    """An agency with all its periods, oldest first."""

    code: str
    kind: str
    place: PlaceRef | None
    provisional_code: bool
    periods: tuple[PeriodSpec, ...]


@dataclass(frozen=True, slots=True)
class SuccessionSpec:
    """Which agency took over from which; both are agency codes."""

    predecessor: str
    successor: str
    way: str
    on: date
    legal_ground: str = ""


@dataclass(frozen=True, slots=True)
class IdentifierSpec:
    """An identifier of an agency in an older style or another list."""

    agency: str
    style: str
    value: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class PostSpec:
    """A post of a typical agency; dates limit the time in which such a post exists."""

    slug: str
    title_vi: str
    title_en: str
    unit_vi: str = ""
    unit_en: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """Everything that `actions.bring_in` takes in one go."""

    places: Sequence[PlaceSpec] = ()
    place_succession: Sequence[PlaceSuccessionSpec] = ()
    agencies: Sequence[AgencySpec] = ()
    succession: Sequence[SuccessionSpec] = ()
    identifiers: Sequence[IdentifierSpec] = field(default=())


def holds(slug: str, post: str) -> bool:
    """True when a post with this slug is of the kind that a process names: "specialist" is met by
    "specialist_justice", and by itself."""
    return slug == post or slug.startswith(f"{post}_")


def old_style(code: str) -> str:
    """The identifier of circular 10/2016/TT-BTTTT for a code of decision 20/2020/QĐ-TTg ("H44.45" → "000.00.45.H44").

    Read from the right: Hnn, then the groups below it. Raises ValueError where the older style has no room (groups of
    three digits, more than two groups).
    """
    match = _NEW_STYLE.match(code)
    if not match:
        raise ValueError(f"{code} has no form in the older style")
    groups = match.group(2).split(".")[1:]
    first, second = ["00", "00", *reversed(groups)][-2:]
    return f"000.{first}.{second}.{match.group(1)}"


def new_style(identifier: str) -> str:
    """The reverse of `old_style`; a code that is new already comes back as it is. Raises ValueError."""
    if not _OLD_STYLE.match(identifier):
        if _NEW_STYLE.match(identifier):
            return identifier
        raise ValueError(f"{identifier} is not an agency identifier of either style")
    _, first, second, top = identifier.split(".")
    return ".".join([top, *(group for group in (second, first) if group.strip("0"))])


def overlap(periods: Iterable[tuple[date, date | None]]) -> tuple[date, date] | None:
    """The beginnings of the first two half-open periods that share a day, or None."""
    ordered = sorted(periods, key=lambda period: period[0])
    for (start, end), (following, _) in pairwise(ordered):
        if end is None or following < end:
            return start, following
    return None


def search_field(*texts: str) -> str:
    """Folded tokens with a space before each, so that " lac" finds words that begin with it on both engines."""
    return " " + text.tokens(*texts)


def search_words(query: str) -> list[str]:
    """The folded words and numbers of what was typed, each once."""
    return list(dict.fromkeys(_WORD.findall(text.fold(query))))


def lowered(name: str) -> str:
    """A name inside a sentence: "Xã Lạc Thủy" → "xã Lạc Thủy"."""
    return name[:1].lower() + name[1:]


def committee_of(short_name_vi: str) -> str:
    """The people's committee of a place: "Xã Lạc Thủy" → "Ủy ban nhân dân xã Lạc Thủy"."""
    return f"Ủy ban nhân dân {lowered(short_name_vi)}"
