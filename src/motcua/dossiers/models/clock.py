"""The deadline ledger, and how the dossier stood at every moment."""

from django.db import models
from django.db.models import F, Q


class LedgerLines(models.QuerySet["LedgerEntry"]):
    """Lines of the ledger."""

    def in_force(self) -> "LedgerLines":
        """Without what an undo cancelled, and without the lines that cancel."""
        return self.filter(cancels=None, cancelled_by=None)


class LedgerEntry(models.Model):
    """One line of the deadline ledger: rule, facts for the sentence, old and new due time. Append-only."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="ledger")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    rule = models.CharField(max_length=60)
    effect = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    due_before = models.DateTimeField(null=True)
    due_after = models.DateTimeField(null=True)
    cancels = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="cancelled_by", help_text="the line that was undone"
    )

    objects = LedgerLines.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="ledger_entry_number")]

    def __str__(self) -> str:
        return f"{self.rule} {self.effect}"


class Standing(models.Model):
    """How a dossier stood from one instant to the next: the ground of every figure about the past (contract section 5).

    Half-open: it holds for from_at <= t < to_at; the last one has no to_at.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="standings")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=24)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField(null=True)
    paused_since = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(to_at=None), name="standing_one_open"),
            models.CheckConstraint(condition=Q(to_at=None) | Q(to_at__gt=F("from_at")), name="standing_forward"),
        ]
        indexes = [
            models.Index(fields=["agency", "from_at"], name="standing_agency"),
            models.Index(fields=["dossier", "from_at"], name="standing_dossier"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.state}"
