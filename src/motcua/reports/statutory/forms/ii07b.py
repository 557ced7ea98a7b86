"""Form II.07b: procedures by level, those received at single-window units, internal processes issued (circular
01/2020/TT-VPCP)."""

from collections.abc import Mapping, Sequence

from motcua.agencies.queries import agencies_at, get_agency, under
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries import procedures_of, search
from motcua.catalogue.queries.find import Brief
from motcua.kernel import text
from motcua.kernel.versions import in_force
from motcua.reports.statutory.report import Asked, Column, Line, Report
from motcua.workflow.models import Process
from motcua.workflow.queries import steps_of

COLUMNS = (
    Column(
        "procedures",
        ("Tổng số", "Total"),
        number="3",
        group=("Thủ tục", "Procedures"),
        words=(
            "Thủ tục có hiệu lực ngày cuối kỳ mà đơn vị, hoặc một đơn vị bên dưới, có quyền giải quyết; mỗi thủ tục một"
            " lần.",
            "Procedures in force on the period's last day that the agency or one below it decides, each once.",
        ),
        opens="procedures",
    ),
    *(
        Column(
            level,
            name,
            number=number,
            group=("Thủ tục", "Procedures"),
            words=(
                "Trong số đó, thủ tục giải quyết ở cấp này; một thủ tục có thể ở nhiều cấp.",
                "Of these, those decided at this level; one procedure may stand at several.",
            ),
            opens=level,
        )
        for level, name, number in (
            ("province", ("Cấp tỉnh", "Province"), "4"),
            ("district", ("Cấp huyện", "District"), "5"),
            ("commune", ("Cấp xã", "Commune"), "6"),
        )
    ),
    Column(
        "one_stop",
        ("Nhận tại Một cửa", "Received at one-stop"),
        number="7",
        words=(
            "Thủ tục có bước tiếp nhận ở Bộ phận Một cửa trong quy trình nội bộ đang dùng.",
            "Procedures whose internal process in force has a step of reception at a single-window unit.",
        ),
        opens="one_stop",
    ),
    Column(
        "processes",
        ("Có quy trình nội bộ", "With an internal process"),
        number="8",
        words=(
            "Thủ tục có quy trình nội bộ đã công bố và đang có hiệu lực ngày cuối kỳ.",
            "Procedures with a published internal process in force on the period's last day.",
        ),
        opens="processes",
    ),
)


def _briefs(asked: Asked) -> list[Brief]:
    """Every procedure that the agency or one below it decides on the last day."""
    agency = get_agency(asked.agency)
    inside = under(agency.code, asked.last)
    if len(inside) <= 1:
        return procedures_of(agency, asked.last)
    here = [row for row in agencies_at(asked.last) if row.id in inside]
    kinds, codes = {row.kind for row in here}, {row.code for row in here}
    return [brief for brief in search("", asked.last) if kinds & set(brief.levels) or codes & set(brief.departments)]


def _kinds(asked: Asked, briefs: Sequence[Brief]) -> Mapping[str, frozenset[str]]:
    """Which figures each procedure counts in, by code; a few queries whatever their number."""
    versions = ProcedureVersion.objects.filter(pk__in=[brief.version_id for brief in briefs])
    keys = dict(versions.values_list("pk", "process_key"))
    received: dict[str, bool] = {}
    for process in Process.objects.filter(key__in=set(keys.values())).order_by("number"):
        if in_force(process.valid_from, process.valid_to, asked.last):
            received[process.key] = any(step.act == "receive" for step in steps_of(process))
    found = {}
    for brief in briefs:
        key = keys.get(brief.version_id, "")
        names = {"procedures", *(level for level in brief.levels if level in ("province", "district", "commune"))}
        if brief.departments:
            names.add("province")
        if key in received:
            names |= {"processes", *(("one_stop",) if received[key] else ())}
        found[brief.code] = frozenset(names)
    return found


def _lines(asked: Asked) -> list[Line]:
    briefs = _briefs(asked)
    kinds = _kinds(asked, briefs)
    made: dict[str, Line] = {}
    for brief in briefs:
        line = made.setdefault(brief.field, Line(brief.field, (brief.field_vi, brief.field_en or brief.field_vi)))
        for column in COLUMNS:
            line.values[column.key] = line.count(column.key) + (column.key in kinds[brief.code])
    return sorted(made.values(), key=lambda line: (text.fold(line.label[0]), line.key))


def _places(asked: Asked, column: str, field: str) -> list[tuple[str, str]]:
    briefs = _briefs(asked)
    kinds = _kinds(asked, briefs)
    found = [one for one in briefs if column in kinds[one.code] and field in ("", one.field)]
    return [(one.code, one.name_vi) for one in found]


REPORT = Report(
    key="II.07b",
    name=("Số thủ tục và quy trình nội bộ", "Procedures and internal processes"),
    answers=(
        "Có bao nhiêu thủ tục ở mỗi cấp, bao nhiêu nhận tại Một cửa, bao nhiêu có quy trình nội bộ.",
        "How many procedures each level has, how many are received at one-stop, how many have an internal process.",
    ),
    source=("Biểu II.07b, Thông tư 01/2020/TT-VPCP", "Form II.07b, circular 01/2020/TT-VPCP"),
    columns=COLUMNS,
    by=("field",),
    compute=_lines,
    places=_places,
    notes=(
        (
            "Số thủ tục là của ngày cuối kỳ. Một thủ tục ở nhiều cấp tính một lần trong tổng số, nên tổng số có thể nhỏ"
            " hơn tổng các cấp.",
            "Procedures are counted on the period's last day. One that stands at several levels counts once in the"
            " total, which may be less than the sum of the levels.",
        ),
    ),
    order=12,
)
