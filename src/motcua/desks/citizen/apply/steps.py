"""The address of every page of a draft: it finds the draft, and leaves a submitted one."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import reverse

from motcua.desks.citizen.apply import check, delivery, linked, papers, question, whom
from motcua.desks.citizen.apply.work import CHECK, DELIVERY, LINKED, PAPERS, WHOM, Work, work_of
from motcua.desks.citizen.filers import FILERS
from motcua.desks.citizen.forms import see
from motcua.desks.shell.access import open_to
from motcua.desks.shell.files import file_response
from motcua.desks.shell.request import Request
from motcua.documents import queries as documents
from motcua.dossiers import queries
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible

PAGES: dict[str, Callable[[Request, Work], HttpResponse]] = {
    WHOM: whom.page,
    LINKED: linked.page,
    PAPERS: papers.page,
    DELIVERY: delivery.page,
    CHECK: check.page,
}


@open_to(*FILERS)
def step(request: Request, key: str, stage: str) -> HttpResponse:
    """One page: GET shows it, POST saves it and goes on."""
    draft = queries.get_draft(key, viewer=request.actor)
    if draft.dossier is not None:
        shown = request.method == "POST" and stage == CHECK and check.was_submitted_here(request, draft.dossier.code)
        return see(reverse("citizen:done" if shown else "citizen:dossier", args=[draft.dossier.code]))
    work = work_of(request, draft)
    work.number_of(stage)
    if stage in PAGES:
        return PAGES[stage](request, work)
    return question.page(request, work, stage)


step.keeps_posts = True  # type: ignore[attr-defined] # a session that ended in the middle loses nothing


@open_to(*FILERS)
def draft_file(request: Request, key: str, file_id: str) -> HttpResponse:
    """A file that was sent with this draft, to look at it again."""
    draft = queries.get_draft(key, viewer=request.actor)
    work = work_of(request, draft)
    if file_id not in work.files:
        raise NotVisible("file.unknown")
    return file_response(documents.open_own(file_id, by=request.actor, at=clock.now()))  # type: ignore[return-value]
