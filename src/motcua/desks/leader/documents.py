"""The document beside a proposal: the drafted result, else the first paper, as pictures of its pages."""

from dataclasses import dataclass

from django.http.response import HttpResponseBase
from django.urls import reverse

from motcua.desks.shell.access import open_to
from motcua.desks.shell.files import picture_response
from motcua.desks.shell.request import Request
from motcua.documents import queries as documents
from motcua.documents.models import StoredFile
from motcua.documents.queries import Decision
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, DossierPaper, ResultFile
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible

PAGES_SHOWN = 10
WIDTH = 960


@dataclass(frozen=True, slots=True)
class Document:
    """`pictures`: addresses of its pages; `url` opens the file itself; `is_result`: it is the drafted result."""

    name: str
    url: str
    media_type: str
    pages: int
    pictures: tuple[str, ...]
    is_result: bool


def documents_of(dossier: Dossier) -> list[Document]:
    """The drafted results first, then the papers that were handed in."""
    found = [_of_result(dossier, row) for row in queries.results_of(dossier, inside=True)]
    papers = queries.papers_of(dossier)
    return found + [
        _of_paper(dossier, paper.newest, paper.name_vi)
        for paper in papers
        if paper.newest and paper.newest.upload and not paper.is_form
    ]


def _of_result(dossier: Dossier, row: ResultFile) -> Document:
    stored = row.upload.stored
    numbers = _numbers(stored)
    return Document(
        name=row.name_vi,
        url=reverse("officer:result", args=[dossier.code, row.pk]),
        media_type=stored.media_type,
        pages=stored.pages or 1,
        pictures=tuple(reverse("leader:result_page", args=[dossier.code, row.pk, number]) for number in numbers),
        is_result=True,
    )


def _of_paper(dossier: Dossier, row: DossierPaper, name: str) -> Document:
    stored = row.upload.stored  # type: ignore[union-attr]
    numbers = _numbers(stored)
    pictures = tuple(reverse("officer:page", args=[dossier.code, row.pk, number]) for number in numbers)
    if not numbers and stored.media_type.startswith("image/"):
        pictures = (reverse("officer:preview", args=[dossier.code, row.pk]),)
    return Document(
        name=name,
        url=reverse("officer:paper", args=[dossier.code, row.pk]),
        media_type=stored.media_type,
        pages=stored.pages or 1,
        pictures=pictures,
        is_result=False,
    )


def _numbers(stored: StoredFile) -> range:
    if stored.media_type != "application/pdf":
        return range(0)
    return range(1, min(stored.pages or 1, PAGES_SHOWN) + 1)


@open_to("commune_leader")
def result_page(request: Request, code: str, number: int, page: int) -> HttpResponseBase:
    """One page of a drafted result as a picture."""
    queries.get_visible(code, viewer=request.actor, at=clock.now())
    row = ResultFile.objects.select_related("upload__stored").filter(dossier__code=code, pk=number).first()
    if row is None:
        raise NotVisible("file.unknown")
    decided = Decision("dossiers", code, request.actor)
    return picture_response(documents.page_for(row.upload, page, WIDTH, decided=decided))
