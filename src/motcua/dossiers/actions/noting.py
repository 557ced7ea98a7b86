"""What leaves the state as it is: internal notes, the number shown, a draft of the result attached."""

from datetime import datetime

from django.db import transaction

from motcua.documents.models import Upload
from motcua.dossiers.actions.moving import lock, need_text
from motcua.dossiers.models import Dossier, Remark, ResultFile
from motcua.dossiers.states import CLOSED
from motcua.journal.actions import record
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotLawfulNow


@transaction.atomic
def note(code: str, *, text: str, by: Actor, at: datetime) -> Dossier:
    """An internal note; the applicant never sees it."""
    dossier = lock(code, "note", by=by, at=at)
    need_text(note=text)
    event = record("dossier.noted", subject=dossier.code, by=by, at=at)
    Remark.objects.create(dossier=dossier, event=event, text=text, internal=True)
    return dossier


@transaction.atomic
def unmask(code: str, *, by: Actor, at: datetime) -> str:
    """The applicant's whole personal number; that it was shown is written down."""
    dossier = lock(code, "unmask", by=by, at=at)
    record("dossier.number_shown", subject=dossier.code, by=by, at=at)
    return dossier.applicant.personal_id


@transaction.atomic
def attach_result(code: str, *, upload: Upload, name_vi: str, by: Actor, at: datetime) -> ResultFile:
    """Attach a file of the result; with an open proposal or before, it is a draft until the approval."""
    dossier = lock(code, "propose", by=by, at=at)
    if dossier.state in CLOSED:
        raise NotLawfulNow("dossier.closed", code=code)
    row = ResultFile.objects.create(dossier=dossier, upload=upload, name_vi=name_vi, added_at=at)
    record(
        "dossier.result_attached", subject=dossier.code, by=by, at=at, result_file=row.pk, sha256=upload.stored.sha256
    )
    return row
