"""The persons I filed for: what is kept of them, to be looked at and deleted."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.desks.citizen.filers import FILERS, account_of
from motcua.desks.citizen.forms import one, see, spoken
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.kernel import clock
from motcua.people import remembering
from motcua.people.mandates import RELATIONS


@open_to(*FILERS)
def remembered(request: Request) -> HttpResponse:
    """The list; POST `forget` deletes the person with that number, `act` = all everybody."""
    mine, now = account_of(request), clock.now()
    if request.method == "POST":
        if one(request, "act") == "all":
            remembering.forget_all(mine, by=request.actor, at=now)
            messages.success(request, _("Đã xóa mọi người đã lưu."))
        elif one(request, "forget").isdigit():
            remembering.forget(mine, int(one(request, "forget")), by=request.actor, at=now)
            messages.success(request, _("Đã xóa. Hồ sơ đã nộp không bị ảnh hưởng."))
        return see(reverse("citizen:remembered"))
    english = spoken() == "en"
    people = [(row, RELATIONS.get(row.relation, ("", ""))[english]) for row in remembering.remembered_by(mine)]
    return render_page(request, "citizen/remembered.html", {"people": people, "tab": "account"})
