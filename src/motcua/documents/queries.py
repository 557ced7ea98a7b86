"""Reads. A file is opened only for a room that has already decided who may see it: nothing here decides for others.

A dossier's paper, a result, a draft hold an `Upload` or a `DocumentVersion` of this room. Their room finds its own row
through its own rights (`dossiers.get_visible`), and brings the holder here with a `Decision` that says which room
decided, about what, for whom. The one thing this room decides by itself is that who sent a file may see it.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, cast

from django.db.models import Q

from motcua.documents import pages, pictures, store
from motcua.documents.kinds import Kind
from motcua.documents.models import Document, DocumentVersion, StoredFile, Upload
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Cannot, NotLawfulNow, NotVisible

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Decision:
    """A room's word that this viewer may see this file now; `subject` is what it was decided about (a dossier code)."""

    room: str
    subject: str
    viewer: Actor

    def __post_init__(self) -> None:
        if not (self.room and self.subject):
            raise ValueError("a decision names the room that made it and the thing it is about")


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file to be handed out: whoever gets it closes `stream`."""

    stream: BinaryIO
    size: int
    kind: Kind
    name: str


def open_for(holder: Upload | DocumentVersion, *, decided: Decision) -> OpenedFile:
    """The bytes behind an upload or a version, for a room that has decided.

    Raises NotLawfulNow `file.infected`, Cannot `file.lost` or `storage.unavailable`.
    """
    file = holder.stored
    _refuse_infected(file)
    try:
        stream = store.opened(file.sha256)
    except FileNotFoundError:
        _log.error("the bytes of %s are not in the store (%s %s)", file.sha256, decided.room, decided.subject)
        raise Cannot("file.lost", sha256=file.sha256) from None
    return OpenedFile(cast(BinaryIO, stream), file.size, file.kind, holder.name)


def preview_for(holder: Upload | DocumentVersion, width: int, *, decided: Decision) -> bytes:
    """A JPEG of a picture, `width` pixels wide at most (one of rules.PREVIEW_WIDTHS), for a room that has decided.

    Raises Invalid `file.no_preview` for what is not a picture, and as `open_for`.
    """
    _refuse_infected(holder.stored)
    try:
        return pictures.preview(holder.stored, width)
    except FileNotFoundError:
        _log.error("the bytes of %s are not in the store (%s %s)", holder.stored, decided.room, decided.subject)
        raise Cannot("file.lost", sha256=holder.stored.sha256) from None


def page_for(holder: Upload | DocumentVersion, number: int, width: int, *, decided: Decision) -> bytes:
    """A page of a PDF as a JPEG, for a room that has decided. Raises as `pages.page_picture` and `open_for`."""
    _refuse_infected(holder.stored)
    try:
        return pages.page_picture(holder.stored, number, width)
    except FileNotFoundError:
        _log.error("the bytes of %s are not in the store (%s %s)", holder.stored, decided.room, decided.subject)
        raise Cannot("file.lost", sha256=holder.stored.sha256) from None


def get_upload(file_id: str, *, by: Actor, at: datetime) -> Upload:
    """The upload that this actor itself sent and that has not expired. Raises NotVisible `file.unknown`."""
    upload = (
        Upload.objects.select_related("stored")
        .filter(Q(expires_at=None) | Q(expires_at__gt=at), file_id=file_id, owner_kind=by.kind, owner_id=by.account_id)
        .first()
    )
    if upload is None:
        raise NotVisible("file.unknown")
    return upload


def find_uploads(file_ids: Iterable[str], *, by: Actor, at: datetime) -> dict[str, Upload]:
    """file_id → upload, of those that this actor itself sent and that have not expired."""
    rows = Upload.objects.select_related("stored").filter(
        Q(expires_at=None) | Q(expires_at__gt=at),
        file_id__in=[one for one in file_ids if isinstance(one, str)],
        owner_kind=by.kind,
        owner_id=by.account_id,
    )
    return {row.file_id: row for row in rows}


def open_own(file_id: str, *, by: Actor, at: datetime) -> OpenedFile:
    """What the actor itself sent, to look at again. Raises NotVisible `file.unknown`, and as `open_for`."""
    return open_for(get_upload(file_id, by=by, at=at), decided=Decision("documents", file_id, by))


def get_current_version(document: Document) -> DocumentVersion:
    """The version that holds. Raises DocumentVersion.DoesNotExist for a document without one; no action makes such."""
    return document.versions.select_related("stored").latest("number")


def count_not_scanned() -> int:
    """How many stored files no scanner has looked at."""
    return StoredFile.objects.filter(scan_state="not_scanned").count()


def count_infected() -> int:
    """How many stored files a later scan found infected."""
    return StoredFile.objects.filter(scan_state="infected").count()


def _refuse_infected(file: StoredFile) -> None:
    if file.scan_state == StoredFile.ScanState.INFECTED:
        raise NotLawfulNow("file.infected")
