"""The late list: every dossier that the figures count as late, with the step at which it waited longest."""

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import apologised_among, visible_to
from motcua.kernel import clock
from motcua.reports import organisation
from motcua.reports.figures import MOST_LATE, PLACES, handling, late
from motcua.reports.figures.causes import Late
from motcua.reports.statutory.forms.register import HIDDEN
from motcua.reports.statutory.report import Asked, Column, Line, Lists, Report


def _text(key: str, vi: str, en: str) -> Column:
    return Column(key, (vi, en), kind="text", adds_up=False)


COLUMNS = (
    _text("code", "Mã hồ sơ", "Code"),
    _text("unit", "Đơn vị", "Unit"),
    _text("procedure", "Thủ tục", "Procedure"),
    _text("applicant", "Chủ hồ sơ", "Applicant"),
    _text("received", "Tiếp nhận", "Received"),
    _text("due", "Hẹn trả", "Due"),
    _text("ended", "Xong", "Resolved"),
    _text("place", "Lâu nhất ở", "Longest at"),
    Column(
        "minutes",
        ("Giờ làm việc ở đó", "Working hours there"),
        kind="hours",
        words=(
            "Thời gian làm việc ở bước lâu nhất, từ lúc tiếp nhận đến lúc xong hoặc lúc xét, không tính lúc dừng.",
            "Working time at the longest step, from reception to the end or the judged moment, pauses left out.",
        ),
        adds_up=False,
    ),
    _text("sorry", "Xin lỗi", "Apology"),
)


def _some(asked: Asked, start: int, stop: int) -> list[Line]:
    found = late(asked.agency, asked.first, asked.last, as_of=asked.as_of)[start:stop]
    codes = [one.code for one in found]
    rows = {one.code: one for one in Dossier.objects.filter(code__in=codes).select_related("procedure_version")}
    names: dict[str, str] = {}
    if asked.viewer is not None:
        visible = visible_to(asked.viewer, asked.as_of).filter(code__in=codes)
        names = dict(visible.values_list("code", "applicant__full_name"))
    sorry = apologised_among(codes)
    tree = organisation.read()
    return [
        _line(one, rows[one.code], tree.name(tree.get(one.unit), asked.last)[0], names, one.code in sorry)
        for one in found
    ]


def _line(one: Late, dossier: Dossier, unit: str, names: dict[str, str], sorry: bool) -> Line:
    return Line(
        one.code,
        (one.code, one.code),
        {
            "code": one.code,
            "unit": unit,
            "procedure": dossier.procedure_version.name_vi,
            "applicant": names.get(one.code, HIDDEN),
            "received": f"{clock.local(one.received_at):%H:%M %d/%m/%Y}",
            "due": f"{clock.local(one.due_at):%H:%M %d/%m/%Y}",
            "ended": "chưa xong" if one.pending else f"{clock.local(one.ended_at):%H:%M %d/%m/%Y}",
            "place": PLACES[one.place][0],
            "minutes": round(one.minutes / 60, 2),
            "sorry": "đã xin lỗi" if sorry else "chưa",
        },
    )


def _count(asked: Asked) -> int:
    (row,) = handling(asked.agency, asked.first, asked.last, as_of=asked.as_of)
    return min(row.counts.resolved_late + row.counts.pending_late, MOST_LATE)


REPORT = Report(
    key="late",
    name=("Danh sách hồ sơ trễ", "Late dossiers"),
    answers=(
        "Từng hồ sơ trễ trong kỳ, chậm ở bước nào, đã xin lỗi chưa.",
        "Each dossier late in the period, where it waited, whether there was an apology.",
    ),
    source=("Nghị định 61/2018/NĐ-CP, Điều 19", "Decree 61/2018/NĐ-CP, article 19"),
    columns=COLUMNS,
    by=("dossier",),
    compute=lambda asked: _some(asked, 0, MOST_LATE),
    lists=Lists(count=_count, some=_some),
    notes=(
        (
            "Tên chỉ hiện cho người được xem hồ sơ ấy; danh sách công khai không có tên. Tối đa 1.000 hồ sơ mới nhất.",
            "Names only for who may see the dossier; the public list has none. At most the newest 1,000.",
        ),
    ),
    order=31,
)
