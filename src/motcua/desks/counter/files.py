"""Papers of a dossier for the preview beside the list, opened only for those who may see it."""

from django.http.response import HttpResponseBase

from motcua.desks.shell.access import open_to
from motcua.desks.shell.files import file_response, picture_response
from motcua.desks.shell.request import Request
from motcua.documents import queries as documents
from motcua.documents.models import Upload
from motcua.documents.queries import Decision
from motcua.dossiers import queries
from motcua.dossiers.models import DossierPaper
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible

WIDTH = 960


def _opened(request: Request, code: str, number: int) -> tuple[Upload, Decision]:
    queries.get_visible(code, viewer=request.actor, at=clock.now())
    row = DossierPaper.objects.select_related("upload__stored").filter(dossier__code=code, pk=number).first()
    if row is None or row.upload is None:
        raise NotVisible("file.unknown")
    return row.upload, Decision("dossiers", code, request.actor)


@open_to("single_window_officer")
def paper(request: Request, code: str, number: int) -> HttpResponseBase:
    """One version of one paper: shown, or downloaded with ?tai=1."""
    upload, decided = _opened(request, code, number)
    return file_response(documents.open_for(upload, decided=decided), download="tai" in request.GET)


@open_to("single_window_officer")
def preview(request: Request, code: str, number: int) -> HttpResponseBase:
    """A photograph upright and not wider than a pane."""
    upload, decided = _opened(request, code, number)
    return picture_response(documents.preview_for(upload, WIDTH, decided=decided))


@open_to("single_window_officer")
def page(request: Request, code: str, number: int, page: int) -> HttpResponseBase:
    """One page of a PDF as a picture."""
    upload, decided = _opened(request, code, number)
    return picture_response(documents.page_for(upload, page, WIDTH, decided=decided))
