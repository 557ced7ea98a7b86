"""Signals: every one is explained in both languages without blame, thresholds are dated data, medians are plain."""

from datetime import date

import pytest

from motcua.reports.signals.counting import median
from motcua.reports.signals.known import SIGNALS
from motcua.reports.signals.thresholds import CannotReadSignals, known, read, threshold
from motcua.voice.marks import mark_of

BLAME = ("gian dối", "vi phạm", "cố ý", "đối phó", "fraud", "cheat", "violation", "deliberate")


def test_seven_signals_each_with_a_threshold():
    assert len(SIGNALS) == 7
    assert {one.signal for one in known()} == SIGNALS.keys()
    assert all(one.source_vi and one.source_en for one in known())


@pytest.mark.parametrize("signal", SIGNALS.values(), ids=lambda one: one.slug)
@pytest.mark.parametrize("english", [False, True])
def test_each_says_in_one_sentence_what_it_is_and_what_it_may_innocently_mean(signal, english):
    told = signal.told(date(2026, 11, 1), english)
    assert "{" not in told
    for words in (told, signal.innocent[english]):
        assert words.endswith(".")
        assert words.count(". ") == 0
        assert not any(bad in words.lower() for bad in BLAME)
    assert signal.name[english]
    assert signal.of[english]


TWO = """signals:
  - {signal: late_entry, value: 24, unit: hours, valid_from: 2019-01-01, confidence: low, source_vi: a}
  - {signal: late_entry, value: 8, unit: hours, valid_from: 2026-07-01, confidence: low, source_vi: b}
"""


def test_a_period_is_looked_at_by_the_threshold_of_its_time():
    among = read(TWO)
    assert threshold("late_entry", date(2026, 6, 30), among).value == 24
    assert threshold("late_entry", date(2026, 7, 1), among).value == 8
    assert threshold("late_entry", date(2010, 1, 1), among).value == 24


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("signals: 3", 1),
        ("signals:\n  - {signal: x, value: 0, unit: hours, valid_from: 2019-01-01, confidence: low}", 2),
        ("signals:\n  - {signal: x, value: 1, unit: moons, valid_from: 2019-01-01, confidence: low}", 2),
        ("signals:\n  - {signal: x, value: 1, unit: hours, valid_from: soon, confidence: low}", 2),
        ("signals:\n  - {signal: x, value: 1, unit: hours, valid_from: 2019-01-01, confidence: sure}", 2),
        ("signals: [", 1),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(text, line):
    with pytest.raises(CannotReadSignals) as refused:
        read(text)
    assert refused.value.facts["line"] == line


@pytest.mark.parametrize(
    ("shares", "middle"), [([], None), ([4.0], 4.0), ([9.0, 1.0, 2.0], 2.0), ([1.0, 2.0, 4.0, 9.0], 3.0)]
)
def test_the_median_is_the_middle_one(shares, middle):
    assert median(shares) == middle


def test_a_mark_tells_devices_apart_and_months_never_meet():
    one, other = "11" * 32, "22" * 32
    assert mark_of("10.0.0.1|Firefox", one) == mark_of("10.0.0.1|Firefox", one)
    assert mark_of("10.0.0.1|Firefox", one) != mark_of("10.0.0.2|Firefox", one)
    assert mark_of("10.0.0.1|Firefox", one) != mark_of("10.0.0.1|Firefox", other)
    assert len(mark_of("", one)) == 32
