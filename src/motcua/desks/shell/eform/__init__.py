"""E-forms on pages, without JavaScript: a page of a form drawn, read back, and its answers summed up.

A desk's wizard, for one step of a draft:

- GET: `show = page(definition, key, answers, known=known_of(lang, today), today=today, lang=lang)`; the template
  `components/eform/page.html` prints `show`, error summary and h1 included, inside the desk's own
  `<form method="post" enctype="multipart/form-data">`; the desk adds its button.
- POST: `parsed = parse(definition, key, request.POST, …)`; `answers = merge(definition, key, answers, parsed)` is
  saved. With `parsed.again` (a row was added or removed) the page is shown again; otherwise the desk validates, and
  with `outcome.errors_in(definition, key)` the page is shown with these errors (status 422), else the next step.
- Files: `uploads(definition, key, request.FILES)` gives what was chosen; the desk stores it and merges the ids.

`steps` gives the questions in order for "câu 4/9", `closing` what is asked on the check page, `summary` the answers
in words.
"""

from motcua.desks.shell.eform.fields import FieldView
from motcua.desks.shell.eform.known import NOTHING_KNOWN, Known, known_of
from motcua.desks.shell.eform.page import PageView, page, problems
from motcua.desks.shell.eform.parse import Parsed, merge, parse, uploads
from motcua.desks.shell.eform.steps import Step, closing, steps
from motcua.desks.shell.eform.summary import Line, SummaryGroup, in_words, summary, summary_rows

__all__ = [
    "NOTHING_KNOWN",
    "FieldView",
    "Known",
    "Line",
    "PageView",
    "Parsed",
    "Step",
    "SummaryGroup",
    "closing",
    "in_words",
    "known_of",
    "merge",
    "page",
    "parse",
    "problems",
    "steps",
    "summary",
    "summary_rows",
    "uploads",
]
