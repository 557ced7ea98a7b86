"""What was reached when a target's period closed, and when an agency fell behind its path (ADR 22)."""

from django.db import models
from django.db.models import F, Q


class Judgement(models.Model):
    """A target judged when its period had closed: appended, never edited, the database refuses it (reports/guards.py).

    `figures` is canonical JSON of everything that it rests on, `hash` its SHA-256; the same hash stands in the journal
    (`target.judged`). `judged_until` is the end of the closing day: what was entered later was not seen.
    """

    target = models.OneToOneField("steering.Target", on_delete=models.PROTECT, related_name="judgement")
    closed_on = models.DateField(help_text="the target's last day")
    judged_until = models.DateTimeField()
    judged_at = models.DateTimeField(help_text="when this was written")
    value = models.DecimalField(max_digits=11, decimal_places=2, help_text="what was asked")
    actual = models.DecimalField(max_digits=11, decimal_places=2, null=True, help_text="empty: nothing to compare")
    part = models.PositiveIntegerField()
    whole = models.PositiveIntegerField(null=True, help_text="empty for a sum")
    is_met = models.BooleanField(null=True)
    version = models.PositiveSmallIntegerField(help_text="of the definitions")
    figures = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(actual=None, is_met=None) | Q(actual__isnull=False, is_met__isnull=False),
                name="judgement_met_or_not",
            ),
            models.CheckConstraint(condition=Q(whole=None) | Q(part__lte=F("whole")), name="judgement_part_of_whole"),
            models.CheckConstraint(condition=Q(judged_at__gte=F("judged_until")), name="judgement_after_the_end"),
        ]
        indexes = [models.Index(fields=["closed_on"], name="judgement_closed")]

    def __str__(self) -> str:
        return f"target {self.target_id}: {self.actual} of {self.value}"


class Fall(models.Model):
    """A unit behind the path of its target, from the day on which it was seen until the day on which it had caught up
    (or the target was closed or replaced). Told once."""

    target = models.ForeignKey("steering.Target", on_delete=models.PROTECT, related_name="falls")
    since = models.DateField()
    actual = models.DecimalField(max_digits=11, decimal_places=2)
    path = models.DecimalField(max_digits=11, decimal_places=2, help_text="where it should have been that day")
    until = models.DateField(null=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target"], condition=Q(until=None), name="fall_one_open"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="fall_forward"),
        ]
        indexes = [models.Index(fields=["until"], name="fall_open")]

    def __str__(self) -> str:
        return f"target {self.target_id} behind since {self.since}"
