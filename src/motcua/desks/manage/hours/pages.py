"""A unit's working hours by weekday, its closed days and special openings; each by its decision, from a day on."""

import hashlib
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.agencies.models import Agency
from motcua.deadlines import own_hours, queries
from motcua.deadlines.models import LocalWeek
from motcua.deadlines.rules import OwnDay, Spans, WorkingHours, odd_days, read_spans, with_local, written_spans
from motcua.desks.manage.chosen import Unit, frame, unit_of
from motcua.desks.manage.given import Tried, attempt, day, see, word
from motcua.desks.manage.hours.preview import Preview, preview
from motcua.desks.shell import formats
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.kernel.errors import Cannot, FieldError, Invalid

AHEAD = timedelta(days=120)
MONDAY = date(2026, 1, 5)


def weekday_names() -> list[str]:
    """Monday to Sunday in the reader's language, capitalised."""
    names = [formats.weekday(MONDAY + timedelta(days=index), spoken()) for index in range(7)]
    return [name[:1].upper() + name[1:] for name in names]


@open_to("administrator")
def hours(request: Request) -> HttpResponse:
    """The week in force, weeks to come, single days, and the country's days off of the next months."""
    unit = unit_of(request)
    on, lang = unit.today, spoken()
    calendar = queries.calendar_of(unit.agency.pk)
    country = queries.get_calendar()
    weeks = queries.own_weeks(unit.agency.pk)
    present = next((one for one, _no in reversed(weeks) if _holds(one, on)), None)
    week = present or next(one for one in reversed(country.hours) if _holds(one, on))
    days = [one for one in queries.own_days(unit.agency.pk) if one.date >= on - timedelta(days=30)]
    context: dict[str, Any] = {
        **frame(unit, "hours"),
        "week": [(name, _told(week.week[index])) for index, name in enumerate(weekday_names())],
        "is_own": present is not None,
        "since": week.valid_from if present else None,
        "decision": next((number for one, number in weeks if one is present), ""),
        "coming": [(one.valid_from, number) for one, number in weeks if one.valid_from > on],
        "ends": present.valid_to if present else None,
        "odd": [(weekday_names()[index], minutes) for index, minutes in odd_days(dict(enumerate(week.week)))],
        "days": [{"day": one, "spans": _told(one.spans), "is_past": one.date <= on} for one in days],
        "off": [
            (found, off.name_en if lang == "en" else off.name_vi)
            for found, off in sorted(country.days_off.items())
            if on <= found <= on + AHEAD
        ],
        "make_up": [found for found in sorted(country.make_up_days) if on <= found <= on + AHEAD],
        "is_open": calendar.is_open(clock.now()),
        "week_url": unit.url("set_week"),
        "day_url": unit.url("set_day"),
        "end_url": unit.url("end_week"),
        "query": unit.query,
    }
    return render_page(request, "manage/hours/page.html", context)


def _holds(one: WorkingHours, on: date) -> bool:
    return one.valid_from <= on and (one.valid_to is None or on < one.valid_to)


def _told(spans: Spans) -> str:
    return _(" và ").join(f"{begins:%H:%M}–{ends:%H:%M}" for begins, ends in spans)


def _read_week(given: QueryDict, errors: list[FieldError]) -> dict[int, Spans]:
    week: dict[int, Spans] = {}
    for index in range(7):
        try:
            week[index] = read_spans(word(given, f"day-{index}", 100))
        except Invalid as invalid:
            errors += [FieldError(f"day-{index}", one.code, **one.facts) for one in invalid.errors]
    return week


def _mark(given: QueryDict) -> str:
    """What was typed, in one mark: what is saved is what was looked at."""
    typed = sorted((name, value) for name, value in given.items() if name not in ("csrfmiddlewaretoken", "seen"))
    return hashlib.sha256(repr(typed).encode()).hexdigest()[:16]


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def set_week(request: Request) -> HttpResponse:
    """First what it would change, then set it."""
    unit = unit_of(request)
    now = clock.now()
    tried: Tried[LocalWeek] = Tried()
    calendar = queries.calendar_of(unit.agency.pk)
    given: dict[str, Any] = {"valid_from": (unit.today + timedelta(days=1)).isoformat()}
    present = next(one for one in reversed(calendar.hours) if _holds(one, unit.today))
    given |= {f"day-{index}": written_spans(present.week[index]) for index in range(7)}
    would: Preview | None = None
    odd: list[tuple[int, int]] = []
    if request.method == "POST":
        given = request.POST.dict()
        errors: list[FieldError] = []
        week = _read_week(request.POST, errors)
        valid_from = day(request.POST, "valid_from", errors)
        decision = word(request.POST, "decision_no", 120)
        odd = odd_days(week)

        def act() -> LocalWeek:
            assert valid_from is not None
            return own_hours.set_week(
                unit.agency,
                week,
                valid_from=valid_from,
                decision_no=decision,
                reason=word(request.POST, "reason", 1000),
                by=request.actor,
                at=now,
            )

        if request.POST.get("seen") == _mark(request.POST):
            tried = attempt(act, before=errors)
            if tried.ok:
                messages.success(request, _("Đã đặt giờ làm việc. Hẹn đã trao giữ nguyên."))
                return see(unit.url("hours"))
        else:
            errors += _early(valid_from, decision, unit.today)
            tried = attempt(lambda: None, before=errors)  # type: ignore[arg-type, return-value]
            if tried.ok and valid_from is not None:
                spans = tuple(week.get(index, ()) for index in range(7))
                local = WorkingHours(valid_from, None, spans)  # type: ignore[arg-type]
                would = preview(unit.agency, calendar, with_local(calendar, [local], []), now)
    return _form(
        request,
        unit,
        tried,
        given,
        "manage/hours/week.html",
        would,
        rows=[
            (index, name, given.get(f"day-{index}", ""), tried.errors.get(f"day-{index}", ""))
            for index, name in enumerate(weekday_names())
        ],
        odd=[(weekday_names()[index], minutes) for index, minutes in odd],
    )


def _early(valid_from: date | None, decision: str, today: date) -> list[FieldError]:
    """What the act would refuse, said before the preview."""
    errors = []
    if valid_from is not None and valid_from < today:
        errors.append(FieldError("valid_from", "hours.past", today=today))
    if not decision:
        errors.append(FieldError("decision_no", "hours.decision_missing"))
    return errors


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def end_week(request: Request) -> HttpResponse:
    """Back to the country's hours from a day on."""
    unit = unit_of(request)
    tried: Tried[LocalWeek] = Tried()
    given: dict[str, Any] = {"valid_from": (unit.today + timedelta(days=1)).isoformat()}
    if request.method == "POST":
        given = request.POST.dict()
        errors: list[FieldError] = []
        on = day(request.POST, "valid_from", errors)

        def act() -> LocalWeek:
            assert on is not None
            return own_hours.end_week(
                unit.agency,
                on=on,
                decision_no=word(request.POST, "decision_no", 120),
                reason=word(request.POST, "reason", 1000),
                by=request.actor,
                at=clock.now(),
            )

        tried = attempt(act, before=errors)
        if tried.ok:
            messages.success(request, _("Đơn vị trở về giờ làm việc chung."))
            return see(unit.url("hours"))
    return _form(request, unit, tried, given, "manage/hours/end.html", None)


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def set_day(request: Request) -> HttpResponse:
    """A closed day or a special opening: first what it would change, then set it."""
    unit = unit_of(request)
    now = clock.now()
    tried: Tried[int] = Tried()
    given: dict[str, Any] = {}
    would: Preview | None = None
    if request.method == "POST":
        given = request.POST.dict()
        errors: list[FieldError] = []
        on = day(request.POST, "day", errors)
        spans = _day_spans(request.POST, errors)
        counts = word(request.POST, "counts")
        if counts not in ("yes", "no"):
            errors.append(FieldError("counts", "given.choose"))
        name, decision = word(request.POST, "name_vi", 200), word(request.POST, "decision_no", 120)

        def act() -> int:
            assert on is not None
            return _set_days(request, unit, on, spans, counts == "yes", name, decision)

        if request.POST.get("seen") == _mark(request.POST):
            tried = attempt(act, before=errors)
            if tried.ok:
                messages.success(request, _("Đã đặt ngày riêng cho %(n)d đơn vị.") % {"n": tried.done or 0})
                return see(unit.url("hours"))
        else:
            if on is not None and on < unit.today:
                errors.append(FieldError("day", "hours.past", today=unit.today))
            if not name:
                errors.append(FieldError("name_vi", "hours.name_missing"))
            if not decision:
                errors.append(FieldError("decision_no", "hours.decision_missing"))
            tried = attempt(lambda: 0, before=errors)
            if tried.ok and on is not None:
                before = queries.calendar_of(unit.agency.pk, public=True)
                own = OwnDay(on, spans, True, name)
                would = preview(unit.agency, before, with_local(before, [], [own]), now)
    return _form(
        request,
        unit,
        tried,
        given,
        "manage/hours/day.html",
        would,
        kinds=[("off", _("Nghỉ cả ngày")), ("open", _("Mở theo giờ riêng (thứ Bảy, ngày lễ, hoặc đổi giờ)"))],
        count_options=[
            ("yes", _("Có: ngày nghỉ không tính vào thời hạn, ngày mở tính như ngày làm việc")),
            ("no", _("Không: chỉ đổi giờ tiếp dân, thời hạn tính như thường")),
        ],
    )


def _day_spans(given: QueryDict, errors: list[FieldError]) -> Spans:
    kind = word(given, "kind")
    if kind == "off":
        return ()
    if kind != "open":
        errors.append(FieldError("kind", "given.choose"))
        return ()
    try:
        spans = read_spans(word(given, "hours", 100))
    except Invalid as invalid:
        errors += [FieldError("hours", one.code, **one.facts) for one in invalid.errors]
        return ()
    if not spans:
        errors.append(FieldError("hours", "hours.none"))
    return spans


def _set_days(request: Request, unit: Unit, on: date, spans: Spans, counts: bool, name: str, decision: str) -> int:
    """Set the day at the unit; at all below too when that was chosen, passing over units that set it themselves."""
    everywhere = request.POST.get("below") == "1" and unit.is_own
    rows = Agency.objects.filter(pk__in=unit.below).order_by("pk") if everywhere else [unit.agency]
    done = 0
    for agency in rows:
        try:
            own_hours.set_day(
                agency,
                on,
                spans=spans,
                counts=counts,
                name_vi=name,
                name_en=word(request.POST, "name_en", 200),
                decision_no=decision,
                reason=word(request.POST, "reason", 1000),
                by=request.actor,
                at=clock.now(),
            )
            done += 1
        except Cannot as cannot:
            if cannot.code != "hours.day_taken" or agency == unit.agency:
                raise
    return done


def _form(
    request: Request,
    unit: Unit,
    tried: Tried[Any],
    given: dict[str, Any],
    template: str,
    would: Preview | None,
    **more: Any,
) -> HttpResponse:
    context = {
        **frame(unit, "hours"),
        "given": given,
        "errors": tried.errors,
        "problems": tried.problems,
        "would": would,
        "seen": _mark(request.POST) if would is not None else "",
        "back_url": unit.url("hours"),
        "back": _("Giờ làm việc"),
        "may_below": unit.is_own and unit.has_others,
        **more,
    }
    return render_page(request, template, context, status=tried.status)
