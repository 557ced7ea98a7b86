"""Where I am signed in: machine, since when, last seen; end one, or all but this."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.desks.citizen.filers import account_of
from motcua.desks.citizen.forms import one, see
from motcua.desks.shell import access
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.kernel import clock
from motcua.people import sessions


@open_to(access.SIGNED_IN)
def signed_in(request: Request) -> HttpResponse:
    """The list; POST `end` ends the session with that number, `act` = others all but this one."""
    mine, now = account_of(request), clock.now()
    here = request.session.session_key or ""
    if request.method == "POST":
        if one(request, "act") == "others":
            ended = sessions.end_sessions(mine, keep=here, by=request.actor, at=now)
            said = ngettext("Đã kết thúc %(n)s phiên khác.", "Đã kết thúc %(n)s phiên khác.", ended) % {"n": ended}
            messages.success(request, said if ended else _("Không có phiên nào khác."))
        elif one(request, "end").isdigit():
            sessions.end_session(mine, int(one(request, "end")), by=request.actor, at=now)
            messages.success(request, _("Đã kết thúc phiên đó."))
        return see(reverse("citizen:signed_in"))
    rows = sessions.live_sessions(mine, now)
    others = [row for row in rows if row.session_key != here]
    context = {
        "here": next((row for row in rows if row.session_key == here), None),
        "others": others,
        "tab": "account",
    }
    return render_page(request, "citizen/signed_in.html", context)
