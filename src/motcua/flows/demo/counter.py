"""Two working days of certified copies at each counter, money taken and tills closed; by the product's own acts."""

import random
from datetime import date, datetime, time, timedelta

from motcua.certification.rules import Original
from motcua.deadlines.queries import get_calendar
from motcua.deadlines.rules import subtract_working_minutes
from motcua.flows import certify
from motcua.flows.demo.accounts import Demo
from motcua.flows.demo.people import somebody
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.payments import actions as payments
from motcua.payments import queries
from motcua.payments.models import Till
from motcua.people import access

PAPERS = ("Căn cước", "Giấy khai sinh", "Bằng tốt nghiệp trung học phổ thông", "Học bạ", "Giấy chứng nhận kết hôn", "")
PEOPLE = 7
CHANGE = 200_000


def make(demo: Demo, agency: str, chance: random.Random, now: datetime) -> int:
    """The last two working days before today; returns how many people came."""
    calendar = get_calendar()
    today = clock.local_day(now)
    days: list[date] = []
    back = now
    while len(days) < 2:
        back = subtract_working_minutes(back, 4 * 60, calendar)
        if (day := clock.local_day(back)) < today and day not in days:
            days.append(day)
    counter = demo.actor(agency, access.SINGLE_WINDOW_OFFICER)
    signer = demo.staff[agency, access.COMMUNE_LEADER][0]
    for day in reversed(days):
        _morning(counter, signer.pk, chance, day)
        _close(counter, day, short=1_000 if day == days[-1] and agency.endswith("230") else 0)
    return PEOPLE * len(days)


def _morning(counter: Actor, signer: int, chance: random.Random, day: date) -> None:
    at = datetime.combine(day, time(7, 20), tzinfo=clock.LOCAL)
    for index in range(PEOPLE):
        at += timedelta(minutes=chance.randrange(4, 25), seconds=chance.randrange(60))
        person = somebody(chance, day)
        originals = [Original(chance.choice((1, 1, 2, 4, 12)), chance.randrange(1, 5), chance.choice(PAPERS))]
        if index % 3 == 0:
            originals.append(Original(1, chance.randrange(1, 4), "Căn cước"))
        request = certify.Request(
            {"kind": "person", "full_name": person.full_name, "personal_id": person.personal_id},
            originals,
            way="transfer" if index % 4 == 3 else "cash",
            exempt="merit" if index == 5 else "",
            signer=signer,
        )
        certify.certify(request, by=counter, at=at)


def _close(counter: Actor, day: date, *, short: int) -> None:
    till = Till.objects.get(cashier_id=counter.account_id, day=day)
    due = CHANGE + queries.flow_of(till).cash
    payments.close_till(
        till.pk,
        counted=due - short,
        change=CHANGE,
        reason="Trả thừa tiền lẻ cho một người, chưa tìm lại được." if short else "",
        by=counter,
        at=datetime.combine(day, time(17, 2), tzinfo=clock.LOCAL),
    )
