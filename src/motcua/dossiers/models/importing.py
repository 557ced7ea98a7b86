"""Files that dossiers were brought in from: how far each was read, and which dossier came from which line."""

from django.db import models
from django.db.models import F, Q


class ImportRun(models.Model):
    """One file, known by its name, size and beginning: an import that was cut off goes on from `offset`.

    The row moves in the transaction of the batch that it tells of, so that both stand or fall together. Counted are the
    lines before `offset`.
    """

    key = models.CharField(max_length=64, unique=True, help_text="digest of the file's name, size and beginning")
    name = models.CharField(max_length=255)
    size = models.BigIntegerField(help_text="bytes")
    offset = models.BigIntegerField(default=0, help_text="everything before this byte was read and written")
    line = models.PositiveIntegerField(default=0, help_text="number of the last line before the offset")
    lines = models.PositiveIntegerField(default=0, help_text="lines that were not empty")
    imported = models.PositiveIntegerField(default=0)
    present = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="when the whole file had been read")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(offset__lte=F("size")), name="import_run_within_file"),
            models.CheckConstraint(
                condition=Q(lines=F("imported") + F("present") + F("refused")), name="import_run_counts_every_line"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.offset} of {self.size} bytes"


class ImportedLine(models.Model):
    """The line that a dossier came from: the same line again is known without judging it, another one is refused."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="imported_line"
    )
    run = models.ForeignKey(ImportRun, null=True, db_index=False, on_delete=models.PROTECT, related_name="+")
    line = models.PositiveIntegerField()
    digest = models.CharField(max_length=32, help_text="of the line as it stood in its file")

    def __str__(self) -> str:
        return f"line {self.line}"
