"""Digitisation and reuse: papers with a digital copy, papers reused, results as files."""

from django.db.models import Exists, OuterRef, Q

from motcua.dossiers.models import DossierPaper, ResultFile
from motcua.reports.figures.behind import Where
from motcua.reports.figures.parts import Part
from motcua.reports.statutory import counting
from motcua.reports.statutory.columns import RECEIVED, RESOLVED, percent
from motcua.reports.statutory.report import Check, Column, Report

BOTH_KINDS = ("resolved", "pending")


def _papers(part: Part, **which: bool) -> Q:
    found = DossierPaper.objects.filter(dossier=OuterRef("dossier"), added_at__lt=part.period.seen_before, **which)
    return Q(Exists(found))


def _result(part: Part) -> Q:
    found = ResultFile.objects.filter(dossier=OuterRef("dossier"), draft=False, added_at__lt=part.period.seen_before)
    return Q(Exists(found.filter(Q(replaced_at=None) | Q(replaced_at__gte=part.period.seen_before))))


def _in(part: Part) -> Q:
    return Q(received_at__gte=part.period.start)


FIGURES: dict[str, Where] = {
    "digitised": (BOTH_KINDS, lambda part: _in(part) & _papers(part, digitised=True)),
    "not_digitised": (BOTH_KINDS, lambda part: _in(part) & ~_papers(part, digitised=True)),
    "reused": (BOTH_KINDS, lambda part: _in(part) & _papers(part, reused=True)),
    "with_result": (("resolved",), _result),
    "without_result": (("resolved",), lambda part: ~_result(part)),
}
COLUMNS = (
    Column("received", ("Tổng số", "Total"), group=RECEIVED, definition="received", opens="received"),
    Column(
        "digitised",
        ("Có số hóa", "Digitised"),
        group=RECEIVED,
        words=(
            "Có ít nhất một giấy tờ ở dạng số tại lúc xét.",
            "At least one paper has a digital copy at the judged moment.",
        ),
        opens="digitised",
    ),
    Column(
        "not_digitised",
        ("Chưa số hóa", "Not digitised"),
        group=RECEIVED,
        words=("Chưa giấy tờ nào ở dạng số tại lúc xét.", "No paper has a digital copy at the judged moment."),
        opens="not_digitised",
    ),
    percent(
        "digitised_percent",
        ("Tỷ lệ số hóa", "Digitised share"),
        "digitised",
        "received",
        ("Có số hóa ÷ tiếp nhận trong kỳ.", "Digitised ÷ received within the period."),
    ),
    Column(
        "reused",
        ("Có tái sử dụng", "Reused"),
        group=RECEIVED,
        words=(
            "Có ít nhất một giấy tờ lấy lại từ lần trước hoặc từ kho, dân không nộp lại.",
            "At least one paper was taken from an earlier dossier or a store, not asked again.",
        ),
        opens="reused",
    ),
    percent(
        "reused_percent",
        ("Tỷ lệ tái sử dụng", "Reused share"),
        "reused",
        "received",
        ("Có tái sử dụng ÷ tiếp nhận trong kỳ.", "Reused ÷ received within the period."),
    ),
    Column("resolved_total", ("Tổng số", "Total"), group=RESOLVED, definition="resolved_total", opens="resolved_total"),
    Column(
        "with_result",
        ("Kết quả số", "Digital result"),
        group=RESOLVED,
        words=("Có tệp kết quả đã ký duyệt tại lúc xét.", "An approved result file is there at the judged moment."),
        opens="with_result",
    ),
    Column(
        "without_result",
        ("Không có kết quả số", "No digital result"),
        group=RESOLVED,
        words=(
            "Giải quyết xong mà không có tệp kết quả; gồm hồ sơ dừng, rút.",
            "Resolved without a result file; also those stopped or withdrawn.",
        ),
        opens="without_result",
    ),
    percent(
        "result_percent",
        ("Tỷ lệ kết quả số", "Digital result share"),
        "with_result",
        "resolved_total",
        ("Kết quả số ÷ tổng đã giải quyết.", "Digital result ÷ resolved in all."),
    ),
)

REPORT = Report(
    key="digitisation",
    name=("Số hóa và tái sử dụng", "Digitisation and reuse"),
    answers=(
        "Bao nhiêu hồ sơ có giấy tờ số, bao nhiêu không phải nộp lại giấy cũ, bao nhiêu có kết quả số.",
        "How many dossiers have digital papers, need not hand in old papers again, have a digital result.",
    ),
    source=("Bảng số hóa của hệ thống báo cáo Bộ", "Digitisation table of the Ministry's reporting system"),
    columns=COLUMNS,
    by=("agency", "field", "procedure", "channel"),
    checks=(
        Check(("received",), ("digitised", "not_digitised")),
        Check(("resolved_total",), ("with_result", "without_result")),
    ),
    compute=lambda asked: counting.lines(asked, COLUMNS, FIGURES),
    figures=FIGURES,
    notes=(
        (
            "Giấy tờ lấy từ kho quốc gia chưa tách riêng, vì chưa có kết nối; tính chung trong tái sử dụng.",
            "Papers from the national store are not told apart while there is no link to it; they count as reused.",
        ),
    ),
    heavy=True,
    order=22,
)
