"""When a colleague is away, and who stands in."""

from django.db import models
from django.db.models import F, Q


class Absence(models.Model):
    """An officer is on leave from the first to the last day, both included; the substitute takes her tasks meanwhile.

    A row that no longer holds is withdrawn, never changed.
    """

    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="absences")
    substitute = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="absence_forward"),
            models.CheckConstraint(
                condition=Q(substitute=None) | ~Q(substitute=F("account")), name="absence_substitute_is_another"
            ),
        ]
        indexes = [models.Index(fields=["account", "last_day"], name="absence_of_account")]

    def __str__(self) -> str:
        return f"absence of {self.account_id}"
