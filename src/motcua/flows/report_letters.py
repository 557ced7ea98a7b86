"""Saved reports sent after their period has ended: a link, and the file where it holds no names.

Whether a recipient may see the figures is asked again at each sending. A letter that cannot go is tried again, and
what became of it stands on the report's page.
"""

from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from motcua.journal.outbox import Job
from motcua.kernel import clock
from motcua.kernel.registry import provider
from motcua.notifications.ports import Attachment, Mail, MailRefused, MailSender, MailUnavailable
from motcua.notifications.queries import contact_of
from motcua.notifications.rendering import render_facts
from motcua.reports import export
from motcua.reports.keeping.rights import reader_among
from motcua.reports.keeping.runs import is_large
from motcua.reports.keeping.saved import days_of, next_sending
from motcua.reports.models import ReportLetter, SavedReport
from motcua.reports.statutory import Asked, agency_name, get_report, make, table

EVERY = timedelta(minutes=15)
FIRST_WAIT = timedelta(minutes=15)
MOST_ATTEMPTS = 8
"""15 minutes, half an hour, … : a day and a half in all."""
LARGEST = 5_000_000
"""Bytes of a file that goes with a letter; what is larger is fetched by the link."""


def send_due(now: datetime) -> None:
    """Put down what is due today, then send what waits."""
    today = clock.local_day(now)
    due = SavedReport.objects.filter(next_on__lte=today, paused_at=None, deleted_at=None)
    for number in due.values_list("pk", flat=True):
        _put_down(number, now)
    waiting = ReportLetter.objects.filter(state=ReportLetter.State.WAITING)
    waiting = waiting.filter(Q(next_try_at=None) | Q(next_try_at__lte=now), saved__paused_at=None)
    for number in waiting.order_by("pk").values_list("pk", flat=True):
        _send(number, now)


@transaction.atomic
def _put_down(number: int, now: datetime) -> None:
    """A letter for each recipient about the period that ended; once, whoever comes first."""
    today = clock.local_day(now)
    saved = SavedReport.objects.select_for_update().filter(pk=number, next_on__lte=today).first()
    if saved is None:
        return
    first, last = days_of(saved, today)
    ReportLetter.objects.bulk_create(
        (
            ReportLetter(saved=saved, account_id=account, first=first, last=last)
            for account in saved.recipients.order_by("pk").values_list("account_id", flat=True)
        ),
        ignore_conflicts=True,
    )
    saved.next_on = next_sending(saved.kind, today)
    saved.save(update_fields=["next_on"])


def _send(number: int, now: datetime) -> None:
    """Send one letter: taken first, so that two workers never send it twice."""
    taken = ReportLetter.objects.filter(pk=number, state=ReportLetter.State.WAITING)
    attempts = taken.values_list("attempts", flat=True).first()
    if attempts is None:
        return
    wait = FIRST_WAIT * 2**attempts
    if not taken.filter(attempts=attempts).update(attempts=attempts + 1, next_try_at=now + wait):
        return
    letter = ReportLetter.objects.select_related("saved__agency", "account").get(pk=number)
    mail = _mail(letter, now)
    if isinstance(mail, str):
        _ended(letter, ReportLetter.State.BARRED, mail)
        return
    sender: MailSender = provider("mail_sender")
    try:
        sender.send(mail)
    except MailRefused as error:
        _ended(letter, ReportLetter.State.FAILED, str(error))
    except MailUnavailable as error:
        if letter.attempts >= MOST_ATTEMPTS:
            _ended(letter, ReportLetter.State.FAILED, str(error))
        else:
            ReportLetter.objects.filter(pk=number).update(error=str(error)[:300])
    else:
        ReportLetter.objects.filter(pk=number).update(
            state=ReportLetter.State.SENT, sent_at=now, next_try_at=None, error=""
        )


def _ended(letter: ReportLetter, state: ReportLetter.State, error: str) -> None:
    ReportLetter.objects.filter(pk=letter.pk).update(state=state, next_try_at=None, error=error[:300])


def _mail(letter: ReportLetter, now: datetime) -> Mail | str:
    """The letter, or the code of why it may not go."""
    saved, account = letter.saved, letter.account
    viewer = reader_among(account, saved.agency.code, clock.local_day(now))
    if viewer is None:
        return "report.rights_lost"
    if not account.email:
        return "report.no_address"
    language = contact_of(account).language
    english = language == "en"
    report = get_report(saved.report)
    asked = Asked(saved.agency.code, letter.first, letter.last, now, saved.lines, viewer)
    attachments: tuple[Attachment, ...] = ()
    if saved.attached and report.lists is None and not is_large(report, asked):
        content = export.write(table(make(report, asked), language), saved.format)
        if len(content) <= LARGEST:
            name = f"{report.slug}-{asked.agency}-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}.{saved.format}"
            attachments = (Attachment(name, export.MEDIA_TYPES[saved.format].partition(";")[0], content),)
    query = {"don-vi": asked.agency, "ky": saved.kind, "tu": letter.first, "den": letter.last, "theo": saved.lines}
    facts = {
        "title": saved.title,
        "name": report.name[english],
        "agency": agency_name(asked, language),
        "period": f"{letter.first:%d/%m/%Y}–{letter.last:%d/%m/%Y}",
        "attached": bool(attachments),
        "link": f"{settings.BASE_URL}{reverse('numbers:report', args=[report.slug])}?{urlencode(query)}",
        "home": settings.BASE_URL,
    }
    text = render_facts("report", language, facts)
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return Mail(f"report-{letter.pk}@{host}", (account.email,), text.subject, text.body, language, attachments)


JOBS = (Job("reports.letters", EVERY, send_due),)
