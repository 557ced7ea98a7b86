"""Dossiers and results on their way from one agency to another: accepted or returned, never lost."""

from django.db import models
from django.db.models import F, Q


class Transfer(models.Model):
    """A hand-over between agencies (chuyển giao): of a dossier from the counter that took it in to the agency that
    decides it, or of a result to the counter where the person wants it. It changes no state of the dossier.

    Until it is accepted or returned the dossier is "in hand-over", with `answer_until` as its clock.
    """

    class Kind(models.TextChoices):
        DOSSIER = "dossier"
        RESULT = "result"

    class State(models.TextChoices):
        HANDED = "handed"
        ACCEPTED = "accepted"
        RETURNED = "returned"
        CANCELLED = "cancelled"  # the sender took it back, or the dossier ended on the way

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="transfers")
    number = models.PositiveSmallIntegerField(help_text="counts from 1 within the dossier")
    kind = models.CharField(max_length=8, choices=Kind)
    from_agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="transfers_out")
    to_agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="transfers_in")
    electronic = models.BooleanField(default=False, help_text="nothing on paper travels")
    state = models.CharField(max_length=10, choices=State, default=State.HANDED)
    handed_at = models.DateTimeField()
    handed_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True, help_text="what the sender says to the receiver")
    answer_until = models.DateTimeField(help_text="until when it is accepted or returned")
    ended_at = models.DateTimeField(null=True, help_text="accepted, returned or cancelled")
    ended_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True, help_text="why it was returned or cancelled")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="transfer_number"),
            models.UniqueConstraint(fields=["dossier"], condition=Q(state="handed"), name="transfer_one_open"),
            models.CheckConstraint(condition=Q(kind__in=["dossier", "result"]), name="transfer_kind_known"),
            models.CheckConstraint(
                condition=Q(state="handed", ended_at=None)
                | Q(state="accepted", ended_at__isnull=False)
                | Q(state__in=["returned", "cancelled"], ended_at__isnull=False, reason__gt=""),
                name="transfer_state_has_times",
            ),
            models.CheckConstraint(condition=~Q(from_agency=F("to_agency")), name="transfer_to_another"),
            models.CheckConstraint(condition=Q(answer_until__gt=F("handed_at")), name="transfer_until_after"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("handed_at")), name="transfer_ended_after"
            ),
        ]
        indexes = [
            models.Index(fields=["to_agency", "answer_until"], name="transfer_coming", condition=Q(state="handed")),
            models.Index(fields=["from_agency", "answer_until"], name="transfer_going", condition=Q(state="handed")),
            models.Index(fields=["from_agency", "handed_at"], name="transfer_sent"),
            models.Index(fields=["to_agency", "handed_at"], name="transfer_received"),
        ]

    def __str__(self) -> str:
        return f"transfer {self.number} of {self.dossier_id}"

    @property
    def is_open(self) -> bool:
        """True while it is on its way."""
        return self.state == self.State.HANDED
