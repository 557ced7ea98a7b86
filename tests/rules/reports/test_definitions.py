"""Every figure has its definition in both languages, printed with its version."""

from motcua.reports import definitions
from motcua.reports.figures.row import COUNTS
from motcua.reports.words import WORDS


def test_every_count_and_percentage_is_defined():
    figures = {name for name in COUNTS if name not in ("answered", "satisfied")} | {
        "received_total",
        "resolved_total",
        "pending_total",
        "online_percent",
        "on_time_percent",
        "satisfied_percent",
        "response_percent",
        "procedures_digitalised",
        "gap",
    }
    assert figures <= definitions.DEFINITIONS.keys()


def test_definitions_stand_in_both_languages():
    for one in definitions.DEFINITIONS.values():
        assert all([one.name_vi, one.name_en, one.words_vi, one.words_en])
    assert str(definitions.VERSION) in definitions.rules("vi")
    assert str(definitions.VERSION) in definitions.rules("en")
    assert all(vi and en for vi, en in WORDS.values())


def test_columns_that_are_no_figures_have_none():
    assert [one.key for one in definitions.definitions(["agency", "gap", "from"])] == ["gap"]
