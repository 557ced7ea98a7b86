"""Changing the calendar by a decision: enter or upload it, look at all that it moves, then apply it or give it up."""

import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.deadlines import queries, reader
from motcua.deadlines.models import CalendarChange
from motcua.deadlines.rules import Decided, NewDayOff, Swap, WorkingCalendar, changed, differences
from motcua.deadlines.rules.changing import calendar_of_data
from motcua.desks.manage.given import attempt, day, word
from motcua.desks.manage.replies import seen
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.paging import page as page_of
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import sentence
from motcua.flows import calendar_change
from motcua.kernel import clock
from motcua.kernel.errors import Cannot, FieldError, Invalid
from motcua.people import access

CONTROL = "procedure_control_officer"
ROWS = 4
SECONDS = 20
"""How long a page applies a change itself; the worker does the rest."""
MOST_BYTES = 500_000
PATHS = {"off": "off-{n}-on", "back": "back-{n}", "swaps": "swap-{n}-off"}


def _decided(given: QueryDict, errors: list[FieldError]) -> Decided:
    """What was entered; empty rows are none."""
    off, back, swaps = [], [], []
    for n in range(ROWS):
        if on := day(given, f"off-{n}-on", errors, needed=False):
            off.append(NewDayOff(on, word(given, f"off-{n}-name", 200), word(given, f"off-{n}-name-en", 200)))
        if again := day(given, f"back-{n}", errors, needed=False):
            back.append(again)
        free = day(given, f"swap-{n}-off", errors, needed=False)
        work = day(given, f"swap-{n}-work", errors, needed=free is not None)
        if free and work:
            swaps.append(Swap(free, work, word(given, f"swap-{n}-name", 200), word(given, f"swap-{n}-name-en", 200)))
        elif work:
            errors.append(FieldError(f"swap-{n}-off", "given.day_missing"))
    year = word(given, "decided_to", 4)
    return Decided(off, back, swaps, int(year) if year.isdecimal() else 0, word(given, "decision_no", 120))


def _entered(request: Request, errors: list[FieldError]) -> WorkingCalendar:
    """The calendar that the form or the file describes."""
    present = queries.get_calendar()
    given = request.FILES.get("file")
    if given is not None:
        if given.size and given.size > MOST_BYTES:
            raise Invalid("calendar.invalid", [FieldError("file", "calendar.file_too_big", most=MOST_BYTES // 1000)])
        with tempfile.TemporaryDirectory() as folder:
            kept = Path(folder) / (Path(str(given.name or "calendar.yaml")).name[:80] or "calendar.yaml")
            kept.write_bytes(given.read())
            found = reader.read_calendar(kept)
        if found.name != present.name:
            facts = {"given": found.name, "wanted": present.name}
            raise Invalid("calendar.invalid", [FieldError("file", "calendar.other_calendar", **facts)])
        return found
    decided = _decided(request.POST, errors)
    if not errors and not (decided.off or decided.back or decided.swaps or decided.decided_to):
        errors.append(FieldError("file", "calendar.file_missing"))
    if errors:
        raise Invalid("calendar.invalid", errors)
    return changed(present, decided)


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def prepare(request: Request) -> HttpResponse:
    """Enter what a decision says, or upload a whole calendar; then look at what it moves. Nothing counts by it yet."""
    access.require("calendar.change", request.actor)
    now = clock.now()
    present = queries.get_calendar()

    def act() -> CalendarChange:
        errors: list[FieldError] = []
        found = _entered(request, errors)
        return calendar_change.prepare(
            found,
            decision_no=word(request.POST, "decision_no", 200),
            note=word(request.POST, "note", 1000),
            by=request.actor,
            at=now,
        )

    tried = attempt(act, ids=_ids()) if request.method == "POST" else attempt(lambda: None)
    if request.method == "POST" and tried.ok and tried.done is not None:
        return seen("manage:calendar_change", tried.done.number)
    given = request.POST
    context = {
        "tab": "calendar",
        "given": given.dict(),
        "errors": tried.errors,
        "problems": tried.problems,
        "off": [_row(given, tried.errors, f"off-{n}", ("on", "name", "name-en"), f"off.{n}") for n in range(ROWS)],
        "back": [(f"back-{n}", given.get(f"back-{n}", ""), tried.errors.get(f"back.{n}", "")) for n in range(ROWS)],
        "swaps": [
            _row(given, tried.errors, f"swap-{n}", ("off", "work", "name", "name-en"), f"swaps.{n}")
            for n in range(ROWS)
        ],
        "next_year": present.decided_to + 1,
        "decided_to": present.decided_to,
        "back_url": reverse("manage:calendar"),
    }
    return render_page(request, "manage/calendar/prepare.html", context, status=tried.status)


def _ids() -> dict[str, str]:
    ids: dict[str, str] = {}
    for n in range(ROWS):
        ids |= {f"off.{n}": f"id_off-{n}-on", f"back.{n}": f"id_back-{n}"}
        ids |= {f"swaps.{n}.off": f"id_swap-{n}-off", f"swaps.{n}.work": f"id_swap-{n}-work"}
    return ids


def _row(given: QueryDict, errors: dict[str, str], start: str, names: tuple[str, ...], path: str) -> dict[str, Any]:
    """One row of inputs: key, value and error of each."""
    row: dict[str, Any] = {}
    for name in names:
        key = f"{start}-{name}"
        error = errors.get(key) or errors.get(f"{path}.{name}") or (errors.get(path) if name == names[0] else "")
        row[name.replace("-", "_")] = {"key": key, "value": given.get(key, ""), "error": error or ""}
    return row


@open_to(CONTROL)
def change(request: Request, number: int) -> HttpResponse:
    """All that a change moves: every dossier, page by page, and every figure; of one in force what is left."""
    access.require("calendar.change", request.actor)
    now, lang = clock.now(), spoken()
    row = queries.get_change(number)
    found = calendar_change.impact_of(row, now)
    was = queries.read_calendar_version(row.calendar, row.before.version)
    assert was is not None
    codes, names = _agencies([*found.touched, *found.figures], clock.local_day(now), lang)
    page = page_of(request, found.touched, 50)
    context = {
        "tab": "calendar",
        "change": row,
        "days": differences(was, calendar_of_data(row.content)),
        "english": lang == "en",
        "found": found,
        "rows": [(one, codes.get(one.agency_id, ""), names.get(one.agency_id, "")) for one in page.rows],
        "pages": page,
        "figures": [(one, names.get(one.agency_id, "")) for one in found.figures],
        "back_url": reverse("manage:calendar"),
        "newer": queries.get_calendar_version(row.calendar) if row.applied_at is None else 0,
    }
    return render_page(request, "manage/calendar/change.html", context)


def _agencies(rows: Any, on: date, lang: str) -> tuple[dict[int, str], dict[int, str]]:
    ids = {one.agency_id for one in rows}
    codes = dict(Agency.objects.filter(pk__in=ids).values_list("pk", "code")) if ids else {}
    return codes, agencies.names_of(ids, on, lang, short=True) if ids else {}


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def apply(request: Request, number: int) -> HttpResponse:
    """GET: are you sure. POST: in force, and as many dossiers as one page can move; the worker does the rest."""
    access.require("calendar.change", request.actor)
    now = clock.now()
    row = queries.get_change(number)
    if request.method == "POST":
        try:
            done = calendar_change.apply(number, by=request.actor, at=now, seconds=SECONDS)
        except Cannot as cannot:
            messages.warning(request, sentence(cannot))
            return seen("manage:calendar_change", number)
        words = ngettext("Lịch mới đã dùng, %(n)s hẹn đã chuyển.", "Lịch mới đã dùng, %(n)s hẹn đã chuyển.", done.moved)
        messages.success(request, words % {"n": done.moved})
        if not done.is_finished:
            messages.info(request, _("Còn %(n)s hồ sơ, hệ thống tự làm tiếp trong ít phút.") % {"n": done.left})
        if done.skipped:
            told = {"codes": ", ".join(done.skipped[:20])}
            messages.warning(request, _("Để nguyên vì có việc ghi sau lúc này: %(codes)s.") % told)
        return seen("manage:calendar_change", number)
    found = calendar_change.impact_of(row, now)
    return _sure(
        request,
        row,
        now,
        title=_("Áp dụng thay đổi lịch số %(number)s?") % {"number": number},
        what=_("%(n)s hẹn sẽ chuyển theo văn bản %(decision)s. Mỗi hẹn ghi vào sổ thời hạn và người nộp được báo.")
        % {"n": len(found.touched), "decision": row.decision_no},
        undo=_("Không hoàn tác được; muốn trở lại phải có văn bản khác. Hồ sơ đã xong và số liệu kỳ trước giữ nguyên."),
        act=_("Áp dụng"),
    )


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def drop(request: Request, number: int) -> HttpResponse:
    """Give up a change that is not in force."""
    access.require("calendar.change", request.actor)
    now = clock.now()
    row = queries.get_change(number)
    if request.method == "POST":
        try:
            calendar_change.drop(number, by=request.actor, at=now)
        except Cannot as cannot:
            messages.warning(request, sentence(cannot))
            return seen("manage:calendar_change", number)
        messages.success(request, _("Đã bỏ thay đổi số %(number)s.") % {"number": number})
        return seen("manage:calendar")
    return _sure(
        request,
        row,
        now,
        title=_("Bỏ thay đổi lịch số %(number)s?") % {"number": number},
        what=_("Thay đổi này chưa dùng; bỏ thì không hẹn nào bị ảnh hưởng."),
        undo="",
        act=_("Bỏ thay đổi"),
        kind="stop",
    )


def _sure(request: Request, row: CalendarChange, now: datetime, **words: Any) -> HttpResponse:
    context = {
        "tab": "calendar",
        "action": request.path,
        "cancel_url": reverse("manage:calendar_change", args=[row.number]),
        "hidden": {},
        **words,
    }
    return render_page(request, "components/confirm_page.html", context)
