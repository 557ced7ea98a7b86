"""The table of cases: how it was made, and how it is read.

`python -m tests.rules.deadlines.table` writes cases.csv anew: the due time of each case is found by the walk of
`test_naive_walk` (minute by minute over the days typed here), never by the product; the sentence is the product's, and
was read before it was kept. Days off by the notices for 2025 and 2026 (domain.md, appendix B).
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import product
from pathlib import Path
from typing import Any

from motcua.deadlines.rules import Allowance, Pause, promise
from tests.rules.deadlines.known import VN, at, pauses
from tests.rules.deadlines.test_naive_walk import Plain, walked

PATH = Path(__file__).with_name("cases.csv")
COLUMNS = ("group", "received", "limit", "unit", "policy", "cutoff", "roll", "channel", "pauses", "due", "words_vi")


def _days(*spans: str) -> set[date]:
    found = set()
    for span in spans:
        first, _, last = span.partition("..")
        day, end = date.fromisoformat(first), date.fromisoformat(last or first)
        while day <= end:
            found.add(day)
            day += timedelta(days=1)
    return found


OFF = _days(
    "2026-01-01..2026-01-02", "2026-02-16..2026-02-20", "2026-04-26..2026-04-27", "2026-04-30..2026-05-01",
    "2026-08-31..2026-09-02",
)  # fmt: skip
MADE_UP = {date(2026, 1, 10): date(2026, 1, 2), date(2026, 8, 22): date(2026, 8, 31)}
PLAIN = Plain([[(420, 690), (810, 1020)]] * 5 + [[], []], OFF, MADE_UP)

RECEIVED = (
    "27/08 09:00", "01/10 16:00", "01/10 16:59", "01/10 17:01", "05/10 12:00", "29/08 10:00", "21/08 15:30",
    "22/08 10:00", "13/02 09:00", "29/04 16:30", "09/01 14:00", "31/12/2025 11:30", "24/04 06:40",
)  # fmt: skip
LIMITS = (("hours", 4), ("hours", 24), ("working_days", 1), ("working_days", 5), ("same_day", 0))
ELAPSED = (("calendar_days", 3), ("calendar_days", 15), ("months", 1))
PAUSED = (
    ("27/08 09:00", ("27/08 14:00..28/08 10:00",)),
    ("27/08 09:00", ("28/08 08:00..04/09 08:00",)),
    ("01/10 08:00", ("02/10 16:00..05/10 09:00",)),
    ("01/10 08:00", ("01/10 10:00..01/10 11:00", "06/10 08:00..08/10 14:00")),
    ("13/02 09:00", ("13/02 15:00..24/02 10:00",)),
    ("05/10 08:00", ("03/10 08:00..04/10 08:00",)),
    ("05/10 08:00", ("30/11 08:00..02/12 08:00",)),
    ("20/08 10:00", ("21/08 16:00..22/08 09:00",)),
)
CHANNELS = {
    # domain.md 2.6: 1.000603 and the registration of vehicles
    "1.000603": {"online": ("hours", 6), "direct": ("hours", 8), "post": ("hours", 24)},
    "vehicle": {"online": ("hours", 8), "direct": ("working_days", 2), "post": ("working_days", 2)},
}
POLICIES = ("hour_exact", "end_of_day")


def cases() -> Iterator[dict[str, Any]]:
    """Every case without its answer."""
    for received, (unit, limit), policy in product(RECEIVED, LIMITS, POLICIES):
        if unit != "same_day" or policy == "hour_exact":
            yield _case("day", received, unit, limit, policy)
    for received, (unit, limit), policy in product(RECEIVED[::2], ELAPSED, POLICIES):
        yield _case("elapsed", received, unit, limit, policy, roll=True)
    for received, (unit, limit), cutoff in product(RECEIVED[1:8:2], LIMITS[1:4], ("15:00", "15:00 hand_over", "11:00")):
        yield _case("cutoff", received, unit, limit, "hour_exact", cutoff=cutoff)
    for received, cutoff in product(("01/10 14:59", "01/10 15:00", "02/10 15:30"), ("15:00", "15:00 hand_over")):
        yield _case("cutoff", received, "same_day", 0, "hour_exact", cutoff=cutoff)
        yield _case("cutoff", received, "working_days", 3, "end_of_day", cutoff=cutoff)
    for (received, spans), (unit, limit), policy in product(PAUSED, LIMITS[1:4:2] + ELAPSED[:1], POLICIES):
        yield _case("pause", received, unit, limit, policy, roll=unit == "calendar_days", pauses=" ".join(spans))
    for limits, received in product(CHANNELS.values(), ("27/08 09:00", "01/10 16:30", "13/02 15:00")):
        for channel, (unit, limit) in limits.items():
            yield _case("channel", received, unit, limit, "hour_exact", channel=channel)


def _case(group: str, received: str, unit: str, limit: int, policy: str, **more: Any) -> dict[str, Any]:
    case = {"group": group, "received": received, "limit": limit, "unit": unit, "policy": policy}
    return case | {"cutoff": "", "roll": False, "channel": "", "pauses": ""} | more


def terms(case: dict[str, Any]) -> dict[str, Any]:
    """The limit of a case as the arithmetic takes it."""
    hour, _, what = str(case["cutoff"]).partition(" ")
    return {
        "value": int(case["limit"]),
        "unit": case["unit"],
        "policy": case["policy"],
        "cutoff": time.fromisoformat(hour) if hour else None,
        "roll": case["roll"] in (True, "True"),
        "cutoff_on": what or "start",
    }


def spans(case: dict[str, Any]) -> list[Pause]:
    """The pauses of a case: "27/08 14:00..28/08 10:00" one after another."""
    words = str(case["pauses"]).split()
    return pauses(*(" ".join(words[n : n + 3]) for n in range(0, len(words), 3)))


def answered(case: dict[str, Any]) -> dict[str, Any]:
    """A case with its due time by the walk and its sentence."""
    given = terms(case)
    walk = {**given, "cutoff": given["cutoff"] if given["cutoff_on"] == "start" else None}
    bare = [(one.start.replace(tzinfo=None), one.end.replace(tzinfo=None)) for one in spans(case) if one.end]
    due: datetime = walked(at(case["received"]).replace(tzinfo=None), walk, bare, PLAIN)
    told = promise(at(case["received"]), Allowance(**given), spans(case), VN)
    return case | {"due": f"{due:%d/%m/%Y %H:%M}", "words_vi": " ".join(line.words_vi for line in told.ledger)}


def write() -> int:
    """Write the table; returns how many cases it has."""
    rows = [answered(case) for case in cases()]
    with PATH.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    return len(rows)


def read() -> list[dict[str, str]]:
    """The table as it is kept."""
    with PATH.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    print(write())
