"""The one question: by the account, by the link without account, at the counter."""

from datetime import timedelta

import pytest

from motcua.flows import rate
from motcua.journal import queries as journal
from motcua.kernel.actor import ANONYMOUS, Actor
from motcua.kernel.errors import NotAllowed, NotLawfulNow, NotVisible
from motcua.voice import queries
from tests.factories.plain_lives import (
    OPENED_AT,
    a_delivered_dossier,
    a_received_dossier,
    an_account,
    an_agency,
    citizen,
    staff,
)

pytestmark = pytest.mark.django_db
AT = OPENED_AT + timedelta(days=1)


def token_of(code: str) -> str:
    return rate.link(code).rpartition("/")[2]


def test_a_citizen_rates_their_own_dossier():
    account = an_account()
    dossier = a_delivered_dossier(account=account)
    rating = rate.rate(dossier.code, answer="satisfied", by=citizen(account), at=AT)
    assert (rating.way, rating.answer) == ("account", "satisfied")
    assert journal.events(dossier.code, ("dossier.rated",))[0].by_role == "citizen"


def test_another_citizen_does_not_learn_that_the_dossier_exists():
    dossier = a_delivered_dossier(account=an_account())
    with pytest.raises(NotVisible, match=r"dossier\.unknown"):
        rate.rate(dossier.code, answer="satisfied", by=citizen(an_account("khac")), at=AT)


def test_the_link_works_without_account():
    dossier = a_delivered_dossier()
    rating = rate.rate(
        dossier.code,
        answer="dissatisfied",
        reason="Chờ lâu",
        by=ANONYMOUS,
        at=AT,
        via="link",
        token=token_of(dossier.code),
    )
    assert (rating.way, rating.reason) == ("link", "Chờ lâu")
    assert queries.has_rated(dossier)


@pytest.mark.parametrize("token", [None, "", "AAAAAAAAAAAAAAAAAAAAAA"])
def test_a_wrong_link_opens_nothing_and_tells_nothing(token):
    dossier = a_delivered_dossier()
    for code in (dossier.code, "H44.229-990101-0001"):
        with pytest.raises(NotVisible, match=r"rating\.link_wrong"):
            rate.rate(code, answer="satisfied", by=ANONYMOUS, at=AT, via="link", token=token)


def test_a_link_of_another_dossier_does_not_open_this_one():
    first, second = a_delivered_dossier(), a_delivered_dossier()
    with pytest.raises(NotVisible):
        rate.get_by_link(first.code, token_of(second.code))


def test_a_link_to_a_code_that_is_nobodys_opens_nothing():
    with pytest.raises(NotVisible):
        rate.get_by_link("H44.229-990101-0001", token_of("H44.229-990101-0001"))


def test_who_hands_over_takes_the_answer_at_the_counter():
    dossier = a_delivered_dossier()
    rating = rate.rate(dossier.code, answer="very_satisfied", by=staff("single_window_officer"), at=AT, via="counter")
    assert rating.way == "counter"


@pytest.mark.parametrize("role", ["specialist_officer", "commune_leader"])
def test_who_decided_cannot_answer_for_the_citizen(role):
    dossier = a_delivered_dossier()
    for via in ("account", "counter", "imported", "x"):
        with pytest.raises(NotAllowed):
            rate.rate(dossier.code, answer="very_satisfied", by=staff(role), at=AT, via=via)
    assert not queries.has_rated(dossier)


def test_another_agencys_counter_sees_nothing():
    dossier = a_delivered_dossier()
    other = an_agency("H44.230", parent="H44", short="Xã An Bình")
    with pytest.raises(NotVisible):
        rate.rate(
            dossier.code,
            answer="satisfied",
            by=staff("single_window_officer", agency=other),
            at=AT,
            via="counter",
        )


def test_a_visitor_without_link_rates_nothing():
    dossier = a_delivered_dossier()
    for by in (ANONYMOUS, Actor("anonymous")):
        with pytest.raises(NotVisible):
            rate.rate(dossier.code, answer="satisfied", by=by, at=AT)


def test_one_answer_whatever_the_way():
    account = an_account()
    dossier = a_delivered_dossier(account=account)
    rate.rate(dossier.code, answer="satisfied", by=citizen(account), at=AT)
    with pytest.raises(NotLawfulNow, match=r"rating\.given_already"):
        rate.rate(dossier.code, answer="satisfied", by=ANONYMOUS, at=AT, via="link", token=token_of(dossier.code))


def test_no_answer_before_the_result():
    account = an_account()
    dossier = a_received_dossier(account=account)
    with pytest.raises(NotLawfulNow, match=r"rating\.too_early"):
        rate.rate(dossier.code, answer="satisfied", by=citizen(account), at=AT)
