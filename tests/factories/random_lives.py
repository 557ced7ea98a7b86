"""Random dossier lives as import lines: lawful, dense around period borders, for property tests and measuring."""

import random
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from tests.factories.import_lines import ENDED, a_line

OLD = ("H28.159", "H28.159.05392", "H28.159.05395", "H28")
NEW = ("H44", "H44.229")
BEGINS = datetime(2023, 1, 2, 8)


def agencies_on(on: date) -> Sequence[str]:
    """Agencies of the factory that exist on a day."""
    return OLD if on < ENDED else NEW


class RandomLife:
    """One life in the making. `given`: every promise is written in the line, none is left to be computed."""

    def __init__(
        self, rng: random.Random, at: datetime, *, given: bool, agencies: Callable[[date], Sequence[str]]
    ) -> None:
        self.rng, self.at, self.given, self.agencies = rng, at, given, agencies
        self.events: list[dict[str, Any]] = []

    def then(self, type: str, hours: float, **members: Any) -> None:
        self.at += timedelta(minutes=int(self.rng.random() * hours * 60))
        self.events.append({"type": type, "at": self.at.isoformat(timespec="minutes"), **members})

    def due(self, days: float, chance: float = 1) -> dict[str, str]:
        due_at = self.at + timedelta(minutes=int(self.rng.random() * days * 24 * 60))
        if not self.given and self.rng.random() > chance:
            return {}
        return {"due_at": due_at.isoformat(timespec="minutes")}

    def live(self) -> list[dict[str, Any]]:
        rng = self.rng
        self.then("submitted", 0)
        if rng.random() < 0.05:
            self.then(rng.choice(["refused", "withdrawn"]), 24, reason="Thiếu giấy tờ")
            return self.events
        if rng.random() < 0.05:
            self.then("supplement_requested", 24, reason="Thiếu ảnh")
            self.then("supplemented", 72)
        self.then("received", 24, **self.due(6, 0.7))
        for _ in range(rng.choice([0, 0, 0, 1, 2])):
            if not self._something():
                return self.events
        ending = rng.random()
        if ending < 0.15:
            return self.events
        if ending < 0.22:
            self.then(rng.choice(["stopped", "withdrawn"]), 120, reason="Theo yêu cầu")
            return self.events
        self.then("finished", 120, result=rng.choice(["approved", "approved", "rejected"]))
        if rng.random() < 0.2:
            self._transfer()
        if rng.random() < 0.8:
            self.then("delivered", 72, by=rng.choice(["counter", "post", "electronic"]))
        return self.events

    def _something(self) -> bool:
        """False when the life ended by it."""
        rng, kind = self.rng, self.rng.random()
        if kind < 0.5:
            self.then("supplement_requested", 72, reason="Thiếu bản vẽ")
            if rng.random() < 0.3:
                if ended := rng.choice(["", "stopped", "withdrawn"]):
                    self.then(ended, 200, reason="Không bổ sung")
                return False
            self.then("supplemented", 96, **self.due(5, 0.4))
        elif kind < 0.7:
            self.then("payment_due", 48)
            self.then("paid", 48)
        elif kind < 0.85:
            self.then("extended", 48, reason="Cần xác minh", **self.due(9))
        else:
            self._transfer()
        return True

    def _transfer(self) -> None:
        self.at += timedelta(minutes=1)  # at the instant of the resolution nobody could say whose it was
        self.then("transferred", 0, to=self.rng.choice(self.agencies(self.at.date())), reason="Đúng thẩm quyền")


def a_random_line(
    rng: random.Random,
    number: int,
    *,
    begins: datetime = BEGINS,
    days: int = 60,
    given: bool = False,
    procedures: Sequence[str] = ("1.001193", "X.permit"),
    agencies: Callable[[date], Sequence[str]] = agencies_on,
) -> dict[str, Any]:
    """One life that begins within `days` from `begins`; its number makes the code."""
    at = begins + timedelta(minutes=rng.randrange(days * 24 * 60))
    agency = rng.choice(agencies(at.date()))
    events = RandomLife(rng, at, given=given, agencies=agencies).live()
    members: dict[str, Any] = {}
    if any(event["type"] == "finished" for event in events) and rng.random() < 0.5:
        members["satisfaction"] = rng.choice(["very_satisfied", "satisfied", "dissatisfied"])
    return a_line(
        number,
        *events,
        agency=agency,
        day=f"{at:%y%m%d}",
        channel=rng.choice(["online", "online", "direct", "post"]),
        procedure=rng.choice(procedures),
        **members,
    )
