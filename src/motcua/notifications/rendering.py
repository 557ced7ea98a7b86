"""A notice as text: written from the event and the dossier when it is sent or looked at, never kept."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.template import Context, Engine

from motcua.agencies import queries as agencies
from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import working_minutes
from motcua.deadlines.rules.words import counted
from motcua.dossiers.models import Dossier, LedgerEntry, Remark, Supplement
from motcua.dossiers.words import written
from motcua.journal import queries as journal
from motcua.journal.models import Event
from motcua.kernel import clock, money
from motcua.notifications import queries
from motcua.notifications.linked import lead_code, linked_lines
from motcua.notifications.models import Notice
from motcua.notifications.rules import EVERY_TEXT, Channel, fill_text
from motcua.workflow.queries import steps_of

_TOLD_REASONS = frozenset({"dossier.extended", "dossier.apologised"})
"""Only the apology must give its reason (circular 01/2018/TT-VPCP, form 04); other reasons stand behind the PIN,
because a mail can be read on the way."""

_OFFICES = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "tỉnh")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message: one line of subject, plain text."""

    subject: str
    body: str


def render(notice: Notice, *, rate_link: str = "") -> Rendered:
    """The notice in its language. `rate_link` opens the satisfaction question without an account."""
    return render_about(notice.event, notice.dossier, notice.template, notice.language, rate_link=rate_link)


def render_about(event: Event, dossier: Dossier, template: str, language: str, *, rate_link: str = "") -> Rendered:
    """As `render`, for a notice that is not stored yet: in the office's own words of the event's day, if it has any."""
    facts = {**facts_about(event, dossier, language), "rate_link": rate_link}
    own = queries.text_on(template, language, clock.local_day(event.at)) if template in EVERY_TEXT else None
    return render_facts(template, language, facts | (own_words(own.subject, own.body, facts) if own else {}))


def line_about(event: Event, dossier: Dossier, template: str, language: str) -> str:
    """One line for the list in the product: the office's words for the bell, else the subject of the letter."""
    own = queries.text_on(template, language, clock.local_day(event.at), Channel.BELL)
    if own is not None:
        return fill_text(own.subject, facts_about(event, dossier, language)) or own.subject
    return render_about(event, dossier, template, language).subject


def own_words(subject: str, body: str, facts: dict[str, Any]) -> dict[str, str]:
    """An office's words with their values, as the letter's frame takes them."""
    return {"own_subject": fill_text(subject, facts), "own_body": fill_text(body, facts)}


def render_facts(template: str, language: str, facts: dict[str, Any]) -> Rendered:
    """A letter of `notices/` from facts alone. The first line of the template is the subject."""
    context = Context(facts, autoescape=False)
    text = Engine.get_default().get_template(f"notices/{template}.{language}.txt").render(context)
    subject, _, body = text.strip().partition("\n")
    lines = [line.rstrip() for line in body.strip().splitlines()]
    return Rendered(subject.strip(), re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n")


def office_word(short_name_vi: str) -> str:
    """How the office is called in a sentence: "xã" of "Xã Lạc Thủy"; a department is "cơ quan"."""
    folded = short_name_vi.casefold()
    return next((word for word in _OFFICES if folded.startswith(f"{word} ")), "cơ quan")


def facts_about(event: Event, dossier: Dossier, language: str) -> dict[str, Any]:
    """What a letter about this event may say, in words of its language; `rate_link` is the sender's."""
    facts = journal.facts(event)
    day = clock.local_day(event.at)
    version = dossier.procedure_version
    due_at = clock.parse(facts["due_at"]) if facts.get("due_at") else None
    if event.type == "dossier.payment_due" and not version.pause_on_payment:
        due_at = dossier.due_at
    if event.type == "dossier.finished":
        due_at = None  # the promise is kept or missed by now
    if due_at is None and event.type in _ABOUT_TASKS:
        due_at = dossier.due_at
    step_due = clock.parse(facts["step_due_at"]) if facts.get("step_due_at") else None
    until = clock.parse(facts["until"]) if facts.get("until") else None
    return {
        "code": dossier.code,
        "procedure": (version.name_en if language == "en" else "") or version.name_vi,
        "agency": agencies.name_of(dossier.agency, day, language, short=True),
        "office": office_word(agencies.name_of(dossier.agency, day, "vi", short=True)),
        "phone": dossier.reception_agency.phone or dossier.agency.phone,
        "at": written(event.at, language),
        "due": _written(due_at, language),
        "due_before": _written(_due_before(event, dossier), language),
        "intake_due": _written(dossier.intake_due_at, language),
        "answer_until": _written(_answer_until(facts, dossier), language),
        "at_intake": bool(facts.get("at_intake")),
        "items": facts.get("items", 0),
        "amount": _money(facts.get("amount"), language),
        "result": facts.get("result", ""),
        "way": facts.get("way", ""),
        "reason": _reason(event),
        "early": _early(event, dossier, language),
        "step": _step(facts, dossier, language),
        "step_due": _written(step_due or (until if event.type in _ABOUT_TASKS else None), language),
        "hours": facts.get("hours", 0),
        "level": facts.get("level", ""),
        "partner": _partner(event, facts, language, day),
        "desk": f"{settings.BASE_URL}/mo/{dossier.code}/",
        "track": f"{settings.BASE_URL}/theo-doi/{lead_code(dossier)}",
        "linked": linked_lines(dossier, language),
        "home": settings.BASE_URL,
    }


_ABOUT_TASKS = frozenset(
    f"dossier.{one}"
    for one in (
        *("warned", "behind", "escalated"),
        *("apology_drafted", "apology_proposed", "stop_proposed", "supplement_proposed"),
        *("part_opened", "part_asked", "part_accepted", "part_answered", "part_returned", "part_warned", "part_late"),
        *("transfer_sent", "transfer_accepted", "transfer_returned"),
    )
)
"""Events that tell the office of work: their letters say the promise in force."""


def _step(facts: dict[str, Any], dossier: Dossier, language: str) -> str:
    """The name of the step that the event names, else of the present one."""
    key = facts.get("step") or dossier.step
    found = next((step for step in steps_of(dossier.process) if step.key == key), None)
    return ((found.name_en if language == "en" else "") or found.name_vi) if found else ""


def _partner(event: Event, facts: dict[str, Any], language: str, day: date) -> str:
    """The short name of the other agency of a part or a transfer, as the reader of the letter sees it."""
    code = ""
    if event.type == "dossier.transfer_sent":
        code = str(facts.get("of") or "")
    elif event.type.startswith("dossier.transfer"):
        code = event.by_agency
    elif event.type in ("dossier.part_opened", "dossier.part_asked"):
        code = event.by_agency
    elif event.type.startswith("dossier.part"):
        code = str(facts.get("agency") or "")
    found = agencies.find_agency(code) if code else None
    return agencies.name_of(found, day, language, short=True) if found else ""


def _written(at: datetime | None, language: str) -> str:
    return written(at, language) if at else ""


def _early(event: Event, dossier: Dossier, language: str) -> str:
    """How much earlier than promised a result is there, from an hour of working time on (decree 61/2018/NĐ-CP, article
    19: early results are announced)."""
    if event.type != "dossier.finished" or dossier.due_at is None or event.at >= dossier.due_at:
        return ""
    minutes = working_minutes(event.at, dossier.due_at, calendar_of(dossier.agency_id))
    return counted(minutes, "en" if language == "en" else "vi") if minutes >= 60 else ""


def _money(amount: object, language: str) -> str:
    if not isinstance(amount, int):
        return ""
    text = money.written(amount)
    return text.replace(".", ",") if language == "en" else text


def _reason(event: Event) -> str:
    if event.type not in _TOLD_REASONS:
        return ""
    text = Remark.objects.filter(event=event, internal=False).values_list("text", flat=True).first() or ""
    return text.strip().rstrip(".")


def _due_before(event: Event, dossier: Dossier) -> datetime | None:
    rules = {"dossier.extended": ["extension"], "dossier.reckoned_again": ["calendar_decided", "calendar_changed"]}
    rule = rules.get(event.type)
    if event.type == "dossier.apologised":
        return dossier.due_at
    if rule is None:
        return None
    rows = LedgerEntry.objects.in_force().filter(dossier=dossier, rule__in=rule, at=event.at)
    return rows.values_list("due_before", flat=True).first()


def _answer_until(facts: dict[str, Any], dossier: Dossier) -> datetime | None:
    if facts.get("answer_until"):
        return clock.parse(facts["answer_until"])
    if "items" not in facts:
        return None
    rows = Supplement.objects.filter(dossier=dossier, number=facts.get("number", 0))
    return rows.values_list("answer_until", flat=True).first()
