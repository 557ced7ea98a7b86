"""The posts of a unit: who holds each, what lacks somebody, a new one, another name, an end."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.agencies import actions as agency_actions
from motcua.agencies import queries as agencies
from motcua.agencies.models import Position
from motcua.agencies.rules import PostSpec
from motcua.desks.manage.chosen import Unit, frame, unit_of
from motcua.desks.manage.given import Tried, attempt, day, see, word
from motcua.desks.manage.people.appointments import titled
from motcua.desks.manage.posts.gaps import gaps
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.flows import posts as post_flows
from motcua.kernel import clock, text
from motcua.kernel.errors import FieldError, NotVisible
from motcua.people import staffing

KINDS = ("leader", "single_window_officer", "specialist", "procedure_control", "administrator", "other")


@open_to("administrator")
def posts(request: Request) -> HttpResponse:
    """All posts of today and those to come; what lacks somebody stands above."""
    unit = unit_of(request)
    lang, on = spoken(), unit.today
    rows = [
        one
        for one in Position.objects.filter(agency=unit.agency).order_by("unit_vi", "title_vi", "valid_from")
        if one.valid_to is None or one.valid_to > on
    ]
    held = staffing.holders_of([one.pk for one in rows], on)
    drawn: list[dict[str, Any]] = [
        {
            "post": one,
            "title": (one.title_en if lang == "en" else "") or one.title_vi,
            "part": (one.unit_en if lang == "en" else "") or one.unit_vi,
            "holders": held.get(one.pk, []),
            "is_coming": one.valid_from > on,
        }
        for one in rows
    ]
    context: dict[str, Any] = {
        **frame(unit, "posts"),
        "rows": drawn,
        "count": len(drawn),
        "empty_count": sum(not row["holders"] for row in drawn),
        "gaps": [
            {
                "gap": gap,
                "steps": gap.steps(lang),
                "role": gap.role_name(lang),
                "post": next((row for row in drawn if row["post"].slug == gap.post), None),
            }
            for gap in gaps(unit.agency, on)
        ],
        "add_url": unit.url("add_post"),
        "people_url": unit.url("people"),
        "add_person_url": unit.url("add_person"),
        "query": unit.query,
    }
    return render_page(request, "manage/posts/list.html", context)


def _kinds() -> list[tuple[str, str]]:
    words = {
        "leader": _("Lãnh đạo (phê duyệt)"),
        "single_window_officer": _("Tiếp nhận và trả kết quả"),
        "specialist": _("Chuyên môn (thẩm định, đề xuất)"),
        "procedure_control": _("Kiểm soát thủ tục"),
        "administrator": _("Quản trị của đơn vị"),
        "other": _("Vị trí khác"),
    }
    return [(key, words[key]) for key in KINDS]


def _slug(kind: str, title: str, unit: Unit) -> str:
    """The kind, or the kind and the title's letters where the unit has such a post already."""
    tail = "_".join(re.findall(r"[a-z0-9]+", text.fold(title)))[:40]
    base = tail if kind == "other" else kind
    taken = {one.slug for one in agencies.positions(unit.agency, unit.today)}
    if base and base not in taken and kind != "specialist":
        return base if base[0].isalpha() else f"post_{base}"
    wanted = f"{base}_{tail}" if kind != "other" else base
    number = next(n for n in range(1, 1000) if (f"{wanted}_{n}" if n > 1 else wanted) not in taken)
    return (f"{wanted}_{number}" if number > 1 else wanted)[:60]


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def add(request: Request) -> HttpResponse:
    """Open a post from a day on."""
    unit = unit_of(request)
    tried: Tried[Position] = Tried()
    given: dict[str, Any] = {"on": unit.today.isoformat()}
    if request.method == "POST":
        given = request.POST.dict()
        errors: list[FieldError] = []
        kind, title = word(request.POST, "kind"), word(request.POST, "title_vi", 120)
        if kind not in KINDS:
            errors.append(FieldError("kind", "given.choose"))
        if not title:
            errors.append(FieldError("title_vi", "given.title_missing"))
        on = day(request.POST, "on", errors)
        if on is not None and on < unit.today:
            errors.append(FieldError("on", "appointment.past", today=unit.today))

        def act() -> Position:
            assert on is not None
            spec = PostSpec(
                slug=_slug(kind, title, unit),
                title_vi=title,
                title_en=word(request.POST, "title_en", 120),
                unit_vi=word(request.POST, "unit_vi", 120),
                unit_en=word(request.POST, "unit_en", 120),
            )
            return agency_actions.create_position(
                unit.agency,
                post=spec,
                valid_from=on,
                reason=word(request.POST, "reason", 1000),
                decision_no=word(request.POST, "decision_no", 120),
                by=request.actor,
                at=clock.now(),
            )

        tried = attempt(act, before=errors)
        if tried.ok:
            messages.success(request, _("Đã mở vị trí."))
            return see(unit.url("posts"))
    return _form(request, unit, tried, given, "manage/posts/add.html", kinds=_kinds())


def _post(request: Request, number: int) -> tuple[Unit, Position]:
    unit = unit_of(request)
    row = Position.objects.select_related("agency").filter(pk=number, agency_id__in=unit.below).first()
    if row is None:
        raise NotVisible("position.unknown")
    return unit, row


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def rename(request: Request, number: int) -> HttpResponse:
    """Another name from a day on; the name before stays readable."""
    unit, row = _post(request, number)
    tried: Tried[Position] = Tried()
    given: dict[str, Any] = {name: getattr(row, name) for name in ("title_vi", "title_en", "unit_vi", "unit_en")}
    given["on"] = unit.today.isoformat() if row.valid_from < unit.today else ""
    if request.method == "POST":
        given = request.POST.dict()
        errors: list[FieldError] = []
        on = day(request.POST, "on", errors)

        def act() -> Position:
            assert on is not None
            return post_flows.rename_post(
                row,
                title_vi=word(request.POST, "title_vi", 120),
                title_en=word(request.POST, "title_en", 120),
                unit_vi=word(request.POST, "unit_vi", 120),
                unit_en=word(request.POST, "unit_en", 120),
                on=on,
                reason=word(request.POST, "reason", 1000),
                decision_no=word(request.POST, "decision_no", 120),
                by=request.actor,
                at=clock.now(),
            )

        tried = attempt(act, before=errors)
        if tried.ok:
            messages.success(request, _("Đã đổi tên vị trí. Người đang giữ chuyển theo tên mới từ ngày đó."))
            return see(unit.url("posts"))
    return _form(request, unit, tried, given, "manage/posts/rename.html", post=row)


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def end(request: Request, number: int) -> HttpResponse:
    """End a post, with the appointments that go on after it when that is chosen."""
    unit, row = _post(request, number)
    tried: Tried[Position] = Tried()
    given: dict[str, Any] = {}
    if request.method == "POST":
        given = request.POST.dict()
        errors: list[FieldError] = []
        on = day(request.POST, "on", errors)
        reason = word(request.POST, "reason", 1000)
        if not reason:
            errors.append(FieldError("reason", "reason.missing"))

        def act() -> Position:
            assert on is not None
            return post_flows.end_post(
                row,
                on=on,
                end_held=request.POST.get("end_held") == "1",
                reason=reason,
                decision_no=word(request.POST, "decision_no", 120),
                by=request.actor,
                at=clock.now(),
            )

        tried = attempt(act, before=errors)
        if tried.ok:
            messages.success(request, _("Đã kết thúc vị trí."))
            return see(unit.url("posts"))
    holders = staffing.holders_of([row.pk], unit.today).get(row.pk, [])
    lacking = [
        gap for gap in gaps(unit.agency, unit.today) if gap.post == row.slug or row.slug.startswith(f"{gap.post}_")
    ]
    return _form(request, unit, tried, given, "manage/posts/end.html", post=row, holders=holders, lacking=lacking)


def _form(
    request: Request, unit: Unit, tried: Tried[Any], given: dict[str, Any], template: str, **more: Any
) -> HttpResponse:
    post = more.get("post")
    context = {
        **frame(unit, "posts"),
        "given": given,
        "errors": tried.errors,
        "problems": tried.problems,
        "back_url": unit.url("posts"),
        "back": _("Vị trí"),
        "title": titled(post, spoken()) if post else "",
        **more,
    }
    return render_page(request, template, context, status=tried.status)
