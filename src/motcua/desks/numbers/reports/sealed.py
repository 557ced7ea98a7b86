"""What a report over a sealed period says: the sealed figures that are counted differently now."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from motcua.desks.numbers.reports.asking import Question
from motcua.reports.seals.labels import figure_names
from motcua.reports.statutory import Made
from motcua.reports.statutory.table import sealed_of


def sealed(question: Question, made: Made, today: date, lang: str) -> dict[str, Any] | None:
    """The seal of the report's days with its page; None while they go on, or where they are not sealed."""
    if question.period.last >= today:
        return None
    found = sealed_of(made.asked)
    if found is None:
        return None
    names = dict(figure_names(lang))
    query = urlencode({"don-vi": question.agency, **question.period.query})
    return {
        "seal": found.seal,
        "rows": [(names[one.figure], one.sealed, one.now) for one in found.differences],
        "url": f"{reverse('numbers:seal')}?{query}",
    }
