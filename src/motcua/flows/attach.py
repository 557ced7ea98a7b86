"""Files that stand behind a paper: several photographs joined to one, and the file of a result."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from motcua.documents import actions as documents
from motcua.documents import queries as files
from motcua.documents.models import Upload
from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import ResultFile
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Cannot, FieldError, NotAllowed, NotVisible


def attach_result(code: str, *, upload: Upload, name_vi: str = "", by: Actor, at: datetime) -> ResultFile:
    """A draft until the approval; the upload no longer expires. Raises as `dossiers.attach_result`."""
    with transaction.atomic(durable=True):
        held = documents.use_upload(upload, by=by, at=at)
        return dossiers.attach_result(code, upload=held, name_vi=name_vi or upload.name, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Pages:
    """What one paper holds: `upload` the file that is handed in, `parts` the files it was made of, in order.

    One part is handed in as it is; two and more are one PDF. `refused` says what was not taken and why, with the
    file's own name in `facts["file"]`; everything else stays.
    """

    upload: Upload | None = None
    parts: tuple[Upload, ...] = ()
    refused: list[FieldError] = field(default_factory=list)

    @property
    def file_id(self) -> str:
        """What the submission carries; "" without a file."""
        return self.upload.file_id if self.upload else ""

    @property
    def part_ids(self) -> list[str]:
        """What a draft keeps, so that pages can be moved and taken out later."""
        return [part.file_id for part in self.parts]


def pages_of(part_ids: Iterable[str], *, by: Actor, at: datetime) -> tuple[Upload, ...]:
    """The parts that are still kept, in order."""
    found = []
    for file_id in part_ids:
        try:
            found.append(files.get_upload(file_id, by=by, at=at))
        except NotVisible:
            continue
    return tuple(found)


def add_pages(
    held: Sequence[str], new: Iterable["UploadedFile[Any]"], *, name: str, file_id: str = "", by: Actor, at: datetime
) -> Pages:
    """Take new files in behind those that a paper holds already.

    `held` are the ids of its parts, `file_id` the file made of them, `name` what the joined file is called. Never loses
    what was there: where the joining is refused the paper stays as it was. Outside a transaction (bytes move). Raises
    NotAllowed.
    """
    refused: list[FieldError] = []
    before = pages_of(held, by=by, at=at)
    added: list[Upload] = []
    for one in new:
        if not one.name:
            continue
        try:
            added.append(documents.store_upload(one, one.name, by=by, at=at))
        except NotAllowed:
            raise
        except Cannot as cannot:
            refused.append(FieldError("", cannot.code, **{**cannot.facts, "file": one.name}))
    if not added:
        return Pages(_found(file_id, before, by=by, at=at), before, refused)
    try:
        return Pages(_joined((*before, *added), name, by=by, at=at), (*before, *added), refused)
    except NotAllowed:
        raise
    except Cannot as cannot:
        refused.append(FieldError("", cannot.code, **{**cannot.facts, "file": ", ".join(one.name for one in added)}))
        return Pages(_found(file_id, before, by=by, at=at), before, refused)


def arrange_pages(held: Sequence[str], act: str, number: int, *, name: str, by: Actor, at: datetime) -> Pages:
    """Move a part: `act` up, down or drop, `number` from 1. An act that changes nothing is no fault.

    Raises as `documents.store_joined`.
    """
    parts = list(pages_of(held, by=by, at=at))
    place = number - 1
    if 0 <= place < len(parts):
        other = {"up": place - 1, "down": place + 1}.get(act)
        if act == "drop":
            parts.pop(place)
        elif other is not None and 0 <= other < len(parts):
            parts[place], parts[other] = parts[other], parts[place]
    return Pages(_joined(tuple(parts), name, by=by, at=at), tuple(parts))


def _joined(parts: tuple[Upload, ...], name: str, *, by: Actor, at: datetime) -> Upload | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return documents.store_joined(parts, f"{name or parts[0].name}.pdf", by=by, at=at)


def _found(file_id: str, parts: tuple[Upload, ...], *, by: Actor, at: datetime) -> Upload | None:
    """The file that was made of the parts, where it is still kept."""
    return next(iter(pages_of([file_id] if file_id else [], by=by, at=at)), parts[0] if len(parts) == 1 else None)
