"""Quiet hours and the hour of the morning's letter: what holds, what was set before, a new row from a day on."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.desks.manage.replies import day_of, seen
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import field_sentence, say
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.notifications import actions, queries
from motcua.people import access

NAMES = ("quiet_from", "quiet_to", "digest_at", "valid_from", "reason")
USUAL = {"quiet_from": "21:00", "quiet_to": "06:30", "digest_at": "07:00"}


@require_http_methods(["GET", "POST"])
@open_to("procedure_control_officer")
def hours(request: Request) -> HttpResponse:
    """The page and its form."""
    access.require("notice.set", request.actor)
    now = clock.now()
    today = clock.local_day(now)
    stands = queries.hours_on(today)
    given = {"valid_from": today.strftime("%d/%m/%Y"), "reason": "", **USUAL}
    if stands is not None:
        given |= {name: f"{getattr(stands, name):%H:%M}" for name in USUAL}
    errors: dict[str, str] = {}
    if request.method == "POST":
        given = {name: request.POST.get(name, "").strip() for name in NAMES}
        day = day_of(given["valid_from"])
        if day is None:
            errors["valid_from"] = say("version_draft.not_a_day", {}, ("", ""))
        else:
            try:
                actions.set_hours(
                    **{name: given[name] for name in USUAL},
                    valid_from=day,
                    reason=given["reason"],
                    by=request.actor,
                    at=now,
                )
            except Invalid as invalid:
                errors = {one.path: field_sentence(one) for one in invalid.errors}
            else:
                messages.success(request, _("Đã ghi giờ yên lặng."))
                return seen("manage:notice_hours")
    context = {
        "tab": "notices",
        "given": given,
        "errors": errors,
        "problems": [Problem(f"id_{name}", words) for name, words in errors.items()],
        "stands": stands,
        "rows": queries.every_hours(),
        "today": today,
        "back_url": reverse("manage:notices"),
    }
    return render_page(request, "manage/notices/hours.html", context, status=422 if errors else 200)
