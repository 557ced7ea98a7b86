"""The life of one dossier after its reception, event by event; time only goes forward."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from motcua.deadlines.rules import (
    Allowance,
    Pause,
    WorkingCalendar,
    add_working_minutes,
    due,
    resume,
    starts_at,
    working_minutes,
)
from motcua.deadlines.rules import subtract_working_minutes as before
from motcua.flows.province_year.habits import Habits
from motcua.flows.province_year.offers import Offer
from motcua.kernel import clock

DAY = 480
"""Working minutes of a day."""
NO_LIMIT = 10 * DAY
CLOSED = frozenset({"refused", "withdrawn", "stopped", "delivered"})
_WAYS, _WAY_WEIGHTS = ("counter", "electronic", "post"), (55, 35, 10)


@dataclass(frozen=True, slots=True)
class Happening:
    """One event; `more` are its other members, instants among them."""

    type: str
    at: datetime
    more: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Life:
    """A dossier in hand: what has happened, the promise in force, the pauses so far."""

    offer: Offer
    habits: Habits
    calendar: WorkingCalendar
    chance: random.Random
    elsewhere: Callable[[], str | None]
    happened: list[Happening] = field(default_factory=list)
    allowance: Allowance = field(default_factory=lambda: Allowance(0, "none"))
    due_at: datetime | None = None
    start_at: datetime | None = None
    pauses: list[Pause] = field(default_factory=list)

    # --- small things ------------------------------------------------------------------------------------------------

    @property
    def at(self) -> datetime:
        return self.happened[-1].at

    def add(self, type: str, at: datetime, **more: object) -> None:
        """The next event; never before the last one."""
        if self.happened and at < self.at:
            at = self.at
        self.happened.append(Happening(type, at, more))

    def later(self, least: int, most: int) -> datetime:
        """Some working minutes after the last event."""
        return add_working_minutes(self.at, self.chance.randint(least, max(least, most)), self.calendar)

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    # --- its course --------------------------------------------------------------------------------------------------

    def receive(self, at: datetime, channel: str) -> None:
        self.allowance = self.offer.allowance(channel)
        self.start_at = starts_at(at, self.allowance, self.calendar)
        self.due_at = due(at, self.allowance, (), self.calendar)
        self.add("received", at, due_at=self.due_at)

    def handle(self) -> None:
        """From reception to delivery, or to where it stays."""
        if self.offer.is_one_step:
            self._at_the_counter()
            return
        minutes = self._minutes_left()
        if self.happens(0.3):
            self.add("processing", self.later(1, 30))
        if self.happens(0.006):
            self._transfer(minutes)
        if self.offer.charge and self.happens(0.12) and not self._ask_for_payment():
            return
        if minutes >= DAY and self.happens(self.habits.supplemented) and not self._ask_for_supplements(minutes):
            return
        if self.happens(0.007):
            kind, reason = ("withdrawn", "Người nộp xin rút.") if self.happens(0.6) else ("stopped", "Hết căn cứ.")
            self.add(kind, self.later(5, minutes), reason=reason)
            return
        if minutes >= 5 * DAY and self.happens(0.03):
            self._extend()
        if self.happens(0.004):
            return  # nobody takes it up again
        self._finish(self._end())

    def _minutes_left(self) -> int:
        return NO_LIMIT if self.due_at is None else max(working_minutes(self.at, self.due_at, self.calendar), 30)

    def _at_the_counter(self) -> None:
        """Same-day work with the paper in hand."""
        if self.happens(self.habits.late * 0.12) and self.due_at is not None:
            self._finish(add_working_minutes(self.due_at, self.chance.randint(10, 200), self.calendar))
        else:
            self._finish(self.later(3, min(60, self._minutes_left())))

    def _transfer(self, minutes: int) -> None:
        to = self.elsewhere()
        if to is None:
            return
        self.add("transferred", self.later(1, minutes // 4), to=to, reason="Thuộc thẩm quyền nơi nhận.")
        back = self.elsewhere() if self.happens(0.2) else None
        if back is not None:
            self.add("transferred", self.later(30, DAY), to=back, reason="Chuyển lại, chưa đúng thẩm quyền.")

    def _ask_for_payment(self) -> bool:
        """False where it is not paid. The clock goes on: no procedure of the pack stops it for a payment."""
        self.add("payment_due", self.later(5, DAY // 2))
        if self.happens(0.03):
            if self.happens(0.5):
                self.add("stopped", self.later(5 * DAY, 20 * DAY), reason="Không nộp lệ phí.")
            return False
        self.add("paid", self.later(2, 2 * DAY))
        return True

    def _ask_for_supplements(self, minutes: int) -> bool:
        """Once, or again where the answer was but a part of what was asked for; False where none comes."""
        for number in range(3):
            if number and not self.happens(0.22):
                break
            asked = self.later(20, max(minutes // 3, 40)) if not number else self.later(10, DAY)
            part = " (phần còn lại)" if number else ""
            self.add("supplement_requested", asked, reason=f"Thiếu giấy tờ kèm theo, cần bổ sung{part}.")
            if self.happens(0.07):
                self._unanswered()
                return False
            answered = self._answer(asked)
            self.due_at = self._resumed(asked, answered)
            self.add("supplemented", answered, due_at=self.due_at)
        return True

    def _answer(self, asked: datetime) -> datetime:
        if self.happens(0.3):  # from home, in the evening
            day = asked.date() + timedelta(days=self.chance.randint(1, 20))
            return clock.day_start(day) + timedelta(minutes=self.chance.randint(19 * 60, 23 * 60 + 59))
        return add_working_minutes(asked, self.chance.randint(60, 15 * DAY), self.calendar)

    def _resumed(self, asked: datetime, answered: datetime) -> datetime | None:
        if self.due_at is None or self.start_at is None:
            return self.due_at
        moved = resume(self.due_at, asked, answered, self.allowance, self.start_at, self.calendar, self.pauses)
        self.pauses.append(Pause(asked, answered))
        return moved

    def _unanswered(self) -> None:
        """Stopped or withdrawn while the clock stands still, or left as it is."""
        drawn = self.chance.random()
        if drawn < 0.35:
            self.add("stopped", self.later(22 * DAY, 45 * DAY), reason="Quá hạn bổ sung.")
        elif drawn < 0.6:
            self.add("withdrawn", self.later(2 * DAY, 20 * DAY), reason="Người nộp xin rút.")

    def _extend(self) -> None:
        if self.due_at is None:
            return
        at = before(self.due_at, self.chance.randint(1, 2 * DAY), self.calendar)
        if self.happens(0.1):  # an apology that came too late
            at = add_working_minutes(self.due_at, self.chance.randint(1, DAY), self.calendar)
        self.due_at = add_working_minutes(self.due_at, self.chance.randint(1, 10) * DAY, self.calendar)
        self.add("extended", at, due_at=self.due_at, reason="Cần thêm thời gian thẩm tra thực địa.")

    # --- its end -----------------------------------------------------------------------------------------------------

    def _end(self) -> datetime:
        """When it is finished: late, to the minute, early, or on the day."""
        if self.due_at is None:
            return self.later(30, NO_LIMIT)
        drawn, late = self.chance.random(), self.habits.late_for(self.offer.field)
        if drawn < late or self.due_at <= self.at:
            return self._too_late(self.due_at)
        if drawn < late + 0.01:
            return self.due_at
        left = self._minutes_left()
        if self.happens(0.65) and left > DAY // 2:
            return self.later(left // 10, left * 4 // 5)
        return before(self.due_at, self.chance.randint(1, min(left, DAY - 60)), self.calendar)

    def _too_late(self, due_at: datetime) -> datetime:
        drawn = self.chance.random()
        if drawn < 0.06:
            return due_at + timedelta(seconds=self.chance.randint(1, 59))
        if drawn < 0.16:  # the evening of the same day
            return max(due_at + timedelta(minutes=1), clock.day_start(due_at.date()) + timedelta(hours=21))
        return add_working_minutes(due_at, self.chance.randint(10, 6 * DAY), self.calendar)

    def _finish(self, at: datetime) -> None:
        at = max(at, self.at)
        morning = clock.day_start(at.date() + timedelta(days=1))
        if self.happens(0.04 if _is_month_end(at.date()) else 0.002):
            at = morning  # closed by the night's run, at midnight
        self.add("finished", at, result="rejected" if self.happens(0.02) else "approved")
        if self.offer.is_one_step:
            self.add("delivered", at, by="counter")
            return
        if self.happens(0.001) and (to := self.elsewhere()) is not None:
            self.add("transferred", self.later(1, DAY), to=to, reason="Trả kết quả tại nơi nhận.")
        if self.happens(0.96):
            way = self.chance.choices(_WAYS, _WAY_WEIGHTS)[0]
            self.add("delivered", self.later(5, 3 * DAY), by=way)


def _is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def moved_at(happened: list[Happening], on: datetime, to: str) -> list[Happening]:
    """The events with a transfer at an instant where the dossier was still open then."""
    before_ = [one for one in happened if one.at < on]
    if not before_ or before_[-1].type in CLOSED:
        return happened
    transfer = Happening("transferred", on, {"to": to, "reason": "Đơn vị hành chính được sắp xếp lại."})
    return [*before_, transfer, *happened[len(before_) :]]
