"""The office's own words for a notice, from one day to another."""

from datetime import date, datetime

from django.db import transaction

from motcua.journal.reasons import record_why
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow, NotVisible
from motcua.notifications.models import NoticeText
from motcua.notifications.rules import EVERY_TEXT, LANGUAGES, Channel, judge_text


def text_subject(template: str, language: str, channel: str = Channel.EMAIL) -> str:
    """The journal chain of a notice's words."""
    more = "" if channel == Channel.EMAIL else f".{channel}"
    return f"notice_text:{template}.{language}{more}"


@transaction.atomic
def set_text(
    template: str,
    language: str,
    *,
    subject: str,
    body: str,
    valid_from: date,
    channel: str = Channel.EMAIL,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> NoticeText:
    """Say a notice in the office's own words from a day on, today at the earliest: what was sent stays as it was sent.
    The same words again change nothing.

    Raises Invalid("notice_text.invalid"), NotVisible("notice_text.unknown"), NotLawfulNow("notice_text.too_early").
    """
    if template not in EVERY_TEXT or language not in LANGUAGES or channel not in (Channel.EMAIL, Channel.BELL):
        raise NotVisible("notice_text.unknown")
    subject, body = text.normal(subject), text.normal_lines(body)
    errors = judge_text(subject, body if channel == Channel.EMAIL else body or subject)
    today = clock.local_day(at)
    if valid_from < today:
        errors.append(FieldError("valid_from", "notice_text.past", today=today))
    if errors:
        raise Invalid("notice_text.invalid", errors)
    held = NoticeText.objects.select_for_update().filter(template=template, channel=channel, language=language)
    rows = list(held.order_by("number"))
    last = next((row for row in reversed(rows) if not row.withdrawn), None)
    if last is not None and last.valid_to is None and (last.subject, last.body) == (subject, body):
        return last
    if last is not None and valid_from <= last.valid_from:
        raise NotLawfulNow("notice_text.too_early", since=last.valid_from)
    if last is not None and (last.valid_to is None or last.valid_to > valid_from):
        NoticeText.objects.filter(pk=last.pk).update(valid_to=valid_from)
    made = NoticeText.objects.create(
        template=template,
        channel=channel,
        language=language,
        number=len(rows) + 1,
        subject=subject,
        body=body,
        valid_from=valid_from,
        set_at=at,
        set_by_id=by.account_id,
    )
    record_why(
        "notice_text.set",
        subject=text_subject(template, language, channel),
        by=by,
        at=at,
        reason=reason,
        number=made.number,
        valid_from=valid_from,
    )
    return made


@transaction.atomic
def end_text(
    template: str,
    language: str,
    *,
    on: date,
    channel: str = Channel.EMAIL,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> NoticeText:
    """Go back to the shipped words from a day on; words that have not begun yet are taken back whole.

    Raises NotLawfulNow: notice_text.none, notice_text.too_early.
    """
    rows = NoticeText.objects.select_for_update().filter(
        template=template, channel=channel, language=language, withdrawn=0
    )
    row = rows.order_by("-number").first()
    today = clock.local_day(at)
    if row is None or (row.valid_to is not None and row.valid_to <= today):
        raise NotLawfulNow("notice_text.none")
    if row.valid_from > today:
        row.withdrawn = row.number
        row.save(update_fields=["withdrawn"])
    else:
        if on <= row.valid_from or on < today:
            raise NotLawfulNow("notice_text.too_early", since=max(row.valid_from, today))
        row.valid_to = on
        row.save(update_fields=["valid_to"])
    record_why(
        "notice_text.ended",
        subject=text_subject(template, language, channel),
        by=by,
        at=at,
        reason=reason,
        number=row.number,
        on=on,
    )
    return row
