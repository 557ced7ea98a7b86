"""What a fee line costs: steps, the most for one copy, local amounts, whom a channel's own line replaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue import rules
from motcua.catalogue.rules import Fee, Limit, PricedFee, VersionSpec

PAGES = [(3, 1_000)]


class Local:
    """A local fee as its table holds it."""

    def __init__(self, kind: str, amount: int, channel: str = "", decision_no: str = "12/2026/NQ-HĐND") -> None:
        self.kind, self.amount, self.channel, self.decision_no = kind, amount, channel, decision_no


@pytest.mark.parametrize(
    ("pages", "due"),
    [(0, 0), (1, 2_000), (2, 4_000), (3, 5_000), (10, 12_000), (198, 200_000), (199, 200_000), (900, 200_000)],
)
def test_a_certified_copy_costs_2000_a_page_then_1000_and_never_above_200000(pages: int, due: int) -> None:
    """Circular 226/2016/TT-BTC, article 4."""
    assert rules.sum_of(2_000, pages, PAGES, 200_000) == due


@given(st.integers(0, 3_000), st.integers(0, 500_000), st.lists(st.tuples(st.integers(2, 90), st.integers(0, 90_000))))
def test_steps_are_what_counting_page_by_page_gives(pages: int, amount: int, given: list[tuple[int, int]]) -> None:
    tiers = sorted(dict(given).items())
    prices = [
        next((price for start, price in reversed(tiers) if page >= start), amount) for page in range(1, pages + 1)
    ]
    assert rules.sum_of(amount, pages, tiers) == sum(prices)


@given(st.integers(1, 3_000), st.integers(0, 300_000))
def test_the_most_is_never_passed_and_one_page_more_never_costs_less(pages: int, most: int) -> None:
    due = rules.sum_of(2_000, pages, PAGES, most)
    assert due <= most
    assert due <= rules.sum_of(2_000, pages + 1, PAGES, most)


def line(amount: int | None, kind: str = "le_phi", **members: object) -> PricedFee:
    return PricedFee(**{"position": 1, "kind": kind, "amount": amount, "is_default": True, **members})  # type: ignore[arg-type]


def test_a_local_fee_stands_in_for_the_line_without_an_amount_only() -> None:
    fees = [line(0), line(None, is_default=False, position=2)]
    found = rules.priced(fees, [[Local("le_phi", 50_000)]], "direct")
    assert [fee.amount for fee in found] == [0, 50_000]
    assert [fee.decision_no for fee in found] == ["", "12/2026/NQ-HĐND"]


def test_where_every_amount_is_known_it_replaces_the_default_but_never_the_nations_steps() -> None:
    assert rules.priced([line(150_000)], [[Local("le_phi", 100_000)]], "direct")[0].amount == 100_000
    stepped = line(2_000, tiers=((3, 1_000),))
    assert rules.priced([stepped], [[Local("le_phi", 1)]], "direct") == [stepped]


@pytest.mark.parametrize(
    ("near", "far", "channel", "due"),
    [
        ([Local("le_phi", 8_000)], [Local("le_phi", 5_000)], "direct", 8_000),
        ([], [Local("le_phi", 5_000)], "direct", 5_000),
        ([Local("le_phi", 8_000), Local("le_phi", 0, "online")], [], "online", 0),
        ([Local("le_phi", 8_000), Local("le_phi", 0, "online")], [], "post", 8_000),
        ([Local("phi", 8_000)], [Local("le_phi", 5_000)], "direct", 5_000),
        ([], [], "direct", None),
    ],
)
def test_the_nearest_agency_decides_and_a_channel_of_its_own_comes_first(
    near: list[Local], far: list[Local], channel: str, due: int | None
) -> None:
    assert rules.priced([line(None)], [near, far], channel)[0].amount == due


def test_a_line_of_the_channel_replaces_the_general_one_of_its_kind() -> None:
    fees = [line(20_000), line(10_000, channel="online"), line(9, kind="phi"), line(5, is_default=False)]
    assert [fee.amount for fee in rules.default_fees(fees, "online")] == [10_000, 9]
    assert [fee.amount for fee in rules.default_fees(fees, "direct")] == [20_000, 9]


def a_content(**fee: object) -> VersionSpec:
    return VersionSpec("Sao", "one_step", ("commune",), (Limit(1, "same_day"),), fees=(Fee("phi", 2_000, **fee),))  # type: ignore[arg-type]


@pytest.mark.parametrize("tiers", [((1, 5),), ((3, 5), (3, 6)), ((4, 5), (3, 6)), ((3, -1),)])
def test_steps_that_make_no_ladder_are_refused(tiers: tuple[tuple[int, int], ...]) -> None:
    assert [one.code for one in rules.check(a_content(tiers=tiers))] == ["procedure.tiers_wrong"]


def test_a_most_below_the_first_unit_is_refused() -> None:
    assert [one.code for one in rules.check(a_content(most=1_000))] == ["procedure.most_wrong"]
    assert rules.check(a_content(tiers=((3, 1_000),), most=200_000)) == []


def test_a_line_without_steps_keeps_the_hash_it_was_published_under() -> None:
    """Installations hold hashes from before fee lines knew steps."""
    assert rules.content_hash(a_content()) == "8071a7a811b456883680f600db22a5956eea89cd6023d6e0db50c0a40fde252c"
    assert rules.content_hash(a_content()) != rules.content_hash(a_content(most=3_000))
