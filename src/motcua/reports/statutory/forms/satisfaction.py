"""Satisfaction: what people answered about dossiers resolved in the period, with the share of those who answered."""

from django.db.models import Q

from motcua.reports.figures.behind import Where
from motcua.reports.figures.parts import RESOLVED, Condition
from motcua.reports.statutory import counting
from motcua.reports.statutory.columns import percent
from motcua.reports.statutory.report import Asked, Check, Column, Line, Report
from motcua.voice.rules import Answer

ANSWERS = ("Câu trả lời", "Answers")


def _of(answer: str) -> Condition:
    return lambda part: RESOLVED["answered"](part) & Q(dossier__rating__answer=answer)


FIGURES: dict[str, Where] = {
    "answered": (("resolved",), RESOLVED["answered"]),
    **{str(answer): (("resolved",), _of(answer)) for answer in Answer},
}
_WORDS = (
    "Câu trả lời có đến lúc xét, về hồ sơ giải quyết trong kỳ.",
    "Answers given by the judged moment about dossiers resolved within the period.",
)
COLUMNS = (
    Column("resolved_total", ("Đã giải quyết", "Resolved"), definition="resolved_total", opens="resolved_total"),
    Column("answered", ("Tổng", "Total"), group=ANSWERS, words=_WORDS),
    Column("very_satisfied", ("Rất hài lòng", "Very satisfied"), group=ANSWERS, words=_WORDS),
    Column("satisfied", ("Hài lòng", "Satisfied"), group=ANSWERS, words=_WORDS),
    Column("dissatisfied", ("Không hài lòng", "Dissatisfied"), group=ANSWERS, words=_WORDS),
    Column(
        "content",
        ("Hài lòng trở lên", "Satisfied or better"),
        group=ANSWERS,
        words=("Rất hài lòng + hài lòng.", "Very satisfied + satisfied."),
        sum_of=("very_satisfied", "satisfied"),
    ),
    percent(
        "satisfied_percent",
        ("Tỷ lệ hài lòng", "Satisfied"),
        "content",
        "answered",
        ("Hài lòng trở lên ÷ câu trả lời.", "Satisfied or better ÷ answers."),
    ),
    percent(
        "response_percent",
        ("Tỷ lệ trả lời", "Response rate"),
        "answered",
        "resolved_total",
        ("Câu trả lời ÷ tổng đã giải quyết.", "Answers ÷ resolved in all."),
    ),
)
FEW_WORDS = (
    "Dòng có từ 1 đến 4 câu trả lời để trống, và một dòng nữa nếu cộng trừ ra được, để không ai bị lộ đã trả lời gì."
    " Câu trả lời không mở ra hồ sơ.",
    "Lines with 1 to 4 answers are left empty, and one more where they could be reckoned, so that nobody's answer is"
    " told. Answers open to no dossier.",
)


def _lines(asked: Asked) -> list[Line]:
    return counting.lines(asked, COLUMNS[:1], FIGURES)


REPORT = Report(
    key="satisfaction",
    name=("Mức độ hài lòng", "Satisfaction"),
    answers=(
        "Bao nhiêu người trả lời, hài lòng đến đâu, trên bao nhiêu hồ sơ đã xong.",
        "How many answered, how satisfied they are, of how many resolved.",
    ),
    source=("Thông tư 01/2018/TT-VPCP, Điều 13", "Circular 01/2018/TT-VPCP, article 13"),
    columns=COLUMNS,
    by=("agency", "field"),
    checks=(Check(("answered",), ("very_satisfied", "satisfied", "dissatisfied")),),
    compute=_lines,
    notes=(FEW_WORDS,),
    fixed_periods=True,
    protected=("answered", "resolved_total"),
    heavy=True,
    order=24,
)
