"""What is written to somebody who waits longer than promised, and what is decided about one who does not answer."""

from django.db import models
from django.db.models import F, Q


class Apology(models.Model):
    """Form 04 (văn bản xin lỗi và đề nghị gia hạn): drafted the day before a promise is missed, completed by an
    officer, signed by a leader. A signed one with a new date is the one re-appointment (decree 61/2018/NĐ-CP, article
    19)."""

    class State(models.TextChoices):
        DRAFTED = "drafted"  # by the watch; waits for the officer
        WAITING = "waiting"  # for the leader's signature
        SIGNED = "signed"
        REFUSED = "refused"  # the promise must be kept
        DROPPED = "dropped"  # it was no longer needed

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="apologies")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State)
    due_before = models.DateTimeField(null=True, help_text="the promise that is not kept")
    due_after = models.DateTimeField(null=True, help_text="the new promise; none where it was set anew before")
    reason_code = models.CharField(max_length=40, blank=True, help_text="of data/vn/lateness.yaml")
    reason = models.TextField(blank=True, help_text="said to the applicant")
    drafted_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, help_text="signed, refused or dropped")
    decided_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    decision_reason = models.TextField(blank=True, help_text="why it was refused")
    imported = models.BooleanField(default=False, help_text="told by an earlier system")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="apology_number"),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(state__in=["drafted", "waiting"]), name="apology_one_open"
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(state="signed", due_after__isnull=False, imported=False),
                name="apology_one_new_date",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["drafted", "waiting"], decided_at=None)
                | Q(state__in=["signed", "refused", "dropped"], decided_at__isnull=False),
                name="apology_decided",
            ),
            models.CheckConstraint(
                condition=Q(imported=True) | Q(due_after=None) | Q(due_after__gt=F("due_before")),
                name="apology_later",
            ),
            models.CheckConstraint(
                condition=Q(imported=True) | ~Q(state__in=["waiting", "signed"]) | ~Q(reason=""),
                name="apology_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["state", "decided_at"], name="apology_decided_at")]

    def __str__(self) -> str:
        return f"apology {self.number} {self.state}"

    @property
    def said(self) -> str:
        """The reason as a sentence, so that another can follow."""
        return self.reason if self.reason.endswith((".", "!", "?")) else f"{self.reason}."


class SupplementProposal(models.Model):
    """A request for a further supplement that waits for the leader's leave: asking once is the rule (decree
    118/2025/NĐ-CP, article 17)."""

    class State(models.TextChoices):
        WAITING = "waiting"
        ALLOWED = "allowed"
        DECLINED = "declined"
        DROPPED = "dropped"

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="supplement_proposals")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    items = models.JSONField(help_text="as those of a Supplement")
    reason = models.TextField()
    ground = models.CharField(max_length=300)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    decision_reason = models.TextField(blank=True, help_text="why it may, or may not, be asked again")
    supplement = models.OneToOneField(
        "dossiers.Supplement", null=True, on_delete=models.PROTECT, related_name="proposal"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="supplement_proposal_number"),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(state="waiting"), name="supplement_proposal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None) | ~Q(state="waiting") & Q(decided_at__isnull=False),
                name="supplement_proposal_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["allowed", "declined"]) | ~Q(decision_reason=""),
                name="supplement_proposal_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"supplement proposal {self.number} {self.state}"


class SupplementPart(models.Model):
    """A part of what was asked, handed in while the rest is still awaited; the clock stands still."""

    supplement = models.ForeignKey("dossiers.Supplement", on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField()
    given = models.JSONField(help_text="keys of the items that were given, kind:key")
    papers = models.PositiveSmallIntegerField(default=0)
    fields = models.PositiveSmallIntegerField(default=0)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["supplement", "number"], name="supplement_part_number")]

    def __str__(self) -> str:
        return f"part {self.number} of supplement {self.supplement_id}"


class StopProposal(models.Model):
    """The limit of an answer has passed in silence: the software proposes to stop (form 05); a leader decides."""

    class State(models.TextChoices):
        WAITING = "waiting"
        CONFIRMED = "confirmed"
        KEPT = "kept"  # an answer is awaited longer
        ANSWERED = "answered"  # it came meanwhile
        DROPPED = "dropped"

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="stop_proposals")
    supplement = models.ForeignKey("dossiers.Supplement", on_delete=models.PROTECT, related_name="stop_proposals")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    answer_until = models.DateTimeField(help_text="the limit that passed")
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    wait_until = models.DateTimeField(null=True, help_text="where it was decided to keep waiting")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="stop_proposal_number"),
            models.UniqueConstraint(fields=["dossier"], condition=Q(state="waiting"), name="stop_proposal_one_open"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None) | ~Q(state="waiting") & Q(decided_at__isnull=False),
                name="stop_proposal_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state="kept") | (~Q(reason="") & Q(wait_until__isnull=False)), name="stop_proposal_kept"
            ),
        ]

    def __str__(self) -> str:
        return f"stop proposal {self.number} {self.state}"
