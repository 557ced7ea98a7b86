"""Notices, the tries to deliver them, and who wants them how.

The text is not kept: it is written from the event and the dossier when it is sent. The address is the only personal
datum here, and it is blanked with the dossier's parties when they are disposed of.
"""

from django.db import models
from django.db.models import Q

from motcua.notifications.rules import LANGUAGES, Audience, Channel, State


def _pairs(values: type[Audience | Channel | State]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in values]


class Notice(models.Model):
    """One message to one audience about one event, by one channel: never twice."""

    event = models.ForeignKey("journal.Event", on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="notices")
    audience = models.CharField(max_length=10, choices=_pairs(Audience))
    channel = models.CharField(max_length=8, choices=_pairs(Channel), default=Channel.EMAIL)
    template = models.CharField(max_length=60)
    language = models.CharField(max_length=2, choices=[(one, one) for one in LANGUAGES])
    address = models.TextField(blank=True, help_text="one address a line")
    subject = models.CharField(max_length=200, help_text="carries the dossier's code and nothing personal")
    state = models.CharField(max_length=8, choices=_pairs(State), default=State.WAITING)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True, help_text="somebody is sending it until then")
    hold_until = models.DateTimeField(null=True, help_text="it came in quiet hours and goes when they end")
    why = models.CharField(max_length=12, blank=True, help_text="why it was not sent; of a skipped one only")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "audience", "channel"], name="notice_once"),
            models.CheckConstraint(
                condition=Q(state=State.SENT.value, sent_at__isnull=False)
                | (~Q(state=State.SENT.value) & Q(sent_at__isnull=True)),
                name="notice_sent_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SKIPPED.value, why__gt="") | (~Q(state=State.SKIPPED.value) & Q(why="")),
                name="notice_skipped_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "created_at"], name="notice_dossier"),
            models.Index(fields=["created_at"], name="notice_waiting", condition=Q(state=State.WAITING.value)),
        ]

    def __str__(self) -> str:
        return f"{self.template} to {self.audience} about event {self.event_id}"


class DeliveryAttempt(models.Model):
    """One try to deliver a notice."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    ok = models.BooleanField()
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "number"], name="delivery_attempt_number"),
            models.UniqueConstraint(fields=["notice"], condition=Q(ok=True), name="delivery_attempt_one_ok"),
            models.CheckConstraint(
                condition=Q(ok=True, error="") | (Q(ok=False) & ~Q(error="")), name="delivery_attempt_failed_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.number} of notice {self.notice_id}"


class Preference(models.Model):
    """How an account wants to be told; without a row: e-mail, in the account's language."""

    account = models.OneToOneField("people.Account", on_delete=models.CASCADE, related_name="notice_preference")
    language = models.CharField(max_length=2, choices=[(one, one) for one in LANGUAGES])
    email = models.BooleanField(default=True)
    digest = models.BooleanField(default=True, help_text="officers: one letter in the morning")
    muted = models.JSONField(default=list, help_text="keys of templates that are not sent by mail")
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"preference of account {self.account_id}"


class BellLine(models.Model):
    """A line in the list of an account (the bell): what happened to which dossier; its words are written when read."""

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="bell_lines")
    event = models.ForeignKey("journal.Event", on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="bell_lines")
    template = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "event", "template"], name="bell_line_once")]
        indexes = [
            models.Index(fields=["account", "-created_at"], name="bell_line_of_account"),
            models.Index(fields=["account"], name="bell_line_unread", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.template} for account {self.account_id}"


class Digest(models.Model):
    """The morning's letter to one officer: once a day, with what it counted."""

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    counts = models.JSONField(help_text="waiting, near, behind, overdue, …: numbers only")
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "day"], name="digest_once")]

    def __str__(self) -> str:
        return f"digest of {self.day} for account {self.account_id}"


class NoticeHours(models.Model):
    """From which day which hours are quiet, and when the morning's letter goes. Added, never edited."""

    valid_from = models.DateField()
    quiet_from = models.TimeField()
    quiet_to = models.TimeField(help_text="equal to quiet_from: no quiet hours")
    digest_at = models.TimeField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"quiet {self.quiet_from}–{self.quiet_to} from {self.valid_from}"


class NoticeText(models.Model):
    """The office's own words for a notice, from one day to another: subject and body of a letter whose frame (code,
    procedure, state, address, telephone) stays as it is shipped. Without a row the shipped words are sent."""

    template = models.CharField(max_length=60)
    channel = models.CharField(max_length=8, choices=_pairs(Channel), default=Channel.EMAIL)
    language = models.CharField(max_length=2, choices=[(one, one) for one in LANGUAGES])
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=150)
    body = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    withdrawn = models.PositiveIntegerField(default=0, help_text="its own number when taken back before its first day")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "channel", "language", "number"], name="notice_text_number"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=models.F("valid_from")), name="notice_text_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template}.{self.language} v{self.number}"


class Announcement(models.Model):
    """What everybody is told on the first pages: planned maintenance with its hours, or something else until a day."""

    class Kind(models.TextChoices):
        MAINTENANCE = "maintenance"
        OTHER = "other"

    kind = models.CharField(max_length=12, choices=Kind)
    title_vi = models.CharField(max_length=150)
    title_en = models.CharField(max_length=150)
    body_vi = models.TextField(blank=True)
    body_en = models.TextField(blank=True)
    starts_at = models.DateTimeField(null=True, help_text="maintenance: from when nothing can be filed")
    ends_at = models.DateTimeField(help_text="maintenance: until when; else: shown until then")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="other", starts_at=None) | Q(kind="maintenance", starts_at__lt=models.F("ends_at")),
                name="announcement_hours",
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], name="announcement_ends")]

    def __str__(self) -> str:
        return self.title_vi
