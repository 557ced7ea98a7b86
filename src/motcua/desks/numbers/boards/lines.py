"""Units (or fields) month by month, as small multiples and as the heat table behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.desks.numbers.boards import asking
from motcua.desks.numbers.boards.asking import Question
from motcua.desks.shell import formats, tile_map
from motcua.reports import boards, figures
from motcua.reports.boards import Measured, indicators
from motcua.reports.figures import Counts, Row


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of a line."""

    month: date
    measured: Measured
    value: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One unit, one field, or the whole: the period, then its months. `words` says the months one after another."""

    name: str
    key: str
    url: str
    row: Row
    measured: Measured
    value: str
    part_url: str
    whole_url: str
    cells: list[Cell]
    words: str

    @property
    def points(self) -> list[float | None]:
        """What the small multiple draws."""
        return [cell.measured.value for cell in self.cells]

    @property
    def has_points(self) -> bool:
        """False where no month has enough dossiers: then there is no line to draw."""
        return any(point is not None for point in self.points)

    @property
    def last(self) -> str:
        """The last value that there is, as it is labelled."""
        return next((cell.value for cell in reversed(self.cells) if cell.measured.value is not None), "")


@dataclass(frozen=True, slots=True)
class Family:
    """All lines with the one scale that they are drawn on; `whole` all together."""

    by_unit: bool
    whole: Line
    lines: list[Line]
    low: float
    high: float

    @property
    def shows_whole(self) -> bool:
        """Whether the whole fits on the scale of the lines: shares do, a sum of counts does not."""
        return 0 < max((value for value in self.whole.points if value is not None), default=0.0) <= self.high

    @property
    def months(self) -> list[date]:
        return [cell.month for cell in self.whole.cells]


def family(question: Question, now: datetime, lang: str) -> Family:
    """Lines with a dossier, those first that need action; the cube answers in one statement."""
    by_unit = asking.has_units(question)
    found = figures.by_month(
        question.agency,
        question.first,
        min(question.last, max(question.today, question.first)),
        by="agency" if by_unit else "field",
        as_of=now,
        organised=question.organised,
    )
    found = [(row, months) for row, months in found if row.received_total]
    indicator = question.indicator
    top = max([1, *(indicator.of(row, indicator.part) for row, _ in found)])
    month_top = max([1, *(indicator.of(month, indicator.part) for _, months in found for month in months)])
    lines = [_line(row, months, question, lang, by_unit=by_unit, tops=(top, month_top)) for row, months in found]
    lines.sort(key=lambda line: (*indicators.need(indicator, line.measured), line.name))
    whole = _whole(found, question, now, lang)
    values = [value for line in (*lines, whole) for value in line.points if value is not None]
    if indicator.whole:
        low = min([90.0, *(value // 10 * 10 for value in values)]) if indicator.better == "more" else 0.0
        high = 100.0 if indicator.better == "more" else max([10.0, *(-(-value // 10) * 10 for value in values)])
    else:
        low, high = 0.0, max([10.0, *(value for line in lines for value in line.points if value is not None)])
    return Family(by_unit, whole, lines, low, high)


def _line(
    row: Row, months: Sequence[Row], question: Question, lang: str, *, by_unit: bool, tops: tuple[int, int]
) -> Line:
    own = by_unit and row.key == question.agency
    agency, field = (row.key, "") if by_unit else (question.agency, row.key)
    indicator = question.indicator

    def rows(figure: str, days: tuple[date, date] | None = None) -> str:
        return question.rows(figure, agency=agency, own=own, field=field if row.key != "*" else "", days=days)

    cells = []
    for month in months:
        measured = boards.measure(indicator, month, tops[1])
        opened = indicator.part if indicator.better != "more" else indicator.whole
        cells.append(
            Cell(
                month=month.first,
                measured=measured,
                value=_short(measured, question, lang),
                words=tile_map.said(measured, indicator, lang),
                url=rows(opened, (month.first, month.last)) if measured.whole else "",
            )
        )
    measured = boards.measure(indicator, row, tops[0])
    told = [f"{cell.month:%m/%Y} {cell.value}" for cell in cells if cell.measured.value is not None]
    return Line(
        name=row.label(lang),
        key=row.key,
        url=question.of_unit(row.key) if by_unit and not own else "",
        row=row,
        measured=measured,
        value=tile_map.written(measured, indicator, lang),
        part_url=rows(indicator.part) if measured.part else "",
        whole_url=rows(indicator.whole) if indicator.whole and measured.whole else "",
        cells=cells,
        words=", ".join(told),
    )


def _short(measured: Measured, question: Question, lang: str) -> str:
    """A cell has little room: shares without decimals, but 99,6 is not 100."""
    value = measured.value
    if not question.indicator.whole or measured.few or value is None:
        return tile_map.written(measured, question.indicator, lang)
    whole = value == int(value)
    return formats.decimal(value, lang, 0 if whole or 1 <= value <= 99 else 1)


def _whole(found: Sequence[tuple[Row, list[Row]]], question: Question, now: datetime, lang: str) -> Line:
    """All lines together; nothing is asked again, for they add up."""
    name = asking.name_of(question, lang)

    def together(rows: Sequence[Row]) -> Row:
        counts = Counts()
        for row in rows:
            counts.add({one: getattr(row.counts, one) for one in Counts.__slots__})
        if not rows:
            return Row(question.agency, question.first, question.last, now, counts, "*", name, name)
        return Row(question.agency, rows[0].first, rows[0].last, rows[0].as_of, counts, "*", name, name)

    row = together([row for row, _ in found])
    months = [together(month) for month in zip(*[months for _, months in found], strict=True)]
    top = question.indicator.of(row, question.indicator.part)
    tops = (top, max([1, *(question.indicator.of(month, question.indicator.part) for month in months)]))
    return _line(row, months, question, lang, by_unit=False, tops=tops)
