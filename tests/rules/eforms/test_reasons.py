"""Every reason that the loader gives has Vietnamese words."""

import ast
import re
from pathlib import Path

import pytest

from motcua.eforms import conditions
from motcua.eforms.definition import BadDefinition, attributes, load, reasons, references

VIETNAMESE = re.compile(r"[^\x00-\x7f“”…≤`]")


def test_a_reason_is_said_in_the_readers_language():
    said = "refers to missing field 'x'; key 'a' stands twice"
    assert reasons.in_words(said, "vi") == "điều kiện nhắc tới trường x không có trong tờ khai; khóa a có hai lần"
    assert reasons.in_words(said, "en") == said


def test_a_real_fault_is_said():
    with pytest.raises(BadDefinition) as bad:
        load({"key": "x", "version": 0, "groups": [], "fields": [{"key": "a", "type": "none"}]})
    assert all(VIETNAMESE.search(reasons.in_words(one.reason, "vi")) for one in bad.value.problems)


def sentences():
    for module in (references, attributes, conditions, __import__("motcua.eforms.definition.load", fromlist=["x"])):
        for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
            parts = [node] if isinstance(node, ast.Constant) else []
            if isinstance(node, ast.JoinedStr):
                filled = [one.value if isinstance(one, ast.Constant) else "x" for one in node.values]
                yield "".join(map(str, filled))
            for one in parts:
                if isinstance(one.value, str):
                    yield one.value


REASON = re.compile(r"^(must |is |no |not |refers |key |code |group |unknown |a |depends |nested |`|0 ≤|preset stands)")


def test_every_reason_in_the_code_has_words():
    english = {said for said in sentences() if REASON.match(said) and " " in said and "\n" not in said}
    assert len(english) > 40
    whole = {said for said in english if not said.endswith((" ", "must be a list"))}
    assert {said for said in whole if not VIETNAMESE.search(reasons.in_words(said, "vi"))} == set()
