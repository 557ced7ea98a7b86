"""Who is written to, once each, in which language, and whether it is still news."""

from datetime import datetime, timedelta

import pytest

from motcua.notifications.rendering import office_word
from motcua.notifications.rules import NEWS_FOR, Audience, Contact, is_news, language_of, told

CITIZENS = (Audience.APPLICANT, Audience.SUBMITTER)
LANH, NOP = Contact("lanh@thu.test"), Contact("nop@thu.test", "en")
AT = datetime(2026, 11, 5, 16, 10)


def test_applicant_and_submitter_are_told_each():
    assert told(LANH, NOP, [], CITIZENS) == {Audience.APPLICANT: (LANH,), Audience.SUBMITTER: (NOP,)}


def test_a_submitter_with_the_applicants_address_is_told_once():
    assert told(LANH, Contact("Lanh@Thu.test"), [], CITIZENS) == {Audience.APPLICANT: (LANH,)}


@pytest.mark.parametrize("applicant", [None, Contact(""), Contact("lanh@thu.test", wanted=False)])
def test_who_has_no_address_or_wants_no_mail_is_not_told(applicant):
    assert told(applicant, NOP, [], CITIZENS) == {Audience.SUBMITTER: (NOP,)}


def test_officers_get_one_message_together():
    officers = [Contact("a@xa.test"), Contact(""), Contact("b@xa.test"), Contact("a@xa.test")]
    assert told(LANH, NOP, officers, (Audience.OFFICER,)) == {Audience.OFFICER: (officers[0], officers[2])}


def test_nobody_to_tell_is_no_notice():
    assert told(None, None, [], CITIZENS) == {}


@pytest.mark.parametrize(
    ("wishes", "language"), [(("en", "vi"), "en"), ((None, "en"), "en"), (("fr", None), "vi"), ((), "vi"), ((7,), "vi")]
)
def test_the_first_wish_that_we_can_write_counts(wishes, language):
    assert language_of(*wishes) == language


def test_what_is_entered_long_afterwards_is_history():
    assert is_news(AT, AT)
    assert is_news(AT, AT + NEWS_FOR)
    assert not is_news(AT, AT + NEWS_FOR + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Xã Lạc Thủy", "xã"),
        ("Phường Hòa Bình", "phường"),
        ("Thị trấn Chi Nê", "thị trấn"),
        ("Huyện Lạc Thủy", "huyện"),
        ("Sở Tư pháp", "cơ quan"),
    ],
)
def test_an_office_is_called_what_it_is(name, word):
    assert office_word(name) == word
