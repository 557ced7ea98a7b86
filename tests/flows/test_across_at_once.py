"""Two people of two agencies at once: a part or a hand-over is accepted or sent back, never both, never neither."""

from datetime import timedelta

import pytest

from motcua.dossiers.models import Dossier, Part, Transfer
from motcua.flows import act as acts
from motcua.kernel import clock
from motcua.kernel.errors import NotLawfulNow
from tests.factories.plain_lives import staff
from tests.factories.several_agencies import (
    a_department,
    a_dossier_for_another,
    a_dossier_with_parts,
    a_neighbour,
    a_part_step,
)
from tests.flows.faults.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def ago():
    return clock.now() - timedelta(hours=2)


def doing(code: str, act: str, by, **body):
    return lambda: acts.perform(code, act, body, by=by, at=clock.now())


def outcome(found: list) -> list[str]:
    return sorted("done" if isinstance(one, Dossier) else type(one).__name__ for one in found)


def test_a_part_is_answered_or_sent_back():
    dossier = a_dossier_with_parts(a_part_step("look", "H44.44"), at=ago())
    hoa, lan = (staff("specialist_officer", agency=a_department(), username=name) for name in ("hoa", "lan"))
    found = at_once(
        doing(dossier.code, "answer_part", hoa, number=1, answer="Đúng"),
        doing(dossier.code, "return_part", lan, number=1, reason="Thiếu"),
    )
    assert outcome(found) == ["NotLawfulNow", "done"], found
    assert Part.objects.get().state in ("done", "returned")


def test_a_part_is_cancelled_or_answered():
    dossier = a_dossier_with_parts(a_part_step("look", "H44.44"), at=ago())
    builder, leader = staff("specialist_officer", agency=a_department()), staff("commune_leader")
    found = at_once(
        doing(dossier.code, "answer_part", builder, number=1, answer="Đúng"),
        doing(dossier.code, "cancel_part", leader, number=1, reason="Không cần"),
    )
    assert outcome(found) == ["NotLawfulNow", "done"], found


def test_a_hand_over_is_accepted_or_returned():
    dossier = a_dossier_for_another(at=ago())
    one, two = (staff("single_window_officer", agency=a_neighbour(), username=name) for name in ("mot", "hai"))
    found = at_once(
        doing(dossier.code, "accept_transfer", one), doing(dossier.code, "return_transfer", two, reason="Thiếu")
    )
    assert outcome(found) == ["NotLawfulNow", "done"], found
    refused = next(one for one in found if isinstance(one, NotLawfulNow))
    assert refused.code == "transfer.none_open"
    assert Transfer.objects.get().state in ("accepted", "returned")
