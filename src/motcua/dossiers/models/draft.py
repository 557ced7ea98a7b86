"""What was begun and not submitted, online or at the counter. It has no code, so that it can never be taken for a
submission."""

from django.db import models


class Draft(models.Model):
    """One account's begun application. At the counter the person may be there before the procedure is known."""

    key = models.CharField(max_length=32, unique=True, help_text="random; stands in the address of the page")
    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="drafts")
    procedure_version = models.ForeignKey(
        "catalogue.ProcedureVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8, default="online")
    applicant = models.JSONField(default=dict)
    submitter = models.JSONField(null=True)
    answers = models.JSONField(default=dict)
    papers = models.JSONField(default=list, help_text="[{key, file_id} or {key, declared}]")
    wishes = models.JSONField(default=dict)
    step = models.CharField(max_length=80, blank=True)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    dossier = models.ForeignKey(
        "dossiers.Dossier", null=True, on_delete=models.SET_NULL, related_name="+", help_text="what it became"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(channel="online") | models.Q(procedure_version__isnull=False),
                name="draft_online_has_procedure",
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.key[:6]}"

    @property
    def procedure_code(self) -> str:
        """The code of its procedure; "" before one is chosen. Needs `procedure_version__procedure` read with it."""
        return self.procedure_version.procedure.code if self.procedure_version else ""
