"""Values that components print: plain facts, no models. Texts are already in the reader's language."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Tone = Literal["info", "soon", "yours", "late", "ok"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a life bar: `kind` used, paused or left; `share` in any unit (minutes)."""

    kind: Literal["used", "paused", "left"]
    share: float


@dataclass(frozen=True, slots=True)
class Life:
    """A dossier's life bar: its spans in order, the alternative text, the two dates beneath, a word on the pause."""

    spans: list[Span]
    label: str
    start: str = ""
    end: str = ""
    pause: str = ""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of "why is it this date": when (already written), what happened and what it did to the date."""

    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Promise:
    """The promise: `due_at` with `minutes` of working time left (negative: late), or paused, or why there is none.

    `was` and `reason` show a changed promise; `ledger` is folded, open when `changed`.
    """

    due_at: datetime | None
    minutes: int | None = None
    paused: bool = False
    state: str = ""
    amount: int | None = None
    life: Life | None = None
    ledger: list[LedgerLine] = field(default_factory=list)
    was: datetime | None = None
    reason: str = ""
    done_at: datetime | None = None
    code: str = ""
    """Whose it is, where the reader may open its story."""

    @property
    def changed(self) -> bool:
        return self.was is not None or len(self.ledger) > 1


@dataclass(frozen=True, slots=True)
class Event:
    """A point of a timeline: `kind` done, now, wait or todo; `pause` makes the line after it dashed."""

    kind: Literal["done", "now", "wait", "todo"]
    title: str
    at: str = ""
    note: str = ""
    url: str = ""
    link: str = ""
    pause: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A cell of a fact grid: term, value, a smaller line; `tone` ok or late colours that line."""

    term: str
    value: str
    note: str = ""
    tone: Literal["", "ok", "late"] = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a summary list; `source` says where a fetched value came from and when; `was` an older spelling."""

    term: str
    value: str
    source: str = ""
    source_icon: str = "check"
    was: str = ""
    url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A row that leads on: icon, title, a line of explanation. Without `url` it only tells."""

    title: str
    text: str = ""
    url: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class FilterTab:
    """A filter of a list with the count of the list that it opens; `hot` when it needs somebody."""

    label: str
    url: str
    count: int | None = None
    current: bool = False
    hot: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A line of a checklist: `kind` ok, warn, no or info."""

    kind: Literal["ok", "warn", "no", "info"]
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of an error summary: the field's id and the sentence, the same as at the field."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a stacked bar: what it is called, its percent, `tone` early, on_time or late."""

    label: str
    percent: float
    tone: Literal["early", "on_time", "late"]


@dataclass(frozen=True, slots=True)
class Tile:
    """One unit: `name` and `value` stand in it, `words` say all of it; `step` 0 to 5 colours it."""

    name: str
    value: str
    words: str
    url: str
    step: int = 0


@dataclass(frozen=True, slots=True)
class DueLine:
    """One line as it is printed: `who` is post and agency, never a person; `evidence` what stands behind it."""

    number: int
    at: datetime
    kind: str
    tone: str
    icon: str
    name: str
    words: str
    who: str
    evidence: str
    due_before: datetime | None
    due_after: datetime | None
    moved: bool
    undone: bool
    because: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DueStory:
    """The whole story: `original` made first, `due_at` in force; `left` in words while it is open."""

    code: str
    received_at: datetime | None
    original: datetime | None
    due_at: datetime | None
    paused_since: datetime | None
    resolved_at: datetime | None
    left: str
    late: bool
    lines: tuple[DueLine, ...]

    @property
    def changed(self) -> bool:
        return self.original is not None and self.due_at is not None and self.original != self.due_at
