"""Satisfaction: one answer a dossier."""

from django.db import models
from django.db.models import Q

from motcua.voice.rules import Answer, Way


class Rating(models.Model):
    """The answer to the one question. The rater is not stored: only the dossier knows whose it is."""

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="rating")
    answer = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Answer])
    reason = models.TextField(blank=True)
    given_at = models.DateTimeField()
    way = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Way])

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(answer__in=[one.value for one in Answer]), name="rating_answer_known"),
            models.CheckConstraint(condition=Q(way__in=[one.value for one in Way]), name="rating_way_known"),
        ]
        indexes = [models.Index(fields=["given_at"], name="rating_given")]

    def __str__(self) -> str:
        return f"rating of dossier {self.dossier_id}"


class MarkKey(models.Model):
    """The random key under which devices are marked in one month. It is thrown away when the month is over, and from
    then on nobody can tell from which device a mark was made, not even who holds the whole database."""

    month = models.CharField(max_length=7, unique=True, help_text="2026-11, local")
    key = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.month


class RatingMark(models.Model):
    """A keyed hash of the device that gave an answer over the network: equal marks came from one device (or from equal
    ones behind one connection) in one month. Deleted after MARKS_KEPT; the answer stays."""

    rating = models.OneToOneField(Rating, primary_key=True, on_delete=models.CASCADE, related_name="device")
    mark = models.CharField(max_length=32, db_index=True)
    marked_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"mark of rating {self.rating_id}"
