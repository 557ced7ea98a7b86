"""Saved reports: keep one, send it after each period, pause, go on, delete."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction

from motcua.agencies.queries import get_agency
from motcua.journal.actions import record
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotVisible
from motcua.people import access
from motcua.people.models import Account
from motcua.reports.keeping.rights import account_of, may_read, reader_among
from motcua.reports.models import ReportLetter, ReportRecipient, SavedReport
from motcua.reports.statutory import get_report, periods

MOST_SAVED, MOST_RECIPIENTS = 100, 30
ONE_DAY = timedelta(days=1)


def last_ended(kind: str, today: date) -> tuple[date, date]:
    """The newest period of a kind that is over."""
    return periods.before(kind, periods.period(kind, today)[0])


def days_of(saved: SavedReport, today: date) -> tuple[date, date]:
    """The period that a saved report is about on a day."""
    if saved.first is not None and saved.last is not None:
        return saved.first, saved.last
    return last_ended(saved.kind, today)


def next_sending(kind: str, today: date) -> date:
    """The day after the present period of a kind ends."""
    return periods.period(kind, today)[1] + ONE_DAY


@transaction.atomic
def save(
    *,
    title: str,
    report: str,
    agency: str,
    lines: str = "",
    kind: str,
    first: date | None = None,
    last: date | None = None,
    format: str = "xlsx",
    by: Actor,
    at: datetime,
) -> SavedReport:
    """Keep a report under a name. Raises Invalid, NotVisible, NotAllowed."""
    access.require("reports.keep", by)
    found = get_report(report)
    if not may_read(by, agency, clock.local_day(at), "reports.keep"):
        raise NotVisible("agency.unknown", agency=agency)
    title = " ".join(title.split())
    if not title or len(title) > 120:
        raise Invalid("report.invalid", [FieldError("title", "report.title_missing")])
    kinds = periods.FIXED if found.fixed_periods else periods.KINDS
    if kind not in kinds or (kind == "free" and (first is None or last is None or last < first)):
        raise Invalid("report.invalid", [FieldError("kind", "report.kind_unknown")])
    if lines not in ("", *found.by) or format not in ("xlsx", "csv", "pdf", "json"):
        raise Invalid("report.invalid", [FieldError("lines", "report.by_unknown", allowed=", ".join(found.by))])
    mine = SavedReport.objects.filter(owner_id=by.account_id, deleted_at=None)
    if mine.count() >= MOST_SAVED:
        raise Invalid("report.invalid", [FieldError("title", "report.too_many", most=MOST_SAVED)])
    saved = SavedReport.objects.create(
        owner_id=account_of(by),
        title=title,
        report=found.slug,
        agency=get_agency(agency),
        lines=lines,
        kind=kind,
        first=first if kind == "free" else None,
        last=last if kind == "free" else None,
        format=format,
        saved_at=at,
    )
    _told(saved, "report.saved", by, at, first=True, report=saved.report, agency=agency, kind=kind)
    return saved


def get_saved(number: int, viewer: Actor) -> SavedReport:
    """One of one's own. Raises NotVisible."""
    found = SavedReport.objects.filter(pk=number, owner_id=viewer.account_id, deleted_at=None)
    row = found.select_related("agency", "owner").first()
    if row is None:
        raise NotVisible("report.saved_unknown")
    return row


def saved_of(viewer: Actor) -> list[SavedReport]:
    """One's own, the newest first."""
    rows = SavedReport.objects.filter(owner_id=viewer.account_id, deleted_at=None).select_related("agency")
    return list(rows.prefetch_related("recipients__account").order_by("-saved_at", "-pk"))


@transaction.atomic
def schedule(
    saved: SavedReport, *, usernames: Collection[str], format: str, attached: bool, by: Actor, at: datetime
) -> SavedReport:
    """Send it after each period of its kind to these accounts. Raises Invalid naming who may not see it."""
    saved = _locked(saved, by)
    if saved.kind == "free":
        raise Invalid("report.invalid", [FieldError("recipients", "report.free_not_sent")])
    names = list(dict.fromkeys(name for name in usernames if name))
    if not names or len(names) > MOST_RECIPIENTS:
        raise Invalid("report.invalid", [FieldError("recipients", "report.no_recipient", most=MOST_RECIPIENTS)])
    if format not in ("xlsx", "csv", "pdf"):
        raise Invalid("report.invalid", [FieldError("format", "report.format_unknown")])
    accounts = {one.username: one for one in Account.objects.filter(username__in=names)}
    today = clock.local_day(at)
    for name in names:
        account = accounts.get(name)
        if account is None or reader_among(account, saved.agency.code, today) is None:
            raise Invalid("report.invalid", [FieldError("recipients", "report.recipient_barred", who=name)])
        if not account.email:
            raise Invalid("report.invalid", [FieldError("recipients", "report.recipient_no_mail", who=name)])
    saved.recipients.all().delete()
    ReportRecipient.objects.bulk_create(ReportRecipient(saved=saved, account=accounts[name]) for name in names)
    saved.format, saved.attached, saved.paused_at = format, attached, None
    saved.next_on = next_sending(saved.kind, today)
    saved.save(update_fields=["format", "attached", "paused_at", "next_on"])
    ids = sorted(accounts[name].pk for name in names)
    _told(saved, "report.scheduled", by, at, recipients=ids, next_on=saved.next_on)
    return saved


@transaction.atomic
def pause(saved: SavedReport, *, by: Actor, at: datetime) -> SavedReport:
    """Send no more until it goes on."""
    saved = _locked(saved, by)
    if saved.next_on is not None and saved.paused_at is None:
        saved.paused_at = at
        saved.save(update_fields=["paused_at"])
        _told(saved, "report.paused", by, at)
    return saved


@transaction.atomic
def go_on(saved: SavedReport, *, by: Actor, at: datetime) -> SavedReport:
    """Send again, from the next period that ends."""
    saved = _locked(saved, by)
    if saved.paused_at is not None:
        saved.paused_at = None
        saved.next_on = next_sending(saved.kind, clock.local_day(at))
        saved.save(update_fields=["paused_at", "next_on"])
        _told(saved, "report.resumed", by, at, next_on=saved.next_on)
    return saved


@transaction.atomic
def delete(saved: SavedReport, *, by: Actor, at: datetime) -> None:
    """It is listed and sent no more; what was sent stays known."""
    saved = _locked(saved, by)
    saved.deleted_at, saved.next_on, saved.paused_at = at, None, None
    saved.save(update_fields=["deleted_at", "next_on", "paused_at"])
    saved.letters.filter(state=ReportLetter.State.WAITING).update(
        state=ReportLetter.State.BARRED, next_try_at=None, error="report.deleted"
    )
    _told(saved, "report.deleted", by, at)


@transaction.atomic
def restore(number: int, *, by: Actor, at: datetime) -> SavedReport:
    """Take a deletion back; it is sent no more until somebody says so. Raises NotVisible."""
    saved = SavedReport.objects.select_for_update().filter(pk=number, owner_id=by.account_id).first()
    if saved is None:
        raise NotVisible("report.saved_unknown")
    if saved.deleted_at is not None:
        saved.deleted_at = None
        saved.save(update_fields=["deleted_at"])
        _told(saved, "report.restored", by, at)
    return saved


def letters_of(saved: SavedReport, most: int = 50) -> list[ReportLetter]:
    """What was sent, the newest first."""
    rows = saved.letters.select_related("account").order_by("-last", "-pk")
    return list(rows[:most])


@transaction.atomic
def try_again(letter_id: int, saved: SavedReport, *, by: Actor, at: datetime) -> None:
    """A letter that failed is tried once more. Raises NotVisible."""
    saved = _locked(saved, by)
    row = saved.letters.select_for_update().filter(pk=letter_id, state=ReportLetter.State.FAILED).first()
    if row is None:
        raise NotVisible("report.saved_unknown")
    row.state, row.attempts, row.next_try_at, row.error = ReportLetter.State.WAITING, 0, at, ""
    row.save(update_fields=["state", "attempts", "next_try_at", "error"])
    _told(saved, "report.tried_again", by, at, letter=row.pk)


def _locked(saved: SavedReport, by: Actor) -> SavedReport:
    row = SavedReport.objects.select_for_update(of=("self",)).select_related("agency")
    found = row.filter(pk=saved.pk, owner_id=by.account_id, deleted_at=None).first()
    if found is None:
        raise NotVisible("report.saved_unknown")
    return found


def _told(saved: SavedReport, type: str, by: Actor, at: datetime, *, first: bool = False, **facts: object) -> None:
    record(type, subject=f"report:{saved.pk}", by=by, at=at, first=first, **facts)
