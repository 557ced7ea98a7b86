"""What must run beside the pages: the clock, the task worker, backups, the scanner, mail."""

import shutil
import smtplib
import subprocess
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Max, Min

from motcua import __version__
from motcua.adapters.scan.clamd import ClamdScanner
from motcua.flows import backup
from motcua.flows.replaying import last_night
from motcua.flows.running import figures, processes
from motcua.jobs.examining.finding import Finding, needed
from motcua.journal.models import Event
from motcua.kernel import clock

WAIT_SECONDS = 5
SKEW_SECONDS = 5
SILENT = timedelta(minutes=5)
OLD = timedelta(minutes=15)
BACKUP_DAYS = 2
FIRST_DAYS = timedelta(days=BACKUP_DAYS)


def clocks() -> Finding:
    """This machine, the database and the journal agree on what time it is."""
    now = clock.now()
    newest = Event.objects.aggregate(last=Max("at"))["last"]
    if newest is not None and newest > now + timedelta(seconds=SKEW_SECONDS):
        return Finding("wrong", f"the journal holds {newest:%Y-%m-%d %H:%M}, this clock is behind: set the clock right")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            away = abs((cursor.fetchone()[0] - clock.now()).total_seconds())
        if away > SKEW_SECONDS:
            return Finding("wrong", f"{away:.0f} s away from the clock of the database: keep both by NTP")
    if _synchronised() == "no":
        return Finding("note", "this machine's clock is kept by nobody: install systemd-timesyncd or chrony")
    return Finding("ok", f"{now:%Y-%m-%d %H:%M:%S %Z}")


def _synchronised() -> str:
    """ "yes", "no", or "" where the machine does not say."""
    if (tool := shutil.which("timedatectl")) is None:
        return ""
    said = subprocess.run(
        [tool, "show", "-p", "NTPSynchronized", "--value"],
        capture_output=True, text=True, check=False, timeout=WAIT_SECONDS,
    )  # fmt: skip
    return said.stdout.strip() if said.returncode == 0 else ""


def worker() -> Finding:
    """The task worker gives a sign of life every minute, and is of this version."""
    for process in processes.running():
        if process.version != __version__:
            return Finding("wrong", f"{process} runs old code beside {__version__}: restart it")
    seen = figures.worker_seen_at()
    fresh = [one for one in processes.running() if one.kind == "worker" and clock.now() - one.since < SILENT]
    if fresh and (seen is None or clock.now() - seen > SILENT):
        return Finding("note", f"{fresh[0]} has just started: ask again in a minute")
    if seen is None:
        return needed("never ran: start it (systemctl start motcua-worker); notices wait until then")
    if (silent := clock.now() - seen) > SILENT:
        return needed(f"silent for {_span(silent)}: start it (systemctl start motcua-worker)")
    return Finding("ok", f"last sign of life {_span(silent)} ago")


def outbox() -> Finding:
    """What events set going is done soon, and nothing gave up."""
    now = clock.now()
    box = figures.outbox(now)
    if box.oldest_due_at is not None and now - box.oldest_due_at > OLD:
        return needed(f"{box.due} wait, the oldest for {_span(now - box.oldest_due_at)}: does the worker run?")
    if box.failed:
        return Finding("note", f"{box.failed} gave up after twelve tries: read why in journal_delivery.last_error")
    return Finding("ok", f"{box.waiting} wait, none for long")


def backups() -> Finding:
    """A backup was written in the last days."""
    made = backup.last()
    now = clock.now()
    if made is None:
        began: datetime | None = Event.objects.aggregate(first=Min("at"))["first"]
        words = "none was ever written: enable motcua-backup.timer, or run motcua backup --into DIR"
        return Finding("note", words) if began is None or now - began < FIRST_DAYS else needed(words)
    at, file = made
    if now - at > timedelta(days=BACKUP_DAYS):
        return needed(f"the last one is {(now - at).days} days old ({file}): systemctl status motcua-backup")
    return Finding("ok", f"{_span(now - at)} ago, {file}")


def replayed() -> Finding:
    """Last night's dossiers are what their journal tells."""
    night = last_night()
    if night is None:
        return Finding(
            "note", "no night has replayed dossiers yet: motcua worker does, or motcua dossiers replay --all"
        )
    ago = clock.now() - night.at
    if night.different:
        named = ", ".join(night.codes[:3])
        return Finding(
            "wrong", f"{night.different} of {night.dossiers} dossiers differ from the journal: replay {named}"
        )
    return Finding("ok", f"{night.dossiers} dossiers {_span(ago)} ago are what their journal tells")


def scanner() -> Finding:
    """clamd answers PING; without one, files are marked “not scanned”."""
    address = settings.ENV.clamd_socket
    if not address:
        return Finding("note", "MOTCUA_CLAMD_SOCKET is not set: files are shown as “not scanned”")
    if not ClamdScanner(address, timeout=WAIT_SECONDS).ping():
        return Finding("wrong", f"{address} does not answer, files are shown as “not scanned”: start clamav-daemon")
    return Finding("ok", f"{address} answers")


def mail() -> Finding:
    """The SMTP server greets us, where one is set."""
    if not settings.ENV.smtp_url:
        return Finding("note", f"MOTCUA_SMTP_URL is not set: notices go to files in {settings.ENV.home / 'mail'}")
    kind = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
    with kind(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=WAIT_SECONDS) as server:
        code, _ = server.noop()
    if code != 250:
        return Finding("wrong", f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} answers {code}: check MOTCUA_SMTP_URL")
    return Finding("ok", f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} answers")


def _span(span: timedelta) -> str:
    seconds = max(int(span.total_seconds()), 0)
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= length:
            return f"{seconds // length} {unit}"
    return f"{seconds} s"
