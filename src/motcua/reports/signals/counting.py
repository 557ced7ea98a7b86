"""How many dossiers each signal shows for a unit, beside the median of units like it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.people import access
from motcua.reports import organisation
from motcua.reports.figures.behind import After, Page, Where, rows_behind
from motcua.reports.organisation import Organisation
from motcua.reports.protection import FEWEST
from motcua.reports.rules import FEW, percent
from motcua.reports.signals.known import SIGNALS, Signal
from motcua.reports.statutory.counting import counted
from motcua.reports.statutory.periods import FIXED, kind_of
from motcua.reports.statutory.report import Asked


@dataclass(frozen=True, slots=True)
class Found:
    """One signal of one unit: `number` of `whole`; `median` percent of the `peers` units of its kind with enough
    dossiers (None: none has)."""

    signal: Signal
    number: int
    whole: int
    median: float | None = None
    peers: int = 0
    is_hidden: bool = False
    """Nothing is told: fewer than five answers, or days of one's own choice, would tell who answered."""

    @property
    def share(self) -> float | None:
        """Percent; None where there is nothing to be a share of."""
        return percent(self.number, self.whole)

    @property
    def few(self) -> bool:
        """True where a share says little."""
        return 0 < self.whole < FEW


Counts = Mapping[str, int]


def median(shares: Iterable[float]) -> float | None:
    """The middle one, of an even number the mean of the middle two, to two decimals; pure."""
    found = sorted(shares)
    if not found:
        return None
    middle = len(found) // 2
    return found[middle] if len(found) % 2 else round((found[middle - 1] + found[middle]) / 2 + 1e-9, 2)


def peers_of(agency: str, on: date, tree: Organisation) -> tuple[str, frozenset[str]]:
    """The agency above and the codes of the others of the same kind directly under it; ("", none) for the topmost."""
    kinds = {held.code: held.kind for held in tree.periods}
    mine = tree.get(agency)
    above = tree.parents(on).get(mine)
    if above is None:
        return "", frozenset()
    beside = (tree.code_of(one) for one in tree.children(above, on))
    return tree.code_of(above), frozenset(one for one in beside if one != agency and kinds[one] == kinds[agency])


def _wheres(signals: Iterable[Signal]) -> dict[str, Where]:
    found: dict[str, Where] = {}
    for one in signals:
        found[f"n_{one.slug}"] = one.where
        found[f"w_{one.slug}"] = one.base
    return found


def signals_of(
    agency: str, first: date, last: date, as_of: datetime, only: Iterable[Signal] = SIGNALS.values()
) -> list[Found]:
    """Every signal of a unit with those under it. Raises Invalid, NotVisible."""
    several, tree = list(only), organisation.read()
    on = min(last, clock.local_day(as_of))
    above, peers = peers_of(agency, on, tree)
    wheres = _wheres(several)
    lines = counted(Asked(above or agency, first, last, as_of), wheres, "agency" if above else "")
    own = lines.get(agency if above else "", {})
    fixed = kind_of(first, last) in FIXED
    return [_found(one, own, [line for code, line in lines.items() if code in peers], fixed) for one in several]


def _found(signal: Signal, own: Counts, peers: list[dict[str, int]], fixed: bool) -> Found:
    number, whole = f"n_{signal.slug}", f"w_{signal.slug}"
    if signal.confidential and (not fixed or 0 < own.get(whole, 0) < FEWEST):
        return Found(signal, 0, 0, is_hidden=True)
    shares = [percent(one[number], one[whole]) for one in peers if one[whole] >= FEW]
    told = [one for one in shares if one is not None]
    return Found(signal, own.get(number, 0), own.get(whole, 0), median(told), len(told))


def by_unit(agency: str, signal: Signal, first: date, last: date, as_of: datetime) -> list[tuple[str, Found]]:
    """One signal by the units directly under an agency (its own counter among them), the most dossiers first; the
    median is that of the units themselves. Units without any dossier that could show it are left out."""
    if signal.confidential:  # the lines of units would tell what is hidden of one of them
        return []
    lines = counted(Asked(agency, first, last, as_of), _wheres([signal]), "agency")
    found = [(code, _found(signal, line, list(lines.values()), fixed=True)) for code, line in lines.items()]
    return sorted((one for one in found if one[1].whole), key=lambda one: (-one[1].number, one[0]))


def opens(signal: Signal, first: date, last: date, viewer: Actor | None) -> bool:
    """True where the list of a signal may be seen: officers do not learn who answered."""
    if not signal.confidential:
        return True
    return viewer is not None and access.may_ever("signals.review", viewer) and kind_of(first, last) in FIXED


def dossiers(
    agency: str,
    signal: Signal,
    first: date,
    last: date,
    *,
    as_of: datetime,
    viewer: Actor | None = None,
    after: After | None = None,
    limit: int = 50,
) -> Page:
    """The dossiers of a signal, in the order of reception; of a confidential one for those who review alone."""
    if not opens(signal, first, last, viewer):
        return Page([], None)
    return rows_behind(
        signal.slug,
        agency,
        first,
        last,
        as_of=as_of,
        viewer=viewer,
        at=as_of,
        where=signal.where,
        after=after,
        limit=limit,
    )
