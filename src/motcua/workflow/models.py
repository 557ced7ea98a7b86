"""Internal processes (quy trình nội bộ) as versioned data; a dossier keeps the version it was born under."""

from django.db import models
from django.db.models import F, Q

from motcua.workflow.watch_models import WatchVersion

__all__ = ["Process", "ProcessDraft", "WatchVersion"]


class Process(models.Model):
    """One version of a process: an ordered list of steps held as plain data (shape in `rules.Step`)."""

    key = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    steps = models.JSONField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    decision_no = models.CharField(max_length=80, blank=True, default="", help_text="by which it was published")
    withdrawn = models.PositiveIntegerField(
        default=0, help_text="its own number once taken back before its first day, so that it takes no days from others"
    )
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


class ProcessDraft(models.Model):
    """A version in preparation: saved as often as one likes, gone when it is published or thrown away. What stands in
    it may be incomplete or wrong; nobody but the control office sees it."""

    key = models.CharField(max_length=60, unique=True)
    base = models.ForeignKey(
        Process, null=True, on_delete=models.PROTECT, related_name="+", help_text="None: a new process"
    )
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    steps = models.JSONField(default=list, help_text="rows as `rules.given_steps` reads them, right or wrong")
    procedures = models.JSONField(default=list, help_text="codes of procedures that shall follow the process as well")
    valid_from = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=1, help_text="grows with each saving: who saves names the one read")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"draft of {self.key}"
