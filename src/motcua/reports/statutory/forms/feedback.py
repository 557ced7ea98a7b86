"""Feedback: answers to the question of satisfaction that came with reasons. Feedback and recommendations that come by
other ways (decree 20/2008) have no register here yet, and are said to be missing rather than counted as 0."""

from django.db.models import Q

from motcua.reports.figures.behind import Where
from motcua.reports.figures.parts import RESOLVED, Condition
from motcua.reports.statutory import counting
from motcua.reports.statutory.columns import percent
from motcua.reports.statutory.forms.satisfaction import FEW_WORDS
from motcua.reports.statutory.report import Asked, Check, Column, Line, Report
from motcua.voice.rules import SATISFIED, Answer

REASONS = ("Có ghi lý do", "With reasons")


def _of(*answers: str) -> Condition:
    def condition(part):  # type: ignore[no-untyped-def]
        return RESOLVED["answered"](part) & ~Q(dossier__rating__reason="") & Q(dossier__rating__answer__in=answers)

    return condition


FIGURES: dict[str, Where] = {
    "answered": (("resolved",), RESOLVED["answered"]),
    "reasons": (("resolved",), _of(*Answer)),
    "reasons_content": (("resolved",), _of(*sorted(SATISFIED))),
    "reasons_dissatisfied": (("resolved",), _of(Answer.DISSATISFIED)),
}
_WORDS = (
    "Câu trả lời có ghi lý do, về hồ sơ giải quyết trong kỳ.",
    "Answers with reasons about dossiers resolved within the period.",
)
COLUMNS = (
    Column("resolved_total", ("Đã giải quyết", "Resolved"), definition="resolved_total", opens="resolved_total"),
    Column(
        "answered",
        ("Câu trả lời", "Answers"),
        words=(
            "Câu trả lời có đến lúc xét, về hồ sơ giải quyết trong kỳ.",
            "Answers given by the judged moment about dossiers resolved within the period.",
        ),
    ),
    Column("reasons", ("Tổng", "Total"), group=REASONS, words=_WORDS),
    Column("reasons_content", ("Hài lòng", "Satisfied"), group=REASONS, words=_WORDS),
    Column("reasons_dissatisfied", ("Không hài lòng", "Dissatisfied"), group=REASONS, words=_WORDS),
    percent(
        "reasons_percent",
        ("Tỷ lệ góp ý", "Share with reasons"),
        "reasons",
        "answered",
        ("Có ghi lý do ÷ câu trả lời.", "With reasons ÷ answers."),
    ),
)


def _lines(asked: Asked) -> list[Line]:
    return counting.lines(asked, COLUMNS[:1], FIGURES)


REPORT = Report(
    key="feedback",
    name=("Góp ý kèm đánh giá", "Feedback with ratings"),
    answers=(
        "Bao nhiêu người nói rõ vì sao hài lòng hay không hài lòng.",
        "How many said why they were satisfied or not.",
    ),
    source=("Nghị định 20/2008/NĐ-CP; Nghị định 61/2018/NĐ-CP", "Decree 20/2008/NĐ-CP; decree 61/2018/NĐ-CP"),
    columns=COLUMNS,
    by=("agency", "field"),
    checks=(Check(("reasons",), ("reasons_content", "reasons_dissatisfied")),),
    compute=_lines,
    notes=(
        (
            "Chỉ gồm góp ý ghi cùng câu trả lời về mức độ hài lòng. Phản ánh, kiến nghị gửi bằng đường khác chưa có sổ"
            " ở đây nên không có số, không phải bằng 0.",
            "Only what was written with an answer about satisfaction. Feedback and recommendations that come another"
            " way have no register here yet: there is no figure, which is not 0.",
        ),
        FEW_WORDS,
    ),
    fixed_periods=True,
    protected=("answered", "resolved_total"),
    heavy=True,
    order=25,
)
