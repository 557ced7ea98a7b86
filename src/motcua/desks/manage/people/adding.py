"""A new colleague: account, first post, and the one-time link."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.desks.manage.chosen import frame, unit_of
from motcua.desks.manage.given import Tried, attempt, day, see, word
from motcua.desks.manage.people.appointments import post_options, read_post, role_options
from motcua.desks.manage.people.person import issue
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.kernel.errors import FieldError
from motcua.people import accounts
from motcua.people.models import Account


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def add(request: Request) -> HttpResponse:
    """Open an account, with a post when one is chosen; then the page with its link."""
    unit = unit_of(request, "account.manage")
    lang = spoken()
    tried: Tried[Account] = Tried()
    given: dict[str, Any] = {"first_day": unit.today.isoformat(), "position": request.GET.get("vi-tri", "")}
    if request.method == "POST":
        given = request.POST.dict()
        errors: list[FieldError] = []
        post: accounts.FirstPost | None = None
        reason = word(request.POST, "reason", 1000)
        if word(request.POST, "position"):
            position, role = read_post(request.POST, unit, errors)
            first_day = day(request.POST, "first_day", errors)
            last_day = day(request.POST, "last_day", errors, needed=False)
            if position is not None and first_day is not None:
                decision = word(request.POST, "decision_no", 120)
                post = accounts.FirstPost(position, role, first_day, last_day, decision)
        tried = attempt(
            lambda: accounts.add_colleague(
                word(request.POST, "username", 80),
                full_name=word(request.POST, "full_name"),
                email=word(request.POST, "email"),
                phone=word(request.POST, "phone"),
                agency=unit.agency,
                post=post,
                reason=reason or _("Người mới"),
                by=request.actor,
                at=clock.now(),
            ),
            before=errors,
        )
        if tried.ok and tried.done is not None:
            issue(request, tried.done)
            messages.success(request, _("Đã mở tài khoản %(username)s.") % {"username": tried.done.username})
            return see(unit.url("person_link", tried.done.pk))
    context = {
        **frame(unit, "people"),
        "given": given,
        "errors": tried.errors,
        "problems": tried.problems,
        "posts": [("", _("Chưa giao vị trí")), *post_options(unit, lang)[1:]],
        "roles": role_options(unit.agency.kind, lang),
        "back_url": unit.url("people"),
        "import_url": unit.url("import_people"),
    }
    return render_page(request, "manage/people/add.html", context, status=tried.status)
