"""A promise after a pause: computed anew, or the one in force moved where it was set by hand."""

from typing import Any

import pytest

from motcua.deadlines.rules import Allowance, Pause, resume
from motcua.kernel.errors import Invalid
from tests.rules.deadlines.known import VN, at


def resumed(due: str, start: str, end: str, allowance: Allowance, earlier: Any = ()) -> Any:
    return resume(at(due), at(start), at(end), allowance, at("26/10 08:15"), VN, earlier)


SEVEN_DAYS = Allowance(7, "working_days")


def test_the_computed_promise_is_computed_anew_with_all_pauses() -> None:
    assert resumed("04/11 08:15", "29/10 10:00", "03/11 14:00", SEVEN_DAYS) == at("09/11 10:15")
    earlier = [Pause(at("29/10 10:00"), at("03/11 14:00"))]
    assert resumed("09/11 10:15", "05/11 07:00", "05/11 08:00", SEVEN_DAYS, earlier) == at("09/11 11:15")


def test_a_promise_set_by_hand_is_moved_by_the_same_rule() -> None:
    assert resumed("06/11 16:00", "29/10 10:00", "03/11 14:00", SEVEN_DAYS) == at("12/11 08:00")
    whole_days = Allowance(7, "working_days", policy="end_of_day")
    assert resumed("10/11 12:00", "29/10 10:00", "03/11 14:00", whole_days) == at("13/11 17:00")
    rolled = Allowance(9, "calendar_days", roll=True)
    assert resumed("05/11 09:00", "29/10 10:00", "31/10 11:00", rolled) == at("09/11 10:00")
    assert resumed("27/10 10:00", "27/10 09:00", "28/10 09:00", Allowance(0, "same_day")) == at("28/10 17:00")


@pytest.mark.parametrize("allowance", [SEVEN_DAYS, Allowance(9, "calendar_days"), Allowance(0, "same_day")])
def test_a_pause_after_the_promise_in_force_moves_nothing(allowance: Allowance) -> None:
    assert resumed("28/10 10:00", "28/10 10:00", "03/11 14:00", SEVEN_DAYS) == at("28/10 10:00")


def test_no_due_time_stays_none() -> None:
    start, end = at("29/10 10:00"), at("03/11 14:00")
    assert resume(None, start, end, Allowance(0, "none"), at("26/10 08:15"), VN) is None


def test_overlapping_pauses_are_refused() -> None:
    with pytest.raises(Invalid, match=r"deadlines\.pauses_overlap"):
        resumed("04/11 08:15", "29/10 10:00", "03/11 14:00", SEVEN_DAYS, [Pause(at("29/10 09:00"), at("29/10 10:01"))])
    with pytest.raises(Invalid, match=r"deadlines\.pauses_overlap"):
        resumed("04/11 08:15", "29/10 10:00", "03/11 14:00", SEVEN_DAYS, [Pause(at("28/10 09:00"), None)])
    with pytest.raises(Invalid, match=r"deadlines\.pause_backward"):
        resumed("04/11 08:15", "29/10 10:00", "29/10 10:00", SEVEN_DAYS)
