"""What was put right after intake: the old and the new, who and why. Added, never edited."""

from django.db import models


class Correction(models.Model):
    """One correction (sửa thông tin hồ sơ). `before` and `after` hold only what differs, by kind:
    {"applicant": {"full_name": …}, "papers": {key: {originals, copies, seen}}, "promise": {"due_at": …}, …}."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField(help_text="counts from 1; the slip printed again carries it")
    event = models.OneToOneField("journal.Event", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    what = models.JSONField(help_text="kinds in order: applicant, submitter, papers, answers, procedure, promise")
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="correction_number")]

    def __str__(self) -> str:
        return f"correction {self.number} of dossier {self.dossier_id}"
