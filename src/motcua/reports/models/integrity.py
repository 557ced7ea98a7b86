"""Sealed periods, and what was said about signals: both are appended and never changed (ADR 23)."""

from django.db import models
from django.db.models import F, Q


class PeriodSeal(models.Model):
    """The figures of one agency and period as they stood when the period was sealed; a correction is the next version.

    `content` is canonical JSON (`reports.seals.content`) and `digest` the SHA-256 of its UTF-8 bytes, so that anybody
    can recompute it. `journal` is the journal's own seal that stood then.
    """

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, help_text="month, quarter, year, closed_month …")
    first = models.DateField()
    last = models.DateField(help_text="included")
    version = models.PositiveSmallIntegerField()
    content = models.TextField(help_text="canonical JSON, hashed as it stands")
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=500, blank=True, help_text="of a correction; public")
    journal = models.ForeignKey("journal.Seal", on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()
    sealed_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "first", "last", "version"], name="period_seal_version"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="period_seal_forward"),
            models.CheckConstraint(
                condition=Q(version=1, reason="") | (Q(version__gte=2) & ~Q(reason="")),
                name="period_seal_correction_says_why",
            ),
        ]
        indexes = [models.Index(fields=["last", "agency"], name="period_seal_last")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.first}–{self.last} v{self.version}"


class SignalNote(models.Model):
    """What a unit says about a signal, or what who reviewed it wrote, with the numbers that were seen."""

    class Kind(models.TextChoices):
        ANSWER = "answer"
        REVIEW = "review"

    signal = models.CharField(max_length=40)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField(help_text="included")
    kind = models.CharField(max_length=6, choices=Kind)
    text = models.TextField()
    number = models.PositiveIntegerField(help_text="dossiers of the signal when it was written")
    whole = models.PositiveIntegerField(help_text="of so many")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="signal_note_says_something"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="signal_note_forward"),
            models.CheckConstraint(condition=Q(kind__in=["answer", "review"]), name="signal_note_kind_known"),
        ]
        indexes = [models.Index(fields=["agency", "first", "last"], name="signal_note_period")]

    def __str__(self) -> str:
        return f"{self.kind} to {self.signal} of agency {self.agency_id}"
