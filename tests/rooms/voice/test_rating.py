"""One answer a dossier, after the result, told without the rater."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier
from motcua.journal import queries as journal
from motcua.kernel.actor import ANONYMOUS
from motcua.kernel.errors import Invalid, NotLawfulNow
from motcua.voice import actions, queries
from motcua.voice.models import Rating
from tests.factories.plain_lives import (
    OPENED_AT,
    a_delivered_dossier,
    a_dossier,
    a_finished_dossier,
    a_received_dossier,
    staff,
)

pytestmark = pytest.mark.django_db
AT = OPENED_AT + timedelta(days=1)


def rate(dossier, answer="satisfied", reason="", way="account", at=AT):
    return actions.rate(dossier, answer=answer, reason=reason, way=way, by=ANONYMOUS, at=at)


@pytest.mark.parametrize("make", [a_finished_dossier, a_delivered_dossier])
def test_the_question_is_answered_once_there_is_a_result(make):
    dossier = make()
    rating = rate(dossier, "very_satisfied", "  Nhanh \r\n gọn ")
    assert (rating.answer, rating.reason, rating.way, rating.given_at) == (
        "very_satisfied",
        "Nhanh\ngọn",
        "account",
        AT,
    )
    assert queries.has_rated(dossier)
    assert queries.find_rating(dossier) == rating


def test_the_event_carries_the_level_and_not_the_words():
    dossier = a_delivered_dossier()
    rate(dossier, "dissatisfied", "Chờ lâu")
    [event] = journal.events(dossier.code, ("dossier.rated",))
    assert journal.facts(event) == {"rating": "dissatisfied", "way": "account"}


def test_a_rejected_result_may_be_rated_too():
    assert rate(a_finished_dossier(result="reject"), "dissatisfied").answer == "dissatisfied"


@pytest.mark.parametrize("make", [a_dossier, a_received_dossier])
def test_without_a_result_there_is_no_question(make):
    with pytest.raises(NotLawfulNow, match=r"rating\.too_early"):
        rate(make())


def test_a_refused_dossier_has_no_result_to_rate():
    code = a_dossier().code
    refused = dossiers.refuse(
        code, reason="Sai nơi nộp", ground="118/2025/NĐ-CP", by=staff("single_window_officer"), at=AT
    )
    with pytest.raises(NotLawfulNow, match=r"rating\.too_early"):
        rate(refused)


def test_an_answer_before_the_result_was_there_is_refused():
    with pytest.raises(NotLawfulNow, match=r"rating\.too_early"):
        rate(a_finished_dossier(), at=OPENED_AT)


def test_an_answer_is_given_once_and_stays():
    dossier = a_delivered_dossier()
    rate(dossier, "dissatisfied")
    with pytest.raises(NotLawfulNow, match=r"rating\.given_already"):
        rate(dossier, "very_satisfied")
    assert Rating.objects.get().answer == "dissatisfied"


def test_no_answer_is_no_answer():
    with pytest.raises(Invalid) as refusal:
        rate(a_delivered_dossier(), "")
    assert [error.code for error in refusal.value.errors] == ["rating.none_chosen"]


@pytest.mark.parametrize("wrong", [{"answer": "great"}, {"way": "telepathy"}])
def test_the_database_knows_three_answers_and_four_ways(wrong):
    dossier = a_delivered_dossier()
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(**{"dossier": dossier, "answer": "satisfied", "given_at": AT, "way": "link", **wrong})


def test_the_database_takes_one_answer_a_dossier():
    dossier = a_delivered_dossier()
    rate(dossier)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(dossier=dossier, answer="satisfied", given_at=AT, way="link")


def test_answers_are_counted_over_any_set_of_dossiers(django_assert_num_queries):
    for answer in ("very_satisfied", "satisfied", "satisfied", "dissatisfied"):
        rate(a_delivered_dossier(), answer)
    a_delivered_dossier()
    everything = Dossier.objects.order_by("-due_at")
    with django_assert_num_queries(1):
        counts = queries.counts(everything)
    assert (counts.very_satisfied, counts.satisfied, counts.dissatisfied) == (1, 2, 1)
    assert (counts.answers, counts.content) == (4, 3)
    assert queries.counts(Dossier.objects.filter(channel="direct")).answers == 0


def test_opinions_are_told_without_the_rater_the_code_and_the_hour():
    for hour, reason in enumerate(["Chờ lâu", "", "Cán bộ dễ mến"]):
        rate(a_delivered_dossier(), "satisfied", reason, at=AT + timedelta(hours=hour))
    opinions = queries.opinions(Dossier.objects.all())
    assert [one.reason for one in opinions] == ["Chờ lâu", "Cán bộ dễ mến"]
    assert {one.given_on for one in opinions} == {AT.date()}
    assert set(opinions[0].__slots__) == {"answer", "reason", "given_on"}
