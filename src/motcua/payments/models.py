"""What is owed (charge) and what was paid (payment) for a dossier, in whole đồng. Both are added, never edited."""

from django.db import models
from django.db.models import Q


class Charge(models.Model):
    """One line that a dossier owes (phí, lệ phí), as it was worded when it was charged."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="charges")
    number = models.PositiveSmallIntegerField(help_text="counts from 1 within the dossier")
    kind = models.CharField(max_length=12, help_text="phi, le_phi, other")
    name_vi = models.CharField(max_length=500)
    name_en = models.CharField(max_length=500, blank=True)
    amount = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="charge_number"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="charge_above_zero"),
        ]

    def __str__(self) -> str:
        return f"charge {self.number} of dossier {self.dossier_id}"


class Payment(models.Model):
    """Money that is there. `confirmed_by` is empty where a gateway or an import confirmed it."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="payments")
    number = models.PositiveSmallIntegerField(help_text="counts from 1 within the dossier")
    amount = models.PositiveIntegerField()
    way = models.CharField(max_length=10, choices=[(way, way) for way in ("cash", "transfer", "online")])
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="payment_number"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_above_zero"),
            models.CheckConstraint(condition=Q(way__in=["cash", "transfer", "online"]), name="payment_way_known"),
        ]
        indexes = [models.Index(fields=["confirmed_at"], name="payment_confirmed")]

    def __str__(self) -> str:
        return f"payment {self.number} of dossier {self.dossier_id}"
