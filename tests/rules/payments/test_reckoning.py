"""What a version charges by default, and which payment settles it."""

import pytest

from motcua.catalogue.rules import PricedFee
from motcua.payments.rules import AT_COUNTER, Line, Way, default_lines, judge_lines, judge_payment


def test_only_default_lines_above_zero_are_charged():
    tariffs = [
        PricedFee(1, "le_phi", 50_000, is_default=True, condition_vi="Đúng hạn", condition_en="In time"),
        PricedFee(1, "phi", 8_000),
        PricedFee(1, "other", 0, is_default=True),
    ]
    assert default_lines(tariffs, "direct") == (
        [Line("le_phi", 50_000, "Lệ phí: Đúng hạn", "Fee: In time", position=1)],
        False,
    )


def test_the_tariff_of_the_channel_stands_instead_of_the_general_one_of_its_kind():
    tariffs = [
        PricedFee(1, "le_phi", 20_000, is_default=True),
        PricedFee(1, "le_phi", 10_000, channel="online", is_default=True),
        PricedFee(1, "phi", 3_000, is_default=True),
    ]
    assert [line.amount for line in default_lines(tariffs, "online")[0]] == [10_000, 3_000]
    assert [line.amount for line in default_lines(tariffs, "direct")[0]] == [20_000, 3_000]


def test_a_channel_may_be_free():
    tariffs = [
        PricedFee(1, "le_phi", 20_000, is_default=True),
        PricedFee(1, "le_phi", 0, channel="online", is_default=True),
    ]
    assert default_lines(tariffs, "online") == ([], False)


def test_an_amount_that_is_not_known_is_told_and_never_taken_for_zero():
    assert default_lines([PricedFee(1, "le_phi", None, is_default=True)], "direct") == ([], True)


@pytest.mark.parametrize(
    ("amount", "way", "codes"),
    [
        (16_000, "cash", []),
        (16_000, "transfer", []),
        (15_999, "cash", ["payment.too_little"]),
        (16_001, "cash", ["payment.too_much"]),
        (0, "cash", ["payment.amount_wrong"]),
        (-5, "cash", ["payment.amount_wrong"]),
        (True, "cash", ["payment.amount_wrong"]),
        (16_000, "online", ["payment.way_unknown"]),
        (1, "gold", ["payment.too_little", "payment.way_unknown"]),
    ],
)
def test_a_payment_settles_the_whole_to_the_dong(amount, way, codes):
    assert [error.code for error in judge_payment(16_000, amount, way, AT_COUNTER)] == codes


def test_a_gateway_may_say_online():
    assert judge_payment(16_000, 16_000, Way.ONLINE) == []


def test_too_little_says_what_is_owed():
    [error] = judge_payment(16_000, 6_000, "cash")
    assert error.facts == {"owed": 16_000, "given": 6_000}


@pytest.mark.parametrize(
    ("lines", "paths"),
    [
        ([], ["lines"]),
        ([Line("phi", 0, "Bản sao")], ["lines.0.amount"]),
        ([Line("phi", 1, "Bản sao"), Line("phi", -1, " ")], ["lines.1.amount", "lines.1.name_vi"]),
        ([Line("phi", 1, "Bản sao")], []),
    ],
)
def test_a_charge_has_an_amount_and_says_for_what(lines, paths):
    assert [error.path for error in judge_lines(lines)] == paths
