"""Who falls behind the path of a target is told of once; who has caught up, no more."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from motcua.agencies.queries import get_agency
from motcua.flows import targets
from motcua.journal.models import Event
from motcua.kernel import clock, registry
from motcua.kernel.actor import SYSTEM
from motcua.notifications.ports import Mail
from motcua.reports.aims.falls import behind, watch
from motcua.reports.models import Fall
from motcua.steering.actions import set_target
from tests.factories.import_lines import SET_UP_AT, a_line, bring_in, the_district
from tests.factories.plain_lives import staff

pytestmark = pytest.mark.django_db
AT = clock.parse("2023-08-25T02:00")


class Box:
    def __init__(self) -> None:
        self.sent: list[Mail] = []

    def send(self, mail: Mail) -> None:
        self.sent.append(mail)


@pytest.fixture
def box():
    before = registry.provider("mail_sender")
    box = Box()
    registry.wire("mail_sender", box)
    yield box
    registry.wire("mail_sender", before)


def a_target(value="90"):
    return set_target(
        "online_percent",
        agency=get_agency("H28.159"),
        period_from=date(2023, 1, 1),
        period_to=date(2023, 12, 31),
        value=Decimal(value),
        issuer=get_agency("H28"),
        decision_no="123/QĐ-UBND",
        by=SYSTEM,
        at=SET_UP_AT,
    )


@pytest.fixture
def low():
    the_district()
    lines = [a_line(number) for number in range(1, 21)]
    lines += [a_line(number, channel="direct", entered_by="officer") for number in range(21, 41)]
    bring_in(*lines)


def test_a_fall_is_told_once_to_the_unit_and_to_who_set_the_target(low, box):
    for code, role in (("H28.159", "commune_leader"), ("H28", "province_leader")):
        staff(role, agency=get_agency(code), email=f"{role}@example.org")
    target = a_target()
    first = watch(AT)
    assert [(one.target_id, one.actual, one.path) for one in first.fallen] == [(target.pk, 50, 90)]
    assert watch(AT + timedelta(days=1)).fallen == []
    event = Event.objects.get(type="target.behind")
    targets.handle(event)
    [mail] = box.sent
    assert set(mail.to) == {"commune_leader@example.org", "province_leader@example.org"}
    assert "50,00 %" in mail.body
    assert f"/so-lieu/chi-tieu/{target.pk}/" in mail.body


def test_it_is_gone_when_the_path_is_reached_and_told_of_no_more(low, box):
    target = a_target()
    watch(AT)
    assert list(behind("H28", date(2023, 8, 25)).values_list("target_id", flat=True)) == [target.pk]
    bring_in(*[a_line(number) for number in range(41, 241)])
    found = watch(AT + timedelta(days=2))
    assert [(one.since, one.until) for one in found.ended] == [(date(2023, 8, 25), date(2023, 8, 27))]
    assert Event.objects.filter(type="target.caught_up").count() == 1
    assert not behind("H28", date(2023, 8, 27)).exists()
    staff("commune_leader", agency=get_agency("H28.159"), email="leader@example.org")
    targets.handle(Event.objects.get(type="target.behind"))
    assert box.sent == []


def test_a_replaced_target_is_no_longer_behind(low):
    a_target()
    watch(AT)
    a_target("40")
    found = watch(AT + timedelta(days=1))
    assert (found.fallen, [one.until for one in found.ended]) == ([], [date(2023, 8, 26)])
    assert not Fall.objects.filter(until=None).exists()


def test_the_nightly_round_is_scheduled():
    assert {job.name for job in targets.JOBS} == {"targets.judge", "targets.watch"}
