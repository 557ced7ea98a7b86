"""Pages that moved to the desk that manages: old addresses lead there."""

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from motcua.desks.shell.access import open_to
from motcua.desks.shell.request import Request


@open_to("procedure_control_officer")
def procedures(request: Request) -> HttpResponse:
    """Procedures and their versions."""
    return _moved(request, "manage:procedures")


@open_to("administrator")
def people(request: Request) -> HttpResponse:
    """Who holds which post."""
    return _moved(request, "manage:people")


def _moved(request: Request, name: str) -> HttpResponse:
    query = request.GET.urlencode()
    return HttpResponsePermanentRedirect(reverse(name) + (f"?{query}" if query else ""))
