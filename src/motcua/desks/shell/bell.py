"""What happened to one's dossiers, in a list: the bell; and the one address by which a letter opens a dossier."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.desks.shell import access as pages
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.papers.of_dossier import READERS
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.notifications import actions, queries
from motcua.notifications.models import BellLine
from motcua.notifications.rendering import line_about
from motcua.people import access
from motcua.people.queries import get_account

SIZE = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what about, which dossier, when; `new`: not read yet."""

    words: str
    code: str
    procedure: str
    at: datetime
    new: bool


@require_http_methods(["GET", "POST"])
@open_to(pages.SIGNED_IN)
def bell(request: Request) -> HttpResponse:
    """GET: the list, newest first; opening it reads nothing. POST: everything is read."""
    account = get_account(request.actor.account_id or 0)
    if request.method == "POST":
        actions.read_bell(account, at=clock.now())
        messages.success(request, _("Đã đánh dấu là đã xem."))
        return _see(reverse("shell:bell"))
    lang = spoken()
    shown = paging.page(request, queries.bell_of(account), size=SIZE)
    return render_page(
        request,
        "components/bell.html",
        {
            "tab": "bell",
            "shown": shown,
            "lines": [_line(row, lang) for row in shown.rows],
            "unread": queries.count_unread(account.pk),
            "is_office": request.actor.role in access.STAFF_ROLES,
        },
    )


def _line(row: BellLine, lang: str) -> Line:
    version = row.dossier.procedure_version
    return Line(
        words=line_about(row.event, row.dossier, row.template, lang),
        code=row.dossier.code,
        procedure=(version.name_en if lang == "en" else "") or version.name_vi,
        at=clock.local(row.event.at),
        new=row.read_at is None,
    )


@open_to(*READERS)
def open_dossier(request: Request, code: str) -> HttpResponse:
    """To the page of the dossier on the desk of who asks; its line in the list is read by that."""
    if request.actor.account_id is not None:
        account = get_account(request.actor.account_id)
        numbers = list(queries.bell_of(account).filter(dossier__code=code, read_at=None).values_list("pk", flat=True))
        if numbers:
            actions.read_bell(account, at=clock.now(), numbers=numbers)
    if request.actor.role == access.SINGLE_WINDOW_OFFICER:
        return _see(reverse("counter:dossier", args=[code]))
    if request.actor.role in (access.SPECIALIST_OFFICER, access.COMMUNE_LEADER):
        return _see(reverse("officer:dossier", args=[code]))
    if request.actor.role in access.STAFF_ROLES:
        return _see(reverse("shell:papers", args=[code]))
    return _see(reverse("citizen:dossier", args=[code]))


def _see(url: str) -> HttpResponse:
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response
