"""Payment: dossiers that owe, that paid and how; the money of the period."""

from django.db.models import Exists, OuterRef, Q, Sum

from motcua.payments.models import Charge, Payment, Refund
from motcua.reports.figures.behind import Where
from motcua.reports.figures.parts import Part
from motcua.reports.statutory import counting
from motcua.reports.statutory.report import Asked, Check, Column, Line, Report

BOTH_KINDS = ("resolved", "pending")
DOSSIERS = ("Hồ sơ tiếp nhận trong kỳ", "Dossiers received")
OWED = ("Phải nộp, đồng", "Owed, đồng")
PAID = ("Đã nộp trong kỳ, đồng", "Paid in the period, đồng")


def _in(part: Part) -> Q:
    return Q(received_at__gte=part.period.start)


def _charges(part: Part) -> Q:
    before = part.period.seen_before
    found = Charge.objects.filter(dossier=OuterRef("dossier"), created_at__lt=before)
    return Q(Exists(found.exclude(taken_back__at__lt=before).filter(amount__gt=0)))


def _exempt(part: Part) -> Q:
    before = part.period.seen_before
    found = Charge.objects.filter(dossier=OuterRef("dossier"), created_at__lt=before).exclude(exemption="")
    return Q(Exists(found.exclude(taken_back__at__lt=before)))


def _paid(part: Part, *ways: str) -> Q:
    found = Payment.objects.filter(dossier=OuterRef("dossier"), confirmed_at__lt=part.period.seen_before)
    return Q(Exists(found.filter(way__in=ways) if ways else found))


FIGURES: dict[str, Where] = {
    "owing": (BOTH_KINDS, lambda part: _in(part) & _charges(part)),
    "paying": (BOTH_KINDS, lambda part: _in(part) & _paid(part)),
    "paying_online": (BOTH_KINDS, lambda part: _in(part) & _paid(part, "online")),
    "exempt": (BOTH_KINDS, lambda part: _in(part) & _exempt(part)),
}


def _money(key: str, name: tuple[str, str], group: tuple[str, str], words: tuple[str, str]) -> Column:
    return Column(key, name, kind="money", group=group, words=words)


COLUMNS = (
    Column("received", ("Tổng số", "Total"), group=DOSSIERS, definition="received", opens="received"),
    Column(
        "owing",
        ("Phải nộp tiền", "Owing"),
        group=DOSSIERS,
        words=("Có khoản phí, lệ phí phải nộp tại lúc xét.", "Something is owed at the judged moment."),
        opens="owing",
    ),
    Column(
        "paying",
        ("Đã nộp", "Paid"),
        group=DOSSIERS,
        words=("Có ít nhất một khoản đã nộp tại lúc xét.", "At least one payment by the judged moment."),
        opens="paying",
    ),
    Column(
        "paying_online",
        ("Nộp trực tuyến", "Paid online"),
        group=DOSSIERS,
        words=("Có ít nhất một khoản nộp trên mạng tại lúc xét.", "At least one payment online by the judged moment."),
        opens="paying_online",
    ),
    Column(
        "exempt",
        ("Được miễn, giảm", "Exempt"),
        group=DOSSIERS,
        words=("Có khoản được miễn hoặc giảm theo quy định.", "Something was waived or reduced by law."),
        opens="exempt",
    ),
    Column(
        "online_paid_percent",
        ("Tỷ lệ nộp trực tuyến", "Paid online, share"),
        kind="percent",
        words=("Nộp trực tuyến ÷ phải nộp tiền.", "Paid online ÷ owing."),
        part_of=("paying_online", "owing"),
        adds_up=False,
    ),
    _money(
        "owed_phi",
        ("Phí", "Fees"),
        OWED,
        ("Phí tính trong kỳ, đã bỏ khoản hủy.", "Fees (phí) charged in the period, those taken back left out."),
    ),
    _money(
        "owed_le_phi",
        ("Lệ phí", "Charges"),
        OWED,
        (
            "Lệ phí và khoản khác tính trong kỳ, đã bỏ khoản hủy.",
            "Charges (lệ phí) and others of the period, those taken back left out.",
        ),
    ),
    _money(
        "paid",
        ("Tổng", "Total"),
        PAID,
        (
            "Tiền đã xác nhận trong kỳ, tính cho đơn vị chịu trách nhiệm lúc ấy, cả của hồ sơ kỳ trước.",
            "Money confirmed in the period, for the agency responsible then, also of earlier dossiers.",
        ),
    ),
    _money("cash", ("Tiền mặt", "Cash"), PAID, ("Nộp tiền mặt tại quầy.", "Paid in cash at the counter.")),
    _money("transfer", ("Chuyển khoản", "Transfer"), PAID, ("Nộp bằng chuyển khoản.", "Paid by transfer.")),
    _money("online", ("Trực tuyến", "Online"), PAID, ("Nộp trên mạng.", "Paid online.")),
    _money(
        "refunded",
        ("Đã trả lại", "Given back"),
        PAID,
        (
            "Tiền trả lại cho dân trong kỳ, chưa trừ vào các cột bên.",
            "Given back in the period, not taken off the other columns.",
        ),
    ),
)


def _lines(asked: Asked) -> list[Line]:
    lines = counting.lines(asked, COLUMNS, FIGURES)
    by = asked.by
    payments = {
        "paid": Sum("amount"),
        **{way: Sum("amount", filter=Q(way=way)) for way in ("cash", "transfer", "online")},
    }
    charged = {
        "owed_phi": Sum("amount", filter=Q(kind="phi")),
        "owed_le_phi": Sum("amount", filter=~Q(kind="phi")),
    }
    standing = Charge.objects.exclude(taken_back__at__lt=asked.as_of)
    sums = (
        counting.money(asked, Payment.objects.all(), "confirmed_at", payments, by),
        counting.money(asked, standing, "created_at", charged, by),
        counting.money(asked, Refund.objects.all(), "at", {"refunded": Sum("amount")}, by, path="payment__dossier"),
    )
    known = {line.key for line in lines}
    for found in sums:
        for key in sorted(set(found) - known):  # money of a field without a dossier in the period
            known.add(key)
            lines.append(Line(key, counting.label_of(key, by, asked.last), {}))
    for line in lines:
        for found in sums:
            line.values.update(found.get(line.key, {}))
        for column in COLUMNS:
            if column.kind in ("money", "count"):
                line.values.setdefault(column.key, 0)
    return lines


REPORT = Report(
    key="payment",
    name=("Thanh toán phí, lệ phí", "Payment"),
    answers=(
        "Bao nhiêu hồ sơ phải nộp tiền, nộp bằng cách nào, bao nhiêu tiền, ai được miễn.",
        "How many dossiers owe money, how it was paid, how much, who is exempt.",
    ),
    source=("Bảng thanh toán của hệ thống báo cáo Bộ", "Payment table of the Ministry's reporting system"),
    columns=COLUMNS,
    by=("agency", "field", "procedure"),
    checks=(Check(("paid",), ("cash", "transfer", "online")),),
    compute=_lines,
    figures=FIGURES,
    heavy=True,
    order=23,
)
