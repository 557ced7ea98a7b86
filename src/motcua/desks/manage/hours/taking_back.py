"""A single day of a unit, taken back before it comes."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.deadlines import own_hours, queries
from motcua.deadlines.models import LocalDay
from motcua.desks.manage.chosen import frame, unit_of
from motcua.desks.manage.given import Tried, attempt, day, see, word
from motcua.desks.shell import formats
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.kernel.errors import FieldError


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def withdraw_day(request: Request, on: str) -> HttpResponse:
    """Take a single day back before it comes."""
    unit = unit_of(request)
    tried: Tried[LocalDay] = Tried()
    errors: list[FieldError] = []
    found = day(QueryDict(f"day={on}"), "day", errors)
    own = next((one for one in queries.own_days(unit.agency.pk) if one.date == found), None)
    if request.method == "POST" and own is not None:
        reason = word(request.POST, "reason", 1000)
        tried = attempt(
            lambda: own_hours.withdraw_day(unit.agency, own.date, reason=reason, by=request.actor, at=clock.now())
        )
        if tried.ok:
            messages.success(request, _("Đã bỏ ngày đặt riêng."))
    if own is None or (request.method == "POST" and tried.ok):
        return see(unit.url("hours"))
    written = formats.day(own.date, spoken())
    context = {
        **frame(unit, "hours"),
        "title": _("Bỏ ngày đặt riêng %(day)s?") % {"day": written},
        "lines": [
            _("%(name)s, quyết định %(decision)s.") % {"name": own.name_vi, "decision": own.decision_no},
            _("Ngày đó trở lại theo lịch chung. Hẹn đã trao giữ nguyên."),
        ],
        "given": request.POST,
        "errors": tried.errors,
        "problems": tried.problems,
        "act": _("Bỏ ngày đặt riêng"),
        "kind": "stop",
        "reason_needed": True,
        "back_url": unit.url("hours"),
        "back": _("Giờ làm việc"),
    }
    return render_page(request, "manage/unit/confirm.html", context, status=tried.status)
