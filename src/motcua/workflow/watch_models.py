"""Versions of the rules of warning and escalation that an office decided, beside those of the country pack."""

from django.db import models


class WatchVersion(models.Model):
    """In force from its day until a later one's (shape in `watching.Watch`). Added, never changed."""

    number = models.PositiveIntegerField(unique=True)
    valid_from = models.DateField(unique=True)
    content = models.JSONField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"watch v{self.number} from {self.valid_from}"
