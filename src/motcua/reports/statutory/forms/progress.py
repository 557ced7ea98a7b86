"""Progress: where the dossiers of a period stand, those that stand still and those that were withdrawn told apart."""

from dataclasses import replace

from django.db.models import Q

from motcua.reports.figures.behind import Where
from motcua.reports.statutory import counting
from motcua.reports.statutory.columns import HANDLING, PENDING, RECEIVED, RESOLVED
from motcua.reports.statutory.report import Check, Column, Report

FIGURES: dict[str, Where] = {
    "paused": (("pending",), lambda _: Q(paused_since__isnull=False)),
    "withdrawn": (("resolved",), lambda _: Q(state="withdrawn")),
    "stopped": (("resolved",), lambda _: Q(state="stopped")),
}
_KEPT = {one.key: replace(one, number="") for one in HANDLING}
COLUMNS = (
    _KEPT["received_total"],
    _KEPT["carried_over"],
    _KEPT["received_online"],
    Column(
        "received_direct",
        ("Trực tiếp", "Counter"),
        group=RECEIVED,
        definition="received_direct",
        opens="received_direct",
    ),
    Column("received_post", ("Bưu chính", "Post"), group=RECEIVED, definition="received_post", opens="received_post"),
    *(_KEPT[key] for key in ("resolved_total", "resolved_early", "resolved_on_time", "resolved_late")),
    Column(
        "withdrawn",
        ("Trong đó dân rút", "Of these withdrawn"),
        group=RESOLVED,
        words=(
            "Người dân rút sau khi đã tiếp nhận; đã tính trong các cột đã giải quyết.",
            "Withdrawn by the applicant after reception; counted among those resolved.",
        ),
        opens="withdrawn",
    ),
    Column(
        "stopped",
        ("Trong đó dừng", "Of these stopped"),
        group=RESOLVED,
        words=(
            "Cơ quan dừng giải quyết sau khi đã tiếp nhận; đã tính trong các cột đã giải quyết.",
            "Stopped by the agency after reception; counted among those resolved.",
        ),
        opens="stopped",
    ),
    *(_KEPT[key] for key in ("pending_total", "pending_within", "pending_late")),
    Column(
        "paused",
        ("Trong đó đang dừng chờ", "Of these standing still"),
        group=PENDING,
        words=(
            "Đồng hồ đang dừng tại lúc xét: chờ dân bổ sung, hoặc chờ nộp tiền khi thủ tục quy định.",
            "The clock stands still at the judged moment: a supplement, or a payment where the procedure says so.",
        ),
        opens="paused",
    ),
)

REPORT = Report(
    key="progress",
    name=("Tiến độ giải quyết", "Progress"),
    answers=(
        "Hồ sơ trong kỳ đang ở đâu: xong sớm, đúng, trễ; còn lại trong hạn, quá hạn, đang dừng; dân rút.",
        "Where the period's dossiers stand: early, on time, late; left within time, late, standing still; withdrawn.",
    ),
    source=("Bảng tiến độ của hệ thống báo cáo Bộ", "Progress table of the Ministry's reporting system"),
    columns=COLUMNS,
    by=("agency", "field", "procedure", "channel"),
    checks=(
        Check(("received_total",), ("carried_over", "received_online", "received_direct", "received_post")),
        Check(("received_total",), ("resolved_total", "pending_total")),
    ),
    compute=lambda asked: counting.lines(asked, COLUMNS, FIGURES),
    figures=FIGURES,
    heavy=True,
    order=20,
)
