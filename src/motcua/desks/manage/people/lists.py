"""The people of the unit and the units under it: what each holds, and who needs something done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.desks.manage.chosen import PARAMETER, Unit, frame, unit_of
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import text
from motcua.people import access, staffing
from motcua.people.models import Appointment
from motcua.people.staffing import SOON, Colleague

SIZE = 50


@dataclass(frozen=True, slots=True)
class Held:
    """One appointment as pages print it."""

    row: Appointment
    title: str
    agency: str
    role: str
    is_coming: bool
    last_day: date | None
    ends_soon: bool


def held(one: Appointment, on: date, names: dict[int, str], lang: str) -> Held:
    """An appointment in the reader's words; `last_day` is the last one on which it holds."""
    position = one.position
    title = (position.title_en if lang == "en" else "") or position.title_vi
    last = one.valid_to - timedelta(days=1) if one.valid_to else None
    return Held(
        one,
        title,
        names.get(position.agency_id, ""),
        access.ROLE_NAMES[one.role][lang == "en"],
        one.valid_from > on,
        last,
        last is not None and on <= last <= on + timedelta(days=SOON),
    )


def _ends_soon(one: Colleague, on: date) -> bool:
    ends = [row.valid_to for row in one.now(on)]
    return bool(ends) and all(end is not None and end <= on + timedelta(days=SOON) for end in ends)


STATES: dict[str, Callable[[Colleague, date], bool]] = {
    "": lambda one, _on: one.account.is_active and bool(one.held),
    "chua-giao": lambda one, _on: one.account.is_active and not one.held,
    "chua-vao": lambda one, _on: one.account.is_active and not one.is_begun,
    "sap-het": lambda one, on: one.account.is_active and _ends_soon(one, on),
    "khong-thu": lambda one, _on: one.account.is_active and not one.account.email,
    "da-khoa": lambda one, _on: not one.account.is_active,
}


def _tabs(request: Request, found: list[Colleague], on: date, state: str) -> list[FilterTab]:
    words = {
        "": _("Đang giữ vị trí"),
        "chua-giao": _("Chưa giao vị trí"),
        "chua-vao": _("Chưa đăng nhập"),
        "sap-het": _("Sắp hết hạn"),
        "khong-thu": _("Chưa có thư"),
        "da-khoa": _("Đã khóa"),
    }
    return [
        FilterTab(
            words[key],
            paging.address(request, loc=key or None, page=None),
            sum(is_so(one, on) for one in found),
            current=key == state,
        )
        for key, is_so in STATES.items()
    ]


def _matching(found: list[Colleague], q: str) -> list[Colleague]:
    words = text.fold(q).split()
    if not words:
        return found
    return [
        one
        for one in found
        if all(word in text.fold(f"{one.account.full_name} {one.account.username} {one.account.email}")
               or any(word in text.fold(row.position.title_vi) for row in one.held) for word in words)
    ]  # fmt: skip


@open_to("administrator")
def people(request: Request) -> HttpResponse:
    """Everybody of one's own unit and all below, or of the one that was chosen."""
    unit = unit_of(request, "account.manage")
    lang, on = spoken(), unit.today
    q = request.GET.get("q", "")[:200]
    ids = unit.below if PARAMETER not in request.GET else frozenset({unit.agency.pk})
    found = _matching(staffing.colleagues(ids, on), q)
    state = request.GET.get("loc", "")
    state = state if state in STATES else ""
    # somebody who is looked for is found in any state
    rows = found if q and not state else [one for one in found if STATES[state](one, on)]
    shown = paging.page(request, rows, size=SIZE)
    names = agencies.names_of({row.position.agency_id for one in shown.rows for row in one.held}, on, lang, short=True)
    drawn = [
        {
            "account": one.account,
            "url": unit.url("person", one.account.pk),
            "held": [held(row, on, names, lang) for row in one.held],
            "is_begun": one.is_begun,
        }
        for one in shown.rows
    ]
    context: dict[str, Any] = {
        **frame(unit, "people"),
        "q": q,
        "count": len(rows),
        "shown": shown,
        "rows": drawn,
        "states": _tabs(request, found, on, state if not q or state else "-"),
        "is_wide": len(ids) > 1,
        "add_url": unit.url("add_person"),
        "import_url": unit.url("import_people"),
        "find": reverse("manage:people"),
    }
    return render_page(request, "manage/people/list.html", context)


def names_for(rows: list[Appointment], unit: Unit) -> dict[int, str]:
    """Short names of the agencies at which these appointments are."""
    return agencies.names_of({one.position.agency_id for one in rows}, unit.today, spoken(), short=True)
