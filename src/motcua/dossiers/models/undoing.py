"""What an act may be taken back by, and until when."""

from django.db import models
from django.db.models import F, Q


class UndoOffer(models.Model):
    """One act that the person who did it may undo: how the dossier stood before, and until when.

    An offer that nobody used is swept some time after its window; one that was used stays for ever.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="undo_offers")
    event = models.OneToOneField("journal.Event", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    before = models.JSONField(help_text="the dossier's own columns before the act")
    left = models.JSONField(default=dict, help_text="ids of the rows that the act wrote or changed")
    undone = models.OneToOneField("journal.Event", null=True, on_delete=models.PROTECT, related_name="+")
    taken_back = models.JSONField(default=dict, help_text="what was written with the act and went with it")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("made_at")), name="undo_offer_forward")]
        indexes = [models.Index(fields=["account", "until"], name="undo_offer_open", condition=Q(undone=None))]

    def __str__(self) -> str:
        return f"{self.act} on {self.dossier_id}"
