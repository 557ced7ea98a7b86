"""Targets set from above: dated, never edited; a changed one is a new row that replaces the old."""

from django.db import models
from django.db.models import F, Q


class Target(models.Model):
    """What an agency and the units under it should reach in a period, by whose decision; narrower: what one of its
    posts, its own part without those units, or its procedures of one field should."""

    indicator = models.CharField(max_length=40)
    measure = models.CharField(max_length=7, choices=[(one, one) for one in ("percent", "count")], default="percent")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="targets")
    post = models.CharField(
        max_length=60, blank=True, default="", help_text='kind of post (slug); "own": without the units under it'
    )
    field = models.ForeignKey("catalogue.Field", null=True, on_delete=models.PROTECT, related_name="+")
    period_from = models.DateField()
    period_to = models.DateField(help_text="the last day, included")
    value = models.DecimalField(max_digits=11, decimal_places=2, help_text="percent, or a number of dossiers")
    issuer = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="issued_targets")
    decision_no = models.CharField(max_length=80)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)
    replaced_by = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaces")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="target_period_forward"),
            models.CheckConstraint(
                condition=Q(measure="percent", value__gte=0, value__lte=100) | Q(measure="count", value__gte=1),
                name="target_value",
            ),
            models.CheckConstraint(condition=Q(field=None) | Q(post=""), name="target_post_or_field"),
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True, replaced_by__isnull=True) | Q(replaced_at__isnull=False),
                name="target_replaced_has_time",
            ),
            # NULL equals nothing: one for the targets of all fields, one for those of each
            models.UniqueConstraint(
                fields=["indicator", "agency", "post", "period_from", "period_to"],
                condition=Q(replaced_at=None, field=None),
                name="target_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["indicator", "agency", "field", "period_from", "period_to"],
                condition=Q(replaced_at=None, field__isnull=False),
                name="target_one_a_field",
            ),
        ]
        indexes = [models.Index(fields=["agency", "indicator", "period_from"], name="target_agency")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value} of agency {self.agency_id}"
