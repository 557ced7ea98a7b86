"""The words of a result while it is drafted; what was set before stays."""

from django.db import models


class ResultDraft(models.Model):
    """One saved text of a result and the file that was set from it. The next one replaces its file, not its row."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="result_drafts")
    number = models.PositiveSmallIntegerField()
    template = models.ForeignKey("catalogue.ResultTemplate", null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[("approve", "approve"), ("reject", "reject")])
    title = models.CharField(max_length=300)
    body = models.TextField()
    file = models.OneToOneField("dossiers.ResultFile", on_delete=models.PROTECT, related_name="draft_text")
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="result_draft_number")]

    def __str__(self) -> str:
        return f"draft {self.number} of the result of {self.dossier_id}"
