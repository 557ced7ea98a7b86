"""Stored bytes, who sent them under which name, and documents as rows of versions."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from motcua.documents import kinds, rules


def new_public_id() -> str:
    """A random identifier for addresses: 128 bits, nothing can be read out of it."""
    return secrets.token_urlsafe(16)


class StoredFile(models.Model):
    """Bytes that are kept once, whoever sends them: the SHA-256 is the address (legal term: tệp tin)."""

    class ScanState(models.TextChoices):
        NOT_SCANNED = "not_scanned"
        CLEAN = "clean"
        INFECTED = "infected"  # found by a later scan; such a file is never opened again

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(help_text="bytes")
    media_type = models.CharField(max_length=100)
    pages = models.PositiveIntegerField(null=True, help_text="PDF and TIFF")
    width = models.PositiveIntegerField(null=True, help_text="pixels, as it is seen upright")
    height = models.PositiveIntegerField(null=True, help_text="pixels, as it is seen upright")
    scan_state = models.CharField(max_length=11, choices=ScanState, default=ScanState.NOT_SCANNED)
    scanned_at = models.DateTimeField(null=True)
    scan_engine = models.CharField(max_length=120, blank=True)
    scan_signature = models.CharField(max_length=120, blank=True)
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="stored_file_not_empty"),
            models.CheckConstraint(
                condition=Q(scan_state="not_scanned", scanned_at=None)
                | Q(scan_state__in=["clean", "infected"], scanned_at__isnull=False),
                name="stored_file_scan_paired",
            ),
            models.CheckConstraint(
                # `> 0` alone is unknown for a missing side, and a check takes unknown for true.
                condition=Q(width=None, height=None)
                | Q(width__isnull=False, height__isnull=False, width__gt=0, height__gt=0),
                name="stored_file_sides_paired",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(scan_state="not_scanned"), name="stored_file_not_scanned"),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def kind(self) -> kinds.Kind:
        """The kind of file, as its bytes say."""
        return kinds.kind_of(self.media_type)

    @property
    def extension(self) -> str:
        """The extension of this kind, without the dot."""
        return self.kind.extensions[0]


class Upload(models.Model):
    """One sending of a file by one account: `file_id` is what forms and the API carry until somebody uses it."""

    class OwnerKind(models.TextChoices):
        ACCOUNT = "account"
        CLIENT = "client"
        SYSTEM = "system"  # the demo, an import

    file_id = models.CharField(max_length=32, unique=True, default=new_public_id)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="uploads")
    name = models.CharField(max_length=rules.NAME_LENGTH)
    owner_kind = models.CharField(max_length=8, choices=OwnerKind)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owner_kind="system", owner=None)
                | Q(owner_kind__in=["account", "client"], owner__isnull=False),
                name="upload_owned",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None, expires_at__isnull=False) | Q(used_at__isnull=False, expires_at=None),
                name="upload_used_or_expires",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("uploaded_at")), name="upload_expires_forward"
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(used_at=None), name="upload_unused"),
        ]

    def __str__(self) -> str:
        return self.file_id


class Document(models.Model):
    """One paper or result through its versions; the version with the highest number is the one that holds."""

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.public_id


class DocumentVersion(models.Model):
    """What a document was from a moment on. Versions are added, never edited or taken away."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(max_length=rules.NAME_LENGTH)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="document_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} v{self.number}"
