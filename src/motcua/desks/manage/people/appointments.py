"""Giving a post, ending it, prolonging it."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.agencies.models import Position
from motcua.desks.manage.chosen import Unit, frame, unit_of
from motcua.desks.manage.given import Tried, attempt, day, see, word
from motcua.desks.manage.people.lists import held, names_for
from motcua.desks.manage.people.person import in_hand, seen
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, NotVisible
from motcua.people import access, appointing
from motcua.people import queries as people
from motcua.people.models import Account, Appointment
from motcua.people.posts import likely_role, roles_at


def post_options(unit: Unit, lang: str) -> list[tuple[str, str]]:
    """Posts of the unit that are there today or will be: (key, title and the unit's part)."""
    rows = agencies.positions(unit.agency, unit.today)
    return [("", _("Chọn vị trí")), *((str(one.pk), titled(one, lang)) for one in rows)]


def titled(position: Position, lang: str) -> str:
    """ "Chuyên viên tư pháp, hộ tịch · Phòng Văn hóa - Xã hội"."""
    title = (position.title_en if lang == "en" else "") or position.title_vi
    part = (position.unit_en if lang == "en" else "") or position.unit_vi
    return f"{title} · {part}" if part else title


def role_options(kind: str, lang: str) -> list[tuple[str, str]]:
    """Roles that can be given at an agency of a kind; first the one that goes with the post by itself."""
    return [
        ("", _("Theo vị trí")),
        *((role, access.ROLE_NAMES[role][lang == "en"]) for role in roles_at(kind)),
    ]


def read_post(given: QueryDict, unit: Unit, errors: list[FieldError]) -> tuple[Position | None, str]:
    """The post and the role that were chosen; what is wrong is added to `errors`."""
    chosen = {str(one.pk): one for one in agencies.positions(unit.agency, unit.today)}
    position = chosen.get(word(given, "position"))
    if position is None:
        errors.append(FieldError("position", "given.choose"))
        return None, ""
    role = word(given, "role") or likely_role(position.slug, unit.agency.kind)
    if not role:
        errors.append(FieldError("role", "appointment.role_not_here"))
    return position, role


def _acting_for(given: QueryDict, errors: list[FieldError]) -> Account | None:
    username = word(given, "acting_for", 80)
    if not username:
        return None
    account = people.find_account(username)
    if account is None or account.kind != Account.Kind.STAFF:
        errors.append(FieldError("acting_for", "given.username_unknown", username=username))
        return None
    return account


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def appoint(request: Request, number: int) -> HttpResponse:
    """Give a colleague a post of the chosen unit."""
    unit, account = seen(request, number)
    lang = spoken()
    tried: Tried[Appointment] = Tried()
    given: dict[str, Any] = {"first_day": unit.today.isoformat(), "position": request.GET.get("vi-tri", "")}
    if request.method == "POST":
        given = request.POST.dict()
        errors: list[FieldError] = []
        position, role = read_post(request.POST, unit, errors)
        first_day = day(request.POST, "first_day", errors)
        last_day = day(request.POST, "last_day", errors, needed=False)
        acting_for = _acting_for(request.POST, errors)
        reason = word(request.POST, "reason", 1000)
        if not reason:
            errors.append(FieldError("reason", "reason.missing"))

        def give() -> Appointment:
            assert position is not None
            assert first_day is not None
            return appointing.give_post(
                account,
                position,
                role,
                first_day=first_day,
                last_day=last_day,
                acting_for=acting_for,
                reason=reason,
                decision_no=word(request.POST, "decision_no", 120),
                by=request.actor,
                at=clock.now(),
            )

        tried = attempt(give, before=errors)
        if tried.ok:
            messages.success(request, _("Đã giao vị trí cho %(name)s.") % {"name": account.full_name})
            return see(unit.url("person", account.pk))
    context = {
        **frame(unit, "people"),
        "account": account,
        "given": given,
        "errors": tried.errors,
        "problems": tried.problems,
        "posts": post_options(unit, lang),
        "roles": role_options(unit.agency.kind, lang),
        "posts_url": unit.url("posts"),
        "back_url": unit.url("person", account.pk),
    }
    return render_page(request, "manage/people/appoint.html", context, status=tried.status)


def _mine(request: Request, number: int) -> tuple[Unit, Appointment]:
    unit = unit_of(request, "account.manage")
    row = (
        Appointment.objects.select_related("account", "position__agency", "acting_for")
        .filter(pk=number, position__agency_id__in=unit.below)
        .first()
    )
    if row is None:
        raise NotVisible("appointment.unknown")
    return unit, row


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def end(request: Request, number: int) -> HttpResponse:
    """End an appointment: at once, with today, or with a later day."""
    unit, row = _mine(request, number)
    tried: Tried[Appointment] = Tried()
    if request.method == "POST":
        errors: list[FieldError] = []
        last_day = _last_day(request.POST, unit.today, errors)
        reason, decision = word(request.POST, "reason", 1000), word(request.POST, "decision_no", 120)
        if not reason:
            errors.append(FieldError("reason", "reason.missing"))

        def act() -> Appointment:
            assert last_day is not None
            return appointing.end_appointment(
                row, last_day=last_day, reason=reason, decision_no=decision, by=request.actor, at=clock.now()
            )

        tried = attempt(act, before=errors)
        if tried.ok:
            messages.success(request, _("Đã kết thúc lần giao của %(name)s.") % {"name": row.account.full_name})
            return see(unit.url("person", row.account_id))
    return _page(
        request,
        unit,
        row,
        tried,
        "manage/people/end.html",
        in_hand=in_hand(row.account),
        whens=[
            ("now", _("Ngay bây giờ"), _("Hôm nay không còn làm được việc gì với vị trí này.")),
            ("today", _("Hết hôm nay"), ""),
            ("day", _("Hết một ngày khác, ghi ở dưới"), ""),
        ],
    )


def _last_day(given: QueryDict, today: date, errors: list[FieldError]) -> date | None:
    when = word(given, "when")
    if when == "now":
        return today - timedelta(days=1)
    if when == "today":
        return today
    if when == "day":
        return day(given, "last_day", errors)
    errors.append(FieldError("when", "given.choose"))
    return None


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def prolong(request: Request, number: int) -> HttpResponse:
    """Go on with an appointment that has a last day."""
    unit, row = _mine(request, number)
    tried: Tried[Appointment] = Tried()
    if request.method == "POST":
        errors: list[FieldError] = []
        last_day = day(request.POST, "last_day", errors, needed=False)
        reason, decision = word(request.POST, "reason", 1000), word(request.POST, "decision_no", 120)
        if not reason:
            errors.append(FieldError("reason", "reason.missing"))
        tried = attempt(
            lambda: appointing.prolong_appointment(
                row, last_day=last_day, reason=reason, decision_no=decision, by=request.actor, at=clock.now()
            ),
            before=errors,
        )
        if tried.ok:
            messages.success(request, _("Đã gia hạn cho %(name)s.") % {"name": row.account.full_name})
            return see(unit.url("person", row.account_id))
    return _page(request, unit, row, tried, "manage/people/prolong.html")


def _page(
    request: Request, unit: Unit, row: Appointment, tried: Tried[Any], template: str, **more: Any
) -> HttpResponse:
    context = {
        **frame(unit, "people"),
        "account": row.account,
        "held": held(row, unit.today, names_for([row], unit), spoken()),
        "given": request.POST,
        "errors": tried.errors,
        "problems": tried.problems,
        "back_url": unit.url("person", row.account_id),
        **more,
    }
    return render_page(request, template, context, status=tried.status)
