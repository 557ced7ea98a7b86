"""A commune at work: the whole country pack, an account of every role, dossiers in every state, a community group, and
work that was begun: a paper book, papers on their way to a unit, a change of the calendar, drafts of the control office.
"""

import contextlib
import random
from datetime import datetime, timedelta

from django.db import connection
from django.test import TransactionTestCase

from motcua.agencies import queries as agencies
from motcua.catalogue import actions as catalogue
from motcua.catalogue.models import Procedure
from motcua.deadlines.queries import get_calendar
from motcua.deadlines.rules import Decided, NewDayOff, changed
from motcua.dossiers.actions import counter_day, paper_register
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.counter_day import to_hand_over
from motcua.flows import calendar_change, lateness, notify, period_seals, receive, replaying
from motcua.flows.country_pack.load import load_folder
from motcua.flows.country_pack.reader import packaged
from motcua.flows.demo import accounts, across, counter, fees, linked, past
from motcua.flows.demo.live import Maker
from motcua.flows.demo.load import posts, recent_groups
from motcua.journal.models import CronSlot, Event
from motcua.journal.outbox import NotYet
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.people import access
from motcua.people.models import Account
from motcua.workflow import actions as workflow

COMMUNE = "H44.229"
DRAFTED, PROCESS = "1.004873", "forwarded"
"""What the control office is at: a procedure and a process."""


def build() -> accounts.Demo:
    """Lay the commune into an empty database."""
    now = clock.now()
    chance = random.Random(20260705)
    load_folder(packaged(), by=SYSTEM, at=now)
    posts(now)
    fees.set_fees(now)
    demo = accounts.make(chance, at=now - timedelta(days=400), tokens=False)
    past.targets(now)
    past.openings(now)
    recent_groups(demo, now)
    Maker(demo, COMMUNE, chance, now).make_all()
    counter.make(demo, COMMUNE, chance, now)
    across.make(demo, chance, now)
    linked.make(demo, COMMUNE, chance, now)
    _at_the_counter(demo, now)
    _begun_by_control(demo, now)
    maker = Maker(demo, COMMUNE, chance, now)
    _by_the_community(demo, maker, now)
    _result_for_elsewhere(maker, now)
    _a_sealed_month(demo, maker, now)
    lateness.watch(now)
    _ring(now)
    _a_night(now)
    return demo


def _a_night(now: datetime) -> None:
    """The worker's night, which finds a dossier that is not as its journal says."""
    Dossier.objects.filter(pk=Dossier.objects.filter(state="received").earliest("pk").pk).update(step_due_at=now)
    replaying.nightly(now)
    CronSlot.objects.create(job="replay", slot=now, taken_at=now, done_at=now)


def _by_the_community(demo: accounts.Demo, maker: Maker, now: datetime) -> None:
    """What the group's people filed for a neighbour, received at the counter."""
    for role in (access.COMMUNITY_MEMBER, access.COMMUNITY_LEADER):
        by = demo.actor(COMMUNE, role)
        code = maker.submit(maker.versions[0], demo.citizens[1], now - timedelta(hours=2), by=by)
        receive.receive(code, by=maker.counter, at=now - timedelta(hours=1))


def _result_for_elsewhere(maker: Maker, now: datetime) -> None:
    """A result that is wanted at the neighbour's counter and was not sent there yet."""
    taken = Dossier.objects.filter(agency__code=COMMUNE, reception_agency__code=across.THERE, state="received")
    code = taken.filter(transfers__state="accepted").latest("pk").code
    maker.act(code, "propose", {"result": "approve"}, maker.specialist(code), now - timedelta(minutes=40))
    maker.act(code, "approve", {}, maker.leader, now - timedelta(minutes=35))


def _a_sealed_month(demo: accounts.Demo, maker: Maker, now: datetime) -> None:
    """A dossier that has waited for months, so that there are figures to seal."""
    then = now - timedelta(days=75)
    code = maker.submit(maker.versions[0], demo.citizens[0], then)
    receive.receive(code, by=maker.counter, at=then + timedelta(hours=1))
    assert list(period_seals.seal_ended(now))


def _at_the_counter(demo: accounts.Demo, now: datetime) -> None:
    """Papers handed to a unit on a list, and the book of an hour without power."""
    agency, by = agencies.get_agency(COMMUNE), demo.actor(COMMUNE, access.SINGLE_WINDOW_OFFICER)
    today = clock.local_day(now)
    for waiting in to_hand_over(agency, today)[:2]:
        codes = [row.code for row in waiting.dossiers[:3]]
        counter_day.hand_over_papers(agency, waiting.unit.key, codes, receiver="Hà Văn Định", by=by, at=now)
    paper_register.open_register(agency, reason="Mất điện cả xã", day=today, size=5, by=by, at=now)


def _begun_by_control(demo: accounts.Demo, now: datetime) -> None:
    """A day off that waits to be applied, and a draft of a procedure and of a process."""
    by = demo.actor(accounts.PROVINCE, access.PROCEDURE_CONTROL_OFFICER)
    calendar = get_calendar()
    free = calendar.next_working_day(clock.local_day(now) + timedelta(days=10))
    calendar_change.prepare(
        changed(calendar, Decided(off=[NewDayOff(free, "Nghỉ thêm", "Another day off")])),
        decision_no="99/TB-VPCP",
        by=by,
        at=now,
    )
    catalogue.begin_draft(Procedure.objects.get(code=DRAFTED), by=by, at=now)
    workflow.begin_draft(PROCESS, by=by, at=now)


def _ring(now: datetime) -> None:
    """What the worker does with what has happened: letters, and lines in the list of news."""
    for event in Event.objects.filter(type__in=notify.TABLE, at__gte=now - timedelta(days=3)).order_by("pk"):
        with contextlib.suppress(NotYet):
            notify.handle(event)


def tear_down() -> None:
    """Empty the database again, as after a test that committed."""
    connection.close()
    TransactionTestCase._fixture_teardown(TransactionTestCase())  # type: ignore[attr-defined]


def somebody_of(demo: accounts.Demo, role: str) -> Account | None:
    """The account of a role in this commune or above it; None for a visitor."""
    if role == access.ANONYMOUS:
        return None
    if role == access.CITIZEN:
        return demo.citizens[0]
    for agency in (COMMUNE, accounts.PROVINCE):
        if found := demo.staff.get((agency, role)):
            return found[0]
    raise LookupError(f"nobody of the demo is {role}")
