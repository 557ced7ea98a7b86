"""Every figure of a province-year, counted by plain code.

    python expected.py DIR              write DIR/expected.json
    python expected.py DIR --out FILE   write it elsewhere; - is standard output

Reads dossiers.jsonl, agencies.json, procedures.json and targets.json of DIR. Needs Python 3.11 and nothing else: no
part of Một Cửa is imported, so whoever has the four files can run it, read it and check it. The rules are those of the
contract's section 5; docs/province-year.md says them in words. A dossier's events are gone through again for every
period, up to the moment at which the period is judged; nothing is kept between periods but counts.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

LOCAL = timezone(timedelta(hours=7))  # Asia/Ho_Chi_Minh has had one offset since 1975
ONE_DAY = timedelta(days=1)
CHANNELS = ("online", "direct", "post")
COUNTED = (
    *("received_online", "received_direct", "received_post", "carried_over"),
    *("resolved_early", "resolved_on_time", "resolved_late", "late_against_original"),
    *("pending_within", "pending_late", "answered", "satisfied"),
)
ENDS = ("finished", "delivered", "withdrawn", "stopped")
PLACE = {name: place for place, name in enumerate(COUNTED)}
RULES = (
    "A period is whole local days (Asia/Ho_Chi_Minh), judged at the earlier of its end and as_of. Its end is the"
    " midnight after it; what happens then is the next period's. What happens at as_of itself has happened. Every month"
    " is judged at its own end, the year at its own.",
    "A dossier is the agency's that is responsible at its resolution, else at the judged moment; and of every agency"
    " above that one on the local day of the resolution, else of the judged moment.",
    "One that ended, or is pending, while its clock stands still (a supplement awaited after reception) is compared"
    " with its due time at the moment the clock stopped.",
    "A row that is left out holds zeros only. Percentages are rounded half up to two decimals; null: no divisor.",
)


def instant(text: str) -> datetime:
    """ISO 8601; without an offset it is local."""
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=LOCAL) if at.tzinfo is None else at.astimezone(LOCAL)


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=LOCAL)


def percent(part: int, whole: int) -> float | None:
    """Half up, two decimals, from whole counts."""
    if whole == 0:
        return None
    return float((Decimal(100 * part) / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP))


class Period:
    """Whole local days, first and last included, and the moment at which they are judged."""

    def __init__(self, key: str, first: date, last: date, as_of: datetime | None = None) -> None:
        self.key, self.first, self.last = key, first, last
        self.start, self.end = midnight(first), midnight(last + ONE_DAY)
        self.as_of = self.end if as_of is None else as_of
        self.is_cut = self.as_of < self.end
        self.judged_at = self.as_of if self.is_cut else self.end
        self.judged_on = self.as_of.date() if self.is_cut else last

    def sees(self, at: datetime) -> bool:
        """Whether an event has happened when the period is judged."""
        return at <= self.as_of if self.is_cut else at < self.end

    def as_data(self) -> dict[str, str]:
        said = {name: getattr(self, name).isoformat() for name in ("first", "last", "as_of", "judged_at")}
        return {"key": self.key, **said}


class Tree:
    """Which agency stood above which on a day."""

    def __init__(self, agencies: list[dict[str, Any]]) -> None:
        self.periods: dict[str, list[tuple[date, date | None, str | None]]] = {}
        for agency in agencies:
            days = [
                (date.fromisoformat(one["valid_from"]), one["valid_to"], one["parent"]) for one in agency["periods"]
            ]
            self.periods[agency["code"]] = [(day, _day(end), parent) for day, end, parent in days]
        self.parents = {one[2] for periods in self.periods.values() for one in periods}
        self.known: dict[tuple[str, date], tuple[str, ...]] = {}

    def above(self, code: str, on: date) -> tuple[str, ...]:
        """The agency itself and all above it on that day."""
        if (code, on) not in self.known:
            found = [code]
            while (parent := self._parent(found[-1], on)) is not None and parent not in found:
                found.append(parent)
            self.known[code, on] = tuple(found)
        return self.known[code, on]

    def _parent(self, code: str, on: date) -> str | None:
        held = (parent for begin, end, parent in self.periods[code] if begin <= on and (end is None or on < end))
        return next(held, None)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class Story:
    """How a dossier stands after the events that are seen."""

    def __init__(self, agency: str) -> None:
        self.agency = agency
        self.received_at: datetime | None = None
        self.original_due: datetime | None = None
        self.due: datetime | None = None
        self.stopped_since: datetime | None = None
        self.resolved_at: datetime | None = None

    def tell(self, kind: str, at: datetime, event: dict[str, Any]) -> None:
        """One more event."""
        promised = event.get("due_at")
        if kind == "received":
            self.received_at = at
            self.due = self.original_due = instant(promised) if promised else None
        elif kind == "supplement_requested" and self.received_at is not None:
            self.stopped_since = at  # before reception no clock runs
        elif kind == "supplemented" and self.received_at is not None:
            self.stopped_since = None
            self.due = instant(promised) if promised else self.due
        elif kind == "extended":
            self.due = instant(event["due_at"])
        elif kind == "transferred":
            self.agency = event["to"]
        elif kind in ENDS and self.received_at is not None:
            self.resolved_at = self.resolved_at or at


Event = tuple[datetime, str, dict[str, Any]]
Judged = tuple[str, date, list[str]]
"""The agency whose it is, the local day whose organisation holds, the counts in which it is."""


def judge(events: list[Event], agency: str, channel: str, answer: str | None, period: Period) -> Judged | None:
    """In which counts of a period a dossier is, and whose it is there; None: it is not counted."""
    story = Story(agency)
    for at, kind, event in events:
        if not period.sees(at):
            break
        if story.resolved_at is not None and at > story.resolved_at:
            break  # what follows the resolution (a delivery, a transfer) changes nothing about it
        story.tell(kind, at, event)
    received, resolved = story.received_at, story.resolved_at
    if received is None or (resolved is not None and resolved < period.start):
        return None
    counts = ["carried_over" if received < period.start else f"received_{channel}"]
    # While the clock stands still the moment at which it stopped is judged.
    if resolved is None:
        moment = story.stopped_since or period.judged_at
        counts.append("pending_late" if story.due is not None and story.due < moment else "pending_within")
        return story.agency, period.judged_on, counts
    moment = story.stopped_since or resolved
    if story.due is None:
        counts.append("resolved_on_time")
    elif moment > story.due:
        counts.append("resolved_late")
    else:
        counts.append("resolved_early" if moment.date() < story.due.date() else "resolved_on_time")
    if story.original_due is not None and resolved > story.original_due:
        counts.append("late_against_original")
    if answer is not None:
        counts.append("answered")
        if answer in ("satisfied", "very_satisfied"):
            counts.append("satisfied")
    return story.agency, resolved.date(), counts


Key = tuple[str, ...]


class Tally:
    """Counts by section and key."""

    def __init__(self) -> None:
        self.counts: dict[Key, list[int]] = {}

    def add(self, key: Key, names: Iterable[str]) -> None:
        row = self.counts.setdefault(key, [0] * len(COUNTED))
        for name in names:
            row[PLACE[name]] += 1

    def row(self, key: Key) -> dict[str, Any]:
        """The figures of a key, with what follows from the counts."""
        counted = dict(zip(COUNTED, self.counts.get(key, [0] * len(COUNTED)), strict=True))
        received = sum(counted[f"received_{channel}"] for channel in CHANNELS)
        resolved = counted["resolved_early"] + counted["resolved_on_time"] + counted["resolved_late"]
        row: dict[str, Any] = {
            **counted,
            "received_total": received + counted["carried_over"],
            "resolved_total": resolved,
            "pending_total": counted["pending_within"] + counted["pending_late"],
            "online_percent": percent(counted["received_online"], received),
            "on_time_percent": percent(resolved - counted["resolved_late"], resolved),
            "satisfied_percent": percent(counted["satisfied"], counted["answered"]),
            "response_percent": percent(counted["answered"], resolved),
        }
        if row["received_total"] != row["resolved_total"] + row["pending_total"]:
            sys.exit(f"{key}: what came in and what went out do not balance: {row}")
        return row


class Recount:
    """Goes through the lines once."""

    def __init__(self, year: int, tree: Tree, fields: dict[str, str]) -> None:
        self.tree, self.fields, self.tally, self.lines = tree, fields, Tally(), 0
        first, last = date(year, 1, 1), date(year, 12, 31)
        self.whole = Period(str(year), first, last)
        starts = [date(year, month, 1) for month in range(1, 13)]
        months = [(one, (one + 31 * ONE_DAY).replace(day=1) - ONE_DAY) for one in starts]
        self.periods = [self.whole, *(Period(f"{one:%Y-%m}", one, end) for one, end in months)]
        cuts = [datetime(year, 3, 15, 10, tzinfo=LOCAL), *(midnight(date(year, month, 1)) for month in (7, 10))]
        self.moments = [Period(cut.isoformat(), first, last, cut) for cut in cuts]
        # The months once more, asked at the end of the year: what came later must not move them.
        self.again = [Period(f"{one:%Y-%m}", one, end, self.whole.end) for one, end in months]

    def take(self, line: dict[str, Any]) -> None:
        """Count one dossier in every period in which it counts."""
        self.lines += 1
        events: list[Event] = [(instant(event["at"]), event["type"], event) for event in line["events"]]
        received = next((at for at, kind, _ in events if kind == "received"), None)
        resolved = next((at for at, kind, _ in events if kind in ENDS), None)
        fixed = (line["agency"], line["channel"], line["satisfaction"])

        def judged(periods: list[Period]) -> Iterator[tuple[Period, Judged]]:
            for period in periods:
                if received is None or received >= period.end or (resolved is not None and resolved < period.start):
                    continue
                if found := judge(events, *fixed, period):
                    yield period, found

        for period, (agency, on, names) in judged(self.periods):
            self._count(line, period.key, agency, on, names)
        for section, periods in (("moments", self.moments), ("again", self.again)):
            for period, (agency, on, names) in judged(periods):
                for unit in self.tree.above(agency, on):
                    self.tally.add((section, unit, period.key, "all"), names)

    def _count(self, line: dict[str, Any], period: str, agency: str, on: date, names: list[str]) -> None:
        add, channel, procedure = self.tally.add, line["channel"], line["procedure"]
        for one in ("all", channel):
            add(("total", "", period, one), names)
            for unit in self.tree.above(agency, on):
                add(("agencies", unit, period, one), names)
            if agency in self.tree.parents:
                add(("own", agency, period, one), names)
        add(("procedures", procedure, period, "all"), names)
        add(("fields", self.fields[procedure], period, "all"), names)
        for unit in self.tree.above(line.get("reception_agency") or line["agency"], on):
            add(("receptions", unit, period, "all"), names)

    def section(self, name: str) -> dict[str, Any]:
        """The rows of a section: key → period → channel → figures; total has no key, others than two no channel."""
        found: dict[str, Any] = {}
        for key in sorted(self.tally.counts):
            if key[0] == name:
                into = found.setdefault(key[1], {}).setdefault(key[2], {})
                into[key[3]] = self.tally.row(key)
        if name not in ("total", "agencies", "own"):
            found = {key: {period: cell["all"] for period, cell in cells.items()} for key, cells in found.items()}
        return found

    def aims(self, targets: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The targets with what was reached at the year's end and the gap in points."""
        found = []
        for target in targets:
            actual = self.tally.row(("agencies", target["agency"], self.whole.key, "all"))[target["indicator"]]
            gap = None if actual is None else float(Decimal(str(actual)) - Decimal(str(target["target"])))
            found.append({**target, "actual": actual, "gap": gap})
        return found

    def compared(self) -> dict[str, Any]:
        """The months asked again at the year's end, beside what they were at their own."""
        keys = sorted(key[1:] for key in self.tally.counts if key[0] == "again")
        moved = [key for key in keys if self.tally.counts["again", *key] != self.tally.counts["agencies", *key]]
        return {"as_of": self.whole.end.isoformat(), "rows": len(keys), "differences": [list(key) for key in moved]}


def recount(folder: Path, progress: Callable[[int], None]) -> dict[str, Any]:
    """What expected.json holds."""
    given = json.loads((folder / "agencies.json").read_text(encoding="utf-8"))
    procedures = json.loads((folder / "procedures.json").read_text(encoding="utf-8"))
    targets = json.loads((folder / "targets.json").read_text(encoding="utf-8"))
    tree = Tree(given["agencies"])
    count = Recount(given["year"], tree, {one["code"]: one["field"] for one in procedures["procedures"]})
    digest = hashlib.sha256()
    with (folder / "dossiers.jsonl").open("rb") as file:
        for number, raw in enumerate(file, start=1):
            digest.update(raw)
            count.take(json.loads(raw))
            if number % 50_000 == 0:
                progress(number)
    return {
        "format": 1,
        "year": given["year"],
        "dossiers": count.lines,
        "sha256": {"dossiers.jsonl": digest.hexdigest()},
        "rules": list(RULES),
        "periods": [period.as_data() for period in count.periods],
        "cut": [period.as_data() for period in count.moments],
        "again": count.compared(),
        "targets": count.aims(targets["targets"]),
        "total": count.section("total").get("", {}),
        **{name: count.section(name) for name in ("agencies", "own", "receptions", "procedures", "fields", "moments")},
    }


def written(value: Any, depth: int = 0) -> str:
    """JSON with a line for every row of figures."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if not any(isinstance(one, (dict, list)) for one in inside):
        return json.dumps(value, ensure_ascii=False)
    indent = "\n" + " " * (depth + 1)
    if isinstance(value, dict):
        parts = [f"{json.dumps(key, ensure_ascii=False)}: {written(one, depth + 1)}" for key, one in value.items()]
        return "{" + indent + f",{indent}".join(parts) + "\n" + " " * depth + "}"
    return "[" + indent + f",{indent}".join(written(one, depth + 1) for one in value) + "\n" + " " * depth + "]"


def main(arguments: list[str]) -> None:
    if len(arguments) not in (1, 3) or arguments[1:2] not in ([], ["--out"]):
        sys.exit("usage: python expected.py DIR [--out FILE]")
    folder = Path(arguments[0])
    try:
        found = recount(folder, lambda number: print(f"{number} lines counted", file=sys.stderr))
    except OSError as error:
        sys.exit(f"{error.filename}: {error.strerror}")
    text = written(found) + "\n"
    if arguments[1:] == ["--out", "-"]:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.write(text)
        return
    out = Path(arguments[2]) if len(arguments) == 3 else folder / "expected.json"
    out.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
