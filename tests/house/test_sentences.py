"""Every sentence of the interface can be said in Vietnamese and in English."""

import re

import pytest
from django.template.base import Lexer, TokenType

from tests.house import messages

VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
LITERAL = re.compile(r"(_\()?(\"[^\"]*\"|'[^']*')")
# Names that are the same in both languages
PROPER = re.compile(r"Tiếng Việt|Một Cửa")
PLACEHOLDER = re.compile(r"%\((\w+)\)")


def test_every_sentence_has_an_english():
    missing = [f"{message.place}: {message.text}" for message in messages.without_english()]
    assert missing == [], "./run messages puts them into the .po files"


def test_a_sentence_has_one_english():
    """Django merges all .po files: with two answers the reader gets whichever came last."""
    several = {
        key[1]: answers
        for key, answers in messages.english().items()
        if len({said for said in answers.values() if all(said)}) > 1
    }
    assert several == {}


def test_an_english_keeps_the_values_of_its_sentence():
    wrong = [
        (key[1], strings)
        for key, answers in messages.english().items()
        for strings in answers.values()
        for string in strings
        if string and not set(PLACEHOLDER.findall(string)) <= set(PLACEHOLDER.findall(key[1]))
    ]
    assert wrong == []


def bare_vietnamese(text: str) -> list[str]:
    """Vietnamese in a template that no translation can reach."""
    found = []
    inside = ""
    for token in Lexer(text).tokenize():
        word = token.contents.split(None, 1)[0] if token.token_type == TokenType.BLOCK and token.contents else ""
        if inside:
            inside = "" if word == f"end{inside}" else inside
        elif word in ("blocktranslate", "blocktrans", "comment"):
            inside = word
        elif token.token_type == TokenType.TEXT:
            found += [line.strip() for line in token.contents.splitlines() if VIETNAMESE.search(PROPER.sub("", line))]
        elif token.token_type in (TokenType.BLOCK, TokenType.VAR) and word not in ("translate", "trans"):
            found += [
                literal
                for wrapped, literal in LITERAL.findall(token.contents)
                if not wrapped and VIETNAMESE.search(PROPER.sub("", literal))
            ]
    return found


def test_pages_have_no_vietnamese_without_translation():
    """Notices, papers and pages of prose are written once in each language; other pages are not."""
    bare = {
        str(path.relative_to(messages.PACKAGE)): lines
        for path in messages.sources()
        if path.suffix == ".html"
        and not {"notices", "papers", "prose", "help"} & set(path.parts)
        and (lines := bare_vietnamese(path.read_text(encoding="utf-8")))
    }
    assert bare == {}


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("<p>{% translate 'Nộp hồ sơ' %}</p>", []),
        ("<p>Nộp hồ sơ</p>", ["<p>Nộp hồ sơ</p>"]),
        ("{% button 'Nộp hồ sơ' %}", ["'Nộp hồ sơ'"]),
        ("{% button _('Nộp hồ sơ') %}", []),
        ("{% blocktranslate %}Nộp {{ x }}{% endblocktranslate %}", []),
        ("{# Nộp #}<a lang='vi'>Tiếng Việt</a>", []),
    ],
)
def test_bare_vietnamese_is_seen(text, bare):
    assert bare_vietnamese(text) == bare
