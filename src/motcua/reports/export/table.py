"""What a file of figures holds: columns with their definitions, rows of values, what is said above and below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from motcua.kernel import clock
from motcua.reports import definitions
from motcua.reports.figures.row import Row
from motcua.reports.figures.scoreboard import Scoreboard
from motcua.reports.figures.targets import TargetRow

Kind = Literal["text", "count", "percent", "points", "money", "number", "hours", "figure"]
Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is the stable name for programs, `label` the head for readers, under `group` where several share one;
    `number` is the form's own. `formula` ("sum", keys…) or ("percent", part, whole) tells how a spreadsheet computes it
    from other columns; `total` "sum": the line of totals adds it up."""

    key: str
    label: str
    kind: Kind = "count"
    number: str = ""
    group: str = ""
    formula: tuple[str, ...] = ()
    total: str = ""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """An equation as it stands under a table; `left` and `right` name the columns of the totals that it compares."""

    words: str
    left_value: int
    right_value: int
    holds: bool
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table in one language. `items` is the API's JSON; the last `totals` rows are sums and stand bold. `facts` say
    where it comes from (name, value)."""

    name: str
    lang: str
    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...]
    items: tuple[dict[str, Any], ...]
    totals: int = 0
    checks: tuple[CheckLine, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    also: Mapping[str, Any] = field(default_factory=dict)
    """What JSON tells beside the items."""


_PERCENTS = frozenset(
    {"online_percent", "satisfied_percent", "response_percent", "on_time_percent", "target", "actual"}
)
_TEXTS = {
    "agency": ("Đơn vị", "Agency"),
    "from": ("Từ ngày", "From"),
    "to": ("Đến ngày", "To"),
    "as_of": ("Xét đến", "As of"),
    "key": ("Mã", "Key"),
    "label": ("Tên", "Name"),
    "indicator": ("Chỉ tiêu", "Indicator"),
    "period": ("Kỳ", "Period"),
    "issuer": ("Cơ quan giao", "Issuer"),
    "decision": ("Quyết định", "Decision"),
    "unit": ("Đơn vị", "Unit"),
    "name": ("Tên", "Name"),
}
_OTHER = {
    "received": ("Tiếp nhận", "Received"),
    "target": ("Mục tiêu", "Target"),
    "actual": ("Thực tế", "Actual"),
}


def _column(key: str, lang: str) -> Column:
    english = lang == "en"
    if key in _TEXTS:
        return Column(key, _TEXTS[key][english], "text")
    kind: Kind = "points" if key == "gap" else "percent" if key in _PERCENTS else "count"
    if key in _OTHER:
        return Column(key, _OTHER[key][english], kind)
    return Column(key, definitions.DEFINITIONS[key].name(lang), kind)


def _notes(keys: Sequence[str], lang: str) -> tuple[str, ...]:
    lines = [f"{one.name(lang)}: {one.words(lang)}" for one in definitions.definitions(keys)]
    return (*lines, definitions.rules(lang))


def written_period(first: date, last: date, as_of: datetime, lang: str) -> str:
    """ "01/01/2023–25/08/2023, xét đến 10:15 26/08/2023"."""
    at = clock.local(as_of)
    judged = f"{at:%H:%M %d/%m/%Y}"
    span = f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"
    return f"{span}, as of {judged}" if lang == "en" else f"{span}, xét đến {judged}"


def handling_table(rows: Sequence[Row], *, agency_name: str = "", lang: str = "vi") -> Table:
    """The figures of `figures.handling`, one row or a breakdown."""
    items = tuple(row.as_data(lang) for row in rows)
    keys = list(items[0]) if items else list(_EMPTY)
    title = "Kết quả giải quyết hồ sơ" if lang != "en" else "How dossiers were handled"
    return Table(
        name="handling",
        lang=lang,
        title=f"{title}, {agency_name}" if agency_name else title,
        subtitle=written_period(rows[0].first, rows[0].last, rows[0].as_of, lang) if rows else "",
        columns=tuple(_column(key, lang) for key in keys),
        rows=tuple(tuple(item[key] for key in keys) for item in items),
        notes=_notes(keys, lang),
        items=items,
    )


_EMPTY = ("key", "label", "agency", "from", "to", "as_of", "received_total", "resolved_total", "pending_total")


def scoreboard_table(board: Scoreboard, *, lang: str = "vi") -> Table:
    """The units under an agency beside its target."""
    keys = (
        "unit",
        "name",
        "received",
        "received_online",
        "online_percent",
        "target",
        "gap",
        "resolved_total",
        "resolved_late",
        "on_time_percent",
    )
    items = tuple(row.as_data(lang) for row in (*board.rows, board.total))
    title = "Kết quả giải quyết hồ sơ" if lang != "en" else "How dossiers were handled"
    return Table(
        name="scoreboard",
        lang=lang,
        title=f"{title}, {board.name(lang)}",
        subtitle=written_period(board.first, board.last, board.as_of, lang),
        columns=tuple(_column(key, lang) for key in keys),
        rows=tuple(tuple(item[key] for key in keys) for item in items),
        notes=_notes(keys, lang),
        items=items,
        totals=1,
    )


def targets_table(rows: Sequence[TargetRow], *, agency_name: str, on: date, lang: str = "vi") -> Table:
    """Targets of an agency with what was reached."""
    keys = ("indicator", "target", "actual", "gap", "period", "issuer", "decision")
    items = tuple(row.as_data() for row in rows)
    title = "Mục tiêu được giao" if lang != "en" else "Targets set"
    shown = ({**item, "indicator": row.label(lang)} for item, row in zip(items, rows, strict=True))
    return Table(
        name="targets",
        lang=lang,
        title=f"{title}, {agency_name}",
        subtitle=f"{on:%d/%m/%Y}",
        columns=tuple(_column(key, lang) for key in keys),
        rows=tuple(tuple(item[key] for key in keys) for item in shown),
        notes=_notes(("gap", *dict.fromkeys(row.indicator for row in rows)), lang),
        items=items,
    )
