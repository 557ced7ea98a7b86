"""Keeping a group in order: its number, its notes, its members, who coordinates it, where it helps.

Who may is the access table's `community.manage`: a coordinator the own group, a commune's leader and its administrator
the groups of their agency. What was is never lost: members leave, areas end, each with a day.
"""

import secrets
from collections.abc import Callable
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.community import actions
from motcua.community import queries as community
from motcua.community.models import Group, Member, Territory
from motcua.community.rules import Person
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence
from motcua.kernel import clock, text
from motcua.kernel.errors import FieldError, Invalid, NotVisible
from motcua.people import access

MANAGERS = (access.COMMUNITY_LEADER, access.COMMUNE_LEADER, access.ADMINISTRATOR)
CREATORS = (access.COMMUNE_LEADER, access.ADMINISTRATOR)
SIZE = 50


def posted(request: Request, name: str) -> str:
    """A text of the form, cleaned."""
    return text.normal(str(request.POST.get(name, "")))


def day_of(request: Request, name: str, otherwise: date) -> date:
    """The three boxes of a date, or `otherwise` when they are empty. Raises Invalid."""
    day, month, year = (posted(request, f"{name}-{part}") for part in ("day", "month", "year"))
    if not (day or month or year):
        return otherwise
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Invalid("group.invalid", [FieldError(name, "party.date_wrong")]) from None


def see(name: str, *args: object) -> HttpResponse:
    """303 to a page of this desk."""
    return HttpResponse(status=303, headers={"Location": reverse(name, args=args)})


def name_of(group: Group) -> str:
    """The group's name in the reader's language."""
    return (group.name_en if spoken() == "en" else "") or group.name_vi


@open_to(*CREATORS)
def groups(request: Request) -> HttpResponse:
    """Every group of one's agency, and a form for a new one."""
    now = clock.now()
    today = clock.local_day(now)
    access.require("community.manage", request.actor)
    wrong: list[FieldError] = []
    if request.method == "POST":
        try:
            made = _create(request, today, now)
        except Invalid as refused:
            wrong = refused.errors
        else:
            messages.success(request, _("Đã lập tổ. Thêm thành viên và địa bàn ở đây."))
            return see("community:edit", made.code)
    rows = community.rows_of(community.manageable(request.actor, today), today)
    context = {
        "tab": "groups",
        "shown": paging.page(request, rows, SIZE),
        "count": len(rows),
        "given": request.POST if wrong else {},
        **_said(wrong),
    }
    return render_page(request, "community/groups.html", context, status=422 if wrong else 200)


def _create(request: Request, today: date, now: datetime) -> Group:
    village = posted(request, "village")
    return actions.create_group(
        f"to_{secrets.token_hex(5)}",
        name_vi=posted(request, "name_vi"),
        name_en=posted(request, "name_en"),
        agency=agencies.get_agency(request.actor.agency),
        level="village" if village else "commune",
        village=village,
        coordinator=Person(posted(request, "coordinator_full_name"), posted(request, "coordinator_phone")),
        decision_no=posted(request, "decision_no")[:80],
        valid_from=today,
        by=request.actor,
        at=now,
    )


@open_to(*MANAGERS)
def edit(request: Request, code: str) -> HttpResponse:
    """One group. POST `act`: contact, add (a member), area, end_area (with `area`)."""
    now = clock.now()
    today = clock.local_day(now)
    group = community.get_manageable(code, request.actor, today)
    wrong: list[FieldError] = []
    if request.method == "POST":
        act = _ACTS.get(posted(request, "act"))
        if act is None:
            raise NotVisible("page.unknown")
        try:
            said = act(request, group, today, now)
        except Invalid as refused:
            wrong = refused.errors
        else:
            messages.success(request, said)
            return see("community:edit", code)
    lead = community.coordinator(group, today)
    context = {
        "tab": "groups" if request.actor.role in CREATORS else "group",
        "group": group,
        "name": name_of(group),
        "agency": agencies.name_of(group.agency, today, spoken(), short=True),
        "lead": lead,
        "members": community.members(group, today),
        "areas": community.territory(group, today),
        "given": request.POST if wrong else {"phone": group.phone, "notes": group.notes},
        "may_list": request.actor.role in CREATORS,
        **_said(wrong),
    }
    return render_page(request, "community/edit.html", context, status=422 if wrong else 200)


def _contact(request: Request, group: Group, today: date, now: datetime) -> str:
    notes = str(request.POST.get("notes", ""))
    actions.set_contact(group, phone=posted(request, "phone"), notes=notes, by=request.actor, at=now)
    return _("Đã lưu.")


def _add(request: Request, group: Group, today: date, now: datetime) -> str:
    person = Person(posted(request, "member_full_name"), posted(request, "member_phone"))
    actions.add_member(group, person, valid_from=today, by=request.actor, at=now)
    return _("Đã thêm vào tổ.")


def _area(request: Request, group: Group, today: date, now: datetime) -> str:
    actions.add_territory(group, village=posted(request, "village"), valid_from=today, by=request.actor, at=now)
    return _("Đã thêm địa bàn.")


def _end_area(request: Request, group: Group, today: date, now: datetime) -> str:
    wanted = posted(request, "area")
    row = Territory.objects.filter(group=group, pk=int(wanted) if wanted.isdigit() else 0).first()
    if row is None:
        raise NotVisible("page.unknown")
    ends = max(today, date.fromordinal(row.valid_from.toordinal() + 1))
    actions.end_territory(row, valid_to=ends, by=request.actor, at=now)
    return _("Đã thôi địa bàn đó.")


_ACTS: dict[str, Callable[[Request, Group, date, datetime], str]] = {
    "contact": _contact,
    "add": _add,
    "area": _area,
    "end_area": _end_area,
}


@open_to(*MANAGERS)
def member(request: Request, code: str, number: int) -> HttpResponse:
    """One member. POST `act`: save, lead (coordinates from a day on), leave (from a day on)."""
    now = clock.now()
    today = clock.local_day(now)
    group = community.get_manageable(code, request.actor, today)
    row = next((one for one in community.members(group, today) if one.pk == number), None)
    if row is None:
        raise NotVisible("page.unknown")
    wrong: list[FieldError] = []
    if request.method == "POST":
        try:
            said = _change(request, group, row, today, now)
        except Invalid as refused:
            wrong = refused.errors
        else:
            messages.success(request, said)
            return see("community:edit", code)
    lead = community.coordinator(group, today)
    context = {
        "tab": "groups" if request.actor.role in CREATORS else "group",
        "group": group,
        "name": name_of(group),
        "member": row,
        "leads": lead is not None and lead.pk == row.pk,
        "given": request.POST
        if wrong
        else {"member_full_name": row.full_name, "member_phone": row.phone, "published": row.published_from},
        **_said(wrong),
    }
    return render_page(request, "community/member.html", context, status=422 if wrong else 200)


def _change(request: Request, group: Group, row: Member, today: date, now: datetime) -> str:
    match posted(request, "act"):
        case "save":
            person = Person(posted(request, "member_full_name"), posted(request, "member_phone"), row.account_id)
            published = request.POST.get("published") == "1"
            actions.change_member(row, person, published=published, on=today, by=request.actor, at=now)
            return _("Đã lưu.")
        case "lead":
            day = day_of(request, "lead_from", today)
            actions.set_coordinator(group, row, valid_from=day, by=request.actor, at=now)
            return _("Đã giao làm tổ trưởng.")
        case "leave":
            day = day_of(request, "valid_to", date.fromordinal(today.toordinal() + 1))
            actions.end_member(row, valid_to=day, by=request.actor, at=now)
            return _("Đã ghi ngày thôi tham gia.")
    raise NotVisible("page.unknown")


def _said(wrong: list[FieldError]) -> dict[str, object]:
    """The error summary and the sentence at each field."""
    said = {error.path.replace(".", "_"): field_sentence(error) for error in reversed(wrong)}
    lines = tuple(Problem(f"id_{error.path.replace('.', '_')}", field_sentence(error)) for error in wrong)
    return {"problems": lines, "said": said}
