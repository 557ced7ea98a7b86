"""Receipts (biên lai): one for each payment that an officer took, numbered without gaps."""

from django.db import models


class BookCounter(models.Model):
    """The last number given in a book of an agency and year; its row is the lock under which numbers are given."""

    book = models.CharField(max_length=10, help_text="receipt, refund")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "agency", "year"], name="book_counter_once")]

    def __str__(self) -> str:
        return f"{self.book} {self.year}: {self.last}"


class Receipt(models.Model):
    """A receipt as it was given: never edited, void only through the refund of its whole payment."""

    payment = models.OneToOneField("payments.Payment", on_delete=models.PROTECT, related_name="receipt")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(help_text="consecutive within agency and year")
    payer = models.CharField(max_length=200)
    lines = models.JSONField(help_text="[{name_vi, amount, quantity, unit_vi}] as they were paid")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "year", "number"], name="receipt_number")]

    def __str__(self) -> str:
        return f"{self.series} {self.number:07d}"

    @property
    def series(self) -> str:
        """ "MC-26E": ours, the year, E for a receipt set by software."""
        return f"MC-{self.year % 100:02d}E"
