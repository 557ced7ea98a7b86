"""Attach a file to the result of a dossier."""

from datetime import datetime

from django.db import transaction

from motcua.documents import actions as documents
from motcua.documents.models import Upload
from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import ResultFile
from motcua.kernel.actor import Actor


def attach_result(code: str, *, upload: Upload, name_vi: str = "", by: Actor, at: datetime) -> ResultFile:
    """A draft until the approval; the upload no longer expires. Raises as `dossiers.attach_result`."""
    with transaction.atomic(durable=True):
        held = documents.use_upload(upload, by=by, at=at)
        return dossiers.attach_result(code, upload=held, name_vi=name_vi or upload.name, by=by, at=at)
