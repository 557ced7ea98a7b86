"""Colleagues: asked for their opinion, and given an officer's open tasks."""

from django.db import models
from django.db.models import F, Q

from motcua.dossiers.models.dossier import both_or_neither


class Consultation(models.Model):
    """A question to a colleague, a post or another unit of the same agency (hỏi ý kiến). The clock does not stop."""

    class Opinion(models.TextChoices):
        AGREE = "agree"
        DISAGREE = "disagree"
        OTHER = "other"

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="consultations")
    number = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    to_account = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="asked")
    to_post = models.CharField(max_length=60, blank=True, help_text="kind of post (slug)")
    to_unit = models.CharField(max_length=120, blank=True, help_text="Vietnamese name of the unit")
    question = models.TextField()
    answer_until = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    opinion = models.CharField(max_length=10, blank=True, choices=Opinion)
    answer = models.TextField(blank=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="consultation_number"),
            models.CheckConstraint(condition=Q(answer_until__gt=F("asked_at")), name="consultation_until_after"),
            models.CheckConstraint(condition=both_or_neither("answered_at", "answered_by"), name="consultation_pair"),
            models.CheckConstraint(
                condition=Q(answered_at=None, opinion="") | Q(answered_at__isnull=False, opinion__gt=""),
                name="consultation_opinion",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(cancelled_at=None), name="consultation_answered_or_cancelled"
            ),
            models.CheckConstraint(
                condition=Q(to_account__isnull=False, to_post="", to_unit="")
                | Q(to_account=None, to_post__gt="", to_unit="")
                | Q(to_account=None, to_post="", to_unit__gt=""),
                name="consultation_one_addressee",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "answer_until"],
                name="consultation_open",
                condition=Q(answered_at=None, cancelled_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"consultation {self.number} on {self.dossier_id}"

    @property
    def is_open(self) -> bool:
        """True while an answer is awaited."""
        return self.answered_at is None and self.cancelled_at is None


class HandOver(models.Model):
    """A task given by one officer to a colleague (bàn giao), with the reason; `until` where it is for a leave."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="hand_overs")
    event = models.OneToOneField("journal.Event", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    from_account = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    to_account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="handed")
    reason = models.TextField()
    until = models.DateField(null=True, help_text="last day of the leave")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(from_account=None) | ~Q(from_account=F("to_account")), name="hand_over_to_another"
            )
        ]
        indexes = [models.Index(fields=["to_account", "at"], name="hand_over_received")]

    def __str__(self) -> str:
        return f"hand-over of {self.dossier_id}"
