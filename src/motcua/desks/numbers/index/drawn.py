"""Lines of the index as a page and a file show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from motcua.desks.numbers.index.asking import Question
from motcua.desks.shell import formats
from motcua.reports.export import Column, Table, Value
from motcua.reports.export.table import written_period
from motcua.reports.scorecard import behind
from motcua.reports.scorecard.card import Card, Reckoned
from motcua.reports.scorecard.nine import Seen
from motcua.reports.scorecard.points import Total


@dataclass(frozen=True, slots=True)
class Shown:
    """One line: its numbers now and in the period before, with the addresses that they open."""

    one: Reckoned
    before: Reckoned | None
    name: str
    url: str
    whole_url: str
    part_url: str

    @property
    def part(self) -> int | None:
        """The numerator; of a line that is what is left of 100, what was taken away."""
        return sum(self.one.parts) if self.one.parts else None


@dataclass(frozen=True, slots=True)
class Head:
    """A group with its sum now and before."""

    number: str
    name: str
    most: Decimal
    total: Total
    before: Total | None
    lines: list[Shown]


def heads(card: Card, before: Card | None, question: Question, lang: str) -> list[Head]:
    """The groups with their lines."""
    return [
        Head(
            group.number.rstrip("p"),
            group.name.said(lang),
            group.points,
            card.group(group.number),
            before.group(group.number) if before else None,
            [shown(one, before, question, lang) for one in card.lines if one.line.group == group.number],
        )
        for group in card.version.groups
    ]


def shown(one: Reckoned, before: Card | None, question: Question, lang: str) -> Shown:
    line = one.line
    opens = line.counts in ("dossiers", "procedures")
    first = line.parts[0].key if line.parts else ""
    part_opens = opens and not line.left and first in behind.sides(line)
    return Shown(
        one,
        before.line(line.number) if before else None,
        line.name.said(lang),
        question.url("numbers:index_line", line.number),
        question.url("numbers:index_line", line.number, xem=behind.WHOLE) if opens and one.whole else "",
        question.url("numbers:index_line", line.number, xem=first) if part_opens and any(one.parts) else "",
    )


_COLUMNS = (
    ("number", "Dòng", "Line", "text"),
    ("name", "Nội dung", "What", "text"),
    ("most", "Điểm tối đa", "Worth", "percent"),
    ("threshold", "Ngưỡng, %", "Threshold, %", "percent"),
    ("part", "Tử số", "Numerator", "count"),
    ("whole", "Mẫu số", "Denominator", "count"),
    ("rate", "Tỷ lệ, %", "Rate, %", "percent"),
    ("points", "Điểm", "Points", "percent"),
    ("rate_before", "Tỷ lệ kỳ trước, %", "Rate before, %", "percent"),
    ("points_before", "Điểm kỳ trước", "Points before", "percent"),
    ("note", "Ghi chú", "Note", "text"),
)


def table(card: Card, before: Card | None, name: str, lang: str) -> Table:
    """The index as a file: one line each, then the sum of what could be reckoned."""
    english = lang == "en"
    rows = [_row(one, before, lang) for one in card.lines]
    items = tuple(dict(zip([key for key, *_ in _COLUMNS], row, strict=True)) for row in rows)
    total, then = card.total, before.total if before else None
    whole: tuple[Value, ...] = (
        "",
        "Total of what could be reckoned" if english else "Tổng các dòng tính được",
        _float(total.reckoned),
        None,
        None,
        None,
        _float(total.share),
        _float(total.reached),
        _float(then.share) if then else None,
        _float(then.reached) if then else None,
        f"{'without data' if english else 'chưa có dữ liệu'}: {_plain(total.unknown)}",
    )
    version = card.version
    return Table(
        name="index",
        lang=lang,
        title=f"{version.name.said(lang)}, {name}",
        subtitle=written_period(card.first, card.last, card.as_of, lang),
        columns=tuple(Column(key, en if english else vi, kind) for key, vi, en, kind in _COLUMNS),  # type: ignore[arg-type]
        rows=(*rows, whole),
        notes=notes(card, lang),
        items=items,
        totals=1,
    )


def notes(card: Card, lang: str) -> tuple[str, ...]:
    """Source and version, then how each line is counted."""
    version = card.version
    return (
        f"{version.source.said(lang)}. {version_words(card, lang)}",
        version.note.said(lang),
        *(f"{one.line.number}. {one.line.name.said(lang)}: {one.line.definition.said(lang)}" for one in card.lines),
    )


def version_words(card: Card, lang: str) -> str:
    """Which formulas were used."""
    mark, version = card.content[:12], card.version
    if lang == "en":
        return f"Version {version.key}, from {version.valid_from:%d/%m/%Y}, file {mark}."
    return f"Bản {version.key}, từ {version.valid_from:%d/%m/%Y}, tệp {mark}."


def _row(one: Reckoned, before: Card | None, lang: str) -> tuple[Value, ...]:
    line = one.line
    then = before.line(line.number) if before else None
    note = (line.doubt or line.missing) if one.rate is not None else (line.missing or line.doubt)
    return (
        line.number,
        line.name.said(lang),
        _float(line.points),
        _float(line.threshold),
        sum(one.parts) if one.parts else None,
        one.whole,
        _float(one.rate),
        _float(one.points),
        _float(then.rate) if then else None,
        _float(then.points) if then else None,
        note.said(lang),
    )


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def kept_rates(given: Sequence[tuple[str, str]], numbers: set[str]) -> tuple[dict[str, Decimal], dict[str, str]]:
    """Rates that were typed ("80", "92,5 %") for lines, and what could not be read of them, as it was typed."""
    rates: dict[str, Decimal] = {}
    wrong: dict[str, str] = {}
    for number, written in given:
        text = written.strip().rstrip("%").strip().replace(",", ".")
        if number not in numbers or not text:
            continue
        try:
            rate = Decimal(text)
        except ArithmeticError:
            wrong[number] = written[:20]
            continue
        if rate.is_finite() and 0 <= rate <= 100:
            rates[number] = rate.quantize(Decimal("0.01"))
        else:
            wrong[number] = written[:20]
    return rates, wrong


def fact_words(seen: Seen, lang: str) -> str:
    """A fact of an agency in words: "40,00 % (4 ÷ 10)", "3", "–"."""
    if seen.value is None:
        return formats.MISSING
    if seen.fact.is_count:
        return formats.integer(seen.part or 0, lang)
    rate = formats.percent(seen.value, lang)
    if seen.whole is None:
        return rate
    return f"{rate} ({formats.integer(seen.part or 0, lang)} ÷ {formats.integer(seen.whole, lang)})"
