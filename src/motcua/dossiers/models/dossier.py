"""The dossier itself, its papers, and what was said about it."""

from django.db import models
from django.db.models import ExpressionWrapper, F, Q

from motcua.dossiers.models.indexes import WordIndex
from motcua.dossiers.states import Channel, EnteredBy, State, pairs


def both_or_neither(one: str, other: str) -> Q:
    """A condition: two columns are both set or both empty."""
    return Q(**{f"{one}__isnull": True, f"{other}__isnull": True}) | Q(
        **{f"{one}__isnull": False, f"{other}__isnull": False}
    )


IN_HAND = Q(received_at__isnull=False, resolved_at=None)
"""Received and not resolved: the tasks of an office."""
GOING = Q(paused_since=None, received_at__isnull=False, resolved_at=None)
"""In hand with its clock running."""
PAUSED = ExpressionWrapper(Q(paused_since__isnull=False), output_field=models.BooleanField())
"""False before true: in a queue what stands still comes last."""


class CodeCounter(models.Model):
    """The last number given out for an agency and local day; its row is the lock under which codes are made."""

    agency_code = models.CharField(max_length=35)
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency_code", "day"], name="code_counter_once")]

    def __str__(self) -> str:
        return f"{self.agency_code} {self.day} {self.last}"


class Dossier(models.Model):
    """One dossier (hồ sơ) in one state of contract section 2, under the versions it was born under."""

    code = models.CharField(max_length=60, unique=True)
    state = models.CharField(max_length=24, choices=pairs(State), default=State.SUBMITTED)
    procedure_version = models.ForeignKey(
        "catalogue.ProcedureVersion", on_delete=models.PROTECT, related_name="dossiers"
    )
    form = models.ForeignKey("eforms.FormDefinition", null=True, on_delete=models.PROTECT, related_name="+")
    process = models.ForeignKey("workflow.Process", on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=60, blank=True, help_text="key of the process step it waits at")
    step_since = models.DateTimeField(null=True)
    step_due_at = models.DateTimeField(null=True, help_text="until when the step must be done; empty: not counted")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="dossiers")
    reception_agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="taken_in")
    channel = models.CharField(max_length=8, choices=pairs(Channel))
    entered_by = models.CharField(max_length=10, choices=pairs(EnteredBy))
    applicant = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="dossiers")
    submitter = models.ForeignKey("people.Party", null=True, on_delete=models.PROTECT, related_name="submitted")
    account = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="dossiers")
    assigned_to = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="assigned")
    post = models.CharField(
        max_length=60, blank=True, help_text="kind of post it was passed on to; empty: the one its procedure names"
    )

    submitted_at = models.DateTimeField()
    intake_due_at = models.DateTimeField(null=True, help_text="until when an online dossier is accepted or answered")
    received_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True, help_text="the promise in force")
    original_due_at = models.DateTimeField(null=True, help_text="the first promise")
    paused_since = models.DateTimeField(null=True, help_text="the clock stands still since")
    finished_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True, help_text="refused, withdrawn or stopped")
    resolved_at = models.DateTimeField(null=True, help_text="resolution time of contract section 5")

    result = models.CharField(max_length=10, blank=True, help_text="approved or rejected")
    delivered_by = models.CharField(max_length=12, blank=True, help_text="counter, post or electronic")
    allowance = models.JSONField(default=dict, help_text="the limit it was received under")
    answers = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    wishes = models.JSONField(default=dict, help_text="how the result is wanted, language of notices")
    supplements_asked = models.PositiveSmallIntegerField(default=0)
    imported = models.BooleanField(default=False)
    linked = models.CharField(
        max_length=8, blank=True, help_text="of a linked filing: member, or waits (for the result of another)"
    )
    search = models.TextField(blank=True, help_text="folded tokens: code, applicant, numbers, procedure")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[state.value for state in State]), name="dossier_state_known"),
            models.CheckConstraint(
                condition=Q(resolved_at=None) | Q(received_at__isnull=False), name="dossier_resolved_was_received"
            ),
            models.CheckConstraint(
                condition=Q(received_at=None) | Q(received_at__gte=F("submitted_at")), name="dossier_received_after"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["finished", "delivered"]) | Q(resolved_at__isnull=False),
                name="dossier_finished_is_resolved",
            ),
            models.CheckConstraint(
                condition=~Q(state="delivered") | Q(delivered_at__isnull=False), name="dossier_delivered_has_time"
            ),
            models.CheckConstraint(
                condition=Q(linked__in=["", "member"]) | Q(linked="waits", received_at=None),
                name="dossier_linked_known",
            ),
            models.CheckConstraint(condition=Q(step_due_at=None) | ~Q(step=""), name="dossier_step_due_has_step"),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_at"], name="dossier_queue"),
            models.Index(fields=["reception_agency", "state", "submitted_at"], name="dossier_intake"),
            models.Index(fields=["account", "-submitted_at"], name="dossier_own"),
            models.Index(fields=["agency", "received_at"], name="dossier_received"),
            models.Index(fields=["received_at", "resolved_at"], name="dossier_period"),
            # what is in hand at a step, in the order of the queue: paused last, then by the promise
            models.Index(
                F("agency"), F("step"), PAUSED, F("due_at"), F("id"), name="dossier_in_hand", condition=IN_HAND
            ),
            models.Index(fields=["agency", "step", "due_at"], name="dossier_going", condition=GOING),
            # what a step's clock runs for: behind, and what the watch warns of
            models.Index(fields=["agency", "step_due_at"], name="dossier_behind", condition=GOING),
            models.Index(fields=["assigned_to", "due_at"], name="dossier_assigned", condition=IN_HAND),
            models.Index(fields=["agency", "resolved_at"], name="dossier_done", condition=Q(resolved_at__isnull=False)),
            models.Index(fields=["-submitted_at", "-id"], name="dossier_newest"),
            WordIndex(fields=["search"], name="dossier_words"),
        ]

    def __str__(self) -> str:
        return self.code


class DossierPaper(models.Model):
    """One version of one paper of a dossier; a newer version leaves the older in place."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="papers")
    key = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField(default=1, help_text="version of this paper in this dossier")
    name_vi = models.CharField(max_length=400, blank=True, help_text="only for papers the procedure does not list")
    upload = models.ForeignKey("documents.Upload", null=True, on_delete=models.PROTECT, related_name="+")
    declared = models.BooleanField(default=False, help_text="will be shown at the counter")
    seen = models.BooleanField(default=False, help_text="was shown and compared")
    originals = models.PositiveSmallIntegerField(default=0)
    certified = models.PositiveSmallIntegerField(default=0, help_text="certified copies; `copies` are plain ones")
    copies = models.PositiveSmallIntegerField(default=0)
    digitised = models.BooleanField(default=False)
    reused = models.BooleanField(default=False)
    supplement = models.ForeignKey("dossiers.Supplement", null=True, on_delete=models.PROTECT, related_name="papers")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "key", "number"], name="dossier_paper_version"),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.number}"


class Remark(models.Model):
    """What a person said with an act: a reason, a ground, a note. Kept out of the journal, which holds its event."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="remarks")
    event = models.ForeignKey("journal.Event", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    ground = models.CharField(max_length=300, blank=True, help_text="legal ground")
    internal = models.BooleanField(default=False, help_text="not shown to the applicant")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event"], name="remark_event")]

    def __str__(self) -> str:
        return f"remark on event {self.event_id}"
