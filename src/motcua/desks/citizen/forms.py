"""What the desk's own small forms share: texts, dates in three boxes, errors beside their fields."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import get_language

from motcua.desks.shell.parts import Problem
from motcua.desks.shell.words import field_sentence
from motcua.kernel import text
from motcua.kernel.errors import FieldError


def spoken() -> str:
    """The language of the page, "vi" or "en"."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def see(url: str) -> HttpResponseRedirect:
    """303: what was posted is done, look here."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def one(request: HttpRequest, name: str) -> str:
    """A text of the form, cleaned."""
    value = request.POST.get(name, "")
    return text.normal(value) if isinstance(value, str) else ""


def date_of(request: HttpRequest, name: str) -> str:
    """The three boxes of a date as ISO; what is no date stays as it was typed, for the rules to refuse."""
    day, month, year = (one(request, f"{name}-{part}") for part in ("day", "month", "year"))
    if not (day or month or year):
        return ""
    return f"{year.zfill(4)}-{month.zfill(2)}-{day.zfill(2)}"


def boxes(value: Any) -> dict[str, str]:
    """An ISO date, whole or half-written, for the three boxes."""
    year, _, rest = str(value or "").partition("-")
    month, _, day = rest.partition("-")
    return {"day": day.lstrip("0"), "month": month.lstrip("0"), "year": year.lstrip("0")}


def problems(
    errors: Iterable[FieldError], ids: Mapping[str, str], *, prefix: str = ""
) -> tuple[tuple[Problem, ...], dict[str, str]]:
    """The error summary and the sentence at each field; `ids` gives the control of a path, without it no link."""
    lines: list[Problem] = []
    said: dict[str, str] = {}
    for error in errors:
        path = error.path.removeprefix(prefix).lstrip(".")
        words = field_sentence(error)
        if file := error.facts.get("file"):
            words = f"{file}: {words}"
        lines.append(Problem(ids.get(path, ""), words))
        said.setdefault(path, words)
    return tuple(lines), said
