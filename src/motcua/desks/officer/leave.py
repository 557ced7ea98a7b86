"""Before a leave: when I am away, who stands in, and my open tasks handed over."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.desks.officer.bulk.acts import MOST, bulk_acts
from motcua.desks.officer.colleagues import INSIDE, people_options
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import field_sentence, sentence
from motcua.dossiers import queries
from motcua.dossiers.queries.tasks import MINE, Tasks
from motcua.kernel import clock
from motcua.kernel.errors import Cannot, FieldError, Invalid
from motcua.people import absences
from motcua.people import queries as accounts
from motcua.people.models import Account

OFFICE = ("specialist_officer", "single_window_officer", "commune_leader")


@require_http_methods(["GET", "POST"])
@open_to(*OFFICE)
def leave(request: Request) -> HttpResponse:
    """My leaves that are not over; setting one with the colleague who stands in."""
    now, viewer = clock.now(), request.actor
    me = accounts.get_account(viewer.account_id or 0)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            absences.set_absence(
                me,
                first_day=_day(request, "first_day"),
                last_day=_day(request, "last_day"),
                substitute=_substitute(request),
                by=viewer,
                at=now,
            )
        except Invalid as invalid:
            errors = {one.path: field_sentence(one) for one in invalid.errors}
        except Cannot as refused:
            errors = {"first_day": sentence(refused)}
        else:
            messages.success(request, _("Đã ghi lịch nghỉ. Đồng nghiệp thấy khi giao việc."))
            return _see_other("officer:leave")
    mine = queries.tasks(viewer, now, Tasks(whose=MINE)) if viewer.role == "specialist_officer" else None
    return render_page(
        request,
        "officer/leave.html",
        {
            "tab": "queue",
            "absences": absences.absences_of(me.pk, clock.local_day(now)),
            "options": people_options(viewer, now, INSIDE),
            "open_tasks": queries.count(mine) if mine is not None else None,
            "given": request.POST,
            "errors": errors,
            "problems": [Problem(f"id_{name}", words) for name, words in errors.items()],
        },
        status=422 if errors else 200,
    )


@require_POST
@open_to(*OFFICE)
def withdraw(request: Request, number: int) -> HttpResponse:
    """The leave does not hold."""
    absences.withdraw_absence(number, by=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ lịch nghỉ này."))
    return _see_other("officer:leave")


@require_safe
@open_to("specialist_officer")
def hand_over_all(request: Request) -> HttpResponse:
    """All my open tasks, ticked: some or all of them go to a colleague."""
    now, viewer = clock.now(), request.actor
    codes = list(queries.tasks(viewer, now, Tasks(whose=MINE)).values_list("code", flat=True)[: MOST + 1])
    chosen = queries.codes_among(viewer, now, codes[:MOST])
    standing = absences.absences_of(viewer.account_id or 0, clock.local_day(now))
    given = {"until": standing[0].last_day.isoformat(), "reason": _("Nghỉ phép")} if standing else {}
    if standing and standing[0].substitute is not None:
        given["to"] = standing[0].substitute.username
    return render_page(
        request,
        "officer/bulk_form.html",
        {
            "tab": "queue",
            "act": bulk_acts()["ban-giao"],
            "chosen": chosen,
            "more": len(codes) > MOST,
            "given": given,
            "errors": {},
            "options": people_options(viewer, now),
            "action": reverse("officer:bulk"),
            "back_url": reverse("officer:queue"),
        },
    )


def _day(request: Request, name: str) -> date:
    try:
        return date.fromisoformat(request.POST.get(name, "").strip())
    except ValueError:
        raise Invalid("absence.invalid", [FieldError(name, "body.day_wrong")]) from None


def _substitute(request: Request) -> Account | None:
    given = request.POST.get("substitute", "").strip()
    if not given:
        return None
    day = clock.local_day(clock.now())
    held = accounts.appointed(request.actor.agency, INSIDE, day)
    found = next((one.account for one in held if one.account.username == given), None)
    if found is None:
        raise Invalid("absence.invalid", [FieldError("substitute", "colleague.unknown", to=given)])
    return found


def _see_other(name: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(reverse(name))
    response.status_code = 303
    return response
