"""Apologies, second requests, parts of an answer and silence: what is lawful, what is kept, what an undo gives back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.dossiers import actions, queries
from motcua.dossiers.models import Apology, Dossier, LedgerEntry, StopProposal, Supplement, SupplementProposal
from motcua.flows import act as acts
from motcua.flows import lateness
from motcua.journal import queries as journal
from motcua.kernel.errors import Invalid, NotLawfulNow
from tests.rooms.dossiers.points import (
    COUNTER,
    GROUND,
    LEADER,
    SPECIALIST,
    actor,
    apology_waits,
    asked,
    asked_again,
    minutes,
    received,
    silent,
)

pytestmark = pytest.mark.django_db


def types(code):
    return [event.type.removeprefix("dossier.") for event in journal.events(code)]


def do(dossier, act, body, role, at):
    return acts.perform(dossier.code, act, body, by=actor(role), at=at)


# --- asking again ----------------------------------------------------------------------------------------------------


def test_asking_again_needs_the_leaders_leave_and_says_so():
    code = asked(received().code, at=minutes(2)).code
    actions.supplement(code, answers={}, papers=[], note="Đây", by=actor("citizen"), at=minutes(3))
    with pytest.raises(NotLawfulNow) as refused:
        asked(code, at=minutes(4))
    assert refused.value.code == "supplement.needs_leave"


def test_the_leader_allows_it_and_the_applicant_reads_why():
    dossier = asked_again()
    do(dossier, "allow_supplement", {"reason": "Trang sau mới thấy khi đối chiếu"}, LEADER, minutes(5))
    again = Dossier.objects.get(pk=dossier.pk)
    request = again.supplements.get(number=2)
    assert (again.state, request.asked_by_id) == ("supplement_requested", actor(SPECIALIST).account_id)
    assert request.answer_until is not None
    line = queries.story(again, inside=False)[-1]
    assert "Trang sau mới thấy khi đối chiếu" in line.text
    actions.undo(dossier.code, by=actor(LEADER), at=minutes(6))
    back = Dossier.objects.get(pk=dossier.pk)
    assert (back.state, back.supplements_asked, back.paused_since) == ("processing", 1, None)
    assert SupplementProposal.objects.get(dossier=dossier).state == "waiting"


def test_declined_it_goes_back_with_a_reason_that_stays_inside():
    dossier = asked_again()
    do(dossier, "decline_supplement", {"reason": "Tra cứu được"}, LEADER, minutes(5))
    assert "supplement_declined" in types(dossier.code)
    assert all("Tra cứu được" not in line.text for line in queries.story(dossier, inside=False))
    assert queries.find_supplement_proposal(dossier) is None


# --- parts of an answer ----------------------------------------------------------------------------------------------

THREE = [
    {"kind": "other", "key": f"other_{n}", "label_vi": f"Tờ {n}", "label_en": f"Sheet {n}", "reason": ""}
    for n in (1, 2, 3)
]


def three_asked():
    body = {"items": THREE, "reason": "Thiếu", "ground": GROUND}
    return do(received(), "request_supplement", body, SPECIALIST, minutes(5))


def paper(key):
    return {"key": key, "declared": True}


def test_a_part_is_kept_the_clock_stands_and_the_rest_lets_it_go_on():
    dossier = three_asked()
    part = do(dossier, "supplement", {"papers": [paper("other_1"), paper("other_2")]}, "citizen", minutes(10))
    assert (part.state, part.paused_since) == ("supplement_requested", minutes(5))
    given = queries.given_of(Supplement.objects.get(dossier=dossier))
    assert (given.count, [one.given_at for one in given.items]) == (2, [minutes(10), minutes(10), None])
    assert {one.key for one in dossier.papers.filter(supplement__isnull=False)} == {"other_1", "other_2"}
    whole = do(dossier, "supplement", {"papers": [paper("other_3")]}, "citizen", minutes(20))
    assert (whole.state, whole.paused_since) == ("processing", None)
    assert types(dossier.code)[-2:] == ["supplement_part", "supplemented"]


def test_a_body_that_answers_all_or_names_nothing_answers_the_whole_request():
    dossier = three_asked()
    every = {"papers": [paper(one["key"]) for one in THREE]}
    assert do(dossier, "supplement", every, "citizen", minutes(10)).state == "processing"


def test_words_alone_answer_what_was_asked_in_words_but_not_as_a_part_of_papers():
    dossier = three_asked()
    assert do(dossier, "supplement", {"note": "Tôi đã gửi rồi"}, "citizen", minutes(10)).state == "processing"


def test_the_officer_may_take_what_came_as_enough():
    dossier = three_asked()
    do(dossier, "supplement", {"papers": [paper("other_1")]}, "citizen", minutes(10))
    with pytest.raises(Invalid):
        do(dossier, "accept_supplement", {}, SPECIALIST, minutes(11))
    done = do(dossier, "accept_supplement", {"reason": "Tờ 2, 3 đã có trong sổ gốc"}, SPECIALIST, minutes(12))
    assert (done.state, done.paused_since) == ("processing", None)
    request = Supplement.objects.get(dossier=dossier)
    assert request.accepted_at == request.answered_at == minutes(12)
    assert queries.given_of(request).count == 1


# --- silence ---------------------------------------------------------------------------------------------------------


def test_the_watch_reminds_once_and_proposes_to_stop_once():
    dossier = three_asked()
    request = Supplement.objects.get(dossier=dossier)
    assert request.answer_until is not None
    near = request.answer_until - timedelta(days=1)
    for _twice in range(2):
        lateness.watch(near)
    assert types(dossier.code).count("supplement_reminded") == 1
    for _twice in range(2):
        lateness.watch(request.answer_until + timedelta(minutes=1))
    assert types(dossier.code).count("stop_proposed") == 1
    assert StopProposal.objects.get(dossier=dossier).answer_until == request.answer_until


def test_an_answer_that_arrives_meanwhile_cancels_the_proposal():
    dossier = silent()
    do(dossier, "supplement", {"note": "Tôi ốm, nay gửi"}, "citizen", minutes(20))
    assert StopProposal.objects.get(dossier=dossier).state == "answered"
    with pytest.raises(NotLawfulNow) as refused:
        do(dossier, "confirm_stop", {}, LEADER, minutes(21))
    assert refused.value.code in ("act.not_lawful_now", "stop.none_proposed")


def test_the_leader_stops_with_form_05_and_may_undo_it():
    dossier = silent()
    do(dossier, "confirm_stop", {}, LEADER, minutes(20))
    assert Dossier.objects.get(pk=dossier.pk).state == "stopped"
    assert "quá hạn bổ sung" in queries.story(dossier, inside=False)[-1].text.casefold()
    actions.undo(dossier.code, by=actor(LEADER), at=minutes(21))
    assert Dossier.objects.get(pk=dossier.pk).state == "supplement_requested"
    assert StopProposal.objects.get(dossier=dossier).state == "waiting"


def test_the_leader_may_keep_waiting_and_it_is_proposed_again_when_that_passed_too():
    dossier = silent()
    with pytest.raises(Invalid):
        do(dossier, "keep_waiting", {"reason": "Ốm", "until": minutes(1)}, LEADER, minutes(20))
    do(dossier, "keep_waiting", {"reason": "Ốm", "until": minutes(3000)}, LEADER, minutes(20))
    assert Supplement.objects.get(dossier=dossier).answer_until == minutes(3000)
    lateness.watch(minutes(2000))
    assert StopProposal.objects.filter(dossier=dossier).count() == 1
    lateness.watch(minutes(3001))
    assert StopProposal.objects.filter(dossier=dossier, state="waiting").count() == 1


# --- apologies -------------------------------------------------------------------------------------------------------


def test_the_watch_drafts_before_the_promise_is_missed_and_drops_what_is_done():
    dossier = received()
    assert dossier.due_at is not None
    early, near = dossier.due_at - timedelta(days=2), dossier.due_at - timedelta(hours=3)
    lateness.watch(early)
    assert not Apology.objects.exists()
    for _twice in range(2):
        lateness.watch(near)
    row = Apology.objects.get(dossier=dossier)
    assert (row.state, row.due_before) == ("drafted", dossier.due_at)
    actions.propose(dossier.code, result="approve", by=actor(SPECIALIST), at=near)
    actions.approve(dossier.code, by=actor(LEADER), at=near)
    lateness.watch(near + timedelta(minutes=20))
    row.refresh_from_db()
    assert (row.state, types(dossier.code)[-1]) == ("dropped", "apology_dropped")


def test_nothing_is_drafted_while_the_clock_stands_still():
    dossier = asked(received().code)
    assert dossier.due_at is not None
    lateness.watch(dossier.due_at + timedelta(days=1))
    assert not Apology.objects.exists()


def test_signing_is_the_one_extension_with_its_evidence_and_undo_gives_the_letter_back():
    dossier = apology_waits()
    before = dossier.due_at
    signed = do(dossier, "sign_apology", {}, LEADER, minutes(5))
    row = Apology.objects.get(dossier=dossier)
    assert (row.state, row.due_before, signed.due_at) == ("signed", before, row.due_after)
    line = LedgerEntry.objects.get(dossier=dossier, rule="extension")
    assert line.evidence == {"paper": "04", "apology": 1, "reason": "workload"}
    actions.undo(dossier.code, by=actor(LEADER), at=minutes(6))
    row.refresh_from_db()
    assert (row.state, row.decided_at, Dossier.objects.get(pk=dossier.pk).due_at) == ("waiting", None, before)
    assert do(dossier, "sign_apology", {}, LEADER, minutes(7)).due_at == row.due_after


def test_a_second_new_date_is_refused_by_the_act_and_by_the_database():
    dossier = apology_waits()
    do(dossier, "sign_apology", {}, LEADER, minutes(5))
    body = {"reason_code": "workload", "reason": "Vẫn nhiều", "due_at": "2026-04-01T10:00"}
    with pytest.raises(NotLawfulNow) as refused:
        do(dossier, "propose_apology", body, SPECIALIST, minutes(6))
    assert refused.value.code == "extend.once_only"
    first = Apology.objects.get(dossier=dossier)
    with pytest.raises(IntegrityError), transaction.atomic():
        Apology.objects.create(
            dossier=dossier,
            number=2,
            state="signed",
            due_before=first.due_after,
            due_after=first.due_after + timedelta(days=1),
            reason="Lại trễ",
            drafted_at=minutes(6),
            decided_at=minutes(6),
        )


def test_where_it_was_set_anew_already_the_letter_goes_without_a_date_and_moves_nothing():
    dossier = do(apology_waits(), "sign_apology", {}, LEADER, minutes(5))
    due_at = dossier.due_at
    late = due_at + timedelta(days=1)
    lateness.watch(late)
    body = {"reason_code": "office_error", "reason": "Xã làm sót"}
    do(dossier, "propose_apology", body, SPECIALIST, late)
    do(dossier, "sign_apology", {}, LEADER, late + timedelta(minutes=1))
    row = Apology.objects.get(dossier=dossier, number=2)
    assert (row.state, row.due_after, Dossier.objects.get(pk=dossier.pk).due_at) == ("signed", None, due_at)
    assert types(dossier.code)[-1] == "apologised"
    lateness.watch(late + timedelta(hours=1))
    assert Apology.objects.filter(dossier=dossier).count() == 2
    actions.undo(dossier.code, by=actor(LEADER), at=late + timedelta(minutes=3))
    row.refresh_from_db()
    assert row.state == "waiting"


def test_a_letter_is_not_signed_while_the_clock_stands_still_or_after_the_promise_moved():
    dossier = apology_waits()
    asked(dossier.code, at=minutes(5))
    with pytest.raises(NotLawfulNow):
        do(dossier, "sign_apology", {}, LEADER, minutes(6))
    actions.supplement(dossier.code, answers={}, papers=[], note="Đây", by=actor("citizen"), at=minutes(600))
    with pytest.raises(NotLawfulNow) as refused:
        do(dossier, "sign_apology", {}, LEADER, minutes(601))
    assert refused.value.code == "apology.promise_moved"


def test_a_refused_letter_means_in_time_and_is_not_drafted_again_before():
    dossier = apology_waits()
    assert dossier.due_at is not None
    do(dossier, "refuse_apology", {"reason": "Còn kịp"}, LEADER, minutes(5))
    lateness.watch(dossier.due_at - timedelta(hours=1))
    assert Apology.objects.filter(dossier=dossier).count() == 1
    lateness.watch(dossier.due_at + timedelta(hours=1))
    assert Apology.objects.filter(dossier=dossier, state="drafted").count() == 1


def test_an_extension_by_the_leader_alone_is_an_apology_too():
    dossier = received()
    assert dossier.due_at is not None
    body = {"due_at": dossier.due_at + timedelta(days=5), "reason": "Phải xác minh"}
    do(dossier, "extend", body, LEADER, minutes(5))
    row = Apology.objects.get(dossier=dossier)
    assert (row.state, row.reason, row.decided_by_id) == ("signed", "Phải xác minh", actor(LEADER).account_id)
    actions.undo(dossier.code, by=actor(LEADER), at=minutes(6))
    assert not Apology.objects.filter(dossier=dossier).exists()


def test_lists_hold_what_waits_for_whom():
    now = minutes(30)
    letters, again, still = apology_waits(), asked_again(), silent()
    leader = actor(LEADER)
    assert [one.dossier.code for one in queries.apologies_to_sign(leader, now)] == [letters.code]
    assert [one.dossier.code for one in queries.supplements_to_allow(leader, now)] == [again.code]
    assert [one.dossier.code for one in queries.stops_to_confirm(leader, now)] == [still.code]
    assert [one.dossier.code for one in queries.late_ahead(actor(COUNTER), now)] == [letters.code]
    above = actor("province_leader")
    do(letters, "sign_apology", {}, LEADER, now)
    assert [one.dossier.code for one in queries.apologies_said(above, minutes(0), minutes(40))] == [letters.code]
