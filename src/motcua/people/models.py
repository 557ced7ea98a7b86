"""Accounts, who holds which post when, persons and organisations as parties, API tokens."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=username)


class Account(AbstractBaseUser):
    """Somebody or something that signs in. What it may do comes from its kind and its appointments alone."""

    class Kind(models.TextChoices):
        CITIZEN = "citizen"
        STAFF = "staff"
        CLIENT = "client"  # a program

    username = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=8, choices=Kind)
    full_name = models.CharField(max_length=160)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    personal_id = models.CharField(max_length=12, blank=True)
    birth_date = models.DateField(null=True)
    address = models.CharField(max_length=300, blank=True)
    place_code = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=2, default="vi")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    must_change_password = models.BooleanField(default=False)
    agency = models.ForeignKey(
        "agencies.Agency",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="whose colleague it is: the unit that opened it, also before the first appointment",
    )
    is_system = models.BooleanField(
        default=False, help_text="opens the technical pages; no role of an appointment does"
    )

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[AccountManager] = AccountManager()

    def __str__(self) -> str:
        return self.username

    @property
    def is_staff(self) -> bool:
        """What Django's admin asks: only a system administrator."""
        return self.is_system

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """What Django's admin asks; our own pages ask `people.access`."""
        return self.is_active and self.is_system

    def has_module_perms(self, app_label: str) -> bool:
        """As `has_perm`."""
        return self.is_active and self.is_system


class FormerContact(models.Model):
    """What stood in an account before somebody changed it; the event says who and when."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="former_contacts")
    event = models.ForeignKey("journal.Event", on_delete=models.PROTECT, related_name="+")
    member = models.CharField(max_length=12, choices=[(one, one) for one in ("full_name", "email", "phone")])
    value = models.CharField(max_length=254, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "member"], name="former_contact_once")]

    def __str__(self) -> str:
        return f"former {self.member} of {self.account_id}"


class Appointment(models.Model):
    """Who holds which position, in which role of the access table, from when to when.

    `acting_for`: held in somebody's place (giao thay mặt), always until a day. A row that was taken back before its
    first day was over is `withdrawn`: it never held.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="appointments")
    position = models.ForeignKey("agencies.Position", on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    acting_for = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    decision_no = models.CharField(max_length=120, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="appointment_forward"
            ),
            models.CheckConstraint(
                condition=Q(acting_for=None) | Q(valid_to__isnull=False), name="appointment_acting_ends"
            ),
            models.CheckConstraint(
                condition=Q(acting_for=None) | ~Q(acting_for=F("account")), name="appointment_acting_for_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} as {self.role}"


class Party(models.Model):
    """A person or organisation as it was declared for one dossier; the next dossier has a row of its own."""

    class Kind(models.TextChoices):
        PERSON = "person"
        ENTERPRISE = "enterprise"
        STATE_AGENCY = "state_agency"
        ORGANISATION = "organisation"

    kind = models.CharField(max_length=14, choices=Kind, default=Kind.PERSON)
    full_name = models.CharField(max_length=200)
    personal_id = models.CharField(max_length=20, blank=True, db_index=True)
    birth_date = models.DateField(null=True)
    phone = models.CharField(max_length=20, blank=True, db_index=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    place_code = models.CharField(max_length=10, blank=True)
    tax_code = models.CharField(max_length=20, blank=True)
    search = models.CharField(max_length=400, blank=True, help_text="folded tokens of the name")

    class Meta:
        verbose_name_plural = "parties"

    def __str__(self) -> str:
        return f"party {self.pk}"

    def as_data(self) -> dict[str, Any]:
        """The party as the contract's JSON holds it (section 7)."""
        return {
            "kind": self.kind,
            "full_name": self.full_name,
            "personal_id": self.personal_id,
            "birth_date": self.birth_date.isoformat() if self.birth_date else None,
            "phone": self.phone,
            "email": self.email,
            "address": self.address,
            "place_code": self.place_code,
        }


class Token(models.Model):
    """An API token; only its hash is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"token {self.pk} of {self.account_id}"


# Rows that belong to one account alone stand in a module of their own; Django finds models here.
from motcua.people import account_models  # noqa: E402, F401
from motcua.people.absence_models import Absence  # noqa: E402, F401
