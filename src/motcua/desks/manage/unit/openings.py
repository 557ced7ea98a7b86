"""Which procedures the unit offers online, how far, from when, by which decision; and what each still lacks."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.catalogue import actions
from motcua.catalogue.models import Opening, Procedure
from motcua.catalogue.queries import Brief
from motcua.desks.manage.chosen import Unit, frame, unit_of
from motcua.desks.manage.given import Tried, attempt, day, see, word
from motcua.desks.manage.posts.gaps import briefs_of, fees_of, gaps
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock, text
from motcua.kernel.errors import FieldError

SIZE = 50
LEVELS = ("full", "partial", "none")


@dataclass(frozen=True, slots=True)
class Offer:
    """One procedure of the unit: what stands, what comes, what is missing for it to be filed."""

    brief: Brief
    level: str
    present: Opening | None
    coming: Opening | None
    missing: tuple[str, ...]


def level_words() -> dict[str, str]:
    return {"full": _("Toàn trình"), "partial": _("Một phần"), "none": _("Không trên mạng")}


def offers(unit: Unit) -> list[Offer]:
    """Every procedure that the unit decides. Few queries, whatever their number."""
    on = unit.today
    briefs = briefs_of(unit.agency, on)
    rows: dict[str, list[Opening]] = {}
    for row in Opening.objects.filter(agency=unit.agency).select_related("procedure").order_by("valid_from"):
        rows.setdefault(row.procedure.code, []).append(row)
    unpriced = {one.procedure for one in fees_of(unit.agency, on) if one.is_missing}
    stopped = {code for gap in gaps(unit.agency, on) if gap.nobody for code in gap.procedures}
    found = []
    for brief in briefs:
        missing = []
        if brief.code in unpriced:
            missing.append(_("chưa có mức thu"))
        if brief.code in stopped:
            missing.append(_("có bước chưa ai làm"))
        own = rows.get(brief.code, [])
        found.append(
            Offer(brief, brief.online, _holding(own, on), _coming(own, on), tuple(missing)),
        )
    return found


def _holding(rows: list[Opening], on: date) -> Opening | None:
    return next((one for one in rows if one.valid_from <= on and (one.valid_to is None or one.valid_to > on)), None)


def _coming(rows: list[Opening], on: date) -> Opening | None:
    return next((one for one in rows if one.valid_from > on), None)


@open_to("administrator")
def openings(request: Request) -> HttpResponse:
    """All procedures of the unit with level and missing parts; the digitalised share above."""
    unit = unit_of(request)
    q = request.GET.get("q", "")[:200]
    every = offers(unit)
    level = request.GET.get("loc", "")
    chosen = every
    if level in LEVELS:
        chosen = [one for one in every if one.level == level]
    elif level == "thieu":
        chosen = [one for one in every if one.missing]
    if words := text.fold(q).split():
        chosen = [
            one for one in chosen if all(word in text.fold(f"{one.brief.code} {one.brief.name_vi}") for word in words)
        ]
    shown = paging.page(request, chosen, size=SIZE)
    names = level_words()
    online = sum(one.level != "none" for one in every)
    tabs = [("", _("Tất cả"), len(every))]
    tabs += [(key, names[key], sum(one.level == key for one in every)) for key in LEVELS]
    tabs.append(("thieu", _("Còn thiếu"), sum(bool(one.missing) for one in every)))
    context: dict[str, Any] = {
        **frame(unit, "openings"),
        "q": q,
        "shown": shown,
        "rows": [{"offer": one, "name": one.brief.name(spoken()), "level": names[one.level]} for one in shown.rows],
        "online": online,
        "total": len(every),
        "share": 100 * online / len(every) if every else None,
        "filters": [
            FilterTab(words, paging.address(request, loc=key or None, page=None), count, current=key == level,
                      hot=key == "thieu")
            for key, words, count in tabs
        ],
        "find": unit.url("openings"),
        "levels": names,
        "query": unit.query,
        "fees_url": unit.url("fees"),
        "posts_url": unit.url("posts"),
    }  # fmt: skip
    return render_page(request, "manage/unit/openings.html", context)


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def set_openings(request: Request) -> HttpResponse:
    """Set the level of one procedure (`thu-tuc=CODE`) or of those that were ticked in the list."""
    unit = unit_of(request)
    every = {one.brief.code: one for one in offers(unit)}
    codes = request.POST.getlist("code") if request.method == "POST" else request.GET.getlist("thu-tuc")
    chosen = [every[code] for code in dict.fromkeys(codes) if code in every]
    if not chosen:
        messages.error(request, _("Chọn ít nhất một thủ tục."))
        return see(unit.url("openings"))
    tried: Tried[int] = Tried()
    given: dict[str, Any] = {"valid_from": unit.today.isoformat()}
    if request.method == "POST" and request.POST.get("level"):
        given = request.POST.dict()
        errors: list[FieldError] = []
        level = word(request.POST, "level")
        valid_from = day(request.POST, "valid_from", errors)
        decision = word(request.POST, "decision_no", 80)
        if level not in LEVELS:
            errors.append(FieldError("level", "given.choose"))
        if not decision:
            errors.append(FieldError("decision_no", "hours.decision_missing"))
        if valid_from is not None and valid_from < unit.today:
            errors.append(FieldError("valid_from", "opening.past", today=unit.today))

        def act() -> int:
            assert valid_from is not None
            return actions.set_openings(
                unit.agency,
                {one.brief.code: level for one in chosen},
                valid_from=valid_from,
                decision_no=decision,
                reason=word(request.POST, "reason", 1000),
                by=request.actor,
                at=clock.now(),
            )

        tried = attempt(act, before=errors)
        if tried.ok:
            messages.success(request, _("Đã đổi mức của %(n)d thủ tục.") % {"n": tried.done or 0})
            return see(unit.url("openings"))
    elif request.method == "POST" and "decision_no" in request.POST:
        given = request.POST.dict()
        tried = attempt(lambda: 0, before=[FieldError("level", "given.choose")])
    history: list[Opening] = []
    if len(chosen) == 1:
        procedure = Procedure.objects.get(code=chosen[0].brief.code)
        history = list(Opening.objects.filter(agency=unit.agency, procedure=procedure).order_by("-valid_from"))
    names = level_words()
    context = {
        **frame(unit, "openings"),
        "chosen": [{"offer": one, "name": one.brief.name(spoken()), "level": names[one.level]} for one in chosen],
        "levels": [(key, names[key]) for key in LEVELS],
        "names": names,
        "history": [{"row": one, "level": names[one.online]} for one in history],
        "given": given,
        "errors": tried.errors,
        "problems": tried.problems,
        "back_url": unit.url("openings"),
        "back": _("Thủ tục mở"),
    }
    return render_page(request, "manage/unit/set_openings.html", context, status=tried.status)
