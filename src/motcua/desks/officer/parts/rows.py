"""Parts in words: how they stand, what is left of their time, who has them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import time_left
from motcua.desks.shell.dossier import said
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import queries
from motcua.dossiers.models import Part
from motcua.dossiers.states import State
from motcua.kernel import clock

WARN = 4 * 60
"""Working minutes before its end from which a part is marked: the rule for steps (design, section 3)."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part as lists and the dossier's page print it: `what` is asked, `tone` and `symbol` of the state's tag."""

    part: Part
    code: str
    what: str
    agency: str
    asker: str
    holder: str
    state: str
    tone: str
    symbol: str
    minutes: int | None
    late: bool
    opinion: str
    opinion_tone: str
    url: str


def state_words() -> dict[str, tuple[str, str, str]]:
    """What each state is called, with the tag's tone and icon."""
    return {
        "handed": (_("Chờ nhận"), "soon", "inbox"),
        "accepted": (_("Đang làm"), "moving", "gear"),
        "done": (_("Đã trả lời"), "ok", "check"),
        "returned": (_("Đã trả lại"), "late", "undo"),
        "cancelled": (_("Không cần nữa"), "ended", "no"),
    }


def opinion_words() -> dict[str, tuple[str, str]]:
    return {
        "agree": (_("Đồng ý"), "ok"),
        "disagree": (_("Không đồng ý"), "late"),
        "other": (_("Ý kiến khác"), "yours"),
    }


def rows_of(parts: Iterable[Part], now: datetime, code: str = "") -> list[PartRow]:
    """The rows, with no query a row. `code`: of the one dossier whose parts they are."""
    lang, steps, today = spoken(), queries.all_steps(), clock.local_day(now)
    states, opinions = state_words(), opinion_words()
    found = []
    for part in parts:
        minutes = None
        if part.is_open and part.due_at is not None:
            minutes = time_left(now, part.due_at, calendar_of(part.agency_id), None).working_minutes
        step = next((one for one in steps.get(part.dossier.process_id, ()) if one.key == part.step), None)
        late = part.due_at is not None and (part.ended_at or now) > part.due_at
        words = states[part.state]
        opinion = opinions.get(part.opinion, ("", ""))
        of = code or part.dossier.code
        found.append(
            PartRow(
                part=part,
                code=of,
                what=said(step, lang) if step else part.question,
                agency=agencies.name_of(part.agency, today, lang, short=True),
                asker=agencies.name_of(part.from_agency, today, lang, short=True),
                holder=part.assigned_to.full_name if part.assigned_to else "",
                state=words[0],
                tone=words[1],
                symbol=words[2],
                minutes=minutes,
                late=late and part.state not in (Part.State.CANCELLED, Part.State.RETURNED),
                opinion=opinion[0],
                opinion_tone=opinion[1],
                url=reverse("officer:part", args=[of, part.number]),
            )
        )
    return found


def is_over(part: Part) -> bool:
    """True where the dossier has ended, so that nothing is to be done about a part that was sent back."""
    return part.dossier.resolved_at is not None or part.dossier.state == State.REFUSED
