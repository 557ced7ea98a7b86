"""One page of a form with its answers and errors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import translation

from motcua.desks.shell import words
from motcua.desks.shell.eform.draw import Pen, id_of, is_radios
from motcua.desks.shell.eform.fields import FieldView
from motcua.desks.shell.eform.known import NOTHING_KNOWN, Known
from motcua.desks.shell.parts import Problem
from motcua.eforms import conditions, rules
from motcua.eforms.definition import Definition, Field
from motcua.kernel.errors import FieldError


@dataclass(frozen=True, slots=True)
class PageView:
    """What `components/eform/page.html` prints. With `heading` the only field carries the page's h1 itself."""

    key: str
    title: str
    intro: str
    heading: bool
    fields: tuple[FieldView, ...]
    problems: tuple[Problem, ...]
    has_files: bool


def page(
    definition: Definition,
    group: str,
    answers: Mapping[str, Any],
    *,
    today: date,
    lang: str,
    known: Known = NOTHING_KNOWN,
    errors: Sequence[FieldError] = (),
) -> PageView:
    """Draw the page of a group.

    `errors` may be all of the form's (paths with or without "answers." before them); those of other pages are left out.
    Fields that depend on an answer of the same page are drawn with it, closed by CSS where the browser can; fields that
    depend on another page are drawn when its answers ask for them.
    """
    own = definition.group_by_key[group]
    keys = {field.key for field in definition.in_group(group)}
    here = [error for error in errors if _path(error).split(".")[0] in keys]
    with translation.override(lang):
        said = {_path(error): words.field_sentence(error, lang) for error in reversed(here)}
        pen = Pen(definition, lang, today, known, said, answers)
        fields = _Layout(definition, group, answers, today, pen).fields()
    heading = len(fields) == 1 and fields[0].kind != "accept"
    intro = own.intro(lang)
    if heading:
        help_text = " ".join(part for part in (intro, fields[0].help) if part)
        fields = (replace(fields[0], heading=True, label=own.title(lang), help=help_text),)
    return PageView(
        key=group,
        title=own.title(lang),
        intro="" if heading else intro,
        heading=heading,
        fields=fields,
        problems=problems(here, lang),
        has_files=any(field.type == "file" for field in definition.in_group(group)),
    )


def problems(errors: Iterable[FieldError], lang: str) -> tuple[Problem, ...]:
    """Lines of the error summary, each with the id of its control; the same sentence stands at the field."""
    return tuple(Problem(id_of(_path(error)), words.field_sentence(error, lang)) for error in errors)


def _path(error: FieldError) -> str:
    return error.path.removeprefix("answers.")


class _Layout:
    """Which fields a page draws, and which of them stand under a choice."""

    def __init__(self, definition: Definition, group: str, answers: Mapping[str, Any], today: date, pen: Pen) -> None:
        self.definition, self.answers, self.pen = definition, answers, pen
        self.asked = [field for field in definition.in_group(group) if field.asked]
        self.here = {field.key: field for field in self.asked}
        self.shown = rules.validate(definition, dict(answers), today=today, place_exists=_any_place).shown

    def fields(self) -> tuple[FieldView, ...]:
        drawn = [field for field in self.asked if field.key in self.shown or self.depends(field)]
        under = {field.key: opener for field in drawn if (opener := self.opener(field))}
        return tuple(self.draw(field, drawn, under) for field in drawn if field.key not in under)

    def draw(self, field: Field, drawn: Sequence[Field], under: Mapping[str, tuple[str, str]]) -> FieldView:
        reveal: dict[str, tuple[FieldView, ...]] = {}
        for other in drawn:
            if other.key in under and under[other.key][0] == field.key:
                value = under[other.key][1]
                reveal[value] = (*reveal.get(value, ()), self.draw(other, drawn, under))
        return self.pen.draw(field, self.answers.get(field.key), reveal=reveal)

    def depends(self, field: Field) -> bool:
        """True when an answer of this very page decides whether the field is asked."""
        return any(name.partition(".")[0] in self.here for name, _ in conditions.variables(field.show_if))

    def opener(self, field: Field) -> tuple[str, str] | None:
        """The field and value that open this one: `show_if: {var: x}` or `{==: [{var: x}, value]}` with radios or a
        box."""
        logic = field.show_if
        value: Any = True
        if isinstance(logic, Mapping) and isinstance(logic.get("=="), list) and len(logic["=="]) == 2:
            logic, value = logic["=="]
        name = logic.get("var") if isinstance(logic, Mapping) else None
        other = self.here.get(name) if isinstance(name, str) else None
        if other is None:
            return None
        if other.type in ("boolean", "accept") and isinstance(value, bool):
            return (other.key, "true" if value else "false")
        if is_radios(self.definition, other) and isinstance(value, str):
            return (other.key, value)
        return None


def _any_place(_code: str, _on: date) -> bool:
    return True
