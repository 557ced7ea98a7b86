"""Reading notices and who wants them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.notifications.models import (
    Announcement,
    BellLine,
    DeliveryAttempt,
    Notice,
    NoticeHours,
    NoticeText,
    Preference,
)
from motcua.notifications.rules import CITIZENS, EVERY_TEXT, Channel, Contact, Hours, State, language_of
from motcua.notifications.words import AUDIENCES, CHANNELS, STATES, WHY
from motcua.people.models import Account


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice for a page: what about, to whom, how it stands."""

    id: int
    code: str
    event: str  # type of the event: dossier.received
    audience: str
    channel: str
    template: str
    language: str
    addresses: tuple[str, ...]
    subject: str
    state: str
    state_vi: str
    state_en: str
    created_at: datetime
    sent_at: datetime | None
    attempts: int
    last_error: str


def outgoing(*, limit: int = 50, before_id: int | None = None) -> list[NoticeRow]:
    """Notices of the whole installation, newest first: the demo's page of outgoing mail, paged by id."""
    rows = Notice.objects.exclude(state=State.SKIPPED).order_by("-id")
    return _rows(rows.filter(id__lt=before_id) if before_id else rows, limit)


def notices_of(dossier: Dossier) -> list[NoticeRow]:
    """Notices about one dossier, newest first; the caller has decided who may see the dossier."""
    return _rows(Notice.objects.filter(dossier=dossier).order_by("-id"), 200)


def get_notice(notice_id: int) -> Notice | None:
    """One notice with what its text is written from."""
    return related(Notice.objects.filter(pk=notice_id)).first()


def related(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """The same notices with what their texts are written from, in one query."""
    return notices.select_related("event", "dossier__procedure_version", "dossier__agency", "dossier__reception_agency")


def waiting(*, created_before: datetime, created_after: datetime) -> QuerySet[Notice]:
    """Notices of a span of time that nobody has taken yet, oldest first."""
    rows = Notice.objects.filter(state=State.WAITING, created_at__lt=created_before, created_at__gte=created_after)
    rows = rows.filter(Q(hold_until=None) | Q(hold_until__lte=created_before))
    return related(rows).order_by("created_at", "id")


def count_waiting() -> int:
    """How many notices were not delivered yet."""
    return Notice.objects.filter(state=State.WAITING).count()


def find_preference(account: Account) -> Preference | None:
    """How the account wants to be told; None while it never said."""
    return Preference.objects.filter(account=account).first()


def contact_of(account: Account, *wishes: object) -> Contact:
    """Where and how an account is written to; `wishes` of a dossier come before its own language."""
    preference = find_preference(account)
    return Contact(
        account.email,
        language_of(*wishes, preference.language if preference else None, account.language),
        wanted=account.is_active and (preference is None or preference.email),
        muted=frozenset(preference.muted) if preference else frozenset(),
        account_id=account.pk,
    )


def contacts_of(accounts: Sequence[Account]) -> list[Contact]:
    """The same for several, in one query."""
    found = {row.account_id: row for row in Preference.objects.filter(account__in=accounts)}
    contacts = []
    for one in accounts:
        preference = found.get(one.pk)
        contacts.append(
            Contact(
                one.email,
                language_of(preference.language if preference else None, one.language),
                wanted=one.is_active and (preference is None or preference.email),
                muted=frozenset(preference.muted) if preference else frozenset(),
                account_id=one.pk,
            )
        )
    return contacts


def hours_on(on: date) -> Hours | None:
    """Quiet hours and the hour of the morning's letter on a day; None where nobody set any: letters go at once."""
    row = NoticeHours.objects.filter(valid_from__lte=on).order_by("-valid_from", "-id").first()
    return Hours(row.quiet_from, row.quiet_to, row.digest_at) if row else None


def every_hours() -> list[NoticeHours]:
    """All that was ever set, the newest first."""
    return list(NoticeHours.objects.select_related("set_by").order_by("-valid_from", "-id"))


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One notice in words, for the dossier's page."""

    at: datetime
    about_vi: str
    about_en: str
    to_vi: str
    to_en: str
    channel_vi: str
    channel_en: str
    addresses: tuple[str, ...]
    state: str
    state_vi: str
    state_en: str
    sent_at: datetime | None
    hold_until: datetime | None
    error: str


def told_of(dossier: Dossier, *, inside: bool) -> list[ToldRow]:
    """What was written to whom about a dossier, when, or why not; newest first. Without `inside` only what went to the
    citizen, without the addresses of others."""
    rows = Notice.objects.filter(dossier=dossier).select_related("event").order_by("-id")
    if not inside:
        rows = rows.filter(audience__in=[one.value for one in CITIZENS])
    found = list(rows[:200])
    errors = {
        one.notice_id: one.error
        for one in DeliveryAttempt.objects.filter(notice__in=found, ok=False).order_by("number")
    }
    lines = [_told(row, errors.get(row.pk, "")) for row in found]
    if inside:
        lines += _rung(dossier)
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _rung(dossier: Dossier) -> list[ToldRow]:
    """Lines in lists of accounts, counted by event and template: no names."""
    found: dict[tuple[int, str], list[BellLine]] = {}
    for row in BellLine.objects.filter(dossier=dossier).order_by("-id")[:400]:
        found.setdefault((row.event_id, row.template), []).append(row)
    lines = []
    for (_, template), rows in found.items():
        read = sum(row.read_at is not None for row in rows)
        names = EVERY_TEXT.get(template, (template, template))
        lines.append(
            ToldRow(
                clock.local(rows[-1].created_at),
                *names,
                f"{len(rows)} tài khoản",
                f"{len(rows)} account" + ("s" if len(rows) > 1 else ""),
                *CHANNELS["bell"],
                (),
                "sent",
                f"đã xem {read}/{len(rows)}",
                f"{read} of {len(rows)} read",
                clock.local(rows[-1].created_at),
                None,
                "",
            )
        )
    return lines


def _told(row: Notice, error: str) -> ToldRow:
    names = EVERY_TEXT.get(row.template, (row.template, row.template))
    state = STATES[row.state]
    why = WHY.get(row.why)
    return ToldRow(
        clock.local(row.created_at),
        *names,
        *AUDIENCES.get(row.audience, (row.audience, row.audience)),
        *CHANNELS.get(row.channel, (row.channel, row.channel)),
        tuple(row.address.split("\n")) if row.address else (),
        row.state,
        f"{state[0]}: {why[0]}" if why else state[0],
        f"{state[1]}: {why[1]}" if why else state[1],
        clock.local(row.sent_at) if row.sent_at else None,
        clock.local(row.hold_until) if row.hold_until and row.state == State.WAITING else None,
        "" if row.state == State.SENT else error,
    )


def bell_of(account: Account) -> QuerySet[BellLine]:
    """The list of an account, newest first, with what its words are written from."""
    rows = BellLine.objects.filter(account=account).select_related(
        "event", "dossier__procedure_version", "dossier__agency", "dossier__reception_agency"
    )
    return rows.order_by("-created_at", "-id")


def unread(account_id: int) -> QuerySet[BellLine]:
    """The lines of the list that were not read yet."""
    return BellLine.objects.filter(account_id=account_id, read_at=None)


def count_unread(account_id: int) -> int:
    """How many those are."""
    return unread(account_id).count()


def _rows(notices: QuerySet[Notice], limit: int) -> list[NoticeRow]:
    found = list(notices.select_related("event", "dossier")[:limit])
    attempts: dict[int, list[DeliveryAttempt]] = {}
    for attempt in DeliveryAttempt.objects.filter(notice__in=found).order_by("number"):
        attempts.setdefault(attempt.notice_id, []).append(attempt)
    return [
        NoticeRow(
            id=notice.pk,
            code=notice.dossier.code,
            event=notice.event.type,
            audience=notice.audience,
            channel=notice.channel,
            template=notice.template,
            language=notice.language,
            addresses=tuple(notice.address.split("\n")) if notice.address else (),
            subject=notice.subject,
            state=notice.state,
            state_vi=STATES[notice.state][0],
            state_en=STATES[notice.state][1],
            created_at=clock.local(notice.created_at),
            sent_at=clock.local(notice.sent_at) if notice.sent_at else None,
            attempts=len(attempts.get(notice.pk, [])),
            last_error=attempts[notice.pk][-1].error if notice.pk in attempts else "",
        )
        for notice in found
    ]


def text_on(template: str, language: str, on: date, channel: str = Channel.EMAIL) -> NoticeText | None:
    """The office's own words for a notice on a day; None where the shipped ones are sent."""
    rows = NoticeText.objects.filter(
        template=template, channel=channel, language=language, withdrawn=0, valid_from__lte=on
    )
    return rows.filter(Q(valid_to=None) | Q(valid_to__gt=on)).order_by("-number").first()


def texts_of(template: str, language: str, channel: str = Channel.EMAIL) -> list[NoticeText]:
    """Every version of an office's words, the newest first, with those taken back."""
    rows = NoticeText.objects.filter(template=template, channel=channel, language=language).select_related("set_by")
    return list(rows.order_by("-number"))


def every_text() -> list[NoticeText]:
    """All words that stand, for a list of all notices."""
    return list(NoticeText.objects.filter(withdrawn=0).order_by("template", "language", "number"))


def announcements(at: datetime) -> list[Announcement]:
    """What everybody is told at a moment, what begins first at the top."""
    rows = Announcement.objects.filter(withdrawn_at=None, published_at__lte=at, ends_at__gt=at)
    return list(rows.order_by(F("starts_at").asc(nulls_last=True), "ends_at"))


def every_announcement() -> QuerySet[Announcement]:
    """All that was ever told, the newest first."""
    return Announcement.objects.select_related("published_by").order_by("-published_at", "-pk")
