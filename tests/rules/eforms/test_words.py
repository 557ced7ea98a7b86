"""Every code of an error has a sentence in both languages, and every fact that the sentence needs."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua import eforms
from motcua.eforms import words
from tests.rules.eforms.forms import TODAY, any_place, pack, rules

CODE = re.compile(
    r"\"((?:type|text|name|number|date|person_id|phone|email|choice|accept|file|table|place|address|field|check|form)\.[a-z_]+)\""
)
ROOM = Path(eforms.__path__[0])


def test_every_code_in_the_rules_has_words():
    used = {
        code
        for path in [*ROOM.glob("rules/*.py"), *ROOM.glob("actions/*.py"), ROOM / "queries.py"]
        for code in CODE.findall(path.read_text(encoding="utf-8"))
    }
    assert {code for code in used if code not in words.WORDS} <= {
        "form.published",
        "form.withdrawn",
        "form.draft_begun",
        "form.draft_discarded",
    }


@pytest.mark.parametrize("code", sorted(words.WORDS))
def test_both_sentences_are_in_our_voice(code):
    vi, en = words.WORDS[code]
    assert vi
    assert en
    for banned in ("!", "vui lòng", "quý khách", "bạn", "hệ thống"):
        assert banned not in vi.lower()


ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 10**16), st.text(max_size=12), st.lists(st.text(max_size=3), max_size=2)
)


@given(st.data())
def test_every_error_can_be_said(data):
    definition = pack()[data.draw(st.sampled_from(sorted(pack())))]
    keys = st.sampled_from([one.key for one in definition.fields])
    answers = data.draw(st.dictionaries(keys, ANYTHING, max_size=10))
    outcome = rules.validate(definition, answers, today=TODAY, place_exists=any_place)
    for error in (*outcome.errors, *outcome.warnings):
        for lang in ("vi", "en"):
            said = words.sentence(error.code, error.facts, lang)
            assert said != error.code
            assert "{" not in said


@pytest.mark.parametrize(
    ("label", "low"), [("Họ tên", "họ tên"), ("CT01 số", "CT01 số"), ("Ông/bà", "ông/bà"), ("", "")]
)
def test_a_label_within_a_sentence_begins_small(label, low):
    assert words.small(label) == low
