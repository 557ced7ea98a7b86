"""Reports that people keep: saved ones, sent when a period has ended, and large ones made as tasks."""

from django.db import models
from django.db.models import F, Q

FORMATS = [(one, one) for one in ("xlsx", "csv", "pdf", "json")]


class SavedReport(models.Model):
    """A report with its parameters under a name. `kind` is a kind of period: the last one that has ended; "free" keeps
    its days. With `next_on` it is sent to its recipients on that day and then after each period of its kind."""

    owner = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="saved_reports")
    title = models.CharField(max_length=120)
    report = models.CharField(max_length=40, help_text="slug in the registry")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    lines = models.CharField(max_length=20, blank=True, help_text="by what it is broken down; empty: as usual")
    kind = models.CharField(max_length=20)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    format = models.CharField(max_length=4, choices=FORMATS, default="xlsx")
    attached = models.BooleanField(default=True, help_text="the file goes with the letter, not the link alone")
    next_on = models.DateField(null=True, help_text="when it is sent next; empty: never")
    paused_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="free", first__isnull=False, last__gte=F("first"), next_on=None)
                | (~Q(kind="free") & Q(first=None, last=None)),
                name="saved_report_days",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="saved_report_titled"),
        ]
        indexes = [models.Index(fields=["next_on"], name="saved_report_next")]

    def __str__(self) -> str:
        return f"{self.report} of agency {self.agency_id}"


class ReportRecipient(models.Model):
    """Who gets a saved report; whether they may see it is asked again at each sending."""

    saved = models.ForeignKey(SavedReport, on_delete=models.CASCADE, related_name="recipients")
    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["saved", "account"], name="report_recipient_once")]

    def __str__(self) -> str:
        return f"account {self.account_id} of {self.saved_id}"


class ReportLetter(models.Model):
    """One sending of one period to one recipient: once, whatever happens in between."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"
        BARRED = "barred"  # may not see it any more, or has no address

    saved = models.ForeignKey(SavedReport, on_delete=models.PROTECT, related_name="letters")
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["saved", "account", "first", "last"], name="report_letter_once"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                name="report_letter_sent_has_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "next_try_at"], name="report_letter_due")]

    def __str__(self) -> str:
        return f"letter of {self.saved_id} to account {self.account_id}"


class ReportRun(models.Model):
    """A large report made by the worker: who asked, what, how far, and the file for as long as it is kept."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"
        GONE = "gone"  # the file was kept long enough

    asked_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40, help_text="as what it was asked: the rights hold then and when it is made")
    asker_agency = models.CharField(max_length=35)
    report = models.CharField(max_length=40)
    agency = models.CharField(max_length=35)
    first = models.DateField()
    last = models.DateField()
    as_of = models.DateTimeField()
    lines = models.CharField(max_length=20, blank=True)
    format = models.CharField(max_length=4, choices=FORMATS)
    language = models.CharField(max_length=2, default="vi")
    state = models.CharField(max_length=9, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    all = models.PositiveIntegerField(default=0)
    lease = models.CharField(max_length=36, blank=True)
    leased_until = models.DateTimeField(null=True)
    file = models.CharField(max_length=120, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    kept_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done") & ~Q(file="") | (~Q(state="done") & Q(file="")),
                name="report_run_done_has_file",
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="report_run_forward"),
        ]
        indexes = [models.Index(fields=["asked_by", "-asked_at"], name="report_run_asker")]

    def __str__(self) -> str:
        return f"run {self.pk} of {self.report}"
