"""Linked services: one filing that is several procedures, in dated versions."""

from django.db import models
from django.db.models import F, Q


class LinkedService(models.Model):
    """A version of a linked service (liên thông thủ tục hành chính): behind the sheet of `procedure` stand its member
    procedures, their order and the answers that they share (`catalogue.rules.linked`)."""

    procedure = models.ForeignKey("catalogue.Procedure", on_delete=models.PROTECT, related_name="linked")
    number = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    decision_no = models.CharField(max_length=80, blank=True)
    content = models.JSONField(help_text="members, shared answers, shared papers: a LinkedSpec as JSON")
    content_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="linked_service_number"),
            models.UniqueConstraint(fields=["procedure", "valid_from"], name="linked_service_from"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="linked_service_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"linked {self.procedure_id} v{self.number}"
