"""The morning's letter to officers: what waits, what is near, what is behind, what is overdue; once on a working day.

Numbers only, with the codes that are due first. Who has nothing to do gets none; who switched it off gets none. A
server that is down leaves the row without a time, and the next round tries it again the same day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet

from motcua.deadlines.queries import calendar_of
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.tasks import near
from motcua.dossiers.words import written
from motcua.journal.outbox import Job
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.registry import provider
from motcua.notifications import digests
from motcua.notifications.models import Digest
from motcua.notifications.ports import Mail, MailRefused, MailSender, MailUnavailable
from motcua.notifications.queries import contact_of, hours_on
from motcua.notifications.rendering import Rendered, render_facts
from motcua.notifications.rules import Hours
from motcua.people import access
from motcua.people.models import Account, Appointment

ACTS = {
    access.SINGLE_WINDOW_OFFICER: ("receive", "deliver"),
    access.SPECIALIST_OFFICER: ("forward", "propose"),
    access.COMMUNE_LEADER: ("approve",),
}
WORDS = {
    "receive": ("Chờ tiếp nhận", "Waiting to be accepted"),
    "deliver": ("Chờ trả kết quả", "Results to hand over"),
    "forward": ("Chờ phân công, chuyển tiếp", "To be passed on"),
    "propose": ("Chờ giải quyết", "To be decided on"),
    "approve": ("Chờ ký duyệt", "Waiting for your signature"),
    "near": ("Sắp đến hạn", "Near their time"),
    "behind": ("Chậm ở bước đang giữ", "Behind at a step"),
    "overdue": ("Quá hẹn trả", "Past their promise"),
}
EVERY = timedelta(minutes=15)
LATEST = timedelta(hours=4)
"""A morning's letter that could not go for so long is not sent in the afternoon."""
FIRST = 5
USUAL = Hours(time(0), time(0), time(7))
"""Until somebody set other hours: no quiet ones, the letter at seven."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one officer has to do, in numbers, and what is due first."""

    counts: dict[str, int]
    next: tuple[Dossier, ...]

    @property
    def total(self) -> int:
        return sum(self.counts.get(act, 0) for act in WORDS if act not in ("near", "behind", "overdue"))


def send_digests(now: datetime) -> None:
    """Send what is due at this moment. Raises nothing: a letter that cannot go is tried again in the next round."""
    day = clock.local_day(now)
    if not _is_morning(now, day, hours_on(day) or USUAL):
        return
    done = set(Digest.objects.filter(day=day, sent_at__isnull=False).values_list("account_id", flat=True))
    for account, actor in officers(day):
        if account.pk not in done and _works(account, actor, day):
            _send(account, actor, day, now)


def _is_morning(now: datetime, day: date, hours: Hours) -> bool:
    begins = clock.day_start(day) + timedelta(hours=hours.digest_at.hour, minutes=hours.digest_at.minute)
    return begins <= now < begins + LATEST


def officers(day: date) -> list[tuple[Account, Actor]]:
    """Everybody with an address who holds a post with tasks on a day, under the first such post."""
    rows = Appointment.objects.filter(
        role__in=sorted(ACTS), valid_from__lte=day, withdrawn_at=None, account__is_active=True
    ).exclude(valid_to__lte=day)
    found: dict[int, tuple[Account, Actor]] = {}
    for row in rows.exclude(account__email="").select_related("account", "position__agency").order_by("pk"):
        actor = Actor("account", str(row.account_id), row.role, row.position.agency.code, row.position.slug)
        found.setdefault(row.account_id, (row.account, actor))
    return list(found.values())


def _works(account: Account, actor: Actor, day: date) -> bool:
    """True on a working day of the officer's agency, for who wants this letter."""
    from motcua.agencies.queries import find_agency

    agency = find_agency(actor.agency)
    wants = contact_of(account).wanted and digests.wants(account)
    return wants and agency is not None and calendar_of(agency.pk).is_working_day(day)


def counted(actor: Actor, now: datetime) -> Found:
    """What waits for this actor, by act; of that what is near, behind at its step, past its promise."""
    sets = {act: queries.waiting_for(actor, now, act) for act in ACTS[actor.role]}
    counts = {act: rows.count() for act, rows in sets.items()}
    inside = [rows for act, rows in sets.items() if act not in ("receive", "deliver")]
    counts["near"] = sum(rows.filter(near(now)).count() for rows in inside)
    counts["behind"] = sum(rows.filter(step_due_at__lt=now, paused_since=None).count() for rows in inside)
    counts["overdue"] = sum(rows.filter(due_at__lt=now, paused_since=None).count() for rows in inside)
    return Found(counts, tuple(_first(inside or list(sets.values()))))


def _first(sets: Sequence[QuerySet[Dossier]]) -> list[Dossier]:
    rows = [row for found in sets for row in found[:FIRST]]
    return sorted(rows, key=lambda row: (row.due_at is None, row.due_at or row.submitted_at))[:FIRST]


def text_of(found: Found, account: Account, day: date) -> Rendered:
    """The letter in the officer's language."""
    language = contact_of(account).language
    english = language == "en"
    facts: dict[str, Any] = {
        "total": found.total,
        "day": f"{day:%d/%m/%Y}",
        "lines": [
            {"name": names[english], "count": found.counts[key]}
            for key, names in WORDS.items()
            if key in found.counts and (found.counts[key] or key in ("behind", "overdue"))
        ],
        "next": [
            {
                "code": row.code,
                "procedure": (row.procedure_version.name_en if english else "") or row.procedure_version.name_vi,
                "due": written(row.due_at, language),
            }
            for row in found.next
        ],
        "home": settings.BASE_URL,
    }
    return render_facts("digest", language, facts)


def _send(account: Account, actor: Actor, day: date, now: datetime) -> None:
    found = counted(actor, now)
    if not found.total:
        return
    row = digests.begin(account, day, found.counts)
    if row is None:
        return  # another worker has it, or it went
    text = text_of(found, account, day)
    sender: MailSender = provider("mail_sender")
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    mail = Mail(f"digest-{account.pk}-{day:%y%m%d}@{host}", (account.email,), text.subject, text.body)
    try:
        sender.send(mail)
    except MailRefused as error:
        digests.ended(row, at=now, error=str(error))
    except MailUnavailable as error:
        digests.ended(row, at=None, error=str(error))
    else:
        digests.ended(row, at=now, error="")


JOBS = (Job("notices.digest", EVERY, send_digests),)
