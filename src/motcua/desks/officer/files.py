"""Papers and results of a dossier, opened only for those who may see it."""

from django.http.response import HttpResponseBase

from motcua.desks.shell.access import open_to
from motcua.desks.shell.files import file_response, picture_response
from motcua.desks.shell.request import Request
from motcua.documents import queries as documents
from motcua.documents.models import Upload
from motcua.documents.queries import Decision
from motcua.dossiers import queries
from motcua.dossiers.models import DossierPaper, ResultFile
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible

STAFF = ("specialist_officer", "single_window_officer", "commune_leader", "province_leader")
PREVIEW_WIDTH = 960


def _decided(request: Request, code: str) -> Decision:
    queries.get_visible(code, viewer=request.actor, at=clock.now())
    return Decision("dossiers", code, request.actor)


def _upload_of(row: DossierPaper | ResultFile | None) -> Upload:
    if row is None or row.upload is None:
        raise NotVisible("file.unknown")
    return row.upload


def _paper(code: str, number: int) -> DossierPaper | None:
    return DossierPaper.objects.select_related("upload__stored").filter(dossier__code=code, pk=number).first()


@open_to(*STAFF)
def paper(request: Request, code: str, number: int) -> HttpResponseBase:
    """One version of one paper: shown, or downloaded with ?tai=1."""
    decided = _decided(request, code)
    upload = _upload_of(_paper(code, number))
    return file_response(documents.open_for(upload, decided=decided), download="tai" in request.GET)


@open_to(*STAFF)
def preview(request: Request, code: str, number: int) -> HttpResponseBase:
    """A photograph upright and not wider than a pane."""
    decided = _decided(request, code)
    upload = _upload_of(_paper(code, number))
    return picture_response(documents.preview_for(upload, PREVIEW_WIDTH, decided=decided))


@open_to(*STAFF)
def page(request: Request, code: str, number: int, page: int) -> HttpResponseBase:
    """One page of a PDF as a picture."""
    decided = _decided(request, code)
    upload = _upload_of(_paper(code, number))
    return picture_response(documents.page_for(upload, page, PREVIEW_WIDTH, decided=decided))


@open_to(*STAFF)
def result(request: Request, code: str, number: int) -> HttpResponseBase:
    """A file of the result, drafts too."""
    decided = _decided(request, code)
    row = ResultFile.objects.select_related("upload__stored").filter(dossier__code=code, pk=number).first()
    return file_response(documents.open_for(_upload_of(row), decided=decided), download="tai" in request.GET)
