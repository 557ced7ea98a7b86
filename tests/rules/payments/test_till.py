"""What must lie in a till, and what a count says about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.payments.rules import Flow, expected, judge_count

amounts = st.integers(0, 10**9)
flows = st.builds(Flow, amounts, amounts, amounts, amounts, st.integers(0, 999), st.integers(0, 99))


@given(st.integers(0, 10**7), flows)
def test_cash_is_change_and_what_came_less_what_went_and_transfers_never_count(change: int, flow: Flow) -> None:
    assert expected(change, flow) == change + flow.cash_in - flow.cash_back
    assert flow.total == flow.cash + flow.transfers


@given(st.lists(flows))
def test_the_counters_day_is_the_sum_of_its_tills(tills: list[Flow]) -> None:
    total = Flow()
    for one in tills:
        total += one
    assert total.total == sum(one.total for one in tills)
    assert total.receipts == sum(one.receipts for one in tills)


@pytest.mark.parametrize(
    ("change", "counted", "reason", "other", "codes"),
    [
        (0, 52_000, "", False, []),
        (0, 51_999, "", False, ["till.reason_missing"]),
        (0, 52_001, "", False, ["till.reason_missing"]),
        (0, 51_000, "Trả nhầm 1.000 đ", False, []),
        (0, 52_000, "", True, ["till.reason_other"]),
        (0, 52_000, "Chị Lan nghỉ ốm", True, []),
        (-1, 52_000, "", False, ["till.amount_wrong"]),
        (0, None, "", False, ["till.amount_wrong"]),
        (0, True, "", False, ["till.amount_wrong"]),
        (0, 10**12, "", False, ["till.amount_wrong"]),
        (0, 1, "x" * 501, False, ["refund.reason_too_long"]),
    ],
)
def test_a_count_is_judged(change: object, counted: object, reason: str, other: bool, codes: list[str]) -> None:
    assert [one.code for one in judge_count(change, counted, 52_000, reason, other=other)] == codes
