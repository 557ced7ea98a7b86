"""What the product says of a province-year that was imported, beside what plain code counted: every figure.

Asked through `reports.figures` alone, in the ways in which pages and API ask; nothing is counted here.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from motcua.dossiers.models import Dossier
from motcua.flows.province_year.preparing import read_json, unknown_ends
from motcua.flows.province_year.words import Refused
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.reports import figures
from motcua.reports.figures import Row

CHANNELS = ("online", "direct", "post")
Cell = Mapping[str, Any]
Progress = Callable[[str, int], None]
LATER = timedelta(days=400)
"""Asked again so long after the year: the past must be what it was."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is not what plain code counted; `where` names section, key, period and channel."""

    where: str
    figure: str
    expected: object
    found: object


@dataclass(slots=True)
class Compared:
    """How many figures were compared, what differs, and how many dossiers there are here and in the data set;
    `unknown_ends`: agencies that end in it and go on here (`prepare` was not run)."""

    here: int = 0
    given: int = 0
    rows: int = 0
    figures: int = 0
    differences: list[Difference] = field(default_factory=list)
    unknown_ends: list[str] = field(default_factory=list)


def check(folder: Path, *, progress: Progress = lambda _what, _done: None) -> Compared:
    """Compare every figure of expected.json. Raises Refused where the folder does not hold a data set."""
    given, wanted = read_json(folder, "agencies.json"), read_json(folder, "expected.json")
    _judge(folder / "dossiers.jsonl", wanted["sha256"]["dossiers.jsonl"])
    asked = _Asked(wanted, given, progress)
    asked.compared.unknown_ends = [code for code, _, _ in unknown_ends(given)]
    asked.compared.here, asked.compared.given = Dossier.objects.count(), asked.expected["dossiers"]
    asked.whole()
    asked.by_agency()
    asked.by_kind()
    asked.receptions()
    asked.cut()
    asked.again()
    asked.targets()
    return asked.compared


def _judge(path: Path, digest: str) -> None:
    """The figures must be those of this very file."""
    if not path.is_file():
        raise Refused("province_year.file_missing", folder=path.parent, file=path.name)
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            raise Refused("province_year.file_changed", file=path, folder=path.parent)


class _Asked:
    """One comparison: what is expected, and the figures asked for so far."""

    def __init__(self, expected: dict[str, Any], given: dict[str, Any], progress: Progress) -> None:
        self.expected, self.progress, self.compared = expected, progress, Compared()
        self.codes = [one["code"] for one in given["agencies"]]
        self.parents = sorted({p["parent"] for one in given["agencies"] for p in one["periods"] if p["parent"]})
        spans = [(one["key"], date.fromisoformat(one["first"]), date.fromisoformat(one["last"])) for one in
                 expected["periods"]]  # fmt: skip
        self.keys = [key for key, _, _ in spans]
        self.spans = [(first, last) for _, first, last in spans]
        self.first, self.last = self.spans[0]
        self.steady = {one["code"] for one in given["agencies"] if self._stood(one["periods"])} - {*self.parents}
        self.end = clock.day_start(self.last + timedelta(days=1))

    def _stood(self, periods: list[dict[str, Any]]) -> bool:
        """All year, under one agency."""
        last = periods[-1]
        end = last["valid_to"]
        return last["valid_from"] <= self.first.isoformat() and (end is None or end > self.last.isoformat())

    # --- the sections ------------------------------------------------------------------------------------------------

    def whole(self) -> None:
        """All agencies together: the year, each month, each channel; and each month asked once more by `month`."""
        self._with_channels("total", "", self.expected["total"], None, own=False)
        rows = figures.handling(None, self.first, self.last, as_of=self.end, by="month")
        for row in rows:
            self._row(f"total by month {row.key}", self.expected["total"].get(row.key, {}).get("all"), row)

    def by_agency(self) -> None:
        """Each agency with the units below it, and without them where there are any."""
        for number, code in enumerate(self.codes, start=1):
            self._with_channels("agencies", code, self.expected["agencies"].get(code, {}), code, own=False)
            if code in self.parents:
                self._with_channels("own", code, self.expected["own"].get(code, {}), code, own=True)
            self.progress("agencies", number)

    def by_kind(self) -> None:
        """By procedure and by field, the year and each month; a line that nobody expected is a difference."""
        for section, by in (("procedures", "procedure"), ("fields", "field")):
            wanted = self.expected[section]
            lines = figures.by_month(None, self.first, self.last, by=by, as_of=self.end)
            found: dict[str, Sequence[Row | None]] = {row.key: [row, *months] for row, months in lines}
            for key in sorted({*wanted, *found}):
                rows = found.get(key) or [None] * len(self.keys)
                for period, row in zip(self.keys, rows, strict=True):
                    self._row(f"{section} {key} {period}", wanted.get(key, {}).get(period), row)
            self.progress(section, len(found))

    def receptions(self) -> None:
        """By the counter that took the dossier in: the year and each month. The months of units that stood all year are
        asked as lines of the agency above them."""
        wanted = self.expected["receptions"]
        for number, code in enumerate(self.codes, start=1):
            self._row(f"receptions {code}", wanted.get(code, {}).get(self.keys[0]), next(self._reception(code), None))
            if code not in self.steady:
                rows: list[Row | None] = [*self._reception(code, by="month")] or [None] * len(self.keys[1:])
                for period, row in zip(self.keys[1:], rows, strict=True):
                    self._row(f"receptions {code} {period}", wanted.get(code, {}).get(period), row)
            self.progress("receptions", number)
        for parent in self.parents:
            for period, span in zip(self.keys[1:], self.spans[1:], strict=True):
                for row in self._reception(parent, *span, by="agency"):
                    if row.key in self.steady and row.key != parent:
                        self._row(f"receptions {row.key} {period}", wanted.get(row.key, {}).get(period), row)

    def _reception(self, code: str, *span: date, by: str | None = None) -> Iterator[Row]:
        first, last = span or (self.first, self.last)
        asked = partial(figures.handling, code, first, last, as_of=self.end, by=by, counted="reception")
        yield from self._known(code, asked)

    def cut(self) -> None:
        """The year judged at moments within it: what happened later is not seen."""
        for moment in self.expected["cut"]:
            self._units("moments", moment["key"], (self.first, self.last), datetime.fromisoformat(moment["as_of"]))
        self.progress("moments", len(self.expected["cut"]))

    def again(self) -> None:
        """Each month as it was asked at its own end, and as it is asked long afterwards."""
        for period, (first, last) in zip(self.keys[1:], self.spans[1:], strict=True):
            for at in (clock.day_start(last + timedelta(days=1)), max(clock.now(), self.end + LATER)):
                self._units("agencies", period, (first, last), at)
        self.progress("months again", len(self.keys) - 1)

    def targets(self) -> None:
        """Each target's actual value and gap; those that are set here are asked of the product as targets, too."""
        wanted = {(one["agency"], one["indicator"]): one for one in self.expected["targets"]}
        rows = {code: rows[0] for code in {code for code, _ in wanted} if (rows := self._year(code))}
        for (code, indicator), one in wanted.items():
            where = f"target {code} {indicator}"
            self._figure(where, "actual", one["actual"], getattr(rows[code], indicator) if code in rows else None)
        for target in figures.targets(None, self.last, as_of=self.end):
            one = wanted.get((target.agency, target.indicator))
            if one is not None and one["target"] == target.target:
                self._figure(f"target {target.agency} {target.indicator}", "gap", one["gap"], target.gap)

    # --- asking ------------------------------------------------------------------------------------------------------

    def _year(self, code: str) -> Sequence[Row]:
        return self._known(code, partial(figures.several, code, [(self.first, self.last)], as_of=self.end))

    def _known(self, code: str, ask: Callable[[], list[Row]]) -> Sequence[Row]:
        """Rows; none for an agency that this installation does not know."""
        try:
            return ask()
        except NotVisible:
            return ()

    def _with_channels(self, section: str, key: str, wanted: Cell, code: str | None, *, own: bool) -> None:
        name = f"{section} {key}".strip()
        rows = self._known(key, partial(figures.several, code, self.spans, as_of=self.end, own=own))
        for place, period in enumerate(self.keys):
            self._row(f"{name} {period}", wanted.get(period, {}).get("all"), rows[place] if rows else None)
        if not rows:
            return
        by = figures.by_month(code, self.first, self.last, by="channel", as_of=self.end, own=own)
        for row, months in by:
            for period, one in zip(self.keys, [row, *months], strict=True):
                self._row(f"{name} {period} {row.key}", wanted.get(period, {}).get(row.key), one)

    def _units(self, section: str, period: str, span: tuple[date, date], at: datetime) -> None:
        """The lines by agency of each agency that has units below it, and its own sum."""
        wanted = self.expected[section]

        def cell(code: str) -> Cell | None:
            found: Cell | None = wanted.get(code, {}).get(period)
            return found.get("all") if found and section == "agencies" else found

        for parent in self.parents:
            name = f"{section} {parent} {period} as of {at.isoformat()}"
            rows = self._known(parent, partial(figures.handling, parent, *span, as_of=at))
            self._row(name, cell(parent), rows[0] if rows else None)
            lines = self._known(parent, partial(figures.handling, parent, *span, as_of=at, by="agency"))
            for row in lines:
                if row.key != parent:
                    self._row(f"{name}, {row.key}", cell(row.key), row)

    # --- comparing ---------------------------------------------------------------------------------------------------

    def _row(self, where: str, wanted: Cell | None, row: Row | None) -> None:
        """One row; what is left out in the file holds zeros, and so must what is missing here."""
        self.compared.rows += 1
        if wanted is None and row is None:
            return
        for name, expected, found in _pairs(wanted, row):
            self._figure(where, name, expected, found)

    def _figure(self, where: str, name: str, expected: object, found: object) -> None:
        self.compared.figures += 1
        if expected != found:
            self.compared.differences.append(Difference(where, name, expected, found))


_FIGURES = (
    *("received_online", "received_direct", "received_post", "carried_over", "resolved_early", "resolved_on_time"),
    *("resolved_late", "late_against_original", "pending_within", "pending_late", "answered", "satisfied"),
    *("received_total", "resolved_total", "pending_total"),
    *("online_percent", "on_time_percent", "satisfied_percent", "response_percent"),
)


def _pairs(wanted: Cell | None, row: Row | None) -> Iterator[tuple[str, object, object]]:
    for name in _FIGURES:
        nothing = None if name.endswith("_percent") else 0
        found = nothing
        if row is not None:
            found = getattr(row.counts, name) if hasattr(row.counts, name) else getattr(row, name)
        yield name, wanted[name] if wanted is not None else nothing, found
