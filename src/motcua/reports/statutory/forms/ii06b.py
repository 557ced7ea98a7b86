"""Form II.06b: the totals of form II.06a by level of agencies (circular 01/2020/TT-VPCP)."""

from collections.abc import Mapping

from motcua.agencies.models import Agency
from motcua.reports.figures import handling
from motcua.reports.figures.row import Counts, Row
from motcua.reports.statutory import counting, ministry
from motcua.reports.statutory.columns import BALANCE, HANDLING
from motcua.reports.statutory.report import Asked, Line, Report, Words

LEVELS: Mapping[str, Words] = {
    "province|department|other": ("Cấp tỉnh", "Province"),
    "district": ("Cấp huyện", "District"),
    "commune": ("Cấp xã", "Commune"),
}
"""Kinds of agencies of one level, joined as lists are narrowed by them."""


def _levels(asked: Asked) -> list[Line]:
    """A line a level: each unit's own dossiers, a unit with others below it looked into."""
    kinds = dict(Agency.objects.values_list("code", "kind"))
    found = {level: Counts() for level in LEVELS}

    def add(row: Row, kind: str) -> None:
        level = next((level for level in LEVELS if kind in level.split("|")), "province|department|other")
        found[level].add({name: getattr(row.counts, name) for name in Counts.__slots__})

    def walk(agency: str) -> None:
        for row in handling(agency, asked.first, asked.last, as_of=asked.as_of, by="agency"):
            kind = kinds.get(row.key, "other")
            if row.key != agency and kind == Agency.Kind.DISTRICT:
                walk(row.key)
            else:
                add(row, kind)

    walk(asked.agency)
    return [
        counting.line_of(
            Row(asked.agency, asked.first, asked.last, asked.as_of, counts, level, *LEVELS[level]), HANDLING
        )
        for level, counts in found.items()
        if level != "district" or any(getattr(counts, name) for name in Counts.__slots__)
    ]


REPORT = Report(
    key="II.06b",
    name=("Tổng hợp kết quả giải quyết thủ tục", "Totals of how procedures were handled"),
    answers=(
        "Số của biểu II.06a cộng theo cấp tỉnh, huyện, xã, hoặc theo từng đơn vị.",
        "The figures of form II.06a summed by level, or by unit.",
    ),
    source=("Biểu II.06b, Thông tư 01/2020/TT-VPCP", "Form II.06b, circular 01/2020/TT-VPCP"),
    columns=HANDLING,
    by=("level", "agency"),
    checks=BALANCE,
    compute=lambda asked: _levels(asked) if asked.by == "level" else counting.lines(asked, HANDLING),
    whole=lambda asked: counting.whole(asked, HANDLING),
    beside=ministry.beside,
    beside_words=ministry.WORDS,
    notes=(
        (
            "Cấp huyện chỉ có trong các kỳ trước 01/07/2025, khi huyện còn.",
            "The district level appears only in periods before 1 July 2025, while districts stood.",
        ),
    ),
    order=11,
)
