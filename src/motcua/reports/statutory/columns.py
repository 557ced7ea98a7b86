"""Columns that several forms share, as circular 01/2020/TT-VPCP heads them."""

from motcua.reports.statutory.report import Check, Column

RECEIVED = ("Tiếp nhận", "Received")
RESOLVED = ("Đã giải quyết", "Resolved")
PENDING = ("Đang giải quyết", "Pending")

OFFLINE_WORDS = (
    "Hồ sơ nộp tại quầy hoặc gửi qua bưu chính, được tiếp nhận trong kỳ; gồm hồ sơ công chức nhập tại quầy.",
    "Handed in at the counter or sent by post and received within the period; also what an officer keyed there.",
)

HANDLING = (
    Column(
        "received_total",
        ("Tổng số", "Total"),
        number="3",
        group=RECEIVED,
        definition="received_total",
        opens="received_total",
    ),
    Column(
        "received_online",
        ("Trực tuyến", "Online"),
        number="4",
        group=RECEIVED,
        definition="received_online",
        opens="received_online",
    ),
    Column(
        "received_offline",
        ("Trực tiếp, bưu chính", "Counter, post"),
        number="5",
        group=RECEIVED,
        words=OFFLINE_WORDS,
        opens="received_offline",
    ),
    Column(
        "carried_over",
        ("Kỳ trước chuyển qua", "Carried over"),
        number="6",
        group=RECEIVED,
        definition="carried_over",
        opens="carried_over",
    ),
    Column(
        "resolved_total",
        ("Tổng số", "Total"),
        number="7",
        group=RESOLVED,
        definition="resolved_total",
        opens="resolved_total",
    ),
    Column(
        "resolved_early",
        ("Trước hạn", "Early"),
        number="8",
        group=RESOLVED,
        definition="resolved_early",
        opens="resolved_early",
    ),
    Column(
        "resolved_on_time",
        ("Đúng hạn", "On time"),
        number="9",
        group=RESOLVED,
        definition="resolved_on_time",
        opens="resolved_on_time",
    ),
    Column(
        "resolved_late",
        ("Quá hạn", "Late"),
        number="10",
        group=RESOLVED,
        definition="resolved_late",
        opens="resolved_late",
    ),
    Column(
        "pending_total",
        ("Tổng số", "Total"),
        number="11",
        group=PENDING,
        definition="pending_total",
        opens="pending_total",
    ),
    Column(
        "pending_within",
        ("Trong hạn", "Within time"),
        number="12",
        group=PENDING,
        definition="pending_within",
        opens="pending_within",
    ),
    Column(
        "pending_late",
        ("Quá hạn", "Late"),
        number="13",
        group=PENDING,
        definition="pending_late",
        opens="pending_late",
    ),
)
"""Columns 3–13 of forms II.06a and II.06b (the numbers of the columns are our order)."""


def percent(key: str, name: tuple[str, str], part: str, whole: str, words: tuple[str, str]) -> Column:
    """A share in percent of two columns."""
    return Column(key, name, kind="percent", words=words, part_of=(part, whole), adds_up=False)


BALANCE = (
    Check(("received_total",), ("received_online", "received_offline", "carried_over")),
    Check(("resolved_total",), ("resolved_early", "resolved_on_time", "resolved_late")),
    Check(("pending_total",), ("pending_within", "pending_late")),
    Check(("received_total",), ("resolved_total", "pending_total")),
)
"""3 = 4 + 5 + 6; 7 = 8 + 9 + 10; 11 = 12 + 13; 3 = 7 + 11."""
