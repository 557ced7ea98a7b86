"""Import lines (contract, section 7) of a unit's day; each day of each unit has its own stream of random numbers."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from motcua.deadlines.rules import WorkingCalendar, add_working_minutes
from motcua.flows.demo.people import somebody
from motcua.flows.province_year.habits import Habits
from motcua.flows.province_year.lives import Happening, Life, moved_at
from motcua.flows.province_year.offers import COPIES, Menus, Offer
from motcua.flows.province_year.units import Unit, lot
from motcua.kernel import clock, codes

_ENTERED, _ENTERED_WEIGHTS = (
    ("applicant", "submitter", "helper", "client", "kiosk", "officer"),
    (800, 80, 70, 35, 12, 3),
)
_ANSWERS = ("very_satisfied", "satisfied")
_COMPANIES = (
    "Thương mại Hòa Phát Lộc",
    "Xây dựng Sông Bôi",
    "Lâm sản Đồng Bảng",
    "Dịch vụ Thanh Sơn",
    "Cơ khí Việt Tiến",
)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the lines. `until`: what would happen later has not happened in the file."""

    seed: int
    calendar: WorkingCalendar
    menus: Menus
    units: Sequence[Unit]
    until: datetime

    def day(self, unit: Unit, habits: Habits, day: date, number: int) -> Iterator[dict[str, Any]]:
        """The dossiers that are submitted to a unit on a day, in the order of their codes."""
        chance = random.Random(f"{self.seed}:{unit.code}:{day.isoformat()}")
        drawn = [self._submission(unit, habits, day, chance) for _ in range(number)]
        drawn.sort(key=lambda one: one[0])
        for count, (submitted, channel, offer) in enumerate(drawn, start=1):
            code = codes.dossier_code(unit.code, day, count)
            yield self._line(code, unit, habits, submitted, channel, offer, chance)

    # --- how it comes in ---------------------------------------------------------------------------------------------

    def _submission(self, unit: Unit, habits: Habits, day: date, chance: random.Random) -> tuple[datetime, str, Offer]:
        menu = self.menus.menu(unit.code, unit.level, day)
        offer = chance.choices(menu.offers, cum_weights=menu.running)[0]
        channel = self._channel(offer, habits, day, chance)
        begin, end = self._hours(day, channel, chance)
        at = begin + timedelta(seconds=chance.randrange(int((end - begin).total_seconds())))
        return at, channel, offer

    def _channel(self, offer: Offer, habits: Habits, day: date, chance: random.Random) -> str:
        if not self.calendar.is_working_day(day):
            return "online"
        online = 0.4 if offer.code == COPIES else habits.online if offer.is_online else 0.1
        drawn = chance.random()
        return "online" if drawn < online else "post" if drawn > 0.99 else "direct"

    def _hours(self, day: date, channel: str, chance: random.Random) -> tuple[datetime, datetime]:
        """Most in the morning; online also in the evening and on days off."""
        midnight = clock.day_start(day)
        spans = self.calendar.spans(day)
        drawn = chance.random()
        if channel == "online" and (not spans or drawn < 0.35):
            first = 17 if spans else 6
            return midnight + timedelta(hours=first), midnight + timedelta(hours=24)
        return spans[0] if drawn < 0.75 else spans[-1]

    def _received_at(self, submitted: datetime, channel: str, chance: random.Random) -> datetime:
        if channel == "direct":
            return submitted + timedelta(seconds=chance.randrange(300))
        if channel == "online" and chance.random() < 0.01:  # taken in by the machine, at midnight
            return clock.day_start(submitted.date() + timedelta(days=1))
        return add_working_minutes(submitted, chance.randint(5, 300), self.calendar)

    # --- the line ----------------------------------------------------------------------------------------------------

    def _line(
        self,
        code: str,
        unit: Unit,
        habits: Habits,
        submitted: datetime,
        channel: str,
        offer: Offer,
        chance: random.Random,
    ) -> dict[str, Any]:
        life = Life(offer, habits, self.calendar, chance, lambda: self._elsewhere(unit, chance))
        life.add("submitted", submitted)
        if self._intake(life, channel):
            life.receive(max(self._received_at(life.at, channel, chance), life.at), channel)
            life.handle()
        happened = life.happened
        if unit.until is not None:
            happened = moved_at(happened, clock.day_start(unit.until), self._heir(unit, offer, code))
        happened = [one for one in happened if one.at <= self.until]
        entered_by = self._entered_by(channel, chance)
        types = {one.type for one in happened}
        line: dict[str, Any] = {"code": code, "procedure": offer.code, "agency": unit.code}
        counter = self._elsewhere(unit, chance) if unit.level == "commune" and chance.random() < 0.01 else None
        if counter is not None:
            line["reception_agency"] = counter
        return {
            **line,
            "channel": channel,
            "entered_by": entered_by,
            "applicant": _applicant(offer, submitted.date(), chance),
            "submitter": somebody(chance, submitted.date()).as_party() if entered_by == "submitter" else None,
            "answers": {},
            "papers": [
                {"key": key, "digitised": channel == "online" or chance.random() < 0.6, "reused": chance.random() < 0.1}
                for key in offer.papers
            ],
            "fee": _fee(offer, channel, types, chance),
            "satisfaction": _answer(habits, chance) if "delivered" in types else None,
            "events": _events(happened, utc=entered_by == "client"),
        }

    def _intake(self, life: Life, channel: str) -> bool:
        """What happens before reception; False where it is not received."""
        if life.happens(life.habits.refused if channel != "direct" else life.habits.refused / 2):
            life.add("refused", life.later(5, 300), reason="Không thuộc trường hợp giải quyết.", ground="NĐ 118/2025")
            return False
        if channel != "online":
            return True
        if life.happens(0.015):
            life.add("supplement_requested", life.later(10, 240), reason="Ảnh chụp không đọc được.")
            if life.happens(0.1):
                return False
            life.add("supplemented", life.later(30, 3 * 480))
        if life.happens(0.003):
            life.add("withdrawn", life.later(1, 60), reason="Nộp nhầm.")
            return False
        return not life.happens(0.0005)

    def _elsewhere(self, unit: Unit, chance: random.Random) -> str | None:
        """Another unit of the same time; none for one that ends, whose open dossiers go to its heirs."""
        if unit.until is not None:
            return None
        others = [one.code for one in self.units if one.until is None and one.since == unit.since and one is not unit]
        return chance.choice(others) if others else None

    def _heir(self, unit: Unit, offer: Offer, code: str) -> str:
        if unit.level == "province":
            return self.menus.body_of(offer.code, unit.heirs)
        return unit.heirs[int(lot("heir", code) * len(unit.heirs))]

    def _entered_by(self, channel: str, chance: random.Random) -> str:
        return "officer" if channel != "online" else chance.choices(_ENTERED, _ENTERED_WEIGHTS)[0]


def _applicant(offer: Offer, on: date, chance: random.Random) -> dict[str, Any]:
    person = somebody(chance, on)
    if offer.field not in ("environment", "food_safety", "construction") or chance.random() < 0.5:
        return person.as_party()
    name = f"Công ty TNHH {chance.choice(_COMPANIES)}"
    return {"kind": "enterprise", "full_name": name, "phone": person.phone, "address": f"Thôn {person.village}"}


def _fee(offer: Offer, channel: str, types: set[str], chance: random.Random) -> dict[str, Any]:
    if not offer.charge or "received" not in types:
        return {"charged": 0, "paid": 0, "paid_online": False}
    copies = chance.choice((1, 1, 1, 2, 3, 5)) if offer.code == COPIES else 1
    owes = "payment_due" in types and "paid" not in types
    paid = 0 if owes or not types & {"finished", "paid"} else offer.charge * copies
    online = bool(paid) and (chance.random() < (0.93 if channel == "online" else 0.35))
    return {"charged": offer.charge * copies, "paid": paid, "paid_online": online}


def _answer(habits: Habits, chance: random.Random) -> str | None:
    if chance.random() >= habits.answering:
        return None
    return "dissatisfied" if chance.random() < habits.dissatisfied else chance.choices(_ANSWERS, (7, 3))[0]


def _events(happened: Sequence[Happening], *, utc: bool) -> list[dict[str, Any]]:
    """As the line holds them; a program that sends dossiers writes its times in UTC."""

    def written(value: object) -> object:
        if isinstance(value, datetime):
            return (value.astimezone(UTC) if utc else value).isoformat()
        return value

    return [
        {
            "type": one.type,
            "at": written(one.at),
            **{name: written(value) for name, value in one.more.items() if value is not None},
        }
        for one in happened
    ]
