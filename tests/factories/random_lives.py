"""Random dossier lives as import lines: lawful, dense around period borders, for property tests and measuring."""

import random
from datetime import datetime, timedelta
from typing import Any

from tests.factories.import_lines import a_line

AGENCIES = ("H28.159", "H28.159.05392", "H28.159.05395", "H28")
PROCEDURES = ("1.001193", "X.permit")


def a_random_line(rng: random.Random, number: int, *, begins: datetime = datetime(2023, 1, 2, 8), days: int = 60) -> dict[str, Any]:
    """One life; its number makes the code."""
    at = begins + timedelta(minutes=rng.randrange(days * 24 * 60))
    events: list[dict[str, Any]] = []

    def then(type: str, hours: float, **members: Any) -> None:
        nonlocal at
        at += timedelta(minutes=int(rng.random() * hours * 60))
        events.append({"type": type, "at": at.isoformat(timespec="minutes"), **members})

    def due(days: float) -> dict[str, str]:
        return {"due_at": (at + timedelta(minutes=int(rng.random() * days * 24 * 60))).isoformat(timespec="minutes")}

    first = at
    then("submitted", 0)
    if rng.random() < 0.05:
        then(rng.choice(["refused", "withdrawn"]), 24, reason="Thiếu giấy tờ")
    else:
        if rng.random() < 0.05:
            then("supplement_requested", 24, reason="Thiếu ảnh")
            then("supplemented", 72)
        then("received", 24, **(due(6) if rng.random() < 0.7 else {}))
        _handle(rng, then, due)
    members: dict[str, Any] = {}
    if any(event["type"] == "finished" for event in events) and rng.random() < 0.5:
        members["satisfaction"] = rng.choice(["very_satisfied", "satisfied", "dissatisfied"])
    return a_line(
        number,
        *events,
        agency=rng.choice(AGENCIES),
        day=f"{first:%y%m%d}",
        channel=rng.choice(["online", "online", "direct", "post"]),
        procedure=rng.choice(PROCEDURES),
        **members,
    )


def _handle(rng: random.Random, then: Any, due: Any) -> None:
    for _ in range(rng.choice([0, 0, 0, 1, 2])):
        kind = rng.random()
        if kind < 0.5:
            then("supplement_requested", 72, reason="Thiếu bản vẽ")
            if rng.random() < 0.3:
                break_off = rng.choice(["", "stopped", "withdrawn"])
                if break_off:
                    then(break_off, 200, reason="Không bổ sung")
                return
            then("supplemented", 96, **(due(5) if rng.random() < 0.4 else {}))
        elif kind < 0.7:
            then("payment_due", 48)
            then("paid", 48)
        elif kind < 0.85:
            then("extended", 48, reason="Cần xác minh", **due(9))
        else:
            then("transferred", 48, to=rng.choice(AGENCIES), reason="Đúng thẩm quyền")
    ending = rng.random()
    if ending < 0.15:
        return
    if ending < 0.22:
        then(rng.choice(["stopped", "withdrawn"]), 120, reason="Theo yêu cầu")
        return
    then("finished", 120, result=rng.choice(["approved", "approved", "rejected"]))
    if rng.random() < 0.8:
        then("delivered", 72, by=rng.choice(["counter", "post", "electronic"]))
