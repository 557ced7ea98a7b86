"""The unit at a glance: how many posts, people and events of the journal there are."""

from django.db.models import Q
from django.http import HttpResponse

from motcua.agencies import queries as agencies
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.journal import queries as journal
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.people import access
from motcua.people.models import Appointment


@open_to("administrator")
def unit(request: Request) -> HttpResponse:
    """What the administrator keeps, with a number each."""
    today = clock.local_day(clock.now())
    scope = access.require("account.manage", request.actor)
    held = Appointment.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=today), position__agency_id__in=agencies.under(scope.agency, today)
    )
    context = {
        "tab": "unit",
        "held": held.count(),
        "events": Event.objects.count(),
        "last": Event.objects.order_by("-pk").first(),
        "pending": journal.pending(),
    }
    return render_page(request, "manage/unit/overview.html", context)
