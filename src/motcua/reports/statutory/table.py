"""A computed report as the table that files are written from."""

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.kernel import clock
from motcua.reports import definitions, organisation
from motcua.reports.export import table as tables
from motcua.reports.export.table import Table, Value
from motcua.reports.seals import standing
from motcua.reports.seals.standing import Beside as Sealed
from motcua.reports.statutory.report import Asked, Beside, Column, Line, Made, Report

BY_NAMES: Mapping[str, tuple[str, str]] = {
    "field": ("Lĩnh vực", "Field"),
    "procedure": ("Thủ tục", "Procedure"),
    "agency": ("Đơn vị", "Unit"),
    "channel": ("Cách nộp", "Channel"),
    "level": ("Cấp", "Level"),
    "month": ("Tháng", "Month"),
    "dossier": ("Hồ sơ", "Dossier"),
}
"""What the lines of a breakdown are called."""
NUMBER = ("TT", "No.")


def agency_name(asked: Asked, lang: str = "vi") -> str:
    """What the agency was called on the period's last day."""
    tree = organisation.read()
    return tree.name(tree.get(asked.agency), asked.last)[lang == "en"]


def column_of(one: Column, lang: str) -> tables.Column:
    """As files head it, with the formula that follows from other columns."""
    formula = ("sum", *one.sum_of) if one.sum_of else ("percent", *one.part_of) if one.part_of else ()
    adds = one.kind in ("count", "money") and one.adds_up
    return tables.Column(
        one.key, one.name[lang == "en"], one.kind, one.number, one.group[lang == "en"], formula, "sum" if adds else ""
    )


def told(report: Report, lang: str) -> tuple[tuple[str, str], ...]:
    """The definition of every column: head, words."""
    found = []
    for one in report.columns:
        words = one.told(lang)
        if words:
            group, name = one.group[lang == "en"], one.name[lang == "en"]
            number = f"({one.number}) " if one.number else ""
            found.append((f"{number}{group}: {name}" if group else f"{number}{name}", words))
    return tuple(found)


def sealed_of(asked: Asked) -> Sealed | None:
    """The seal of the report's very days, with what is counted differently now; None where they are not sealed."""
    return standing.beside(asked.agency, asked.first, asked.last, asked.as_of)


def sealed_facts(sealed: Sealed | None, lang: str) -> tuple[tuple[str, str], ...]:
    """Which version is sealed since when, and the figures that are counted differently now."""
    if sealed is None:
        return ()
    english, seal = lang == "en", sealed.seal
    at = f"{clock.local(seal.sealed_at):%d/%m/%Y}"
    said = (
        f"version {seal.version}, {at}, SHA-256 {seal.digest}"
        if english
        else f"bản {seal.version}, {at}, SHA-256 {seal.digest}"
    )
    found = [("Sealed period" if english else "Kỳ đã chốt", said)]
    for one in sealed.differences:
        name = definitions.DEFINITIONS[one.figure].name(lang)
        words = (
            f"sealed {one.sealed}, counted now {one.now}" if english else f"đã chốt {one.sealed}, tính lại {one.now}"
        )
        found.append((name, words))
    return tuple(found)


def facts(made: Made, lang: str, sealed: Sealed | None = None) -> tuple[tuple[str, str], ...]:
    """Where the report comes from: source, period, time of data, version of the definitions, the seal of the period."""
    asked, english = made.asked, lang == "en"
    at = clock.local(asked.as_of)
    return (
        ("Form" if english else "Biểu", made.report.source[english]),
        ("Agency" if english else "Đơn vị", agency_name(asked, lang)),
        ("Period" if english else "Kỳ", f"{asked.first:%d/%m/%Y}–{asked.last:%d/%m/%Y}"),
        ("Data as of" if english else "Số liệu tính đến", f"{at:%H:%M %d/%m/%Y}"),
        ("Definitions, version" if english else "Cách tính, bản", str(definitions.VERSION)),
        *sealed_facts(sealed, lang),
    )


def line_values(made: Made, line: Line) -> tuple[Value, ...]:
    """The values of a line in the order of the columns."""
    return tuple(line.values.get(one.key) for one in made.report.columns)


def as_item(made: Made, line: Line, lang: str) -> dict[str, Any]:
    """A line as JSON: stable names."""
    head = {"key": line.key or None, "label": line.label[lang == "en"]}
    return {**head, **{one.key: line.values.get(one.key) for one in made.report.columns}}


def table(made: Made, lang: str = "vi") -> Table:
    """The whole report: number, name, columns; the total last."""
    english, report, asked = lang == "en", made.report, made.asked
    by = asked.by or report.by[0]
    lines = list(enumerate(made.lines, 1))
    named = report.lists is None
    rows: list[tuple[Value, ...]] = [
        (index, *((line.label[english],) if named else ()), *line_values(made, line)) for index, line in lines
    ]
    items = [as_item(made, line, lang) for line in made.lines]
    if made.whole is not None:
        rows.append((None, made.whole.label[english], *line_values(made, made.whole)))
    head = [tables.Column("no", NUMBER[english], "number")]
    if named:
        head.append(tables.Column("label", BY_NAMES[by][english], "text"))
    sealed = sealed_of(asked)
    at = tables.written_period(asked.first, asked.last, asked.as_of, lang)
    return Table(
        name=report.slug,
        lang=lang,
        title=f"{report.key}. {report.name[english]}" if report.is_form else report.name[english],
        subtitle=f"{agency_name(asked, lang)} · {at} · {report.source[english]}",
        columns=(*head, *(column_of(one, lang) for one in report.columns)),
        rows=tuple(rows),
        notes=(
            *(f"{name}: {words}" for name, words in told(report, lang)),
            *(one[english] for one in report.notes),
            *beside_notes(made.beside, report, lang),
            *((definitions.rules(lang),) if named else ()),
        ),
        items=tuple(items),
        totals=1 if made.whole is not None else 0,
        checks=tuple(
            tables.CheckLine(one.words, one.left, one.right, one.holds, one.check.left, one.check.right)
            if one.check is not None
            else tables.CheckLine(one.words, one.left, one.right, one.holds)
            for one in made.checks
        ),
        facts=facts(made, lang, sealed),
        also=also(made, lang, sealed),
    )


def also(made: Made, lang: str, sealed: Sealed | None = None) -> dict[str, Any]:
    """What JSON tells beside the lines: the total, the equations, where the figures come from, how they are counted."""
    asked, report = made.asked, made.report
    return {
        "report": report.key,
        "agency": asked.agency,
        "from": asked.first.isoformat(),
        "to": asked.last.isoformat(),
        "as_of": asked.as_of.isoformat(),
        "by": asked.by or report.by[0],
        "total": as_item(made, made.whole, lang) if made.whole is not None else None,
        "checks": [
            {"equation": one.words, "left": one.left, "right": one.right, "holds": one.holds} for one in made.checks
        ],
        "definitions_version": definitions.VERSION,
        "definitions": dict(told(report, lang)),
        "sealed": sealed_data(sealed),
    }


def sealed_data(sealed: Sealed | None) -> dict[str, Any] | None:
    """The seal of the period as JSON; None where it is not sealed."""
    if sealed is None:
        return None
    seal = sealed.seal
    return {
        "version": seal.version,
        "sha256": seal.digest,
        "sealed_at": clock.local(seal.sealed_at).isoformat(),
        "differences": [{"figure": one.figure, "sealed": one.sealed, "now": one.now} for one in sealed.differences],
    }


def beside_notes(beside: Sequence[Beside], report: Report, lang: str) -> tuple[str, ...]:
    """Numbers of another rule, as lines under the table."""
    if not beside:
        return ()
    english = lang == "en"
    lines = [f"{one.name[english]}: {one.ours}" + ("" if one.theirs is None else f" · {one.theirs}") for one in beside]
    return (report.beside_words[english], *lines)
