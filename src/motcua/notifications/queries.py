"""Reading notices and who wants them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.notifications.models import Announcement, DeliveryAttempt, Notice, NoticeText, Preference
from motcua.notifications.rules import Contact, State, language_of
from motcua.notifications.words import STATES
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
    rows = Notice.objects.order_by("-id")
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
    )


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


def text_on(template: str, language: str, on: date) -> NoticeText | None:
    """The office's own words for a notice on a day; None where the shipped ones are sent."""
    rows = NoticeText.objects.filter(template=template, language=language, withdrawn=0, valid_from__lte=on)
    return rows.filter(Q(valid_to=None) | Q(valid_to__gt=on)).order_by("-number").first()


def texts_of(template: str, language: str) -> list[NoticeText]:
    """Every version of an office's words, the newest first, with those taken back."""
    rows = NoticeText.objects.filter(template=template, language=language).select_related("set_by")
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
