"""What a whole replay gave: counts, and the differences one by one as far as anybody reads them."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from motcua.dossiers.replay import Difference, Outcome
from motcua.flows.replaying import figures
from motcua.flows.replaying.figures import FigureDifference
from motcua.flows.replaying.run import replay_all
from motcua.kernel import clock

MOST_TOLD = 1_000
"""Differences that are kept one by one; all are counted."""
SINCE = "0.1.0 (11/2026)"
"""The first version whose events say enough for every column; what older ones do not say is counted apart."""
_INDEX = re.compile(r"\[[^]]*\]")


@dataclass(slots=True)
class Tally:
    """`missing`: by column, how many dossiers cannot be recomputed there because their events are older."""

    dossiers: int = 0
    equal: int = 0
    different: int = 0
    by_column: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    incomplete: int = 0
    told: list[Difference] = field(default_factory=list)
    figures: list[FigureDifference] = field(default_factory=list)
    figures_compared: bool = False

    @property
    def is_equal(self) -> bool:
        return not self.different and not self.figures

    def add(self, found: Outcome) -> None:
        """Count one dossier."""
        self.dossiers += 1
        self.different += bool(found.differences)
        self.equal += not found.differences
        self.incomplete += bool(found.missing)
        self.by_column.update({_INDEX.sub("", one.column) for one in found.differences})
        self.missing.update({one.column for one in found.missing})
        self.told += found.differences[: max(MOST_TOLD - len(self.told), 0)]

    def as_data(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "dossiers": self.dossiers,
            "equal": self.equal,
            "different": self.different,
            "by_column": dict(self.by_column.most_common()),
            "not_recomputable": dict(self.missing.most_common()),
            "not_recomputable_dossiers": self.incomplete,
            "not_recomputable_because": f"told before version {SINCE}" if self.incomplete else "",
            "differences": [{name: _plain(value) for name, value in _as_dict(one).items()} for one in self.told],
            "figures_compared": self.figures_compared,
            "figures": [asdict(one) for one in self.figures],
        }


def _as_dict(one: Difference) -> dict[str, Any]:
    return {
        "code": one.code,
        "column": one.column,
        "stored": one.stored,
        "replayed": one.replayed,
        "event": one.event,
        "against_rules": one.against_rules,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return clock.local(value).isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value


def written(value: Any) -> str:
    """A stored or replayed value for a line of text: instants in local time, – for nothing."""
    if isinstance(value, datetime):
        return clock.local(value).isoformat(timespec="auto")
    return "–" if value in (None, "") else str(value)


def replay_and_count(
    agency: str | None = None,
    *,
    limit: int | None = None,
    with_figures: bool = True,
    progress: Callable[[Tally], None] | None = None,
) -> Tally:
    """Replay all dossiers (of an agency; at most `limit`). Figures are recounted where every dossier was replayed."""
    tally = Tally()
    recount = figures.begin() if with_figures and agency is None and limit is None else None
    for replayed in replay_all(agency, limit=limit):
        tally.add(replayed.outcome)
        if recount is not None:
            recount.add(replayed.life)
        if progress is not None:
            progress(tally)
    if recount is not None:
        tally.figures_compared = True
        tally.figures = list(figures.compare(recount))
    return tally
