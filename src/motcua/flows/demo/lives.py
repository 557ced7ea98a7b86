"""Whole lives of dossiers as import lines (contract, section 7), in the shape of published volumes."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from motcua.deadlines.rules import Allowance, WorkingCalendar, add_working_minutes, promise
from motcua.flows.demo.people import somebody
from motcua.kernel import clock, codes


@dataclass(frozen=True, slots=True)
class Offered:
    """A procedure that a unit handles: code, its limit, how often it is asked for, whether it is of one step."""

    code: str
    allowance: Allowance
    weight: int
    one_step: bool
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """Of a thousand: late, early, with a supplement, withdrawn, dissatisfied; of a hundred: who answered."""

    late: int = 11
    early: int = 640
    supplemented: int = 60
    withdrawn: int = 5
    answered: int = 58
    dissatisfied: int = 11


def lines(
    agency: str,
    offered: Sequence[Offered],
    *,
    online: int,
    direct: int,
    first: date,
    last: date,
    calendar: WorkingCalendar,
    chance: random.Random,
    shape: Shape,
    until: datetime,
) -> Iterator[dict[str, Any]]:
    """Lines for one agency: exactly `online` + `direct` dossiers received from `first` to `last`, both included.

    Nothing happens later than `until`: what is not over by then stays open.
    """
    days = _weighted_days(first, last, calendar)
    moments = sorted(_reception(chance.choices(*days)[0], calendar, chance) for _ in range(online + direct))
    channels = ["online"] * online + ["direct"] * direct
    chance.shuffle(channels)
    numbers: dict[date, int] = {}
    for received, channel in zip(moments, channels, strict=True):
        submitted = _submission(received, channel, calendar, chance)
        day = clock.local_day(submitted)
        numbers[day] = numbers.get(day, 0) + 1
        yield _line(agency, numbers[day], submitted, received, channel, offered, calendar, chance, shape, until)


def _weighted_days(first: date, last: date, calendar: WorkingCalendar) -> tuple[list[date], list[float]]:
    """Working days with their weight: Monday and the day after days off bring half as much again."""
    days, weights = [], []
    rested = True
    day = first
    while day <= last:
        if calendar.is_working_day(day):
            days.append(day)
            weights.append(1.5 if rested else 1.0)
            rested = False
        else:
            rested = True
        day += timedelta(days=1)
    return days, weights


def _reception(day: date, calendar: WorkingCalendar, chance: random.Random) -> datetime:
    """A minute within working hours, most of them in the morning."""
    spans = calendar.spans(day)
    begin, end = spans[0] if chance.random() < 0.62 or len(spans) == 1 else spans[-1]
    length = int((end - begin).total_seconds() // 60)
    return begin + timedelta(minutes=chance.randrange(1, max(length - 20, 2)), seconds=chance.randrange(60))


def _submission(received: datetime, channel: str, calendar: WorkingCalendar, chance: random.Random) -> datetime:
    if channel == "direct":
        return received - timedelta(seconds=chance.randrange(30, 300))
    if chance.random() < 0.3:  # the evening before
        evening = datetime.combine(received.date() - timedelta(days=1), time(19), tzinfo=clock.LOCAL)
        before = evening + timedelta(minutes=chance.randrange(150))
        if before.year == received.year:
            return before
    return max(
        calendar.first_opening(clock.local_day(received)), received - timedelta(minutes=chance.randrange(5, 240))
    )


def _line(
    agency: str,
    number: int,
    submitted: datetime,
    received: datetime,
    channel: str,
    offered: Sequence[Offered],
    calendar: WorkingCalendar,
    chance: random.Random,
    shape: Shape,
    until: datetime,
) -> dict[str, Any]:
    procedure = chance.choices(offered, [one.weight for one in offered])[0]
    person = somebody(chance, received.date())
    events: list[tuple[str, datetime, dict[str, Any]]] = [("submitted", submitted, {}), ("received", received, {})]
    events += _handling(procedure, received, calendar, chance, shape)
    kept = [event for event in events if event[1] <= until]
    delivered = any(type == "delivered" for type, _, _ in kept)
    satisfaction = None
    if delivered and chance.randrange(100) < shape.answered:
        draw = chance.randrange(1000)
        satisfaction = "dissatisfied" if draw < shape.dissatisfied else "very_satisfied" if draw < 720 else "satisfied"
    return {
        "code": codes.dossier_code(agency, clock.local_day(submitted), number),
        "procedure": procedure.code,
        "agency": agency,
        "channel": channel,
        "entered_by": "applicant" if channel == "online" else "officer",
        "applicant": person.as_party(),
        "submitter": None,
        "answers": {},
        "papers": [
            {"key": key, "digitised": channel == "online" or chance.random() < 0.6, "reused": chance.random() < 0.08}
            for key in procedure.papers
        ],
        "fee": {"charged": 0, "paid": 0, "paid_online": False},
        "satisfaction": satisfaction,
        "events": [{"type": type, "at": at.isoformat(), **more} for type, at, more in kept],
    }


def _handling(
    procedure: Offered, received: datetime, calendar: WorkingCalendar, chance: random.Random, shape: Shape
) -> list[tuple[str, datetime, dict[str, Any]]]:
    """What happens after reception, with the times a shape asks for."""
    events: list[tuple[str, datetime, dict[str, Any]]] = []
    promised = promise(received, procedure.allowance, (), calendar)
    minutes = max(promised.working_minutes, 60)
    fate = chance.randrange(1000)
    if procedure.one_step:
        finished = add_working_minutes(received, chance.randrange(4, min(minutes, 60)), calendar)
        return [("finished", finished, {"result": "approved"}), ("delivered", finished, {"by": "counter"})]
    if fate < shape.withdrawn:
        at = add_working_minutes(received, chance.randrange(10, minutes), calendar)
        return [("withdrawn", at, {"reason": "Người nộp xin rút hồ sơ."})]
    if fate < shape.withdrawn + shape.supplemented and minutes >= 480:
        asked = add_working_minutes(received, chance.randrange(30, minutes // 2), calendar)
        answered = add_working_minutes(asked, chance.randrange(200, 2400), calendar)
        events += [
            ("supplement_requested", asked, {"reason": "Thiếu giấy tờ kèm theo, cần bổ sung."}),
            ("supplemented", answered, {}),
        ]
        left = max(minutes - int((asked - received).total_seconds() // 180), 60)
        finished = add_working_minutes(answered, chance.randrange(20, max(left // 2, 30)), calendar)
    elif fate >= 1000 - shape.late:
        due_at = promised.due_at or received
        finished = add_working_minutes(due_at, chance.randrange(30, 1200), calendar)
    elif chance.randrange(1000) < shape.early and minutes > 480:
        finished = add_working_minutes(
            received, chance.randrange(minutes // 5, max(minutes - 490, minutes // 5 + 1)), calendar
        )
    else:
        finished = add_working_minutes(received, chance.randrange(int(minutes * 0.7), minutes), calendar)
    result = "rejected" if chance.randrange(100) < 2 else "approved"
    way = chance.choices(("counter", "electronic", "post"), (6, 3, 1))[0]
    delivered = add_working_minutes(finished, chance.randrange(10, 1500), calendar)
    return [*events, ("finished", finished, {"result": result}), ("delivered", delivered, {"by": way})]
