"""The first page: what there is to look at, for this role."""

from django.http import HttpResponse
from django.urls import reverse

from motcua.desks.numbers.sections import OFFICES, SECTIONS
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request


@open_to(*OFFICES)
def home(request: Request) -> HttpResponse:
    """Sections that are open to who asks."""
    mine = [one for one in sorted(SECTIONS, key=lambda one: one.order) if request.actor.role in one.roles]
    lines = [(str(one.label), str(one.about), reverse(one.url_name)) for one in mine]
    return render_page(request, "numbers/home.html", {"tab": "numbers", "lines": lines})
