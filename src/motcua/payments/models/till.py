"""The till (quỹ quầy) of a cashier and day, and its one closing. Both are added, never edited: no till is reopened."""

from django.db import models
from django.db.models import F, Q


class Till(models.Model):
    """Where what one officer took and gave back on one day lies."""

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    cashier = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "cashier", "day"], name="till_once_a_day")]
        indexes = [models.Index(fields=["agency", "-day"], name="till_days")]

    def __str__(self) -> str:
        return f"till of {self.cashier_id} on {self.day}"


class TillClosing(models.Model):
    """The count that closed a till: what must be there, what was counted, and why they differ where they do."""

    till = models.OneToOneField(Till, on_delete=models.PROTECT, related_name="closing")
    change = models.PositiveIntegerField(default=0, help_text="small money in the till before the first payment")
    cash_in = models.PositiveIntegerField()
    cash_back = models.PositiveIntegerField()
    transfers_in = models.PositiveIntegerField()
    transfers_back = models.PositiveIntegerField()
    expected = models.IntegerField(help_text="change + cash in − cash given back")
    counted = models.PositiveIntegerField()
    difference = models.IntegerField(help_text="counted − expected")
    reason = models.CharField(max_length=500, blank=True)
    receipts = models.PositiveIntegerField()
    refunds = models.PositiveIntegerField()
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expected=F("change") + F("cash_in") - F("cash_back")), name="till_closing_expected"
            ),
            models.CheckConstraint(
                condition=Q(difference=F("counted") - F("expected")), name="till_closing_difference"
            ),
            models.CheckConstraint(condition=Q(difference=0) | ~Q(reason=""), name="till_closing_reason"),
        ]

    def __str__(self) -> str:
        return f"closing of till {self.till_id}"
