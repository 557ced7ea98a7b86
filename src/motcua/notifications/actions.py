"""Writing notices and keeping what became of them.

A failed try is kept as a `DeliveryAttempt` and not in the journal: an outage of a day would fill the chain of every
dossier's notices with nothing that happened.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from motcua.deadlines.queries import get_calendar
from motcua.dossiers.models import Dossier
from motcua.journal.actions import record
from motcua.journal.models import Event
from motcua.journal.reasons import record_why
from motcua.kernel import clock, text
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow, NotVisible
from motcua.notifications.models import Announcement, DeliveryAttempt, Notice, NoticeText, Preference
from motcua.notifications.rules import LANGUAGES, MAINTENANCE_DAYS, TEXTS, Audience, Channel, State, judge_text
from motcua.people.models import Account

CLAIM = timedelta(minutes=2)
"""How long one sender has a notice for itself; after a crash another takes it then."""


class SendingElsewhere(RuntimeError):
    """Another worker is sending this notice: come back later."""


def subject_of(code: str) -> str:
    """The journal chain of a dossier's notices."""
    return f"notices:{code}"


@transaction.atomic
def prepare(
    event: Event,
    dossier: Dossier,
    *,
    audience: Audience,
    template: str,
    language: str,
    addresses: Sequence[str],
    subject: str,
    at: datetime,
    channel: Channel = Channel.EMAIL,
) -> Notice:
    """The notice to an audience about an event; the one that is there already when the event comes a second time."""
    Notice.objects.bulk_create(
        [
            Notice(
                event=event,
                dossier=dossier,
                audience=audience,
                channel=channel,
                template=template,
                language=language,
                address="\n".join(addresses),
                subject=subject,
                created_at=at,
            )
        ],
        ignore_conflicts=True,
    )
    return Notice.objects.select_related("event", "dossier").get(event=event, audience=audience, channel=channel)


@transaction.atomic
def claim(notice: Notice, *, at: datetime) -> Notice | None:
    """Take the notice for sending; None when it is sent or refused already. Raises SendingElsewhere."""
    row = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if row.state != State.WAITING:
        return None
    if row.claimed_until is not None and row.claimed_until > at:
        raise SendingElsewhere(f"notice {row.pk} is being sent until {row.claimed_until.isoformat()}")
    row.claimed_until = at + CLAIM
    row.save(update_fields=["claimed_until"])
    return row


@transaction.atomic
def sent(notice: Notice, *, at: datetime, by: Actor = SYSTEM) -> Notice:
    """It was accepted for delivery."""
    row = _attempted(notice, at=at, error="")
    row.state, row.sent_at = State.SENT, at
    row.save(update_fields=["state", "sent_at", "claimed_until"])
    _record("notice.sent", row, by=by, at=at)
    return row


@transaction.atomic
def refused(notice: Notice, *, error: str, at: datetime, by: Actor = SYSTEM) -> Notice:
    """Nobody takes mail at this address: it is not tried again, and the dossier's page says so."""
    row = _attempted(notice, at=at, error=error or "refused")
    row.state = State.REFUSED
    row.save(update_fields=["state", "claimed_until"])
    _record("notice.refused", row, by=by, at=at)
    return row


@transaction.atomic
def failed(notice: Notice, *, error: str, at: datetime) -> Notice:
    """It could not be handed over now; it waits for the next try."""
    row = _attempted(notice, at=at, error=error or "unknown")
    row.save(update_fields=["claimed_until"])
    return row


def _attempted(notice: Notice, *, at: datetime, error: str) -> Notice:
    row = Notice.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=notice.pk)
    DeliveryAttempt.objects.create(notice=row, number=row.attempts.count() + 1, at=at, ok=not error, error=error[:300])
    row.claimed_until = None
    return row


def _record(type: str, notice: Notice, *, by: Actor, at: datetime) -> None:
    record(
        type,
        subject=subject_of(notice.dossier.code),
        by=by,
        at=at,
        notice=notice.pk,
        event=notice.event_id,
        template=notice.template,
        audience=notice.audience,
        channel=notice.channel,
        language=notice.language,
    )


@transaction.atomic
def set_preference(account: Account, *, language: str, email: bool, by: Actor, at: datetime) -> Preference:
    """In which language an account is written to, and whether by e-mail at all. Raises Invalid."""
    if language not in LANGUAGES:
        raise Invalid(
            "notice.preference_invalid",
            [FieldError("language", "notice.language_unknown", allowed=", ".join(LANGUAGES))],
        )
    preference, _ = Preference.objects.update_or_create(
        account=account, defaults={"language": language, "email": email, "set_at": at}
    )
    record("account.notices_set", subject=f"account:{account.pk}", by=by, at=at, language=language, by_mail=email)
    return preference


def text_subject(template: str, language: str) -> str:
    """The journal chain of a notice's words."""
    return f"notice_text:{template}.{language}"


@transaction.atomic
def set_text(
    template: str,
    language: str,
    *,
    subject: str,
    body: str,
    valid_from: date,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> NoticeText:
    """Say a notice in the office's own words from a day on, today at the earliest: what was sent stays as it was sent.
    The same words again change nothing.

    Raises Invalid("notice_text.invalid"), NotVisible("notice_text.unknown"), NotLawfulNow("notice_text.too_early").
    """
    if template not in TEXTS or language not in LANGUAGES:
        raise NotVisible("notice_text.unknown")
    subject, body = text.normal(subject), text.normal_lines(body)
    errors = judge_text(subject, body)
    today = clock.local_day(at)
    if valid_from < today:
        errors.append(FieldError("valid_from", "notice_text.past", today=today))
    if errors:
        raise Invalid("notice_text.invalid", errors)
    rows = list(NoticeText.objects.select_for_update().filter(template=template, language=language).order_by("number"))
    last = next((row for row in reversed(rows) if not row.withdrawn), None)
    if last is not None and last.valid_to is None and (last.subject, last.body) == (subject, body):
        return last
    if last is not None and valid_from <= last.valid_from:
        raise NotLawfulNow("notice_text.too_early", since=last.valid_from)
    if last is not None and (last.valid_to is None or last.valid_to > valid_from):
        NoticeText.objects.filter(pk=last.pk).update(valid_to=valid_from)
    made = NoticeText.objects.create(
        template=template,
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
        subject=text_subject(template, language),
        by=by,
        at=at,
        reason=reason,
        number=made.number,
        valid_from=valid_from,
    )
    return made


@transaction.atomic
def end_text(template: str, language: str, *, on: date, reason: str = "", by: Actor, at: datetime) -> NoticeText:
    """Go back to the shipped words from a day on; words that have not begun yet are taken back whole.

    Raises NotLawfulNow: notice_text.none, notice_text.too_early.
    """
    rows = NoticeText.objects.select_for_update().filter(template=template, language=language, withdrawn=0)
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
        subject=text_subject(template, language),
        by=by,
        at=at,
        reason=reason,
        number=row.number,
        on=on,
    )
    return row


@transaction.atomic
def announce(
    *,
    kind: str,
    title_vi: str,
    title_en: str,
    body_vi: str = "",
    body_en: str = "",
    starts_at: datetime | None = None,
    ends_at: datetime,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> Announcement:
    """Tell everybody something until it is over. Planned maintenance is told five working days before; later only with
    a reason (something broke).

    Raises Invalid("announcement.invalid").
    """
    values = {
        "title_vi": text.normal(title_vi),
        "title_en": text.normal(title_en),
        "body_vi": text.normal_lines(body_vi),
        "body_en": text.normal_lines(body_en),
    }
    errors = [FieldError(name, "announcement.missing") for name in ("title_vi", "title_en") if not values[name]]
    errors += [
        FieldError(name, "announcement.too_long", most=most)
        for name, most in (("title_vi", 150), ("title_en", 150), ("body_vi", 2000), ("body_en", 2000))
        if len(values[name]) > most
    ]
    errors += _of_the_hours(kind, starts_at, ends_at, reason.strip(), at)
    if errors:
        raise Invalid("announcement.invalid", errors)
    made = Announcement.objects.create(
        kind=kind,
        starts_at=starts_at if kind == Announcement.Kind.MAINTENANCE else None,
        ends_at=ends_at,
        published_at=at,
        published_by_id=by.account_id,
        **values,
    )
    record_why(
        "announcement.published",
        subject=f"announcement:{made.pk}",
        by=by,
        at=at,
        reason=reason,
        kind=kind,
        starts_at=made.starts_at,
        ends_at=ends_at,
    )
    return made


def _of_the_hours(
    kind: str, starts_at: datetime | None, ends_at: datetime, reason: str, at: datetime
) -> list[FieldError]:
    if kind not in Announcement.Kind.values:
        return [FieldError("kind", "announcement.kind_unknown")]
    if ends_at <= at:
        return [FieldError("ends_at", "announcement.over")]
    if kind != Announcement.Kind.MAINTENANCE:
        return []
    if starts_at is None:
        return [FieldError("starts_at", "announcement.start_missing")]
    if ends_at <= starts_at:
        return [FieldError("ends_at", "announcement.backward")]
    days = get_calendar().working_days(clock.local_day(at), clock.local_day(starts_at))
    if days < MAINTENANCE_DAYS and not reason:
        return [FieldError("reason", "announcement.too_late", most=MAINTENANCE_DAYS, days=days)]
    return []


@transaction.atomic
def withdraw_announcement(row: Announcement, *, reason: str, by: Actor, at: datetime) -> Announcement:
    """Take back what everybody was told; it is kept. Raises NotLawfulNow (announcement.withdrawn), Invalid."""
    held = Announcement.objects.select_for_update().get(pk=row.pk)
    if held.withdrawn_at is not None or held.ends_at <= at:
        raise NotLawfulNow("announcement.withdrawn")
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    record_why("announcement.withdrawn", subject=f"announcement:{row.pk}", by=by, at=at, reason=reason, needed=True)
    return held
