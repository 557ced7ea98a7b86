"""Internal processes (quy trình nội bộ) as versioned data; a dossier keeps the version it was born under."""

from django.db import models
from django.db.models import F, Q


class Process(models.Model):
    """One version of a process: an ordered list of steps held as plain data (shape in `rules.Step`)."""

    key = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    steps = models.JSONField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    content_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "number"], name="process_key_number"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="process_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.number}"
