"""One question group of the procedure's form."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse

from motcua.desks.citizen.apply import again, frame
from motcua.desks.citizen.apply.work import Work
from motcua.desks.citizen.forms import one, see
from motcua.desks.shell import eform
from motcua.desks.shell.request import Request
from motcua.documents import actions as documents
from motcua.kernel.errors import Cannot, FieldError, Invalid, NotAllowed


def page(request: Request, work: Work, stage: str) -> HttpResponse:
    """Show, or save and judge."""
    if request.method != "POST":
        return _show(request, work, stage, _errors(work, stage) if "sua" in request.GET else ())
    if one(request, "act") == "again":
        again.take_answers(work, stage, request.POST.getlist("again"))
        return see(f"{work.url(stage)}{f'?{frame.RETURN}=1' if frame.RETURN in request.POST else ''}")
    parsed = eform.parse(work.definition, stage, request.POST, today=work.today, known=work.known)
    more, refused = store(request, work, stage)
    answers = eform.merge(work.definition, stage, work.answers, parsed, more)
    work.save(answers=answers, step=stage)
    if frame.is_quiet(request):
        return frame.kept(work)
    if parsed.again:
        return _show(request, work, stage, ())
    files = {error.path for error in refused}
    errors = [*refused, *[error for error in _errors(work, stage) if error.path not in files]]
    if errors:
        return _show(request, work, stage, errors, wrong=True)
    return frame.onward(request, work, stage)


def _errors(work: Work, stage: str) -> tuple[FieldError, ...]:
    return work.errors_of(stage)


def store(request: Request, work: Work, stage: str) -> tuple[dict[str, Any], list[FieldError]]:
    """Take in the files of the page: ids by field, and a sentence for each that was refused."""
    ids: dict[str, Any] = {}
    refused: list[FieldError] = []
    for key, file in eform.uploads(work.definition, stage, request.FILES).items():
        try:
            ids[key] = documents.store_upload(file, file.name or "", by=work.actor, at=work.at).file_id
        except NotAllowed:
            raise
        except (Invalid, Cannot) as cannot:
            refused.append(FieldError(key, cannot.code, **cannot.facts))
    return ids, refused


def _show(
    request: Request, work: Work, stage: str, errors: Sequence[FieldError], *, wrong: bool = False
) -> HttpResponse:
    view = eform.page(
        work.definition,
        stage,
        work.answers,
        today=work.today,
        lang=work.lang,
        known=work.known,
        errors=errors,
    )
    context = {"show": view, "offer": again.answers_for(work, stage) if not wrong else None}
    return frame.show(request, work, stage, "citizen/apply/question.html", context, wrong=wrong)
