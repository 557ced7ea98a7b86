"""Values that the product does not hold itself, entered by hand with their source; dated, replaced and never edited."""

from django.db import models
from django.db.models import F, Q


class OutsideValue(models.Model):
    """What an agency reached in a period by somebody else's count (the national portal, the population database).

    `fact` is the name that formulas use (data/vn/index_766.yaml). `value` is a percentage, or points 0 to 2 of an
    indicator; `part` and `whole` the counts where the source gives them.
    """

    fact = models.CharField(max_length=40)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="outside_values")
    period_from = models.DateField()
    period_to = models.DateField(help_text="the last day, included")
    value = models.DecimalField(max_digits=5, decimal_places=2)
    part = models.PositiveIntegerField(null=True)
    whole = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=300, help_text="where it was read: page, report or letter, and its day")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)
    replaced_by = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaces")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="outside_value_period_forward"),
            models.CheckConstraint(condition=Q(value__gte=0, value__lte=100), name="outside_value_percent"),
            models.CheckConstraint(
                condition=Q(part=None, whole=None) | Q(part__isnull=False, whole__gt=0, part__lte=F("whole")),
                name="outside_value_part_of_whole",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="outside_value_has_source"),
            models.CheckConstraint(
                condition=Q(replaced_at=None, replaced_by=None) | Q(replaced_at__isnull=False),
                name="outside_value_replaced_has_time",
            ),
            models.UniqueConstraint(
                fields=["fact", "agency", "period_from", "period_to"],
                condition=Q(replaced_at=None),
                name="outside_value_one_in_force",
            ),
        ]
        indexes = [models.Index(fields=["agency", "period_from"], name="outside_value_agency")]

    def __str__(self) -> str:
        return f"{self.fact} {self.value} of agency {self.agency_id}"
