"""What a citizen has begun and not submitted. It has no code, so that it can never be taken for a submission."""

from django.db import models


class Draft(models.Model):
    """One account's begun application for one procedure at one agency."""

    key = models.CharField(max_length=32, unique=True, help_text="random; stands in the address of the page")
    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="drafts")
    procedure_version = models.ForeignKey("catalogue.ProcedureVersion", on_delete=models.PROTECT, related_name="+")
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

    def __str__(self) -> str:
        return f"draft {self.key[:6]}"
