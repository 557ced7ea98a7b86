"""Saving a drafted result: the file that was set from the words becomes a file of the result."""

from datetime import datetime

from django.db import transaction

from motcua.catalogue.models import ResultTemplate
from motcua.documents import actions as documents
from motcua.documents.models import Upload
from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import ResultDraft
from motcua.kernel.actor import Actor


def draft_result(
    code: str,
    *,
    upload: Upload,
    kind: str,
    title: str,
    body: str,
    template: ResultTemplate | None = None,
    by: Actor,
    at: datetime,
) -> ResultDraft:
    """A draft until the approval; the one before is replaced and kept. Raises as `dossiers.draft_result`."""
    with transaction.atomic(durable=True):
        held = documents.use_upload(upload, by=by, at=at)
        return dossiers.draft_result(
            code, upload=held, kind=kind, title=title, body=body, template=template, by=by, at=at
        )
