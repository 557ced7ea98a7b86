"""The one question, and the link that opens it."""

import pytest

from motcua.kernel import codes
from motcua.voice.rules import MOST_REASON, Counts, judge, link_opens, link_token

CODE = "H44.229-261105-0034"
KEY = b"a key of the test"


def test_the_link_opens_its_own_dossier_only():
    token = link_token(CODE, KEY)
    assert link_opens(token, CODE, KEY)
    assert not link_opens(token, "H44.229-261105-0035", KEY)
    assert not link_opens(token, CODE, b"another key")
    assert not link_opens("", CODE, KEY)
    assert not link_opens("mã sai", CODE, KEY)


def test_the_link_is_neither_the_pin_nor_tells_it():
    token = link_token(CODE, KEY)
    assert len(token) == 22
    assert codes.pin(CODE, KEY) not in token
    assert not codes.pin_matches(token, CODE, KEY)


@pytest.mark.parametrize(
    ("answer", "reason", "found"),
    [
        ("very_satisfied", "", []),
        ("satisfied", "Nhanh", []),
        ("dissatisfied", "x" * MOST_REASON, []),
        ("", "", ["rating.none_chosen"]),
        ("content", "", ["rating.none_chosen"]),
        ("satisfied", "x" * (MOST_REASON + 1), ["rating.reason_too_long"]),
    ],
)
def test_one_of_three_answers_is_chosen(answer, reason, found):
    assert [error.code for error in judge(answer, reason)] == found


def test_satisfied_or_better_is_counted_over_answers_given():
    counts = Counts(very_satisfied=90, satisfied=8, dissatisfied=2)
    assert (counts.answers, counts.content) == (100, 98)
