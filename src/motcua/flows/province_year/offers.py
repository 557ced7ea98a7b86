"""What each level of administration is asked for, read from the country pack as it was on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from motcua.catalogue.rules import Limit, VersionSpec, choose_limit
from motcua.deadlines.rules import Allowance
from motcua.flows.country_pack.pack import Pack
from motcua.kernel.versions import in_force

COPIES, COPIES_SHARE = "2.000815", 43.0
"""Certified copies: 43 % of what a commune takes in (volumes published in 2026)."""
ONE_STEP = "one_step"
TOO_LONG_DAYS = 60
SHARES = {
    "certification": 14.5,
    "civil_status": 16.0,
    "residence": 9.5,
    "land": 3.5,
    "household_business": 4.0,
    "social_protection": 4.0,
    "war_merit": 2.0,
    "construction": 1.5,
    "linked": 1.2,
}
"""Percent of a commune's dossiers by field, beside the copies; what is not named has _REST."""
_REST = 0.2
LIKELY = {"1.001193": 5, "1.004873": 3, "1.000894": 2, "2.000635": 3, "1.004194": 4, "2.000884": 3, "1.013978": 2}


@dataclass(frozen=True, slots=True)
class Offer:
    """A procedure at a unit. `charge` in đồng; `allowances` by channel (empty: the general one)."""

    code: str
    field: str
    allowances: Mapping[str, Allowance]
    is_one_step: bool
    is_online: bool
    papers: tuple[str, ...]
    charge: int

    def allowance(self, channel: str) -> Allowance:
        return self.allowances.get(channel) or self.allowances[""]


@dataclass(frozen=True, slots=True)
class Menu:
    """What a unit offers, and the running sum of how often each is asked for."""

    offers: tuple[Offer, ...]
    running: tuple[float, ...]


class Menus:
    """Menus by level and body, made once for each time between two changes of law."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._bodies = {one.slug: one.department for one in pack.fields}
        self._fields = {one.code: one.field for one in pack.procedures}
        starts = {version.valid_from for one in pack.procedures for version in one.versions}
        ends = {version.valid_to for one in pack.procedures for version in one.versions if version.valid_to}
        self._changes = sorted(starts | ends)
        self._held: dict[tuple[str, str, date], Menu] = {}

    def menu(self, code: str, level: str, on: date) -> Menu:
        """What a unit of a level offers on a day; `code` matters for the bodies of the province alone."""
        since = max((day for day in self._changes if day <= on), default=on)
        body = code if level == "province" and "." in code else ""
        key = (level, body, since)
        if key not in self._held:
            self._held[key] = self._make(level, body, on)
        return self._held[key]

    def body_of(self, procedure: str, heirs: Sequence[str]) -> str:
        """The body of the province that has a procedure's field; else the first heir."""
        return self._bodies.get(self._fields[procedure]) or heirs[0]

    def _make(self, level: str, body: str, on: date) -> Menu:
        found = [
            (offer, weight)
            for spec in self._pack.procedures
            for version in spec.versions
            if in_force(version.valid_from, version.valid_to, on) and version is self._last(spec.code, on)
            for offer, weight in self._offer(spec.code, spec.field, version.spec, level, body)
        ]
        return Menu(tuple(offer for offer, _ in found), tuple(accumulate(weight for _, weight in found)))

    def _last(self, code: str, on: date) -> object:
        versions = next(one for one in self._pack.procedures if one.code == code).versions
        return [one for one in versions if in_force(one.valid_from, one.valid_to, on)][-1]

    def _offer(self, code: str, field: str, version: VersionSpec, level: str, body: str) -> list[tuple[Offer, float]]:
        if level not in version.levels:
            return []
        if body and body not in (version.departments or (self._bodies.get(field),)):
            return []
        allowances = {}
        for channel in ("", "online", "direct", "post"):
            limit = choose_limit(version.limits, channel)
            if limit is None:
                return []
            allowances[channel] = _allowance(limit)
        general = allowances[""]
        if general.unit in ("working_days", "calendar_days") and general.value > TOO_LONG_DAYS:
            return []
        offer = Offer(
            code=code,
            field=field,
            allowances=allowances,
            is_one_step=version.process_key == ONE_STEP,
            is_online=version.online != "none",
            papers=tuple(paper.key for paper in version.papers if paper.need == "required" and not paper.is_form),
            charge=sum(fee.amount or 0 for fee in version.fees if fee.is_default and not fee.channel),
        )
        return [(offer, self._weight(code, field, level))]

    def _weight(self, code: str, field: str, level: str) -> float:
        if level == "province":
            return 6.0 if field == "land" else 1.0
        if code == COPIES:
            return COPIES_SHARE if level == "commune" else 12.0
        siblings = sum(LIKELY.get(one, 1) for one, its in self._fields.items() if its == field and one != COPIES)
        return SHARES.get(field, _REST) * LIKELY.get(code, 1) / siblings


def _allowance(limit: Limit) -> Allowance:
    return Allowance(
        value=limit.value,
        unit=limit.unit,  # type: ignore[arg-type]  # the reader of the pack has judged it
        policy=limit.policy,  # type: ignore[arg-type]
        cutoff=limit.cutoff,
        roll=limit.roll,
        cutoff_on=limit.cutoff_on,  # type: ignore[arg-type]
    )
