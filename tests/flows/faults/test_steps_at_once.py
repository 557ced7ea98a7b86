"""Two officers at the same second: a step done twice, a list answered twice. One is done, the other reads a sentence."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections

from motcua.dossiers.actions import answering
from motcua.dossiers.models import Dossier, HandOverAnswer, Proposal
from motcua.dossiers.queries import handing
from motcua.flows import act as acts
from motcua.kernel.errors import Cannot, NotLawfulNow
from tests.desks.officer.test_hand_overs import handed
from tests.factories.plain_lives import staff
from tests.rooms.dossiers.points import LEADER, SPECIALIST, actor, minutes, proposed, received

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="one writer at a time on SQLite"),
]


def at_once(*does: Callable[[], Any]) -> list[Any]:
    """Do each in a thread of its own, all at the same moment; what they gave or how they were refused."""
    barrier = Barrier(len(does))
    given: list[Any] = [None] * len(does)

    def run(index: int, do: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            given[index] = do()
        except Cannot as refused:
            given[index] = refused
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(index, do)) for index, do in enumerate(does)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def test_a_proposal_made_twice_is_made_once() -> None:
    code = received().code
    first, second = actor(SPECIALIST), staff(SPECIALIST, username="hoa")
    found = at_once(
        *(
            lambda who=who: acts.perform(code, "propose", {"result": "approve"}, by=who, at=minutes(10))
            for who in (first, second)
        )
    )
    assert sorted(type(one).__name__ for one in found) == ["Dossier", "NotLawfulNow"]
    assert Proposal.objects.count() == 1


def test_an_approval_given_twice_is_given_once() -> None:
    code = proposed().code
    first, second = actor(LEADER), staff(LEADER, username="deputy")
    found = at_once(
        *(lambda who=who: acts.perform(code, "approve", {}, by=who, at=minutes(10)) for who in (first, second))
    )
    refused = next(one for one in found if isinstance(one, NotLawfulNow))
    assert refused.code in ("step.other", "act.not_lawful_now")
    assert Dossier.objects.get(code=code).state == "finished"


def test_a_line_accepted_by_one_and_sent_back_by_the_other_is_answered_once() -> None:
    made, (dossier,) = handed()
    first, second = staff(SPECIALIST), staff(SPECIALIST, username="hoa")
    found = at_once(
        lambda: answering.accept_lines(made.pk, [dossier.code], by=first, at=minutes(20)),
        lambda: answering.return_line(made.pk, dossier.code, reason="Thiếu", by=second, at=minutes(20)),
    )
    refused = next(one for one in found if isinstance(one, NotLawfulNow))
    assert refused.code == "hand_over.answered_already"
    assert HandOverAnswer.objects.count() == 1
    assert not handing.in_hand_over([dossier.pk])
