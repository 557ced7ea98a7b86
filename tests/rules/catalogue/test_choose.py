"""Which limit counts, what is owed, which version is in force."""

from datetime import date, time

import pytest

from motcua.catalogue.rules import Fee, Limit, Owed, choose_limit, owed, version_on
from motcua.flows.country_pack.pack import DatedVersion
from tests.factories.procedures import a_content

GENERAL = Limit(10, "working_days")
ONLINE = Limit(2, "hours", channel="online")
HOUSE = Limit(7, "working_days", case="single_house")
HOUSE_ONLINE = Limit(5, "working_days", channel="online", case="single_house")


@pytest.mark.parametrize(
    ("channel", "case", "chosen"),
    [
        ("", "", GENERAL),
        ("direct", "", GENERAL),
        ("online", "", ONLINE),
        ("direct", "single_house", HOUSE),
        ("online", "single_house", HOUSE_ONLINE),
        ("post", "a case nobody knows", GENERAL),
        ("online", "a case nobody knows", ONLINE),
    ],
)
def test_the_most_particular_limit_counts(channel: str, case: str, chosen: Limit) -> None:
    assert choose_limit([GENERAL, ONLINE, HOUSE, HOUSE_ONLINE], channel, case) == chosen


def test_the_case_counts_before_the_channel() -> None:
    assert choose_limit([GENERAL, ONLINE, HOUSE], "online", "single_house") == HOUSE


def test_without_any_limit_none_is_chosen() -> None:
    assert choose_limit([]) is None


def test_a_birth_in_time_owes_nothing() -> None:
    fees = [
        Fee("le_phi", 0, is_default=True),
        Fee("le_phi", None, condition_vi="quá hạn"),
        Fee("phi", 8000, condition_vi="bản sao"),
    ]
    assert owed(fees, "online") == Owed(0, is_known=True)


def test_the_channel_has_a_fee_of_its_own() -> None:
    fees = [Fee("le_phi", 20000, is_default=True), Fee("le_phi", 10000, channel="online", is_default=True)]
    assert owed(fees, "online") == Owed(10000, is_known=True)
    assert owed(fees, "direct") == owed(fees, "post") == owed(fees) == Owed(20000, is_known=True)


def test_what_a_council_sets_is_not_known() -> None:
    assert owed([Fee("phi", None, is_default=True), Fee("le_phi", 50000, is_default=True)]) == Owed(50000, False)


def test_no_fee_line_means_that_nothing_is_owed() -> None:
    assert owed([]) == Owed(0, is_known=True)


def test_the_version_of_the_day_is_in_force() -> None:
    old = DatedVersion(date(2020, 1, 1), a_content(), valid_to=date(2025, 7, 1))
    new = DatedVersion(date(2025, 7, 1), a_content(limits=(Limit(3, "working_days", cutoff=time(15)),)))
    assert version_on([new, old], date(2019, 12, 31)) is None
    assert version_on([new, old], date(2025, 6, 30)) is old
    assert version_on([new, old], date(2025, 7, 1)) is new
