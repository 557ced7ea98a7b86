"""Files of procedures that were brought in."""

from django.db import models


class CatalogueFile(models.Model):
    """A file of procedures that was read and tried: what it says is kept until somebody confirms it, and afterwards."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.JSONField(help_text="as motcua-catalogue-1")
    read_at = models.DateTimeField()
    read_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, help_text="brought in")

    def __str__(self) -> str:
        return self.name
