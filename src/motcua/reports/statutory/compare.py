"""Two computed reports side by side: two periods of one agency, or two agencies in one period."""

from dataclasses import dataclass

from motcua.kernel import clock, text
from motcua.reports import definitions
from motcua.reports.export import table as tables
from motcua.reports.export.table import Kind, Table, Value
from motcua.reports.rules import gap
from motcua.reports.statutory.report import Line, Made, Words
from motcua.reports.statutory.table import agency_name


@dataclass(frozen=True, slots=True)
class Pair:
    """One figure of both; `column` and `line` find its lists. The difference of shares is in points."""

    label: Words
    first: Value
    second: Value
    difference: Value
    kind: Kind
    column: str
    line: str


def difference(first: Value, second: Value, kind: Kind) -> Value:
    """second − first; None where one is missing or is a text."""
    if not isinstance(first, (int, float)) or not isinstance(second, (int, float)):
        return None
    if kind == "percent":
        return gap(float(second), float(first))
    return second - first


def totals(first: Made, second: Made) -> list[Pair]:
    """Every column of the whole."""
    found = []
    for one in first.report.columns:
        left, right = (made.whole.values.get(one.key) if made.whole else None for made in (first, second))
        vi, en = one.name
        name = (f"{one.group[0]}: {vi[:1].lower()}{vi[1:]}", f"{one.group[1]}: {en[:1].lower()}{en[1:]}")
        label = one.name if not one.group[0] else name
        found.append(Pair(label, left, right, difference(left, right, one.kind), one.kind, one.key, ""))
    return found


def lines(first: Made, second: Made, column: str) -> list[Pair]:
    """One column by line; lines that only one of them has are 0 in the other. Raises LookupError."""
    found = first.report.column(column)
    left, right = ({line.key: line for line in made.lines} for made in (first, second))
    labels: dict[str, Line] = {**right, **left}

    def value(lines: dict[str, Line], key: str) -> Value:
        if key in lines:
            return lines[key].values.get(column)
        return 0 if found.kind in ("count", "money") else None

    return [
        Pair(
            labels[key].label,
            value(left, key),
            value(right, key),
            difference(value(left, key), value(right, key), found.kind),
            found.kind,
            column,
            key,
        )
        for key in sorted(labels, key=lambda key: (text.fold(labels[key].label[0]), key))
    ]


def table(first: Made, second: Made, column: str, heads: tuple[str, str], lang: str = "vi") -> Table:
    """All pairs as a file: the whole, then one column by line. `heads`: what the two are called."""
    english = lang == "en"
    pairs = [*totals(first, second), *lines(first, second, column)]
    names = ("Figure", *heads, "Difference") if english else ("Số liệu", *heads, "Chênh lệch")
    keys = ("figure", "first", "second", "difference")
    asked = [
        f"{agency_name(made.asked, lang)}, "
        + tables.written_period(made.asked.first, made.asked.last, made.asked.as_of, lang)
        for made in (first, second)
    ]
    rows = tuple((one.label[english], one.first, one.second, one.difference) for one in pairs)
    return Table(
        name=f"{first.report.slug}-compared",
        lang=lang,
        title=first.report.name[english],
        subtitle=" · ".join(asked),
        columns=tuple(
            tables.Column(key, name, "text" if key == "figure" else "figure")
            for key, name in zip(keys, names, strict=True)
        ),
        rows=rows,
        notes=(definitions.rules(lang),),
        items=tuple({"figure": one.label[english], **_item(one)} for one in pairs),
        facts=((("As of" if english else "Số liệu tính đến"), f"{clock.local(first.asked.as_of):%H:%M %d/%m/%Y}"),),
    )


def _item(one: Pair) -> dict[str, Value]:
    return {
        "column": one.column,
        "line": one.line or None,
        "first": one.first,
        "second": one.second,
        "difference": one.difference,
    }
