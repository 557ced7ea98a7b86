"""A form filled in as a person would: the example answers as the fields that the pages of the form would send."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from motcua.desks.shell import eform
from motcua.desks.shell.eform import FieldView
from motcua.eforms import queries as forms
from motcua.eforms.definition import Definition
from motcua.eforms.models import FormDefinition

Fields = dict[str, str | list[str]]


def filled(row: FormDefinition, group: str, answers: dict[str, Any], *, today: date) -> Fields:
    """What the browser sends for one page."""
    return filled_page(forms.definition_of(row), group, answers, today=today)


def filled_page(definition: Definition, group: str, answers: dict[str, Any], *, today: date) -> Fields:
    """The same for a form that is put together from several."""
    view = eform.page(definition, group, answers, today=today, lang="vi", known=eform.known_of("vi", today))
    sent: Fields = {}
    for field in view.fields:
        sent.update(_sent(field))
    return sent


def _sent(field: FieldView) -> Iterator[tuple[str, str | list[str]]]:
    for part in field.parts:
        yield part.name, part.value
    if field.kind == "checkboxes":
        yield field.name, [choice.value for choice in field.choices if choice.checked]
    for choice in field.choices:
        if choice.checked and field.kind != "checkboxes":
            yield field.name, choice.value
        if choice.checked:
            for inner in choice.reveal:
                yield from _sent(inner)
    if field.place is not None:
        yield f"{field.place.name}.text", field.place.text
        yield f"{field.place.name}.was", field.place.text
        yield f"{field.place.name}.place", field.place.code
    for inner in ([field.line] if field.line else []) + list(field.fields):
        yield from _sent(inner)
    for row in field.rows:
        yield row.mark, "1"
        yield from row.given
        for cell in row.fields:
            yield from _sent(cell)
    if not field.parts and not field.choices and field.place is None and not field.fields and not field.rows:
        yield field.name, field.value
