"""Who was warned of a step or a promise, and to whom lateness went up. Added, never changed."""

from django.db import models
from django.db.models import Q


class Alert(models.Model):
    """One warning or escalation, once for a dossier, a due time and a threshold.

    `mark`: when the step began, or the promise that is meant: a new stay or a new promise is warned of anew. `hours`:
    working hours before the due time; 0 once it has passed.
    """

    class Kind(models.TextChoices):
        WARNED = "warned"
        BEHIND = "behind"
        ESCALATED = "escalated"

    class About(models.TextChoices):
        STEP = "step"
        DUE = "due"

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="alerts")
    event = models.OneToOneField("journal.Event", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    about = models.CharField(max_length=4, choices=About)
    hours = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=60, blank=True)
    mark = models.DateTimeField()
    due_at = models.DateTimeField(help_text="the time that comes near or has passed")
    at = models.DateTimeField()
    to_account = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    to_agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    to_post = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "kind", "about", "mark", "hours"], name="alert_once"),
            models.CheckConstraint(condition=Q(kind="warned") ^ Q(hours=0), name="alert_hours_of_a_warning"),
        ]
        indexes = [
            models.Index(fields=["to_agency", "to_post", "-at"], name="alert_up", condition=Q(kind="escalated")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about} of {self.dossier_id}"
