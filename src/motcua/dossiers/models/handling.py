"""What officers add: requests for a supplement, proposals, results."""

from django.db import models
from django.db.models import F, Q


class Supplement(models.Model):
    """A request to supplement (yêu cầu bổ sung), asked once and complete, and its answer."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="supplements")
    number = models.PositiveSmallIntegerField()
    at_intake = models.BooleanField(default=False, help_text="asked before reception")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    ground = models.CharField(max_length=300)
    items = models.JSONField(help_text="[{kind: paper|field|other, key, label_vi, label_en, reason}]")
    answer_until = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answers_before = models.JSONField(default=dict, help_text="the old answers to the fields that were asked")
    reminded_at = models.DateTimeField(null=True, help_text="the applicant was reminded of `answer_until`")
    accepted_at = models.DateTimeField(null=True, help_text="what had come was accepted as enough")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="supplement_number"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("asked_at")), name="supplement_answered_after"
            ),
        ]

    def __str__(self) -> str:
        return f"supplement {self.number}"


class Proposal(models.Model):
    """A proposed result and what became of it."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    result = models.CharField(max_length=10, choices=[("approve", "approve"), ("reject", "reject")])
    note = models.TextField(blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, blank=True, help_text="approved, returned; empty while it waits")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    decision_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="proposal_number"),
            models.UniqueConstraint(fields=["dossier"], condition=Q(outcome=""), name="proposal_one_open"),
        ]

    def __str__(self) -> str:
        return f"proposal {self.number}"


class ResultFile(models.Model):
    """A file of the result (kết quả) that the applicant fetches."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="results")
    upload = models.ForeignKey("documents.Upload", on_delete=models.PROTECT, related_name="+")
    name_vi = models.CharField(max_length=300)
    draft = models.BooleanField(default=True, help_text="attached to a proposal, not yet approved")
    added_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"result {self.pk}"
