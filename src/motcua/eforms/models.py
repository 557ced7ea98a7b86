"""Form definitions as they were published. A row is never edited in place: a change is a new version."""

from django.db import models
from django.db.models import F, Q


class FormDefinition(models.Model):
    """One version of one form; dossiers keep the version they were born under."""

    class Status(models.TextChoices):
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"  # found unfit; drafts may not begin with it, old dossiers still show it

    key = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    definition = models.JSONField(help_text="as motcua.eforms.definition describes it")
    sha256 = models.CharField(max_length=64, help_text="of the definition's canonical JSON")
    status = models.CharField(max_length=10, choices=Status, default=Status.PUBLISHED)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=40, blank=True, help_text="the actor's id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="form_key_version"),
            models.UniqueConstraint(fields=["key", "sha256"], name="form_key_content"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(valid_to=None, status="published"), name="form_one_open_version"
            ),
            models.UniqueConstraint(
                fields=["key", "valid_from"], condition=Q(status="published"), name="form_key_begins"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="form_version_positive"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="form_period_forward"
            ),
            models.CheckConstraint(condition=Q(status__in=["published", "withdrawn"]), name="form_status_known"),
        ]


class FormDraft(models.Model):
    """A form in preparation: saved as often as one likes, whole or not; gone when published or thrown away."""

    key = models.CharField(max_length=60, unique=True)
    base = models.ForeignKey(FormDefinition, null=True, on_delete=models.PROTECT, related_name="+")
    definition = models.JSONField(help_text="as a definition, but perhaps not yet fit to be loaded")
    revision = models.PositiveIntegerField(default=1, help_text="grows with each saving: who saves names the one read")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"draft of {self.key}"
