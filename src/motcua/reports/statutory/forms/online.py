"""Online share: how many dossiers came online, and how many of those whose procedure is online at all."""

from django.db.models import Q

from motcua.agencies.queries import agencies_at, get_agency, under
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries import procedures_of, search
from motcua.reports.figures.behind import Where
from motcua.reports.figures.parts import Condition
from motcua.reports.statutory import counting
from motcua.reports.statutory.columns import OFFLINE_WORDS, RECEIVED, percent
from motcua.reports.statutory.report import Asked, Beside, Check, Column, Made, Report

Level = ProcedureVersion.Online
BOTH_KINDS = ("resolved", "pending")


def _of(level: str, online: bool) -> Condition:
    def condition(part):  # type: ignore[no-untyped-def]
        found = Q(received_at__gte=part.period.start, dossier__procedure_version__online=level)
        return found & Q(dossier__channel="online") if online else found

    return condition


FULL, PARTIAL = ("Thủ tục toàn trình", "Procedures wholly online"), ("Thủ tục một phần", "Procedures partly online")
FIGURES: dict[str, Where] = {
    "full": (BOTH_KINDS, _of(Level.FULL, False)),
    "full_online": (BOTH_KINDS, _of(Level.FULL, True)),
    "partial": (BOTH_KINDS, _of(Level.PARTIAL, False)),
    "partial_online": (BOTH_KINDS, _of(Level.PARTIAL, True)),
}
_IN_ALL = (
    "Hồ sơ tiếp nhận trong kỳ của thủ tục ở mức này, theo bản thủ tục mà hồ sơ nộp theo.",
    "Received in the period for procedures of this level, by the version that the dossier was submitted under.",
)
_ONLINE = ("Trong số đó, hồ sơ nộp trên mạng.", "Of these, those submitted online.")
COLUMNS = (
    Column("received", ("Tổng số", "Total"), group=RECEIVED, definition="received", opens="received"),
    Column(
        "received_online",
        ("Trực tuyến", "Online"),
        group=RECEIVED,
        definition="received_online",
        opens="received_online",
    ),
    Column(
        "received_offline",
        ("Trực tiếp, bưu chính", "Counter, post"),
        group=RECEIVED,
        words=OFFLINE_WORDS,
        opens="received_offline",
    ),
    percent(
        "online_percent",
        ("Tỷ lệ trực tuyến", "Online share"),
        "received_online",
        "received",
        (
            "Trực tuyến ÷ tiếp nhận trong kỳ, không tính kỳ trước chuyển qua.",
            "Online ÷ received within the period, carried-over excluded.",
        ),
    ),
    Column("full", ("Tiếp nhận", "Received"), group=FULL, words=_IN_ALL, opens="full"),
    Column("full_online", ("Trực tuyến", "Online"), group=FULL, words=_ONLINE, opens="full_online"),
    percent(
        "full_percent",
        ("Tỷ lệ", "Share"),
        "full_online",
        "full",
        ("Trực tuyến ÷ tiếp nhận, của thủ tục toàn trình.", "Online ÷ received, of procedures wholly online."),
    ),
    Column("partial", ("Tiếp nhận", "Received"), group=PARTIAL, words=_IN_ALL, opens="partial"),
    Column("partial_online", ("Trực tuyến", "Online"), group=PARTIAL, words=_ONLINE, opens="partial_online"),
    percent(
        "partial_percent",
        ("Tỷ lệ", "Share"),
        "partial_online",
        "partial",
        ("Trực tuyến ÷ tiếp nhận, của thủ tục một phần.", "Online ÷ received, of procedures partly online."),
    ),
)


def _procedures(asked: Asked, made: Made) -> tuple[Beside, ...]:
    """Procedures of the agency and those below it on the last day: how many are online, how many had dossiers."""
    agency = get_agency(asked.agency)
    inside = under(agency.code, asked.last)
    if len(inside) <= 1:
        briefs = procedures_of(agency, asked.last)
    else:
        kinds = {row.kind for row in agencies_at(asked.last) if row.id in inside}
        briefs = [one for one in search("", asked.last) if kinds & set(one.levels)]
    counted = counting.rows(Asked(asked.agency, asked.first, asked.last, asked.as_of, "procedure"))
    received = {row.key for row in counted if row.received}
    online = {row.key for row in counted if row.counts.received_online}
    found = []
    for level, name in ((Level.FULL, FULL), (Level.PARTIAL, PARTIAL)):
        codes = {one.code for one in briefs if one.online == level}
        found.append(Beside(name, len(codes), None))
        found.append(
            Beside((f"{name[0]}, có hồ sơ", f"{name[1]}, with dossiers"), len(codes & received), len(codes & online))
        )
    return tuple(found)


REPORT = Report(
    key="online",
    name=("Tỷ lệ hồ sơ trực tuyến", "Online share"),
    answers=(
        "Bao nhiêu hồ sơ nộp trên mạng, tính chung và tính riêng thủ tục toàn trình, một phần.",
        "How many dossiers came online, in all and for procedures wholly or partly online.",
    ),
    source=("Bảng dịch vụ công trực tuyến của hệ thống báo cáo Bộ", "Online table of the Ministry's reporting system"),
    columns=COLUMNS,
    by=("agency", "field", "procedure"),
    checks=(Check(("received",), ("received_online", "received_offline")),),
    compute=lambda asked: counting.lines(asked, COLUMNS, FIGURES),
    whole=lambda asked: counting.whole(asked, COLUMNS, FIGURES),
    beside=_procedures,
    beside_words=(
        "Số thủ tục là của ngày cuối kỳ, theo mức trực tuyến đang áp dụng.",
        "Procedures are counted on the period's last day, by their online level in force.",
    ),
    beside_heads=(
        ("Thủ tục", "Procedures"),
        ("Số thủ tục", "Procedures"),
        ("Có hồ sơ trực tuyến", "With dossiers online"),
    ),
    figures=FIGURES,
    heavy=True,
    order=21,
)
