"""The deadline ledger, and how the dossier stood at every moment."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from motcua.dossiers.rules import LedgerKind
from motcua.dossiers.states import pairs


class LedgerLines(models.QuerySet["LedgerEntry"]):
    """Lines of the ledger."""

    def in_force(self) -> "LedgerLines":
        """Without what an undo cancelled, and without the lines that cancel."""
        return self.filter(cancels=None, cancelled_by=None)


class LedgerEntry(models.Model):
    """One line of the deadline ledger: rule, facts for the sentence, who, by what evidence, old and new due time.

    Append-only. Lines of kind `why` explain the line that follows them; the others are the chain of promises. Who is
    told as facts of the appointment, never a name: the person is found by the event of that number in the dossier's
    chain. `evidence`: {"paper": form of Circular 03/2025, "decision": number, "article": law, …}, what there is.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="ledger")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    rule = models.CharField(max_length=60)
    effect = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    due_before = models.DateTimeField(null=True)
    due_after = models.DateTimeField(null=True)
    kind = models.CharField(max_length=10, choices=pairs(LedgerKind), default=LedgerKind.WHY.value)
    by_role = models.CharField(max_length=40, blank=True)
    by_agency = models.CharField(max_length=35, blank=True, help_text="code of the agency of the appointment")
    by_position = models.CharField(max_length=60, blank=True, help_text="slug of the post")
    event = models.PositiveIntegerField(null=True, help_text="number of the event in the dossier's chain")
    evidence = models.JSONField(default=dict)
    cancels = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="cancelled_by", help_text="the line that was undone"
    )

    objects = LedgerLines.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="ledger_entry_number"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in LedgerKind]), name="ledger_entry_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.effect}"


LATE = Q(resolved_at=F("from_at")) & Q(GreaterThan(Coalesce("paused_since", "resolved_at"), F("due_at")))
"""The standing at a resolution that came late; while the clock stood still its stop is judged (contract section 5)."""


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
            # what happens after an instant, and which promises fall due after it: figures inside a day (ADR 17)
            models.Index(fields=["from_at"], name="standing_from"),
            models.Index(
                fields=["agency", "due_at"],
                name="standing_due",
                condition=Q(paused_since=None, resolved_at=None, received_at__isnull=False),
            ),
            models.Index(
                fields=["due_at", "agency", "from_at"],
                name="standing_open_due",
                condition=Q(to_at=None, paused_since=None, resolved_at=None, received_at__isnull=False),
            ),
            # the few that are late, of one agency and the newest of many; what is pending, and was at a past moment
            models.Index(fields=["agency", "from_at"], name="standing_late", condition=LATE),
            models.Index(fields=["-received_at", "-dossier"], name="standing_late_newest", condition=LATE),
            models.Index(
                fields=["-received_at", "-dossier"],
                name="standing_open_newest",
                condition=Q(to_at=None, resolved_at=None, received_at__isnull=False),
            ),
            models.Index(
                fields=["to_at"],
                name="standing_pended",
                condition=Q(to_at__isnull=False, resolved_at=None, received_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.state}"
