"""Answers in words: for the check page and for the officer's list of facts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from motcua.desks.shell import formats
from motcua.desks.shell.eform.inputs import number_text
from motcua.desks.shell.eform.known import NOTHING_KNOWN, Known, unit_words
from motcua.desks.shell.parts import Row
from motcua.eforms import rules
from motcua.eforms.definition import Definition, Field
from motcua.kernel import clock


@dataclass(frozen=True, slots=True)
class Line:
    """One answer. `was`: an address as it was called before; `rows`: those of a table; `masked`: what may be shown
    until somebody asks for the whole (empty: the value itself is harmless); `step`: the page that asks it."""

    key: str
    label: str
    value: str
    step: str
    was: str = ""
    rows: tuple[str, ...] = ()
    masked: str = ""
    source: str = ""
    asked: bool = True


@dataclass(frozen=True, slots=True)
class SummaryGroup:
    """The answers of one page."""

    key: str
    title: str
    lines: tuple[Line, ...]
    closing: bool = False


def summary(
    definition: Definition,
    answers: Mapping[str, Any],
    lang: str,
    *,
    today: date,
    known: Known = NOTHING_KNOWN,
    missing: bool = True,
) -> list[SummaryGroup]:
    """Groups that count, each with its answers; with `missing` also unanswered fields ("–")."""
    outcome = rules.validate(definition, dict(answers), today=today, place_exists=_any_place)
    teller = _Teller(definition, lang, today, known, answers)
    found: list[SummaryGroup] = []
    with translation.override(lang):
        for group in definition.groups:
            lines = tuple(
                replace(teller.line(field, value), source=known.sources.get(field.key, ""))
                for field in definition.in_group(group.key)
                if field.key in outcome.shown
                and (
                    (value := outcome.answers.get(field.key, answers.get(field.key))) is not None
                    or (missing and field.asked)
                )
            )
            if lines:
                found.append(SummaryGroup(group.key, group.title(lang), lines, group.closing))
    return found


def in_words(
    definition: Definition,
    key: str,
    answers: Mapping[str, Any],
    lang: str,
    *,
    today: date,
    known: Known = NOTHING_KNOWN,
) -> str:
    """One answer in words, a personal number masked; "–" where nothing was said."""
    with translation.override(lang):
        line = _Teller(definition, lang, today, known, answers).line(definition.by_key[key], answers.get(key))
    return line.masked or line.value


def summary_rows(group: SummaryGroup, url: Callable[[Line], str] | None = None, link: str = "") -> list[Row]:
    """The lines as rows of the shell's summary list; `url` gives where a line is changed. A given value has no link."""
    return [
        Row(
            term=line.label,
            value="; ".join(line.rows) or line.value,
            source=line.source,
            was=line.was,
            url=url(line) if url and line.asked else "",
            link=link,
        )
        for line in group.lines
    ]


@dataclass(frozen=True, slots=True)
class _Teller:
    definition: Definition
    lang: str
    today: date
    known: Known
    answers: Mapping[str, Any]

    def line(self, field: Field, value: Any) -> Line:
        line = Line(field.key, field.label(self.lang), formats.MISSING, field.group, asked=field.asked)
        if value is None:
            return line
        if field.type == "table" and isinstance(value, Sequence):
            return replace(line, rows=tuple(self.cells(field, row) for row in value if isinstance(row, Mapping)))
        text, was = self.text(field, value)
        masked = formats.masked_id(str(value)) if self.private(field) else ""
        return replace(line, value=text, was=was, masked=masked)

    def private(self, field: Field) -> bool:
        return field.type == "person_id" or field.prefill == "identity.personal_id"

    def cells(self, field: Field, row: Mapping[str, Any]) -> str:
        return " · ".join(self.text(column, row[column.key])[0] for column in field.columns if column.key in row)

    def text(self, field: Field, value: Any) -> tuple[str, str]:
        """The value in words, and for a place how it was called before."""
        if field.type == "address" and isinstance(value, Mapping):
            return self.address(value)
        if field.type == "unit" and isinstance(value, str):
            return unit_words(self.known, value, self.answers.get(field.as_of), self.today)
        if field.type == "person" and isinstance(value, Mapping):
            return self.cells(field, value), ""
        if field.type == "multiselect" and isinstance(value, list):
            return ", ".join(self.definition.option_label(field, str(code), self.lang) for code in value), ""
        if isinstance(value, bool):
            if field.type == "accept":
                return (_("Đã đồng ý") if value else formats.MISSING), ""
            return (_("Có") if value else _("Không")), ""
        return self.plain(field, value), ""

    def plain(self, field: Field, value: Any) -> str:
        match field.type:
            case "select":
                return self.definition.option_label(field, str(value), self.lang)
            case "date" | "date_or_year" | "month" | "datetime":
                return self.date(str(value))
            case "money" if isinstance(value, int):
                return formats.money(value, self.lang)
            case "integer" if isinstance(value, int):
                return " ".join(part for part in (formats.integer(value, self.lang), field.suffix) if part)
            case "decimal":
                number = number_text(value, "decimal")
                number = number.replace(",", ".") if self.lang == "en" else number
                return f"{number}{formats.NBSP}{field.suffix}" if field.suffix else number
            case "person_id":
                return formats.whole_id(str(value))
            case "phone":
                return formats.phone(str(value))
            case "agency":
                return dict(self.known.agencies).get(str(value), str(value))
            case "file":
                return self.known.files.get(str(value), _("Đã gửi tệp"))
        return str(value)

    def date(self, value: str) -> str:
        try:
            if "T" in value:
                return formats.instant(clock.parse(value), self.lang)
            if len(value) == 10:
                return formats.day(date.fromisoformat(value), self.lang)
            if len(value) == 7:
                month = datetime.strptime(value, "%Y-%m").replace(tzinfo=clock.LOCAL)
                return f"{month:%m/%Y}"
        except ValueError:
            return value
        return value

    def address(self, value: Mapping[str, Any]) -> tuple[str, str]:
        """Today's name first; how the place was called before stands beside it (design, section 7)."""
        on = self.today
        if value.get("on"):
            try:
                on = date.fromisoformat(str(value["on"]))
            except ValueError:
                pass
        place, was = (
            self.known.label(str(value["place"]), on) if value.get("place") else (str(value.get("text", "")), "")
        )
        line = str(value.get("line", ""))
        if line and place and self.lang != "en":
            place = place[:1].lower() + place[1:]
        return ", ".join(part for part in (line, place) if part), was


def _any_place(_code: str, _on: date) -> bool:
    return True
