"""The Ministry's way of judging a resolution, beside ours: days alone, without the hour."""

from collections.abc import Sequence

from motcua.reports.statutory import counting
from motcua.reports.statutory.report import COMMON, Asked, Beside, Made

WORDS = (
    "Cách của hệ thống Bộ chỉ so ngày: trước hạn là xong trước ngày hẹn, đúng hạn là xong trong ngày hẹn hoặc không có"
    " hẹn, quá hạn là xong sau ngày hẹn. Cách của trang này so cả giờ: xong sau giờ hẹn trong ngày hẹn là quá hạn.",
    "The Ministry's system compares days alone: early is before the due day, on time is on the due day or without a due"
    " time, late is after the due day. This page compares hours too: after the due hour on the due day is late.",
)


def beside(asked: Asked, made: Made) -> Sequence[Beside]:
    """Early, on time and late for the whole, ours beside the Ministry's; they differ by those late on the due day."""
    if made.whole is None or not made.whole.count("resolved_total"):
        return ()
    found = counting.counted(asked, {"late_same_day": COMMON["late_same_day"]}, "")
    same_day = found.get("", {}).get("late_same_day", 0)
    early, on_time, late = (made.whole.count(f"resolved_{name}") for name in ("early", "on_time", "late"))
    return (
        Beside(("Trước hạn", "Early"), early, early),
        Beside(("Đúng hạn", "On time"), on_time, on_time + same_day),
        Beside(("Quá hạn", "Late"), late, late - same_day),
        Beside(("Trễ giờ trong ngày hẹn", "Late by hours on the due day"), same_day, None, "late_same_day"),
    )
