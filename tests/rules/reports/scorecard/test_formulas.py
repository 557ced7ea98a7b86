"""Formulas are data: the packaged ones are whole, wrong ones are refused by file, line and reason."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from motcua.reports.scorecard import reader
from motcua.reports.scorecard.conditions import _MADE
from motcua.reports.scorecard.tree import CannotReadFormulas
from motcua.reports.scorecard.vocabulary import COUNTED, WORDS

HEAD = """set: trial
versions:
  - key: one
    valid_from: 2026-01-01
    name: {vi: Thử, en: Trial}
    source: {vi: Thử, en: Trial}
    confidence: low
"""
LINE = """      - number: "1"
        name: {vi: Một, en: One}
        confidence: low
        definition: {vi: Một, en: One}
"""


def test_the_index_is_worth_a_hundred():
    version = reader.packaged(reader.INDEX).on(date(2026, 11, 1))
    assert sum(group.points for group in version.groups) == 100
    assert {line.number for line in version.lines if line.doubt} >= {"1.2", "5.2", "5.3"}
    assert all(line.missing for line in version.lines if line.counts == "outside")


def test_the_nine_are_nine():
    version = reader.packaged(reader.NINE).on(date(2026, 11, 1))
    assert [line.number for line in version.lines] == [str(number) for number in range(1, 10)]
    assert [line.number for line in version.lines if line.for_officers] == ["1", "2", "3", "4", "7"]
    assert [grade.least for grade in version.agency_grades] == [15, 12, 9, 6, 0]
    assert [grade.least for grade in version.officer_grades] == [5, Decimal("3.5"), 0]


def test_every_word_is_understood():
    assert set(_MADE) == {*WORDS["dossiers"], *COUNTED["dossiers"]}


def read(tmp_path: Path, text: str):
    path = tmp_path / "trial.yaml"
    path.write_text(text, encoding="utf-8")
    return reader.read(path)


DOSSIERS = LINE + "        counts: dossiers\n"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (
            HEAD + "    lines:\n" + DOSSIERS + "        of: [received_sometime]\n        which: [late]\n",
            14,
            "unknown word",
        ),
        (
            HEAD + "    lines:\n" + DOSSIERS + "        of: [late]\n        which: [{channel: fax}]\n",
            15,
            "takes one of",
        ),
        (HEAD + "    lines:\n" + DOSSIERS + "        of: [late]\n        which: [{late: 3}]\n", 15, "stands alone"),
        (
            HEAD + "    lines:\n" + DOSSIERS + "        of: [late]\n        which: ['papers.lost >= 1']\n",
            15,
            "unknown word",
        ),
        (HEAD + "    lines:\n" + DOSSIERS + "        of: [late]\n", 9, "a line needs"),
        (HEAD + "    lines:\n" + LINE + "        counts: outside\n", 9, "entered by hand"),
        (HEAD + "    lines:\n" + DOSSIERS + "        points: 101\n", 14, "from 0 to 100"),
        (HEAD + "    lines:\n" + DOSSIERS + "        worth: 3\n", 14, "unknown key"),
        (HEAD.replace("2026-01-01", "2026-02-30") + "    lines: []\n", 4, "a real day"),
        ("set: trial\nversions: [\n", 3, "not YAML"),
        ("set: trial\nversions: []\n", 1, "at least one version"),
        (
            HEAD
            + '    groups:\n      - {number: "1", name: {vi: A, en: A}, points: 5}\n    lines:\n'
            + DOSSIERS
            + '        of: [late]\n        which: [late]\n        points: 4\n        group: "1"\n',
            10,
            "add up to 4",
        ),
    ],
)
def test_what_is_wrong_is_refused_where_it_stands(tmp_path: Path, text: str, line: int, reason: str):
    with pytest.raises(CannotReadFormulas) as refused:
        read(tmp_path, text)
    facts = refused.value.facts
    assert facts["file"] == "trial.yaml"
    assert reason in str(facts["reason_en"])
    assert facts["line"] == line
    assert facts["reason_vi"] != facts["reason_en"]


def test_a_later_version_holds_from_its_day(tmp_path: Path):
    lines = "    lines:\n" + DOSSIERS + "        of: [late]\n        which: [late]\n"
    later = HEAD.partition("versions:\n")[2].replace("key: one", "key: hue").replace("2026-01-01", "2027-01-01")
    found = read(tmp_path, HEAD + lines + later + lines)
    assert [found.on(date(2026, 12, 31)).key, found.on(date(2027, 1, 1)).key] == ["one", "hue"]
    with pytest.raises(CannotReadFormulas, match="after the one before"):
        read(tmp_path, HEAD + lines + later.replace("2027", "2025") + lines)
