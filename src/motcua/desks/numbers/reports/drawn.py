"""A computed report as its page prints it: heads in three rows, numbers with the addresses of their lists."""

from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from motcua.desks.numbers.reports.asking import Question
from motcua.desks.shell import formats
from motcua.reports.export.table import Value
from motcua.reports.statutory import Made, opens
from motcua.reports.statutory.report import Column, Line


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of the head: over `columns` columns, `rows` rows high."""

    words: str
    columns: int = 1
    rows: int = 1
    text: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as it is written, and the address of its list where it has one."""

    words: str
    url: str = ""
    text: bool = False


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One line; `number` empty for the total."""

    number: int | None
    label: str
    cells: list[Cell]
    key: str = ""


def heads(made: Made, first: str, number: str, lang: str) -> list[list[Head]]:
    """One row, or two where columns stand in groups."""
    english = lang == "en"
    columns = made.report.columns
    grouped = any(one.group != ("", "") for one in columns)
    rows = 2 if grouped else 1
    top = [Head(number, rows=rows, text=True)]
    if made.report.lists is None:
        top.append(Head(first, rows=rows, text=True))
    below: list[Head] = []
    for group, of in groupby(columns, key=lambda one: one.group):
        members = list(of)
        if group == ("", ""):
            top += [Head(one.name[english], rows=rows, text=one.kind == "text") for one in members]
            continue
        top.append(Head(group[english], columns=len(members)))
        below += [Head(one.name[english]) for one in members]
    return [top, below] if grouped else [top]


def numbers(made: Made) -> list[str]:
    """The form's numbers of the columns; empty where it has none."""
    found = [one.number for one in made.report.columns]
    return found if any(found) else []


def written(value: Value, column: Column, lang: str) -> str:
    """A value as pages write it."""
    if value is None or value == "":
        return formats.MISSING
    if isinstance(value, str):
        return value
    if column.kind in ("percent", "hours"):
        return formats.decimal(value, lang, 1 if column.kind == "hours" else 2)
    return formats.integer(int(value), lang)


def line(question: Question, made: Made, one: Line, lang: str, number: int | None) -> DrawnLine:
    """A line with its links; a 0 opens nothing."""
    cells = []
    for column in made.report.columns:
        value = one.values.get(column.key)
        linked = bool(value) and column.kind == "count" and opens(made.report, column.key)
        url = question.url("numbers:report_rows", so=column.key, dong=one.key) if linked else ""
        if column.key == "code" and one.values.get("applicant") not in (None, formats.MISSING):
            url = reverse("shell:open_dossier", args=[one.key])
        cells.append(Cell(written(value, column, lang), url, column.kind == "text"))
    return DrawnLine(number, one.label[lang == "en"], cells, one.key)


def lines(question: Question, made: Made, lang: str, first: int = 1) -> list[DrawnLine]:
    """All lines, numbered from `first`."""
    return [line(question, made, one, lang, index) for index, one in enumerate(shown(made), first)]


MANY = 40
"""So many lines are shown whole; of more, those where nothing happened are left to the file."""


def shown(made: Made) -> list[Line]:
    """The lines of the page."""
    if made.report.lists is not None or len(made.lines) <= MANY:
        return made.lines
    counted = [one.key for one in made.report.columns if one.kind in ("count", "money")]
    # a line that is hidden to protect answers is told as hidden, not left out
    return [line for line in made.lines if any(line.values.get(key) is None or line.values.get(key) for key in counted)]
