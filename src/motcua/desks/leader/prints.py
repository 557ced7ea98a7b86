"""Forms 04 and 05 as a leader, an officer or the counter prints them."""

from django.http import HttpResponse

from motcua.desks.shell import papers
from motcua.desks.shell.access import open_to
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import queries
from motcua.kernel import clock

OFFICE = ("commune_leader", "specialist_officer", "single_window_officer")


@open_to(*OFFICE)
def apology(request: Request, code: str) -> HttpResponse:
    """Form 04: sorry, and the new date."""
    found = queries.get_visible(code, viewer=request.actor, at=clock.now())
    return papers.paper_response(papers.apology_pdf(found, spoken()), f"xin-loi-{found.code}")


@open_to(*OFFICE)
def stop(request: Request, code: str) -> HttpResponse:
    """Form 05: handling was stopped."""
    found = queries.get_visible(code, viewer=request.actor, at=clock.now())
    return papers.paper_response(papers.stop_pdf(found, spoken()), f"dung-{found.code}")
