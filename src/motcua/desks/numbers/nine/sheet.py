"""The nine indicators of an agency as a file."""

from datetime import datetime

from motcua.desks.numbers.index.asking import Question
from motcua.reports.export import Column, Table
from motcua.reports.export.table import written_period
from motcua.reports.scorecard.nine import Evaluation

_COLUMNS = (
    ("number", "Chỉ tiêu", "Indicator", "text"),
    ("name", "Nội dung", "What", "text"),
    ("two", "2 điểm", "2 points", "count"),
    ("one", "1 điểm", "1 point", "count"),
    ("zero", "0 điểm", "0 points", "count"),
    ("score", "Điểm", "Score", "percent"),
    ("note", "Ghi chú", "Note", "text"),
)


def table(found: Evaluation, question: Question, name: str, now: datetime, lang: str) -> Table:
    """One line an indicator, then the sum with its class."""
    english = lang == "en"
    rows = []
    for one in found.indicators:
        given, line = one.given, one.line
        counts = (given.two, given.one, given.zero) if given else (None, None, None)
        note = line.missing if one.score is None else line.doubt
        score = None if one.score is None else float(one.score)
        rows.append((line.number, line.name.said(lang), *counts, score, note.said(lang)))
    keys = [key for key, *_ in _COLUMNS]
    whole = None if found.score is None else float(found.score)
    grade = found.grade.name(lang) if found.grade else ""
    total = ("", "Sum" if english else "Tổng", None, None, None, whole, grade)
    return Table(
        name="nine",
        lang=lang,
        title=f"{found.version.name.said(lang)}, {name}",
        subtitle=written_period(question.grain.first, question.grain.last, now, lang),
        columns=tuple(Column(key, en if english else vi, kind) for key, vi, en, kind in _COLUMNS),  # type: ignore[arg-type]
        rows=(*rows, total),
        notes=(
            f"{found.version.source.said(lang)}. {found.version.note.said(lang)}",
            *(f"{one.line.number}. {one.line.definition.said(lang)}" for one in found.indicators),
        ),
        items=tuple(dict(zip(keys, row, strict=True)) for row in rows),
        totals=1,
    )
