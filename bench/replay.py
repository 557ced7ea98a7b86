"""Replaying an installation of 20,000 imported dossiers (beside the demo's) against reading the same rows; it must come
out equal, dossiers and figures, or the bench stops."""

import json
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from time import perf_counter
from typing import Any

from bench.protocol import Result
from motcua.agencies.queries import get_agency
from motcua.deadlines.queries import get_calendar
from motcua.dossiers.models import Dossier
from motcua.flows.demo.lives import Shape, lines
from motcua.flows.demo.offers import offered_by
from motcua.flows.importing import import_dossiers
from motcua.flows.replaying import one_sight, replay_and_count
from motcua.flows.replaying.money import compare_money
from motcua.flows.replaying.stored import read_events, read_stored
from motcua.kernel import clock

AGENCY = "H28.157"
COUNT = 20_000
FIRST, LAST = date(2024, 1, 2), date(2024, 12, 20)
CHUNK = 500


def run() -> Iterator[Result]:
    """Import (once a database), replay, read."""
    importing = bring_in()
    total = Dossier.objects.count()
    began = perf_counter()
    with one_sight():
        tally = replay_and_count()
    replaying = perf_counter() - began
    if not tally.is_equal or tally.missing:
        raise RuntimeError(f"the journal tells otherwise: {tally.by_column}, {tally.missing}, {tally.figures[:5]}")
    began = perf_counter()
    read()
    reading = perf_counter() - began
    yield Result(f"replay {total} with figures", replaying, "reading the same rows", reading)
    if importing:
        yield Result(f"import {COUNT}", importing, f"replaying {total}", replaying)


def bring_in() -> float:
    """Seconds that the import took; 0 where it was done before."""
    if Dossier.objects.filter(agency__code=AGENCY, submitted_at__year=2024).count() >= COUNT:
        return 0
    chance = random.Random(20)
    made = lines(
        AGENCY,
        offered_by(get_agency(AGENCY), FIRST),
        online=COUNT * 3 // 4,
        direct=COUNT - COUNT * 3 // 4,
        first=FIRST,
        last=LAST,
        calendar=get_calendar(),
        chance=chance,
        shape=Shape(late=40, supplemented=200, withdrawn=20),
        until=clock.day_start(date(2025, 1, 1)),
    )
    numbered = [
        (number, json.dumps(fuller(row, number), ensure_ascii=False).encode()) for number, row in enumerate(made, 1)
    ]
    began = perf_counter()
    outcome = import_dossiers(numbered, at=clock.now())
    if outcome.imported != COUNT:
        raise RuntimeError(f"{len(outcome.refused)} lines were refused, first: {outcome.refused[:1]}")
    return perf_counter() - began


def fuller(row: dict[str, Any], number: int) -> dict[str, Any]:
    """Some with a promise that was given, some extended, some charged and paid, right after their reception."""
    events: list[dict[str, Any]] = row["events"]
    received = next((index for index, event in enumerate(events) if event["type"] == "received"), None)
    if received is None or len(events) < received + 2:
        return row
    at = datetime.fromisoformat(events[received]["at"])
    later = (at + timedelta(days=30)).isoformat()
    one, two = ((at + timedelta(minutes=count)).isoformat() for count in (1, 2))
    if number % 7 == 0:
        events[received]["due_at"] = later
    if number % 11 == 0:
        events.insert(received + 1, {"type": "extended", "at": one, "due_at": later[:10] + "T16:00", "reason": "Nhiều"})
        if number % 77 == 0:
            del events[received]["due_at"]
    elif number % 13 == 0:
        asked = [{"type": "payment_due", "at": one}, {"type": "paid", "at": two}]
        events[received + 1 : received + 1] = asked
        row["fee"] = {"charged": 8_000, "paid": 8_000, "paid_online": number % 2 == 0}
    return row


def read() -> None:
    """The rows that replay reads, and nothing done with them."""
    codes = list(Dossier.objects.order_by("pk").values_list("code", flat=True))
    for index in range(0, len(codes), CHUNK):
        chunk = codes[index : index + CHUNK]
        read_stored(chunk)
        read_events(chunk)
        compare_money(chunk)
