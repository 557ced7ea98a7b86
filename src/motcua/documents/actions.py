"""Taking files in, giving documents their versions, scanning again, discarding what nobody used.

All but `use_upload` and `new_version` read or write files: call them outside a transaction of your own, so that no lock
is held while bytes move.
"""

import contextlib
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import BinaryIO, Final, Protocol, cast

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max

from motcua.documents import inspection, rules, store
from motcua.documents.inspection import Look
from motcua.documents.models import Document, DocumentVersion, StoredFile, Upload
from motcua.documents.ports import MalwareScanner, Verdict
from motcua.documents.queries import Decision
from motcua.journal import actions as journal
from motcua.kernel import registry
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Cannot, Invalid, NotAllowed, NotLawfulNow

_log = logging.getLogger(__name__)
_CHUNK: Final = 64 * 1024
_ABANDONED: Final = timedelta(days=1)


class Readable(Protocol):
    """Where bytes come from: a request's uploaded file, an open file, a generator with a `read`.

    A `size` attribute, when there is one, is what the sender claims; a claim above the limit is refused unread.
    """

    def read(self, size: int = ..., /) -> bytes: ...


def store_upload(stream: Readable, name: str, *, by: Actor, at: datetime) -> Upload:
    """Take a file in: count, inspect and scan it, keep its bytes once, and give it a `file_id` for this account.

    Reads from the stream's present position and never holds the whole file in memory. What `stream.read` raises passes
    through, and then nothing is kept. Raises Invalid (`file.too_large`, `file.empty`, `file.infected`, and those of
    `inspection.look`), NotAllowed `file.sign_in`, Cannot `storage.full` or `storage.unavailable`.
    """
    if by.kind == "anonymous":
        raise NotAllowed("file.sign_in")
    claimed = getattr(stream, "size", None)
    if isinstance(claimed, int) and claimed > settings.MAX_UPLOAD_BYTES:
        raise rules.too_large(claimed, settings.MAX_UPLOAD_BYTES)
    with store.incoming() as part:
        sha256, size = _receive(stream, part)
        seen = inspection.look(part.file)
        verdict = _scan(part.file)
        if verdict.state == "infected" or StoredFile.objects.filter(sha256=sha256, scan_state="infected").exists():
            _record_refusal(sha256, size, verdict, by=by, at=at)
            raise Invalid("file.infected")
        part.keep(store.place(sha256))
        with transaction.atomic():
            file = _stored_file(sha256, size, seen, verdict, by=by, at=at)
            if not store.exists(sha256):  # discarded between the two lines above: the row's lock now forbids that
                part.keep(store.place(sha256))
            upload = Upload.objects.create(
                stored=file,
                name=rules.clean_name(name, seen.kind),
                owner_kind=by.kind,
                owner_id=by.account_id,
                uploaded_at=at,
                expires_at=at + rules.UPLOAD_KEPT,
            )
            journal.record(
                "file.stored",
                subject=upload.file_id,
                by=by,
                at=at,
                sha256=sha256,
                size=size,
                media_type=file.media_type,
                scan_state=file.scan_state,
            )
    return upload


def store_joined(uploads: Sequence[Upload], name: str, *, by: Actor, at: datetime) -> Upload:
    """Join what this actor sent to one PDF, in this order, and take that in as a file of its own.

    The parts stay as they are until they expire. Raises as `joining.join` and `store_upload`; NotLawfulNow
    `file.infected`, Cannot `file.lost`.
    """
    from motcua.documents import joining  # heavy: only where files are joined

    with contextlib.ExitStack() as opened:
        parts = [joining.Part(one.stored.kind, opened.enter_context(_opened(one))) for one in uploads]
        whole = joining.join(parts, limit=settings.MAX_UPLOAD_BYTES)
    return store_upload(BytesIO(whole), name, by=by, at=at)


def _opened(upload: Upload) -> BinaryIO:
    if upload.stored.scan_state == StoredFile.ScanState.INFECTED:
        raise NotLawfulNow("file.infected")
    try:
        return cast(BinaryIO, store.opened(upload.stored.sha256))
    except FileNotFoundError:
        raise Cannot("file.lost", sha256=upload.stored.sha256) from None


@transaction.atomic
def copy_upload(holder: Upload, *, decided: Decision, at: datetime) -> Upload:
    """The same bytes as a new upload of the viewer of `decided`, for a room that has decided that it may see them: a
    paper used again. It expires like any other until something holds it. Raises NotLawfulNow `file.infected`."""
    by = decided.viewer
    file = StoredFile.objects.select_for_update().get(pk=holder.stored_id)
    if file.scan_state == StoredFile.ScanState.INFECTED:
        raise NotLawfulNow("file.infected")
    upload = Upload.objects.create(
        stored=file,
        name=holder.name,
        owner_kind=by.kind,
        owner_id=by.account_id,
        uploaded_at=at,
        expires_at=at + rules.UPLOAD_KEPT,
    )
    journal.record("file.copied", subject=upload.file_id, by=by, at=at, sha256=file.sha256, about=decided.subject)
    return upload


def use_upload(upload: Upload, *, by: Actor, at: datetime) -> Upload:
    """Say that a dossier or draft now holds this upload: it no longer expires. Saying it again changes nothing."""
    return use_uploads([upload], by=by, at=at)[0]


def use_uploads(uploads: Sequence[Upload], *, by: Actor, at: datetime) -> list[Upload]:
    """As `use_upload` for several at once, in the order given. Raises NotLawfulNow `file.unknown`.

    The event is told by the room that holds them: its own carries their hashes.
    """
    wanted = {upload.pk for upload in uploads}
    with transaction.atomic(savepoint=False):
        fresh = Upload.objects.filter(pk__in=wanted, used_at=None).update(used_at=at, expires_at=None) if wanted else 0
        if fresh == len(wanted):
            for upload in uploads:
                upload.used_at, upload.expires_at = at, None
            return list(uploads)
        held = {row.pk: row for row in Upload.objects.select_related("stored").filter(pk__in=wanted)}
        if held.keys() != wanted:
            raise NotLawfulNow("file.unknown")
    return [held[upload.pk] for upload in uploads]


def new_version(upload: Upload, *, document: Document | None = None, by: Actor, at: datetime) -> DocumentVersion:
    """Add a version to a document, or the first one to a new document; the upload then no longer expires."""
    with transaction.atomic():
        if document is None:
            held, number = Document.objects.create(created_at=at), 1
        else:
            held = Document.objects.select_for_update().get(pk=document.pk)
            number = (held.versions.aggregate(last=Max("number"))["last"] or 0) + 1
        used = use_upload(upload, by=by, at=at)
        version = DocumentVersion.objects.create(
            document=held, number=number, stored=used.stored, name=used.name, added_at=at, added_by_id=by.account_id
        )
        journal.record(
            "document.versioned",
            subject=held.public_id,
            by=by,
            at=at,
            number=number,
            file_id=used.file_id,
            sha256=used.stored.sha256,
        )
    return version


def rescan_pending(*, by: Actor, at: datetime, limit: int = 200) -> int:
    """Scan files that were taken in while no scanner answered, oldest first; how many are scanned now.

    Stops at the first file that the scanner does not answer for: it is still away.
    """
    scanned = 0
    for file in StoredFile.objects.filter(scan_state="not_scanned").order_by("id")[:limit]:
        try:
            with store.opened(file.sha256) as stream:
                verdict = _scan(cast(BinaryIO, stream))
        except FileNotFoundError:
            _log.error("the bytes of %s are not in the store", file.sha256)
            continue
        if verdict.state == "not_scanned":
            break
        with transaction.atomic():
            held = StoredFile.objects.select_for_update().filter(pk=file.pk, scan_state="not_scanned").first()
            if held is None:
                continue
            _set_verdict(held, verdict, at)
            held.save()
            journal.record(
                "file.scanned",
                subject=held.sha256,
                by=by,
                at=at,
                scan_state=verdict.state,
                engine=verdict.engine,
                signature=verdict.signature,
            )
            scanned += 1
    return scanned


def discard_unused(*, by: Actor, at: datetime, limit: int = 500) -> int:
    """Discard uploads that expired unused, with the bytes that nothing else holds; how many uploads that were."""
    store.sweep_incoming(at - _ABANDONED)
    expired = Upload.objects.filter(used_at=None, expires_at__lte=at).order_by("expires_at")
    discarded = 0
    for pk in list(expired.values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            upload = Upload.objects.select_for_update().filter(pk=pk, used_at=None).first()
            if upload is None:
                continue
            try:
                upload.delete()
            except models.ProtectedError:  # a room holds it and did not say so
                use_upload(upload, by=by, at=at)
                continue
            discarded += 1
            file = StoredFile.objects.select_for_update().get(pk=upload.stored_id)
            journal.record("file.discarded", subject=upload.file_id, by=by, at=at, sha256=file.sha256)
            try:
                file.delete()
            except models.ProtectedError:  # somebody else sent the same bytes, or a document holds them
                continue
            # Inside the transaction on purpose: whoever sends the same bytes now waits for this row.
            store.discard(file.sha256, rules.PREVIEW_WIDTHS)
    return discarded


def _receive(stream: Readable, part: store.Incoming) -> tuple[str, int]:
    limit: int = settings.MAX_UPLOAD_BYTES
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise rules.too_large(None, limit)
        digest.update(chunk)
        part.write(chunk)
    if size == 0:
        raise Invalid("file.empty")
    part.settle()
    return digest.hexdigest(), size


def _scan(file: BinaryIO) -> Verdict:
    try:
        scanner: MalwareScanner = registry.provider("malware_scanner")
    except LookupError:
        return Verdict("not_scanned", reason="no scanner is wired")
    file.seek(0)
    verdict = scanner.scan(file)
    if verdict.state == "not_scanned" and verdict.reason:
        _log.warning("a file was not scanned: %s", verdict.reason)
    return replace(verdict, engine=verdict.engine[:120], signature=verdict.signature[:120])


def _set_verdict(file: StoredFile, verdict: Verdict, at: datetime) -> None:
    file.scan_state = verdict.state
    file.scanned_at = None if verdict.state == "not_scanned" else at
    file.scan_engine, file.scan_signature = verdict.engine, verdict.signature


def _stored_file(sha256: str, size: int, seen: Look, verdict: Verdict, *, by: Actor, at: datetime) -> StoredFile:
    """The row of these bytes, locked; a scan that was missing is put in."""
    new = StoredFile(
        sha256=sha256,
        size=size,
        media_type=seen.kind.media_type,
        pages=seen.pages,
        width=seen.width,
        height=seen.height,
        stored_at=at,
        stored_by_id=by.account_id,
    )
    _set_verdict(new, verdict, at)
    file = None
    while file is None:  # once more when the row that was in the way is discarded before it can be locked
        StoredFile.objects.bulk_create([new], ignore_conflicts=True)
        file = StoredFile.objects.select_for_update().filter(sha256=sha256).first()
    if file.scan_state == "infected":  # a scan in the night knew more than the one a moment ago
        raise Invalid("file.infected")
    if file.scan_state == "not_scanned" and verdict.state == "clean":
        _set_verdict(file, verdict, at)
        file.save()
    return file


def _record_refusal(sha256: str, size: int, verdict: Verdict, *, by: Actor, at: datetime) -> None:
    with transaction.atomic():
        journal.record(
            "file.refused",
            subject=sha256,
            by=by,
            at=at,
            code="file.infected",
            size=size,
            engine=verdict.engine,
            signature=verdict.signature,
        )
