"""A shared answer that was corrected in one dossier is offered to the others; results are collected together."""

from datetime import timedelta

import pytest

from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Bundle, Collection
from motcua.flows import act, linked_collect, rate
from motcua.flows.linked_course import course
from motcua.flows.linked_shared import differences, put_right
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Invalid
from motcua.voice import queries as voice
from tests.factories import linked, plain_lives
from tests.factories.linked import AT

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=3)


@pytest.fixture
def bundle(db: None) -> Bundle:
    linked.an_offering_commune()
    return linked.a_bundle()


def test_at_first_all_say_the_same(bundle: Bundle) -> None:
    assert differences(course(bundle, AT)) == []


def test_a_correction_of_one_is_offered_to_the_others(bundle: Bundle) -> None:
    counter = plain_lives.staff("single_window_officer")
    body = {"answers": {"child_name": "BÙI GIA AN"}, "reason": "Ghi sai chữ đệm"}
    act.perform(bundle.lead.code, "correct", body, by=counter, at=AT + timedelta(minutes=1))
    (found,) = differences(course(bundle, AT))
    assert found.question == "birth.child_name"
    done = put_right(
        course(bundle, AT),
        found.question,
        bundle.lead.code,
        reason="Cho khớp",
        by=counter,
        at=AT + timedelta(minutes=2),
    )
    assert done == [linked.dossier(bundle, "residence").code, linked.dossier(bundle, "hi").code]
    assert linked.dossier(bundle, "hi").answers["child_name"] == "BÙI GIA AN"
    assert differences(course(bundle, AT)) == []


def test_what_is_expected_of_the_whole_is_the_end_of_its_last_part(bundle: Bundle) -> None:
    seen = course(bundle, AT)
    ends = {part.key: part.expected_at for part in seen.parts}
    assert seen.ends_at == max(one for one in ends.values() if one is not None)
    assert ends["residence"] is not None
    assert ends["birth"] is not None
    assert ends["residence"] > ends["birth"]
    assert [part.waits for part in seen.parts] == [False, True, True]


def test_results_are_handed_over_together_or_not_at_all(bundle: Bundle) -> None:
    linked.decide(bundle.lead.code, at=AT)
    linked.work()
    code = linked.dossier(bundle, "residence").code
    body = {
        "by": "counter",
        "collector": {"name": "Bùi Thị Mai", "identity": "paper", "signed": "name"},
    }
    counter = plain_lives.staff("single_window_officer")
    with pytest.raises(Invalid):
        linked_collect.deliver(bundle.lead.code, [code], body, by=counter, at=LATER)
    assert linked.dossier(bundle, "birth").state == "finished"
    act.perform(code, "forward", {}, by=counter, at=LATER)
    linked.decide(code, at=LATER)
    done = linked_collect.deliver(bundle.lead.code, [code], body, by=counter, at=LATER + timedelta(hours=2))
    assert [row.state for row in done] == ["delivered", "delivered"]
    assert Collection.objects.count() == 2


def test_the_question_is_put_once_when_nothing_more_comes(bundle: Bundle) -> None:
    counter = plain_lives.staff("single_window_officer")
    linked.decide(bundle.lead.code, at=AT)
    linked.work()
    linked_collect.deliver(bundle.lead.code, [], {"by": "electronic"}, by=counter, at=LATER)
    assert not voice.is_asked(linked.dossier(bundle, "birth")), "two results are still to come"
    for key in ("residence", "hi"):
        dossiers.withdraw(linked.dossier(bundle, key).code, reason="Thôi", by=SYSTEM, at=LATER)
    assert voice.is_asked(linked.dossier(bundle, "birth"))
    rate.rate(bundle.lead.code, answer="satisfied", by=counter, at=LATER, via="counter")
    assert voice.has_rated(linked.dossier(bundle, "hi"))
