"""A linked filing: what was asked once, and the dossiers it became."""

from django.db import models

MEMBER, WAITS = "member", "waits"
"""What `Dossier.linked` says: part of a linked filing; and waiting for the result of another part."""

RECEIVABLE = ("", MEMBER)
"""What is received by hand: not a part that waits for the result of another."""


class Bundle(models.Model):
    """One linked filing (hồ sơ liên thông). Its code, PIN and receipt are those of its leading dossier; it has no state
    and no clock of its own and is counted nowhere: its members are."""

    service = models.ForeignKey("catalogue.LinkedService", on_delete=models.PROTECT, related_name="+")
    lead = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict, help_text="as they were asked, once")
    left_out = models.JSONField(default=dict, help_text="member that was not wanted → why, in a word")
    filed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"bundle {self.pk}"


class BundleMember(models.Model):
    """A dossier of a linked filing. It waits while `Dossier.linked` says so; then it was started or ended."""

    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="members")
    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="membership")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40, help_text="slug of the member in its service")
    after = models.JSONField(default=list, help_text="keys of the members of this filing whose results it waits for")
    started_at = models.DateTimeField(null=True, help_text="received because the results were there")
    ended_at = models.DateTimeField(null=True, help_text="ended because a result will not come")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["bundle", "key"], name="bundle_member_key"),
            models.UniqueConstraint(fields=["bundle", "position"], name="bundle_member_position"),
            models.CheckConstraint(
                condition=models.Q(started_at=None) | models.Q(ended_at=None), name="bundle_member_started_or_ended"
            ),
        ]

    def __str__(self) -> str:
        return self.key
