"""Targets are set and read on the steering desk: one page for those who lead and those who control."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from motcua.desks.shell.access import open_to
from motcua.desks.shell.request import Request


@open_to("province_leader", "procedure_control_officer")
def targets(request: Request) -> HttpResponse:
    """The list of targets."""
    return HttpResponseRedirect(reverse("leader:targets"))
