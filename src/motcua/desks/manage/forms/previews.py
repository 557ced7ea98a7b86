"""A form in preparation as people will see it, inside the editor."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from motcua.desks.shell import eform
from motcua.desks.shell.eform import PageView
from motcua.eforms.definition import BadDefinition, Definition, Problem, edit, load
from motcua.eforms.definition.reasons import in_words
from motcua.kernel import clock


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a form: where, why, and the page on which it is mended."""

    where: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The step as it will look; where the form cannot be drawn, everything that is wrong with it."""

    show: PageView | None
    step: str
    faults: tuple[Fault, ...]


def judged(source: Mapping[str, Any]) -> tuple[Definition | None, list[Problem]]:
    """The form, or everything that is wrong with it."""
    try:
        return load({**source, "version": source.get("version") or 1}), []
    except BadDefinition as bad:
        return None, bad.problems


def preview(source: Mapping[str, Any], step: str, lang: str) -> Preview:
    """The step named, else the first. The page's own heading becomes a plain line: the editor has its own."""
    definition, problems = judged(source)
    groups = [str(row.get("key")) for row in edit.rows(source, "groups")]
    step = step if step in groups else (groups[0] if groups else "")
    if definition is None or not step:
        return Preview(None, step, tuple(fault(source, one, lang) for one in problems))
    today = clock.local_day(clock.now())
    show = eform.page(definition, step, {}, today=today, lang=lang, known=eform.known_of(lang, today))
    fields = tuple(replace(one, heading=False) for one in show.fields)
    return Preview(replace(show, heading=False, fields=fields), step, ())


def fault(source: Mapping[str, Any], problem: Problem, lang: str) -> Fault:
    """A loader's problem in words, with the page of the row that it is about."""
    where, url = _place(source, problem.path)
    inner = ".".join(str(part) for part in problem.path[2:])
    words = in_words(problem.reason, lang)
    return Fault(where, f"{inner}: {words}" if inner else words, url)


def _place(source: Mapping[str, Any], path: tuple[str | int, ...]) -> tuple[str, str]:
    key = str(source.get("key", ""))
    pages = {"groups": "buoc", "fields": "truong", "checks": "kiem-tra"}
    if len(path) > 1 and path[0] in pages and isinstance(path[1], int):
        rows = source.get(str(path[0]))
        row = rows[path[1]] if isinstance(rows, list) and path[1] < len(rows) else {}
        of = str(row.get("key", path[1])) if isinstance(row, Mapping) else str(path[1])
        return of, reverse("manage:form_row", args=[key, pages[str(path[0])], of or "-"])
    if len(path) > 1 and path[0] == "lists":
        return str(path[1]), reverse("manage:form_list", args=[key, str(path[1])])
    return ".".join(map(str, path)), reverse("manage:form_raw", args=[key])
