"""A notice as text: written from the event and the dossier when it is sent or looked at, never kept."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template import Context, Engine

from motcua.agencies import queries as agencies
from motcua.dossiers.models import Dossier, LedgerEntry, Remark, Supplement
from motcua.dossiers.words import written
from motcua.journal import queries as journal
from motcua.journal.models import Event
from motcua.kernel import clock, money
from motcua.notifications import queries
from motcua.notifications.models import Notice
from motcua.notifications.rules import TEXTS, fill_text

_TOLD_REASONS = frozenset({"dossier.extended"})
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
    facts = {**_facts(event, dossier, language), "rate_link": rate_link}
    own = queries.text_on(template, language, clock.local_day(event.at)) if template in TEXTS else None
    return render_facts(template, language, facts | (own_words(own.subject, own.body, facts) if own else {}))


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


def _facts(event: Event, dossier: Dossier, language: str) -> dict[str, Any]:
    facts = journal.facts(event)
    day = clock.local_day(event.at)
    version = dossier.procedure_version
    due_at = clock.parse(facts["due_at"]) if facts.get("due_at") else None
    if event.type == "dossier.payment_due" and not version.pause_on_payment:
        due_at = dossier.due_at
    if event.type == "dossier.finished":
        due_at = None  # the promise is kept or missed by now
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
        "track": f"{settings.BASE_URL}/theo-doi/{dossier.code}",
        "home": settings.BASE_URL,
    }


def _written(at: datetime | None, language: str) -> str:
    return written(at, language) if at else ""


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
    if event.type != "dossier.extended":
        return None
    rows = LedgerEntry.objects.in_force().filter(dossier=dossier, rule="extension", at=event.at)
    return rows.values_list("due_before", flat=True).first()


def _answer_until(facts: dict[str, Any], dossier: Dossier) -> datetime | None:
    if "items" not in facts:
        return None
    rows = Supplement.objects.filter(dossier=dossier, number=facts.get("number", 0))
    return rows.values_list("answer_until", flat=True).first()
