"""Nobody outside is told of an act that may still be undone, and nobody ever of one that was."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings

from motcua.adapters.notify.simulator import SimulatedMail
from motcua.dossiers import actions
from motcua.dossiers.models import Part, UndoOffer
from motcua.dossiers.queries.undoing import SETTLING
from motcua.journal.models import Delivery
from motcua.kernel import clock
from motcua.notifications.models import Notice
from tests.factories.plain_lives import staff
from tests.factories.proposals import a_proposed_dossier
from tests.factories.several_agencies import a_department, a_dossier_with_parts, a_part_step
from tests.flows.notify.worker import EMAIL, sent, work

pytestmark = pytest.mark.django_db


def approved_now() -> str:
    code = a_proposed_dossier(at=clock.now() - timedelta(hours=3), email=EMAIL).code
    return actions.approve(code, by=staff("commune_leader"), at=clock.now()).code


def test_the_notice_waits_for_the_end_of_the_window(mail: SimulatedMail) -> None:
    approved_now()
    work()
    assert sent(mail, "finished") == []
    delivery = Delivery.objects.get(event__type="dossier.finished", handler="notify")
    assert (delivery.state, delivery.attempts, delivery.last_error) == ("waiting", 0, "")
    expected = delivery.event.at + settings.UNDO_WINDOW + SETTLING
    assert delivery.next_try_at == expected


def test_it_goes_when_the_window_is_over(mail: SimulatedMail) -> None:
    code = a_proposed_dossier(at=clock.now() - timedelta(hours=3), email=EMAIL).code
    past = clock.now() - timedelta(minutes=11)
    actions.approve(code, by=staff("commune_leader"), at=past)
    work()
    assert len(sent(mail, "finished")) == 1


def test_what_was_undone_is_never_told(mail: SimulatedMail) -> None:
    code = approved_now()
    work()
    actions.undo(code, by=staff("commune_leader"), at=clock.now())
    Delivery.objects.filter(state="waiting").update(next_try_at=clock.now())
    work()
    assert not Delivery.objects.filter(state="waiting").exists()
    assert not Notice.objects.filter(template="finished").exists()
    assert sent(mail, "finished") == []


def test_what_follows_is_told_once_and_the_news_before_it_no_more(mail: SimulatedMail) -> None:
    code = approved_now()
    work()
    actions.deliver(code, way="counter", by=staff("single_window_officer"), at=clock.now())
    Delivery.objects.filter(state="waiting").update(next_try_at=clock.now())
    work()
    assert len(sent(mail, "delivered")) == 1
    assert sent(mail, "finished") == []


def test_without_a_window_it_is_told_at_once(mail: SimulatedMail, settings: object) -> None:
    settings.UNDO_WINDOW = timedelta(0)  # type: ignore[attr-defined]
    approved_now()
    work()
    assert len(sent(mail, "finished")) == 1


def test_who_cannot_undo_holds_nothing_back(mail: SimulatedMail, now: datetime) -> None:
    """Nobody stands behind the software's own acts."""
    from motcua.kernel.actor import SYSTEM

    code = a_proposed_dossier(at=now, email=EMAIL).code
    actions.approve(code, by=SYSTEM, at=clock.now())
    work()
    assert len(sent(mail, "finished")) == 1


@pytest.fixture
def with_part() -> str:
    """Just proposed, which opened a part at a department."""
    code = a_dossier_with_parts(
        a_part_step("survey", "H44.44", after=["propose"]), at=clock.now() - timedelta(days=1)
    ).code
    staff("specialist_officer", agency=a_department(), email="so@thu.test")
    actions.propose(code, result="approve", by=staff("specialist_officer"), at=clock.now())
    return code


def test_another_agency_is_told_of_its_part_when_the_act_that_opened_it_stands(
    mail: SimulatedMail, with_part: str
) -> None:
    work()
    assert Part.objects.get().state == "handed"  # it is there to be seen
    assert sent(mail, "part_opened") == []
    Delivery.objects.filter(state="waiting").update(next_try_at=clock.now())
    UndoOffer.objects.update(made_at=clock.now() - timedelta(hours=1), until=clock.now() - SETTLING)
    work()
    assert len(sent(mail, "part_opened")) == 1


def test_a_part_that_went_with_an_undone_act_is_never_told(mail: SimulatedMail, with_part: str) -> None:
    work()
    actions.undo(with_part, by=staff("specialist_officer"), at=clock.now())
    Delivery.objects.filter(state="waiting").update(next_try_at=clock.now())
    work()
    assert not Part.objects.exists()
    assert not Notice.objects.filter(template="part_opened").exists()
    assert not Delivery.objects.filter(state="waiting").exists()
