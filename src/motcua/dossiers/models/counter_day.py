"""What a counter leaves behind in a day: who collected results, what was handed to units, how the day was closed.

Added, never edited.
"""

from django.db import models
from django.db.models import Q


class Collection(models.Model):
    """Who took the result of a dossier (nhận kết quả), how that was checked, how it was signed for."""

    class Identity(models.TextChoices):
        NUMBER = "number"  # the 12 digits were compared
        PAPER = "paper"  # another identity paper was looked at, the slip is lost or the number is not known
        MANDATE = "mandate"  # somebody else, with a power of attorney
        NONE = "none"  # posted or sent: nobody stood at the counter

    class Signed(models.TextChoices):
        PAPER = "paper"  # on the paper that stays with the office
        NAME = "name"  # the name typed at the counter
        NONE = "none"

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="collection")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=12, help_text="counter, post or electronic")
    name = models.CharField(max_length=200, blank=True, help_text="who took it")
    identity = models.CharField(max_length=8, choices=Identity)
    mandate = models.CharField(max_length=300, blank=True, help_text="number and day of the power of attorney")
    signed = models.CharField(max_length=6, choices=Signed)
    slip_lost = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True, help_text="number of the parcel, or where it was taken instead")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(identity="mandate") | ~Q(mandate=""), name="collection_mandate_said"),
            models.CheckConstraint(condition=~Q(way="counter") | ~Q(name=""), name="collection_has_name"),
        ]

    def __str__(self) -> str:
        return f"collection of dossier {self.dossier_id}"


class HandOverList(models.Model):
    """A list of dossiers that a counter handed to one unit (danh sách bàn giao, form 06)."""

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+", help_text="the counter's")
    to_agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    to_post = models.CharField(max_length=60, help_text="kind of post that the next step waits for")
    to_name = models.CharField(max_length=300, help_text="the unit as it is called that day")
    day = models.DateField()
    number = models.PositiveSmallIntegerField(help_text="counts from 1 within the agency's day")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    receiver = models.CharField(max_length=200, blank=True, help_text="who took the papers, where it was written down")
    answer_until = models.DateTimeField(
        null=True, help_text="until when the unit accepts or returns; empty: before that"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "day", "number"], name="hand_over_list_number")]

    def __str__(self) -> str:
        return f"hand-over list {self.day} {self.number}"


class HandOverLine(models.Model):
    """One dossier on a hand-over list."""

    hand_over = models.ForeignKey(HandOverList, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="handed_over")
    forwarded = models.BooleanField(default=False, help_text="the list also moved it to the next step")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hand_over", "number"], name="hand_over_line_number"),
            models.UniqueConstraint(fields=["hand_over", "dossier"], name="hand_over_line_once"),
        ]

    def __str__(self) -> str:
        return f"line {self.number} of list {self.hand_over_id}"


class DayClosing(models.Model):
    """A counter's day was closed (chốt ngày): the figures as they stood, and what was not done."""

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    number = models.PositiveSmallIntegerField(help_text="counts from 1: a day that went on is closed again")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    figures = models.JSONField(help_text="counts: taken_in, refused, returned, handed_over, drafts, to_forward, shelf")
    note = models.TextField(blank=True, help_text="why something stays open")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "day", "number"], name="day_closing_number")]

    def __str__(self) -> str:
        return f"{self.agency_id} closed {self.day}"


class HandOverAnswer(models.Model):
    """The receiving unit took a dossier of a list, or sent it back with a reason. Until then it is in hand-over."""

    line = models.OneToOneField(HandOverLine, on_delete=models.PROTECT, related_name="answer")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    accepted = models.BooleanField()
    reason = models.TextField(blank=True, help_text="why it was sent back")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(accepted=True) | ~Q(reason=""), name="hand_over_answer_why")]

    def __str__(self) -> str:
        return f"answer to line {self.line_id}"
