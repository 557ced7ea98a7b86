"""From a definition's field, its answer and its errors to a `FieldView`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.desks.shell.eform import inputs
from motcua.desks.shell.eform.fields import Choice, FieldView, Part, PlaceView, RowView
from motcua.desks.shell.eform.known import Known, unit_words
from motcua.eforms.definition import Definition, Field
from motcua.eforms.definition.shapes import DATES, DEFAULT_LENGTH, NUMBERS

MOST_RADIOS = 8
MOST_PLACES = 8
_AUTOCOMPLETE = {"identity.full_name": "name", "contact.phone": "tel", "contact.email": "email"}
_SHORT = {"person_id": 20, "phone": 20, "integer": 5, "decimal": 10, "money": 20}
_INPUTMODE = {"integer": "numeric", "decimal": "decimal", "money": "numeric", "person_id": "numeric", "phone": "tel"}
_TYPE = {"phone": "tel", "email": "email"}


def id_of(path: str) -> str:
    """The id of the control that an error's path stands at; a place's error stands at its search box."""
    return "f-" + path.removesuffix(".place").removesuffix(".on").replace(".", "-")


def is_radios(definition: Definition, field: Field) -> bool:
    """True for choices short enough to be seen all at once."""
    return field.type == "select" and len(definition.options(field)) <= MOST_RADIOS


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws fields of one page: language, day, what is known, and the sentences of errors by path."""

    definition: Definition
    lang: str
    today: date
    known: Known
    errors: Mapping[str, str]
    answers: Mapping[str, Any] = field(default_factory=dict)

    def draw(
        self, field: Field, raw: Any, name: str = "", reveal: Mapping[str, tuple[FieldView, ...]] | None = None
    ) -> FieldView:
        """`reveal` maps the value of a choice to the fields it opens."""
        name = name or field.key
        view = FieldView(
            key=field.key,
            kind="input",
            name=name,
            id=id_of(name),
            label=field.label(self.lang),
            help=field.help(self.lang),
            error=self.errors.get(name) or self.errors.get(f"{name}.place") or self.errors.get(f"{name}.on", ""),
            optional=not field.required and field.required_if is None and field.type != "accept",
            source=self.known.sources.get(name, ""),
        )
        if raw is None and field.default is not None:
            raw = self.today.isoformat() if field.default == "today" and field.type == "date" else field.default
        if field.type in DATES:
            return replace(view, kind="date", parts=self.date_parts(field, raw, name))
        match field.type:
            case "select" | "boolean" | "multiselect" | "agency":
                return self.choices(view, field, raw, reveal or {})
            case "accept":
                opened = (reveal or {}).get("true", ())
                choice = Choice("true", view.label, view.id, raw is True, opened)
                return replace(view, kind="accept", choices=(choice,))
            case "unit":
                return replace(view, kind="unit", place=self.unit(field, raw, name))
            case "address":
                return self.address(view, raw)
            case "file":
                shown = self.known.files.get(raw, _("Đã gửi tệp")) if isinstance(raw, str) and raw else ""
                sent = raw if isinstance(raw, str) else ""
                return replace(view, kind="file", value=sent, suffix=shown, accept=",".join(field.media_types))
            case "person":
                cells = raw if isinstance(raw, Mapping) else {}
                parts = [
                    self.draw(replace(part, default=None), cells.get(part.key), f"{name}.{part.key}")
                    for part in field.columns
                ]
                return replace(view, kind="person", fields=tuple(parts))
            case "table":
                return self.table(view, field, raw)
        return self.text(view, field, raw)

    def text(self, view: FieldView, field: Field, raw: Any) -> FieldView:
        value = inputs.number_text(raw, field.type) if field.type in NUMBERS else raw if isinstance(raw, str) else ""
        suffix = "đ" if field.type == "money" else field.suffix
        # Room for decomposed Unicode, which is longer until the server has put it together.
        limit = 3 * (field.max_length or DEFAULT_LENGTH[field.type]) if field.type in DEFAULT_LENGTH else 60
        return replace(
            view,
            kind="textarea" if field.type == "textarea" else "input",
            value=value,
            suffix=suffix,
            maxlength=254 if field.type == "email" else limit,
            width=_SHORT.get(field.type, 0),
            inputmode=_INPUTMODE.get(field.type, ""),
            type=_TYPE.get(field.type, "text"),
            autocomplete=_AUTOCOMPLETE.get(field.prefill, ""),
        )

    def date_parts(self, field: Field, raw: Any, name: str) -> tuple[Part, ...]:
        labels = {"day": _("Ngày"), "month": _("Tháng"), "year": _("Năm"), "hour": _("Giờ"), "minute": _("Phút")}
        values = inputs.split_date(raw, field.type)
        first = inputs.DATE_PARTS[field.type][0]
        return tuple(
            Part(
                name=f"{name}.{part}",
                id=id_of(name) if part == first else id_of(f"{name}.{part}"),
                label=labels[part],
                value=value,
                width=4 if part == "year" else 2,
            )
            for part, value in values.items()
        )

    def choices(
        self, view: FieldView, field: Field, raw: Any, reveal: Mapping[str, tuple[FieldView, ...]]
    ) -> FieldView:
        if field.type == "agency" and not self.known.agencies:
            return replace(view, kind="input", value=raw if isinstance(raw, str) else "", maxlength=35)
        if field.type == "boolean":
            pairs = [("true", _("Có")), ("false", _("Không"))]
            chosen = {"true"} if raw is True else {"false"} if raw is False else set()
        elif field.type == "agency":
            pairs = list(self.known.agencies)
            chosen = {raw} if isinstance(raw, str) else set()
            if isinstance(raw, str) and raw and raw not in dict(pairs):
                pairs.insert(0, (raw, raw))
        else:
            pairs = [(option.code, option.label(self.lang)) for option in self.definition.options(field)]
            chosen = set(map(str, raw)) if isinstance(raw, list) else {str(raw)}
        made = [
            Choice(
                value,
                label,
                view.id if index == 0 else f"{view.id}-{index + 1}",
                value in chosen,
                reveal.get(value, ()),
            )
            for index, (value, label) in enumerate(pairs)
        ]
        if field.type == "multiselect":
            kind = "checkboxes"
        else:
            kind = "radios" if field.type == "boolean" or len(pairs) <= MOST_RADIOS else "select"
        return replace(view, kind=kind, choices=tuple(made))

    def unit(self, field: Field, raw: Any, name: str) -> PlaceView:
        if isinstance(raw, str) and raw:
            words, before = unit_words(self.known, raw, self.answers.get(field.as_of), self.today)
            return PlaceView(name, words, raw, (), before)
        return self.place(name, raw, "", field.level or "commune", self.today)

    def place(self, name: str, raw: Any, code: str, level: str, on: date) -> PlaceView:
        """A chosen place, or what was typed with the places it can mean."""
        typed = raw.get("text", "") if isinstance(raw, Mapping) else ""
        if code:
            words, before = self.known.label(code, on)
            return PlaceView(name, words, code, (), before)
        found = self.known.find(typed, self.today, level)[:MOST_PLACES] if typed else ()
        choices = tuple(
            Choice(value, words, f"{id_of(name)}-place-{index + 1}") for index, (value, words) in enumerate(found)
        )
        return PlaceView(name, typed, "", choices)

    def address(self, view: FieldView, raw: Any) -> FieldView:
        parts = raw if isinstance(raw, Mapping) else {}
        on = str(parts.get("on") or "")
        try:
            day = date.fromisoformat(on) if on else self.today
        except ValueError:
            day = self.today
        place = self.place(view.name, parts, str(parts.get("place") or ""), "commune", day)
        line = FieldView(
            key="line",
            kind="input",
            name=f"{view.name}.line",
            id=id_of(f"{view.name}.line"),
            label=_("Thôn, xóm, số nhà"),
            error=self.errors.get(f"{view.name}.line", ""),
            value=str(parts.get("line") or ""),
            maxlength=600,
        )
        return replace(view, kind="address", place=replace(place, on=on), line=line)

    def table(self, view: FieldView, field: Field, raw: Any) -> FieldView:
        given = [dict(row) for row in field.rows.preset]
        rows: Sequence[Any] = raw if isinstance(raw, list) else []
        if given:
            rows = [
                {**(rows[i] if i < len(rows) and isinstance(rows[i], Mapping) else {}), **row}
                for i, row in enumerate(given)
            ]
        elif not rows and field.required:
            rows = [{}] * max(field.rows.min, 1)
        made = [
            self.row(view, field, row if isinstance(row, Mapping) else {}, at, bool(given))
            for at, row in enumerate(rows)
        ]
        add = f"{field.key}.add" if not given and len(made) < field.rows.max else ""
        return replace(view, kind="table", rows=tuple(made), add=add)

    def row(self, view: FieldView, field: Field, row: Mapping[str, Any], at: int, fixed: bool) -> RowView:
        kept = set(field.rows.preset[at]) if fixed else set()
        shown = [column for column in field.columns if column.key not in kept]
        words = [self.words(column, row.get(column.key)) for column in field.columns if column.key in kept]
        title = ", ".join(words) or _("Dòng %(number)s") % {"number": at + 1}
        fields = [self.draw(column, row.get(column.key), f"{view.name}.{at}.{column.key}") for column in shown]
        if fixed and len(fields) == 1:
            fields = [replace(fields[0], label=title)]
        return RowView(
            mark=f"{view.name}.{at}.row",
            id=id_of(f"{view.name}.{at}.title"),
            title=title,
            fields=tuple(fields),
            remove="" if fixed else f"{view.name}.remove.{at}",
            given=tuple((f"{view.name}.{at}.{key}", str(row.get(key))) for key in sorted(kept)),
        )

    def words(self, field: Field, raw: Any) -> str:
        """A given cell as it is read."""
        return self.definition.option_label(field, str(raw), self.lang) if field.list else str(raw)
