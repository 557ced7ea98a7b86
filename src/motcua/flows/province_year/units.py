"""The agencies of a province-year, with the days on which each stood and how much each has to do.

Sizes after volumes published in 2026: 148 communes from 877 to 8,253 around a median of 2,870 in nine months, 18 % of
all at provincial bodies, three quarters of those at the one for agriculture, environment and land.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from motcua.agencies.rules import AgencySpec
from motcua.flows.country_pack.pack import Pack
from motcua.kernel.versions import in_force

PROVINCE = "H44"
PROVINCIAL_SHARE = 0.18
LAND_BODY, LAND_BODY_SHARE = "H44.45", 0.76
KNOWN_SIZES = {
    "H44.100": 8253,
    "Tân Lạc": 6342,
    "Lạc Thủy": 6035,
    "Lương Sơn": 5389,
    "Mai Châu": 2748,
    "Lạc Sơn": 2445,
    "Tân Pheo": 995,
}
"""By code or by the end of the short name: nine months of 2026."""
_QUANTILES = ((0.0, 877.0), (0.1, 1377.0), (0.5, 2870.0), (0.9, 6179.0), (1.0, 7900.0))
DISTRICT_SHARE = 0.28


@dataclass(frozen=True, slots=True)
class Unit:
    """An agency that takes dossiers in from `since` until before `until`. `heirs`: who has its open ones afterwards."""

    code: str
    level: str
    weight: float
    since: date
    until: date | None = None
    heirs: tuple[str, ...] = ()

    def stands(self, on: date) -> bool:
        return in_force(self.since, self.until, on)


@dataclass(frozen=True, slots=True)
class Organisation:
    """The units of a data set in the order of their codes, and every agency that they and those above them are."""

    units: tuple[Unit, ...]
    agencies: tuple[AgencySpec, ...]


def lot(*words: object) -> float:
    """A number from 0 to 1 that is the same for the same words, on every machine."""
    digest = hashlib.sha256(":".join(map(str, words)).encode()).digest()
    return int.from_bytes(digest[:7], "big") / (1 << 56)


def communes_of(pack: Pack, year: int) -> list[AgencySpec]:
    """The communes that are counted in a year: those that stand on its last day."""
    return [one for one in pack.organisation.agencies if one.kind == "commune" and _stands(one, date(year, 12, 31))]


def organise(pack: Pack, year: int, communes: int, merger: date | None) -> Organisation:
    """The units of a year: so many of its communes with what they came from, and the bodies above them."""
    known = {one.code: one for one in pack.organisation.agencies}
    heirs = _heirs(pack, year)
    chosen = _chosen(communes_of(pack, year), communes, heirs)
    sizes = _shares({one.code: _size(one) for one in chosen})
    bodies = _bodies(known, year)
    if bodies:
        units = [*_communes(sizes, known), *bodies, *_old(_inherited(sizes, heirs, known), known, heirs)]
    else:
        units = _old(sizes, known, {})
    agencies = known
    if merger is not None:
        units, agencies = _merge(units, known, merger)
    named = {unit.code for unit in units} | {heir for unit in units for heir in unit.heirs}
    return Organisation(
        units=tuple(sorted(units, key=lambda unit: f"{unit.code}-")),
        agencies=tuple(agencies[code] for code in sorted(_with_parents(named, known))),
    )


def _stands(agency: AgencySpec, on: date) -> bool:
    return any(in_force(one.valid_from, one.valid_to, on) for one in agency.periods)


def _heirs(pack: Pack, year: int) -> dict[str, tuple[str, ...]]:
    """Who took over from whom within a year."""
    found: dict[str, list[str]] = {}
    for one in pack.organisation.succession:
        if one.on.year == year and one.on > date(year, 1, 1):
            found.setdefault(one.predecessor, []).append(one.successor)
    return {code: tuple(sorted(codes)) for code, codes in found.items()}


def _chosen(communes: Sequence[AgencySpec], number: int, heirs: Mapping[str, tuple[str, ...]]) -> list[AgencySpec]:
    """By lot, but in turns from those whose past is known and the others: a small set has both."""
    inherited = {heir for its in heirs.values() for heir in its}
    drawn = sorted(communes, key=lambda one: lot("commune", one.code))
    first = [one for one in drawn if one.code in inherited]
    second = [one for one in drawn if one.code not in inherited]
    order = [one for pair in zip(first, second, strict=False) for one in pair]
    order += [*first[len(second) :], *second[len(first) :]]
    return order[:number]


def _communes(sizes: Mapping[str, float], known: Mapping[str, AgencySpec]) -> list[Unit]:
    return [_unit(known[code], (1 - PROVINCIAL_SHARE) * share) for code, share in sizes.items()]


def _unit(agency: AgencySpec, weight: float, heirs: tuple[str, ...] = ()) -> Unit:
    level = "province" if agency.kind == "department" else agency.kind
    periods = agency.periods
    return Unit(agency.code, level, weight, periods[0].valid_from, periods[-1].valid_to, heirs)


def _size(agency: AgencySpec) -> float:
    name = agency.periods[-1].short_name_vi
    for key, size in KNOWN_SIZES.items():
        if agency.code == key or (agency.code.startswith(PROVINCE) and name.endswith(f" {key}")):
            return size
    rank = lot("size", agency.code)
    place = min(bisect_right([one for one, _ in _QUANTILES], rank), len(_QUANTILES) - 1)
    (low, small), (high, large) = _QUANTILES[place - 1], _QUANTILES[place]
    return small + (large - small) * (rank - low) / (high - low)


def _shares(sizes: Mapping[str, float]) -> dict[str, float]:
    whole = sum(sizes.values())
    return {code: size / whole for code, size in sizes.items()}


def _bodies(known: Mapping[str, AgencySpec], year: int) -> list[Unit]:
    """The bodies of the province; none before the reform, of which they are not known."""
    bodies = [one for one in known.values() if one.kind == "department" and _stands(one, date(year, 12, 31))]
    sizes = {one.code: 0.2 + lot("body", one.code) for one in bodies if one.code != LAND_BODY}
    rest = PROVINCIAL_SHARE * (1 - LAND_BODY_SHARE)
    weights = {code: rest * share for code, share in _shares(sizes).items()}
    weights[LAND_BODY] = PROVINCIAL_SHARE * LAND_BODY_SHARE
    return [_unit(one, weights[one.code]) for one in bodies]


def _inherited(
    sizes: Mapping[str, float], heirs: Mapping[str, tuple[str, ...]], known: Mapping[str, AgencySpec]
) -> dict[str, float]:
    """The communes that were merged into the chosen ones within the year, each with its part of their share."""
    old = {code: its[0] for code, its in heirs.items() if known[code].kind == "commune" and its[0] in sizes}
    siblings = list(old.values())
    return {code: sizes[heir] / siblings.count(heir) for code, heir in old.items()}


def _old(
    shares: Mapping[str, float], known: Mapping[str, AgencySpec], heirs: Mapping[str, tuple[str, ...]]
) -> list[Unit]:
    """Communes of three levels of administration, with the districts and the province's own counter above them."""
    units, districts = [], dict[str, float]()
    for code, share in shares.items():
        parent = known[code].periods[0].parent
        districts[parent] = districts.get(parent, 0.0) + share
        own = (1 - PROVINCIAL_SHARE) * (1 - DISTRICT_SHARE) * share
        units.append(_unit(known[code], own, heirs.get(code, ())))
    for code, share in districts.items():
        own = (1 - PROVINCIAL_SHARE) * DISTRICT_SHARE * share
        chosen = {heir for one in shares if known[one].periods[0].parent == code for heir in heirs.get(one, ())}
        units.append(_unit(known[code], own, tuple(sorted(chosen))))
    provinces = sorted({known[one].periods[0].parent for one in districts})
    own = PROVINCIAL_SHARE * sum(shares.values())
    return [*units, *(_unit(known[code], own, heirs.get(code, ())) for code in provinces)]


def _merge(
    units: Sequence[Unit], known: Mapping[str, AgencySpec], on: date
) -> tuple[list[Unit], dict[str, AgencySpec]]:
    """Every twelfth commune (one at least) is merged into another on that day, in this data set alone."""
    standing = sorted(
        (unit for unit in units if unit.level == "commune" and unit.until is None and unit.since < on),
        key=lambda unit: lot("merger", unit.code),
    )
    pairs = max(1, len(standing) // 12) if len(standing) > 1 else 0
    into = {standing[2 * index].code: standing[2 * index + 1].code for index in range(pairs)}
    changed = [replace(unit, until=on, heirs=(into[unit.code],)) if unit.code in into else unit for unit in units]
    agencies = {
        code: replace(one, periods=(*one.periods[:-1], replace(one.periods[-1], valid_to=on))) if code in into else one
        for code, one in known.items()
    }
    return changed, agencies


def _with_parents(codes: set[str], known: Mapping[str, AgencySpec]) -> set[str]:
    found, open_ = set(codes), list(codes)
    while open_:
        for period in known[open_.pop()].periods:
            if period.parent and period.parent not in found:
                found.add(period.parent)
                open_.append(period.parent)
    return found
