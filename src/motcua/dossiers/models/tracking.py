"""Wrong PINs, counted by code."""

from django.db import models


class PinGuard(models.Model):
    """Ten wrong tries close PIN tracking of a code for an hour (contract section 8)."""

    code = models.CharField(max_length=60, unique=True)
    wrong = models.PositiveSmallIntegerField(default=0)
    first_wrong_at = models.DateTimeField()
    closed_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code
