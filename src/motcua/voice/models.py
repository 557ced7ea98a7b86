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
