"""What everybody is told on the first pages: planned maintenance, and what else must be known."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.desks.manage.replies import day_of, seen
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import field_sentence, say
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotVisible
from motcua.notifications import actions, queries
from motcua.notifications.models import Announcement
from motcua.people import access

MAY = ("procedure_control_officer", "administrator")
TEXTS = ("kind", "title_vi", "title_en", "body_vi", "body_en", "reason")
TIMES = ("start_day", "start_hour", "end_day", "end_hour")
_FIELD_OF = {"starts_at": "start_day", "ends_at": "end_day"}


@open_to(*MAY)
def announcements(request: Request) -> HttpResponse:
    """What is told now, what was."""
    now = clock.now()
    shown = paging.page(request, queries.every_announcement(), size=30)
    context = {
        "tab": "announcements",
        "shown": shown,
        "lines": [(row, _state(row, now)) for row in shown.rows],
        "new_url": reverse("manage:new_announcement"),
    }
    return render_page(request, "manage/notices/announcements.html", context)


def _state(row: Announcement, now: datetime) -> tuple[str, str, str]:
    if row.withdrawn_at:
        return "ended", "undo", _("Đã rút")
    return ("ended", "", _("Đã hết")) if row.ends_at <= now else ("ok", "check", _("Đang hiện"))


@require_http_methods(["GET", "POST"])
@open_to(*MAY)
def new_announcement(request: Request) -> HttpResponse:
    """Tell everybody something."""
    access.require("announcement.set", request.actor)
    given = {name: request.POST.get(name, "").strip() for name in (*TEXTS, *TIMES)}
    given["kind"] = given["kind"] or "maintenance"
    errors: dict[str, str] = {}
    if request.method == "POST":
        starts, ends = _instant(given, "start", errors), _instant(given, "end", errors)
        if given["kind"] != "maintenance":
            errors.pop("start_day", None)
            starts = None
        if ends is None and "end_day" not in errors:
            errors["end_day"] = say("announcement.end_missing", {}, ("", ""))
        if not errors and ends is not None:
            try:
                actions.announce(
                    **{name: given[name] for name in TEXTS},
                    starts_at=starts,
                    ends_at=ends,
                    by=request.actor,
                    at=clock.now(),
                )
            except Invalid as invalid:
                errors = {_FIELD_OF.get(one.path, one.path): field_sentence(one) for one in invalid.errors}
            else:
                messages.success(request, _("Đã đăng thông báo."))
                return seen("manage:announcements")
    context = {
        "tab": "announcements",
        "given": given,
        "errors": errors,
        "problems": [Problem(f"id_{name}", words) for name, words in errors.items()],
        "kinds": [("maintenance", _("Bảo trì có kế hoạch")), ("other", _("Thông báo khác"))],
        "back_url": reverse("manage:announcements"),
    }
    return render_page(request, "manage/notices/announce.html", context, status=422 if errors else 200)


def _instant(given: dict[str, str], which: str, errors: dict[str, str]) -> datetime | None:
    day, hour = given[f"{which}_day"], given[f"{which}_hour"] or ("17:00" if which == "end" else "")
    if not day:
        return None
    read = day_of(day)
    try:
        if read is None:
            raise ValueError
        return clock.parse(f"{read.isoformat()}T{hour or '00:00'}")
    except ValueError:
        errors[f"{which}_day"] = say("announcement.not_a_time", {}, ("", ""))
        return None


@require_http_methods(["GET", "POST"])
@open_to(*MAY)
def withdraw_announcement(request: Request, number: int) -> HttpResponse:
    """Take back what everybody was told."""
    access.require("announcement.set", request.actor)
    row = Announcement.objects.filter(pk=number).first()
    if row is None:
        raise NotVisible("announcement.unknown")
    reason, error = request.POST.get("reason", "").strip(), ""
    if request.method == "POST":
        try:
            actions.withdraw_announcement(row, reason=reason, by=request.actor, at=clock.now())
        except Invalid as invalid:
            error = field_sentence(invalid.errors[0])
        else:
            messages.success(request, _("Đã rút thông báo."))
            return seen("manage:announcements")
    context = {
        "tab": "announcements",
        "row": row,
        "reason": reason,
        "error": error,
        "problems": [Problem("id_reason", error)] if error else [],
        "back_url": reverse("manage:announcements"),
    }
    return render_page(request, "manage/notices/withdraw.html", context, status=422 if error else 200)
