"""Parts at other agencies are watched: near their end who has them is told, past it both sides and their leaders."""

from datetime import timedelta

import pytest

from motcua.dossiers import actions as dossiers
from motcua.flows.notify_people import accounts_of
from motcua.flows.part_watch import watch_parts
from motcua.journal.models import Event
from motcua.journal.queries import facts
from motcua.notifications.rules import Audience
from tests.factories.plain_lives import OPENED_AT, staff
from tests.factories.several_agencies import RECEIVED_AT, a_department, a_dossier_with_parts, a_part_step

pytestmark = pytest.mark.django_db(transaction=True)
DUE = RECEIVED_AT + timedelta(days=1)


def told(kind: str) -> list[Event]:
    return list(Event.objects.filter(type=f"dossier.{kind}").order_by("pk"))


def names(event: Event, audience: Audience, dossier) -> set[str]:
    return {account.username for account in accounts_of(audience, event, dossier)}


def test_each_is_said_once_to_whom_it_concerns():
    dossier = a_dossier_with_parts(a_part_step("look", "H44.44"))
    builder = staff("specialist_officer", agency=a_department())
    head, asker, leader = (
        staff("commune_leader", agency=a_department()),
        staff("specialist_officer"),
        staff("commune_leader"),
    )
    assert watch_parts(OPENED_AT + timedelta(hours=1)) == 0
    near = DUE - timedelta(hours=1)
    assert watch_parts(near) == 1
    assert watch_parts(near) == 0
    [warned] = told("part_warned")
    assert (facts(warned)["hours"], facts(warned)["held"]) == (2, "no")
    assert names(warned, Audience.PARTNER, dossier) == {"specialist_officer.h44.44"}
    dossiers.accept_part(dossier.code, number=1, by=builder, at=near)
    assert watch_parts(DUE + timedelta(hours=1)) == 1
    assert watch_parts(DUE + timedelta(hours=2)) == 0
    [late] = told("part_late")
    dossier.refresh_from_db()
    assert names(late, Audience.HOLDER, dossier) == {"specialist_officer.h44.229"}
    assert names(late, Audience.UPPER, dossier) == {"commune_leader.h44.44"}
    assert names(late, Audience.LEADER, dossier) == {"commune_leader.h44.229"}
    assert head.agency == "H44.44"
    assert (asker.agency, leader.agency) == ("H44.229", "H44.229")


def test_a_part_that_ended_or_has_no_end_is_left_alone():
    dossier = a_dossier_with_parts(a_part_step("look", "H44.44"), a_part_step("law", "H44.19", hours=None))
    dossiers.return_part(
        dossier.code,
        number=1,
        reason="Thiếu",
        by=staff("specialist_officer", agency=a_department()),
        at=RECEIVED_AT + timedelta(hours=1),
    )
    assert watch_parts(DUE + timedelta(days=9)) == 0


def test_being_told_bars_no_undoing():
    dossier = a_dossier_with_parts(a_part_step("look", "H44.44"))
    at = DUE + timedelta(hours=1)
    dossiers.propose(dossier.code, result="approve", by=staff("specialist_officer"), at=at)
    assert watch_parts(at + timedelta(minutes=1)) == 1
    assert dossiers.undo(dossier.code, by=staff("specialist_officer"), at=at + timedelta(minutes=2)).step == "propose"
