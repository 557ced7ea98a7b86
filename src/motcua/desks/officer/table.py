"""The body of an officer's list, made in Python: it is printed all day, and a template takes ten times as long."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from motcua.desks.officer.rows import Row
from motcua.desks.shell.templatetags.mc.charts import share_used
from motcua.desks.shell.templatetags.mc.marks import behind_tag, status_tag, tag, time_left

LONGEST_NAME = 40


def body(rows: Iterable[Row], *, select: bool) -> SafeString:
    """The rows: time left, promise, share used, procedure, code, person, what comes next; `select` with a box each."""
    just_late = _("Vừa quá hẹn")
    states: dict[str, str] = {}
    return mark_safe("".join(_row(row, select, just_late, states) for row in rows))  # noqa: S308 — escaped below


def _row(row: Row, select: bool, just_late: str, states: dict[str, str]) -> str:
    state = states.get(row.state)
    if state is None:
        state = states[row.state] = status_tag(row.state, "officer")
    if row.resolved or (row.minutes is None and not row.paused):
        left = state
    elif row.late and row.minutes == 0:
        left = tag(just_late, "late", "warn")
    elif row.behind:
        left = behind_tag(row.behind)
    else:
        left = time_left(row.minutes, row.paused, warn=row.warn)
    code = escape(row.code)
    box = f'<input type="checkbox" name="hs" value="{code}" form="bulk" aria-label="{code}">'
    first = f'<td class="k-left">{box}</td>' if select else ""
    name = row.procedure if len(row.procedure) <= LONGEST_NAME else Truncator(row.procedure).chars(LONGEST_NAME)
    beside = "".join(
        f' <span class="small soft">· {escape(words)}</span>' for words in (row.aside, row.holder) if words
    )
    return (
        f'<tr>{first}<td class="k-tag">{left}</td><td class="k-date nb">{escape(row.due)}</td>'
        f'<td class="k-bar">{share_used(row.used, late=row.late) if row.minutes is not None else ""}</td>'
        f'<th scope="row" class="k-name"><a class="stay" href="{escape(row.url)}" data-open>{escape(name)}</a></th>'
        f'<td class="k-code code">{code}</td><td class="k-fact">{escape(row.applicant)}</td>'
        f'<td class="k-fact wraps">{escape(row.step) if row.step else state}{beside}</td></tr>\n'
    )
