"""The scoreboard: the units under an agency as organised then, beside the target set for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from motcua.agencies.models import Agency
from motcua.agencies.queries import get_agency, names_of, successors
from motcua.kernel import clock
from motcua.reports import organisation as organisations
from motcua.reports import rules
from motcua.reports.figures.handling import handling
from motcua.reports.figures.row import Counts, Row
from motcua.reports.figures.targets import number
from motcua.reports.rules import gap
from motcua.steering.models import Target
from motcua.steering.queries import target_for
from motcua.steering.rules import narrowest

INDICATOR = "online_percent"
FEW = rules.FEW


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One unit with its subtree, or the agency's own counter (`is_own`), or the whole (`is_total`)."""

    figures: Row
    code: str
    name_vi: str
    name_en: str
    target: float | None
    is_own: bool = False
    is_total: bool = False

    @property
    def received(self) -> int:
        return self.figures.received

    @property
    def online(self) -> int:
        return self.figures.counts.received_online

    @property
    def online_percent(self) -> float | None:
        return self.figures.online_percent

    @property
    def gap(self) -> float | None:
        """Points above (or below) the target."""
        return gap(self.online_percent, self.target)

    @property
    def on_time_percent(self) -> float | None:
        return self.figures.on_time_percent

    @property
    def few(self) -> bool:
        """True where so few were received that the percentage says little."""
        return self.received < FEW

    def name(self, lang: str = "vi") -> str:
        return self.name_en if lang == "en" else self.name_vi

    def as_data(self, lang: str = "vi") -> dict[str, Any]:
        """The row with stable names, for JSON and files."""
        return {
            "unit": self.code,
            "name": self.name(lang),
            "received": self.received,
            "received_online": self.online,
            "online_percent": self.online_percent,
            "target": self.target,
            "gap": self.gap,
            "resolved_total": self.figures.resolved_total,
            "resolved_late": self.figures.counts.resolved_late,
            "on_time_percent": self.on_time_percent,
        }


@dataclass(frozen=True, slots=True)
class Successor:
    """Who took over from an agency that is no more."""

    code: str
    name_vi: str
    name_en: str
    on: date

    def name(self, lang: str = "vi") -> str:
        return self.name_en if lang == "en" else self.name_vi


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """`existed_to` is the agency's last day and `successors` who came after it; None and empty while it stands."""

    code: str
    name_vi: str
    name_en: str
    kind: str
    first: date
    last: date
    as_of: datetime
    rows: tuple[ScoreRow, ...]
    total: ScoreRow
    target: Target | None
    existed_to: date | None
    successors: tuple[Successor, ...]

    def name(self, lang: str = "vi") -> str:
        return self.name_en if lang == "en" else self.name_vi


_WHOLE = {
    "province": ("Toàn tỉnh", "Whole province"),
    "district": ("Toàn huyện", "Whole district"),
    "commune": ("Toàn xã", "Whole commune"),
}


def scoreboard(agency_code: str, first: date, last: date, *, as_of: datetime | None = None) -> Scoreboard:
    """Units in falling order of their online share, those without dossiers after them, the agency's own counter last.

    Raises NotVisible, Invalid.
    """
    agency = get_agency(agency_code)
    at = as_of or clock.now()
    units = handling(agency.code, first, last, as_of=at, by="agency")
    whole = Counts()
    for row in units:
        whole.add({name: getattr(row.counts, name) for name in Counts.__slots__})
    target = target_for(INDICATOR, agency, first, last)
    value = number(target.value) if target else None
    own = _own_targets([row.key for row in units], first, last)
    rows = [
        ScoreRow(
            figures=row,
            code=row.key,
            name_vi=row.label_vi,
            name_en=row.label_en,
            target=own.get(row.key, value),
            is_own=row.key == agency.code,
        )
        for row in units
    ]
    rows.sort(key=lambda row: (row.is_own, row.online_percent is None, -(row.online_percent or 0), row.code))
    tree = organisations.read()
    name_vi, name_en = tree.name(agency.pk, last)
    total_vi, total_en = _WHOLE.get(agency.kind, ("Tổng", "Total"))
    _, ended = tree.existed(agency.pk)
    return Scoreboard(
        code=agency.code,
        name_vi=name_vi,
        name_en=name_en,
        kind=agency.kind,
        first=first,
        last=last,
        as_of=at,
        rows=tuple(rows),
        total=ScoreRow(Row(agency.code, first, last, at, whole), agency.code, total_vi, total_en, value, is_total=True),
        target=target,
        existed_to=ended - timedelta(days=1) if ended else None,
        successors=_successors(agency) if ended else (),
    )


def _own_targets(codes: Sequence[str], first: date, last: date) -> dict[str, float]:
    """Targets of the units' own, one query for all."""
    found: dict[str, list[Target]] = {}
    rows = Target.objects.filter(
        agency__code__in=codes, indicator=INDICATOR, replaced_at=None, period_from__lte=first, period_to__gte=last
    )
    for target in rows.select_related("agency"):
        found.setdefault(target.agency.code, []).append(target)
    chosen = {code: narrowest(rows_, first, last) for code, rows_ in found.items()}
    return {code: number(target.value) for code, target in chosen.items() if target is not None}


def _successors(agency: Agency) -> tuple[Successor, ...]:
    heirs = [heir for heir in successors(agency) if heir.step == 1]
    if not heirs:
        return ()
    ids = [heir.agency.pk for heir in heirs]
    on = max(heir.on for heir in heirs)
    vi, en = names_of(ids, on, short=True), names_of(ids, on, "en", short=True)
    return tuple(Successor(heir.agency.code, vi[heir.agency.pk], en[heir.agency.pk], heir.on) for heir in heirs)
