"""Parts of a dossier done by other agencies: each with its own clock, inbox and papers."""

from django.db import models
from django.db.models import F, Q


class Part(models.Model):
    """What one other agency does for a dossier: a piece of work of its process, or an opinion (decree
    118/2025/NĐ-CP, article 19: bodies asked answer within the time given, and the one that is late is named).

    The promise to the applicant stays with the competent agency; the part has its own due time, by the calendar of the
    agency that does it, which runs from `opened_at` whether or not it was accepted.
    """

    class Kind(models.TextChoices):
        WORK = "work"
        OPINION = "opinion"

    class State(models.TextChoices):
        HANDED = "handed"  # sent, not yet accepted
        ACCEPTED = "accepted"
        DONE = "done"
        RETURNED = "returned"  # sent back with a reason
        CANCELLED = "cancelled"  # no longer needed

    class Opinion(models.TextChoices):
        AGREE = "agree"
        DISAGREE = "disagree"
        OTHER = "other"

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField(help_text="counts from 1 within the dossier")
    kind = models.CharField(max_length=8, choices=Kind)
    step = models.CharField(max_length=60, blank=True, help_text="key of the process step; empty: opened by hand")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="parts_done")
    from_agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="parts_asked")
    post = models.CharField(max_length=60, blank=True, help_text="kind of post that it is for (slug); empty: any")
    question = models.TextField(blank=True, help_text="what is asked, of a part opened by hand")
    state = models.CharField(max_length=10, choices=State, default=State.HANDED)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    hours = models.PositiveSmallIntegerField(null=True, help_text="working hours it was given; null: not counted")
    due_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    assigned_to = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="parts_held")
    ended_at = models.DateTimeField(null=True, help_text="answered, returned or cancelled")
    ended_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    opinion = models.CharField(max_length=10, blank=True, choices=Opinion)
    answer = models.TextField(blank=True)
    reason = models.TextField(blank=True, help_text="why it was returned or cancelled")
    warned_at = models.DateTimeField(null=True, help_text="its end was near: said once")
    late_told_at = models.DateTimeField(null=True, help_text="its end has passed: said once")
    settled_at = models.DateTimeField(null=True, help_text="a return was dealt with: sent again, or done without")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="part_number"),
            models.UniqueConstraint(
                fields=["dossier", "step"],
                condition=Q(state__in=["handed", "accepted"]) & ~Q(step=""),
                name="part_one_open_of_step",
            ),
            models.CheckConstraint(condition=Q(kind__in=["work", "opinion"]), name="part_kind_known"),
            models.CheckConstraint(
                condition=Q(state="handed", accepted_at=None, ended_at=None)
                | Q(state="accepted", accepted_at__isnull=False, ended_at=None)
                | Q(state="done", accepted_at__isnull=False, ended_at__isnull=False)
                | Q(state__in=["returned", "cancelled"], ended_at__isnull=False),
                name="part_state_has_times",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "cancelled"]) | Q(reason__gt=""), name="part_reason_given"
            ),
            models.CheckConstraint(condition=~Q(agency=F("from_agency")), name="part_of_another_agency"),
            models.CheckConstraint(condition=Q(due_at=None) | Q(due_at__gt=F("opened_at")), name="part_due_after"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(accepted_at__gte=F("opened_at")), name="part_accepted_after"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("opened_at")), name="part_ended_after"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "due_at"], name="part_inbox", condition=Q(state__in=["handed", "accepted"])),
            models.Index(
                fields=["from_agency", "due_at"], name="part_awaited", condition=Q(state__in=["handed", "accepted"])
            ),
            models.Index(fields=["agency", "opened_at"], name="part_received"),
            models.Index(fields=["agency", "ended_at"], name="part_ended", condition=Q(ended_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"part {self.number} of {self.dossier_id}"

    @property
    def is_open(self) -> bool:
        """True while the other agency is to do something."""
        return self.state in (self.State.HANDED, self.State.ACCEPTED)


class PartPaper(models.Model):
    """A paper that the agency of a part handed in with its answer; the deciding agency sees it."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="papers")
    number = models.PositiveSmallIntegerField()
    upload = models.ForeignKey("documents.Upload", on_delete=models.PROTECT, related_name="+")
    name_vi = models.CharField(max_length=300)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "number"], name="part_paper_number")]

    def __str__(self) -> str:
        return f"paper {self.number} of part {self.part_id}"
