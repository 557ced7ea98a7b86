"""Drafting a result: its words and the file set from them; the one before is replaced and kept."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from motcua.catalogue.models import ResultTemplate
from motcua.documents.models import Upload
from motcua.dossiers.actions.moving import lock, need_text, require_no_open_proposal, require_step
from motcua.dossiers.models import ResultDraft, ResultFile
from motcua.journal.actions import record
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid


@transaction.atomic
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
    """Save the words of a result with the file that was set from them: a draft until the approval. The file of the
    draft before is replaced. Not while a proposal waits for its decision: the leader reads what was proposed."""
    dossier = lock(code, "propose", by=by, at=at)
    require_no_open_proposal(dossier, "propose")
    require_step(dossier, "propose")
    need_text(title=title, body=body)
    if kind not in ("approve", "reject"):
        raise Invalid("act.invalid", [FieldError("kind", "propose.result_unknown", allowed="approve, reject")])
    last = ResultDraft.objects.filter(dossier=dossier).aggregate(last=Max("number"))["last"] or 0
    earlier = ResultFile.objects.filter(dossier=dossier, draft=True, replaced_at=None, draft_text__isnull=False)
    earlier.update(replaced_at=at)
    file = ResultFile.objects.create(dossier=dossier, upload=upload, name_vi=title[:300], added_at=at)
    row = ResultDraft.objects.create(
        dossier=dossier,
        number=last + 1,
        template=template,
        kind=kind,
        title=title,
        body=body,
        file=file,
        drafted_at=at,
        drafted_by_id=by.account_id,
    )
    record(
        "dossier.result_drafted",
        subject=code,
        by=by,
        at=at,
        number=row.number,
        kind=kind,
        template=f"{template.key}:{template.number}" if template else "",
        result_file=file.pk,
    )
    return row
