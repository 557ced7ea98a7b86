"""The counter's day: what was taken in and returned, papers handed to units, what stays open, and its closing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.desks.counter import handing
from motcua.desks.counter.acts import see
from motcua.desks.shell import papers
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.papers.day import hand_over_pdf
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import field_sentence
from motcua.dossiers import queries as dossiers
from motcua.dossiers.actions import counter_day as acts
from motcua.dossiers.queries import counter_day as days
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow, NotVisible
from motcua.payments import queries as payments

MOST = 12


@dataclass(frozen=True, slots=True)
class Left:
    """One kind of thing that is not done: how many, and where to do it."""

    key: str
    words: str
    count: int
    url: str


def own_agency(request: Request) -> Agency:
    return agencies.get_agency(request.actor.agency)


def day_of(request: Request, now: datetime) -> date:
    """`?ngay=2026-11-22`; nonsense and days to come are today."""
    today = clock.local_day(now)
    try:
        asked = date.fromisoformat(request.GET.get("ngay", "") or request.POST.get("ngay", ""))
    except ValueError:
        return today
    return min(asked, today)


def left_open(request: Request, agency: Agency, day: date, now: datetime, figures: days.Figures) -> list[Left]:
    """What is not done, most pressing first; nothing is left out because it is zero."""
    drafts = len(dossiers.drafts_of(request.actor, at_counter=True))
    tills = sum(1 for row in payments.tills_on(agency, day, day) if row.is_open)
    return [
        Left("tills", _("Quỹ chưa chốt"), tills, reverse("counter:till")),
        Left("late", _("Hồ sơ trên mạng quá giờ trả lời"), figures.waiting_late, reverse("counter:waiting")),
        Left("hand_over", _("Hồ sơ giấy chưa bàn giao"), figures.to_hand_over, "#ban-giao"),
        Left("drafts", _("Bản nháp đang làm dở"), drafts, reverse("counter:walk_in")),
    ]


@open_to("single_window_officer")
def day(request: Request) -> HttpResponse:
    """One day of this counter."""
    return _show(request, [])


@require_POST
@open_to("single_window_officer")
def hand_over_papers(request: Request) -> HttpResponse:
    """Hand the ticked ones to their unit; the list is printed from the page."""
    try:
        made = acts.hand_over_papers(
            own_agency(request),
            request.POST.get("unit", ""),
            request.POST.getlist("code"),
            receiver=request.POST.get("receiver", ""),
            by=request.actor,
            at=clock.now(),
        )
    except Invalid as invalid:
        return _show(request, invalid.errors)
    except NotLawfulNow as refused:
        if refused.code != "hand_over.none_left":
            raise
        messages.warning(request, _("Những hồ sơ này vừa được bàn giao rồi. Xem phiếu ở dưới."))
        return see("day")
    words = _("Đã bàn giao %(n)s hồ sơ cho %(unit)s. In phiếu 06 để hai bên ký.")
    messages.success(request, words % {"n": made.lines.count(), "unit": made.to_name})
    return see("day")


@require_http_methods(["GET", "POST"])
@open_to("single_window_officer")
def close_day(request: Request) -> HttpResponse:
    """GET: the confirm page, with what is not done. POST: close the day."""
    now = clock.now()
    agency, on = own_agency(request), day_of(request, now)
    figures = days.figures_of(agency, on, now)
    left = left_open(request, agency, on, now, figures)
    errors: list[FieldError] = []
    if request.method == "POST":
        tills = next(one.count for one in left if one.key == "tills")
        if tills:
            errors = [FieldError("tills", "day.till_open", count=tills)]
        else:
            try:
                undone = {one.key: one.count for one in left if one.count}
                note = request.POST.get("note", "")
                acts.close_day(agency, on, left=undone, note=note, by=request.actor, at=now)
            except Invalid as invalid:
                errors = invalid.errors
            else:
                messages.success(request, _("Đã chốt ngày."))
                response = see("day")
                response["Location"] += f"?ngay={on.isoformat()}"
                return response
    said = {one.path: field_sentence(one) for one in errors}
    return render_page(
        request,
        "counter/close_day.html",
        {
            "tab": "day",
            "on": on,
            "figures": figures,
            "left": [one for one in left if one.count],
            "tills": payments.tills_on(agency, on, on),
            "said": said,
            "problems": [Problem(f"id_{path}", words) for path, words in said.items()],
            "note": request.POST.get("note", ""),
            "back_url": f"{reverse('counter:day')}?ngay={on.isoformat()}",
        },
        status=422 if errors else 200,
    )


@open_to("single_window_officer")
def hand_over_paper(request: Request, day: str, number: int) -> HttpResponse:
    """Form 06 of one list."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise NotVisible("paper.no_request") from None
    found = days.find_list(own_agency(request), on, number)
    if found is None:
        raise NotVisible("paper.no_request")
    return papers.paper_response(hand_over_pdf(found), f"ban-giao-{on.isoformat()}-{number}")


def _show(request: Request, errors: list[FieldError]) -> HttpResponse:
    now = clock.now()
    agency, on = own_agency(request), day_of(request, now)
    today = clock.local_day(now)
    groups = days.to_hand_over(agency, today) if on == today else []
    lists = days.lists_on(agency, on)
    waits = sum(len(one.dossiers) for one in groups) if on == today else None
    figures = days.figures_of(agency, on, now, handed=sum(one.size for one in lists), waits=waits)  # type: ignore[attr-defined]  # annotated
    handing.mark(lists, [one for group in groups for one in group.dossiers], now)
    said = {one.path: field_sentence(one) for one in errors}
    touched = days.touched_on(agency, on)
    return render_page(
        request,
        "counter/day.html",
        {
            "tab": "day",
            "on": on,
            "is_today": on == today,
            "before": on - timedelta(days=1),
            "after": on + timedelta(days=1) if on < today else None,
            "figures": figures,
            "left": left_open(request, agency, on, now, figures),
            "groups": groups,
            "lists": lists,
            "taken_in": touched.taken_in[:MOST],
            "returned": touched.returned[:MOST],
            "refused": touched.refused[:MOST],
            "asked": days.asked_at_intake(agency, on)[:MOST] if figures.asked else [],
            "most": MOST,
            "closings": days.closings_on(agency, on),
            "said": said,
            "problems": [Problem("ban-giao", words) for words in said.values()],
            "unit": request.POST.get("unit", ""),
        },
        status=422 if errors else 200,
    )
