"""The register of certified copies: one number for each original (decree 23/2015/NĐ-CP, article 20), consecutive within
agency and year, in a book of the year."""

from django.db import models
from django.db.models import Q


class NumberCounter(models.Model):
    """The last number given at an agency in a year; its row is the lock under which numbers are given."""

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="certification_counter_once")]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Entry(models.Model):
    """One line of the register: one original, of which so many copies were certified at once."""

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(help_text="consecutive within agency and year")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="certifications")
    requester = models.CharField(max_length=200)
    document = models.CharField(max_length=300, help_text="what the original is called")
    pages = models.PositiveSmallIntegerField(help_text="pages of the original")
    copies = models.PositiveSmallIntegerField(help_text="copies certified")
    fee = models.PositiveIntegerField(help_text="đồng; 0 where somebody is exempt")
    signer = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    signed_by = models.CharField(max_length=200, blank=True, help_text="name of who signs")
    signed_as = models.CharField(max_length=200, blank=True, help_text="office held")
    certified_at = models.DateTimeField()
    entered_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "number"], name="certification_number"),
            models.CheckConstraint(condition=Q(pages__gt=0, copies__gt=0), name="certification_counts"),
            models.CheckConstraint(condition=~Q(requester="") & ~Q(document=""), name="certification_names"),
        ]
        indexes = [models.Index(fields=["agency", "certified_at"], name="certification_day")]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"

    @property
    def book(self) -> str:
        """ "01/2026-SCT/BS": the book of the year, as the seal on the copy names it."""
        return f"01/{self.year}-SCT/BS"


class Cancelled(models.Model):
    """A line of the register that does not count, and why; its number is not given again."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="cancelled")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="certification_cancelled_reason")]

    def __str__(self) -> str:
        return f"cancelled: {self.entry_id}"
