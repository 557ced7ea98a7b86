"""What is owed (charge), what was paid (payment), what was given back (refund), in whole đồng. All are added, never
edited: a charge that was wrong is taken back by a row of its own, a payment by a refund."""

from django.db import models
from django.db.models import F, Q

WAYS = [(way, way) for way in ("cash", "transfer", "online")]


class Charge(models.Model):
    """One line that a dossier owes (phí, lệ phí), as it was worded when it was charged; `amount` 0 only where somebody
    is exempt, `waived` then says how much that was."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="charges")
    number = models.PositiveSmallIntegerField(help_text="counts from 1 within the dossier")
    kind = models.CharField(max_length=12, help_text="phi, le_phi, other")
    name_vi = models.CharField(max_length=500)
    name_en = models.CharField(max_length=500, blank=True)
    amount = models.PositiveIntegerField()
    quantity = models.PositiveIntegerField(default=1)
    unit_vi = models.CharField(max_length=80, blank=True, help_text="trang, bản …")
    unit_en = models.CharField(max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(null=True, help_text="the fee line of the version it came from")
    decision_no = models.CharField(max_length=80, blank=True, help_text="of the local fee that gave the amount")
    exemption = models.CharField(max_length=40, blank=True, help_text="ground of an exemption (slug)")
    exemption_vi = models.CharField(max_length=400, blank=True)
    waived = models.PositiveIntegerField(default=0, help_text="what the exemption spared, in đồng")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="charge_number"),
            models.CheckConstraint(condition=Q(amount__gt=0) | ~Q(exemption=""), name="charge_above_zero"),
            models.CheckConstraint(condition=Q(waived=0) | ~Q(exemption=""), name="charge_waived_has_ground"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="charge_quantity_above_zero"),
        ]

    def __str__(self) -> str:
        return f"charge {self.number} of dossier {self.dossier_id}"


class ChargeTakenBack(models.Model):
    """A charge that no longer counts, and why: it was wrong, or somebody is exempt after all."""

    charge = models.OneToOneField(Charge, on_delete=models.PROTECT, related_name="taken_back")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="charge_taken_back_has_reason")]

    def __str__(self) -> str:
        return f"taken back: charge {self.charge_id}"


class Payment(models.Model):
    """Money that is there. `confirmed_by` is empty where a gateway or an import confirmed it; `till` is where an
    officer put it."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="payments")
    number = models.PositiveSmallIntegerField(help_text="counts from 1 within the dossier")
    amount = models.PositiveIntegerField()
    way = models.CharField(max_length=10, choices=WAYS)
    till = models.ForeignKey("payments.Till", null=True, on_delete=models.PROTECT, related_name="payments")
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


class Refund(models.Model):
    """Money given back, by a numbered slip. `refund`: it was not owed, and is owed no longer; `void`: the receipt was
    wrong as it stood, all of it goes back and is owed again."""

    class Kind(models.TextChoices):
        REFUND = "refund"
        VOID = "void"

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    number = models.PositiveSmallIntegerField(help_text="counts from 1 within the payment")
    kind = models.CharField(max_length=6, choices=Kind)
    amount = models.PositiveIntegerField()
    forgiven = models.PositiveIntegerField(default=0, help_text="how much of it is no longer charged either")
    given_before = models.PositiveIntegerField(help_text="what earlier refunds of this payment gave back")
    paid = models.PositiveIntegerField(help_text="the payment's amount: no refund goes above it")
    way = models.CharField(max_length=10, choices=WAYS)
    reason = models.CharField(max_length=500)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    slip = models.PositiveIntegerField(help_text="number of the slip, consecutive within agency and year")
    till = models.ForeignKey("payments.Till", on_delete=models.PROTECT, related_name="refunds")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payment", "number"], name="refund_number"),
            models.UniqueConstraint(fields=["agency", "year", "slip"], name="refund_slip"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_above_zero"),
            models.CheckConstraint(condition=Q(amount__lte=F("paid") - F("given_before")), name="refund_within_paid"),
            models.CheckConstraint(
                condition=~Q(kind="void") | Q(amount=F("paid"), given_before=0), name="refund_void_is_whole"
            ),
            models.CheckConstraint(condition=Q(forgiven__lte=F("amount")), name="refund_forgives_within"),
            models.CheckConstraint(condition=~Q(reason=""), name="refund_has_reason"),
        ]
        indexes = [models.Index(fields=["at"], name="refund_at")]

    def __str__(self) -> str:
        return f"refund {self.number} of payment {self.payment_id}"

    @property
    def series(self) -> str:
        """ "HT-26": slips of refunds (hoàn trả), the year."""
        return f"HT-{self.year % 100:02d}"
