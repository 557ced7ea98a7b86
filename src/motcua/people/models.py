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

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[AccountManager] = AccountManager()

    def __str__(self) -> str:
        return self.username


class Appointment(models.Model):
    """Who holds which position, in which role of the access table, from when to when."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="appointments")
    position = models.ForeignKey("agencies.Position", on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="appointment_forward"
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
