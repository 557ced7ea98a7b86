"""Targets set from above: dated, never edited; a changed one is a new row that replaces the old."""

from django.db import models
from django.db.models import F, Q


class Target(models.Model):
    """What an agency and the units under it should reach in a period, by whose decision."""

    indicator = models.CharField(max_length=40)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="targets")
    period_from = models.DateField()
    period_to = models.DateField(help_text="the last day, included")
    value = models.DecimalField(max_digits=6, decimal_places=2, help_text="percent")
    issuer = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="issued_targets")
    decision_no = models.CharField(max_length=80)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)
    replaced_by = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaces")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="target_period_forward"),
            models.CheckConstraint(condition=Q(value__gte=0, value__lte=100), name="target_percent"),
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True, replaced_by__isnull=True) | Q(replaced_at__isnull=False),
                name="target_replaced_has_time",
            ),
            models.UniqueConstraint(
                fields=["indicator", "agency", "period_from", "period_to"],
                condition=Q(replaced_at=None),
                name="target_one_in_force",
            ),
        ]
        indexes = [models.Index(fields=["agency", "indicator", "period_from"], name="target_agency")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value} of agency {self.agency_id}"
