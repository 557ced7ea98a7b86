"""What belongs to one account alone: where it is signed in, its links for a new password, a new e-mail address, and the
persons for whom it filed. Part of `models`.
"""

from django.db import models
from django.db.models import F, Q


class SignIn(models.Model):
    """One session of an account, so that its owner can see and end it. No address and no place is kept."""

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True, null=True, help_text="empty once it has ended")
    device = models.CharField(max_length=120, blank=True, help_text="kind of browser and machine, in a few words")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(session_key=None, ended_at__isnull=False) | Q(session_key__isnull=False, ended_at=None),
                name="sign_in_live_or_ended",
            ),
            models.CheckConstraint(condition=Q(seen_at__gte=F("began_at")), name="sign_in_seen_after"),
        ]
        indexes = [
            models.Index(fields=["account", "-seen_at"], condition=Q(ended_at=None), name="sign_in_live"),
        ]

    def __str__(self) -> str:
        return f"sign-in {self.pk} of {self.account_id}"


class Reset(models.Model):
    """A one-time link (by e-mail) or code (at the counter) with which the owner sets a new password.

    Only a keyed hash of it is kept. A counter's one names the officer, the identity paper that was shown and why.
    """

    class Way(models.TextChoices):
        EMAIL = "email"
        COUNTER = "counter"

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="resets")
    way = models.CharField(max_length=8, choices=Way)
    hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True, help_text="a newer one, or a new password, made it worthless")
    issued_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    paper = models.CharField(max_length=20, blank=True, help_text="the identity paper shown at the counter")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="reset_expires_forward"),
            models.CheckConstraint(condition=Q(used_at=None) | Q(replaced_at=None), name="reset_ends_once"),
            models.CheckConstraint(
                condition=Q(way="email", issued_by=None)
                | (Q(way="counter", issued_by__isnull=False) & ~Q(paper="") & ~Q(reason="")),
                name="reset_counter_says_who_and_why",
            ),
            models.UniqueConstraint(
                fields=["account"], condition=Q(used_at=None, replaced_at=None), name="reset_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"reset {self.pk} of {self.account_id}"


class EmailChange(models.Model):
    """A new e-mail address that waits to be confirmed by the link sent to it."""

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="email_changes")
    email = models.EmailField(help_text="the new address; blank once it was thrown away")
    before = models.EmailField(blank=True, help_text="the address that it replaced, told of the change")
    hash = models.CharField(max_length=64, unique=True, null=True, help_text="empty until the link is sent")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("asked_at")), name="email_change_expires_forward"),
            models.CheckConstraint(condition=Q(confirmed_at=None) | Q(replaced_at=None), name="email_change_ends_once"),
            models.UniqueConstraint(
                fields=["account"], condition=Q(confirmed_at=None, replaced_at=None), name="email_change_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"e-mail change {self.pk} of {self.account_id}"


class RememberedPerson(models.Model):
    """Somebody for whom an account filed and may file again: only what a form asks of every applicant."""

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="remembered")
    relation = models.CharField(max_length=12, help_text="what this person is to the account's holder")
    full_name = models.CharField(max_length=200)
    personal_id = models.CharField(max_length=12, blank=True)
    birth_date = models.DateField(null=True)
    address = models.CharField(max_length=300, blank=True)
    place_code = models.CharField(max_length=10, blank=True)
    used_at = models.DateTimeField(help_text="when a dossier was last filed for this person")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "personal_id"], condition=~Q(personal_id=""), name="remembered_person_once"
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.pk} remembered by {self.account_id}"
