"""From fee lines to charges: quantity, exemption, local amounts, and sums that always agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.rules import PricedFee
from motcua.payments import rules
from motcua.payments.rules import Choice, Ground, Line

MERIT = Ground("merit", "Người có công với cách mạng", "People with merit")
EXTRACT = PricedFee(1, "phi", 8_000, per_vi="bản", per_en="copy", is_default=True, condition_vi="Bản sao trích lục")
COPY = PricedFee(2, "phi", 2_000, per_vi="trang", tiers=((3, 1_000),), most=200_000)
UNKNOWN = PricedFee(3, "le_phi", None)
FREE = PricedFee(4, "le_phi", 0, condition_vi="Trẻ em: miễn")
FEES = [EXTRACT, COPY, UNKNOWN, FREE]


@pytest.mark.parametrize(
    ("choice", "amount", "quantity"),
    [(Choice(1), 8_000, 1), (Choice(1, 3), 24_000, 3), (Choice(2, 5, 2), 14_000, 10), (Choice(2, 300), 200_000, 300)],
)
def test_a_line_is_charged_for_its_quantity(choice: Choice, amount: int, quantity: int) -> None:
    [line], errors = rules.chosen_lines(FEES, [choice])
    assert (line.amount, line.quantity, errors) == (amount, quantity, [])


def test_an_exemption_keeps_what_it_spares_and_why() -> None:
    [line], _errors = rules.chosen_lines(FEES, [Choice(1, 2)], MERIT)
    assert (line.amount, line.waived, line.exemption, line.exemption_vi) == (0, 16_000, "merit", MERIT.name_vi)
    assert rules.judge_lines([line]) == []


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        (Choice(9), "charge.line_unknown"),
        (Choice(3), "charge.amount_unknown"),
        (Choice(1, 0), "charge.quantity_wrong"),
        (Choice(1, -2), "charge.quantity_wrong"),
        (Choice(1, 10_000), "charge.quantity_wrong"),
        (Choice(2, 1, 0), "charge.quantity_wrong"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_at_its_line(choice: Choice, code: str) -> None:
    lines, [error] = rules.chosen_lines(FEES, [choice])
    assert (lines, error.path, error.code) == ([], f"line-{choice.position}", code)


def test_copies_asked_for_in_the_form_count_for_the_default_line() -> None:
    lines, unknown = rules.default_lines([EXTRACT], "direct", {1: 4})
    assert ([line.amount for line in lines], unknown) == ([32_000], False)


def test_grounds_are_the_versions_own_first_then_the_laws() -> None:
    assert [one.key for one in rules.grounds(FEES, [MERIT])] == ["line_4", "merit"]


def test_a_charge_of_zero_needs_a_ground_and_a_ground_needs_zero() -> None:
    assert [one.path for one in rules.judge_lines([Line("phi", 0, "Bản sao")])] == ["lines.0.amount"]
    assert [one.path for one in rules.judge_lines([Line("phi", 5, "Bản sao", exemption="merit")])] == ["lines.0.amount"]


money = st.integers(1, 500_000)


@given(st.lists(st.builds(Line, st.just("phi"), money, st.just("Bản sao")), min_size=1), st.integers(1, 2_000_000))
def test_a_receipt_says_exactly_what_was_paid(lines: list[Line], outstanding: int) -> None:
    assert sum(line.amount for line in rules.settled_by(lines, outstanding)) == outstanding


@given(st.lists(st.builds(Line, st.just("phi"), money, st.just("Bản sao")), min_size=1))
def test_who_pays_all_at_once_has_every_line_on_the_receipt(lines: list[Line]) -> None:
    assert rules.settled_by(lines, sum(line.amount for line in lines)) == lines


@given(st.integers(1, 10**7), st.integers(0, 10**7), st.integers(-5, 10**8))
def test_no_refund_goes_above_what_is_left(paid: int, before: int, amount: int) -> None:
    fits = 0 < amount <= paid - min(before, paid)
    errors = rules.judge_refund(paid, min(before, paid), amount, "cash", "Thu thừa")
    assert (not errors) == fits


@pytest.mark.parametrize(
    ("way", "reason", "paths"),
    [("cash", "", ["reason"]), ("online", "Sai", ["way"]), ("cash", "x" * 501, ["reason"]), ("transfer", "Sai", [])],
)
def test_a_refund_says_why_and_how(way: str, reason: str, paths: list[str]) -> None:
    assert [one.path for one in rules.judge_refund(8_000, 0, 8_000, way, reason)] == paths
