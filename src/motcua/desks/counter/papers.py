"""The papers that the counter prints: forms 01, 02 and 03."""

from django.http import HttpResponse

from motcua.desks.shell import papers
from motcua.desks.shell.access import open_to
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import queries
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible


@open_to("single_window_officer")
def receipt(request: Request, code: str) -> HttpResponse:
    """Form 01."""
    found = queries.get_visible(code, viewer=request.actor, at=clock.now())
    return papers.paper_response(papers.receipt_pdf(found, spoken()), f"giay-hen-{found.code}")


@open_to("single_window_officer", "specialist_officer")
def supplement(request: Request, code: str, number: int) -> HttpResponse:
    """Form 02 of one request."""
    found = queries.get_visible(code, viewer=request.actor, at=clock.now())
    asked = found.supplements.select_related("asked_by").filter(number=number).first()
    if asked is None:
        raise NotVisible("paper.no_request")
    return papers.paper_response(papers.supplement_pdf(found, asked, spoken()), f"bo-sung-{number}-{found.code}")


@open_to("single_window_officer")
def refusal(request: Request, code: str) -> HttpResponse:
    """Form 03."""
    found = queries.get_visible(code, viewer=request.actor, at=clock.now())
    return papers.paper_response(papers.refusal_pdf(found, spoken()), f"tu-choi-{found.code}")
