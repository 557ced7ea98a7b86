"""Processes: the version in force of each, the next, what is being prepared, and which procedures follow."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.catalogue.queries import fitting
from motcua.desks.manage.processes import standing
from motcua.desks.manage.processes.compared import compared
from motcua.desks.manage.processes.drawing import bar_svg, hours_words, lanes_svg
from motcua.desks.manage.processes.words import names as names_on
from motcua.desks.manage.replies import seen
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab, Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence
from motcua.flows import processes as flow
from motcua.journal import queries as journal
from motcua.journal.models import Event
from motcua.kernel import clock, text
from motcua.kernel.errors import Invalid, NotLawfulNow, NotVisible
from motcua.people import access
from motcua.workflow import queries as processes
from motcua.workflow.actions import subject_of
from motcua.workflow.models import Process
from motcua.workflow.rules import REST, Step, longest, spread, step_from

CONTROL = "procedure_control_officer"
STATES = {
    "hieu-luc": lambda one: one.now is not None,
    "sap-toi": lambda one: one.following is not None,
    "ban-thao": lambda one: one.draft is not None,
}


@open_to(CONTROL)
def processes_page(request: Request) -> HttpResponse:
    """Name, version in force, next, steps and hours, procedures; found by words and filtered."""
    access.require("process.publish", request.actor)
    lang, today = spoken(), clock.local_day(clock.now())
    q = request.GET.get("q", "")[:200]
    state = request.GET.get("loc", "") if request.GET.get("loc", "") in STATES else ""
    codes = fitting.codes_by_process(today)
    found = processes.listed(today)
    if words := text.fold(q).split()[:8]:
        told = {
            one.key: text.fold(f"{one.name_vi} {one.name_en} {one.key} {' '.join(codes.get(one.key, ()))}")
            for one in found
        }
        found = [one for one in found if all(word in told[one.key] for word in words)]
    counts = {key: sum(map(test, found)) for key, test in STATES.items()}
    total = len(found)
    if state:
        found = [one for one in found if STATES[state](one)]
    shown = paging.page(request, found, size=50)
    labels = {"": _("Tất cả"), "hieu-luc": _("Đang hiệu lực"), "sap-toi": _("Sắp tới"), "ban-thao": _("Bản thảo")}
    context = {
        "tab": "processes",
        "q": q,
        "state": state,
        "count": len(found),
        "filters": [
            FilterTab(words, paging.address(request, loc=key, page=None), counts[key] if key else total, key == state)
            for key, words in labels.items()
        ],
        "shown": shown,
        "lines": [
            {
                "one": one,
                "name": one.name(lang),
                "hours": _hours_of(one.now or one.following),
                "codes": codes.get(one.key, []),
                "url": reverse(
                    "manage:process" if one.now or one.following else "manage:process_draft", args=[one.key]
                ),
            }
            for one in shown.rows
        ],
    }
    return render_page(request, "manage/processes/list.html", context)


def _hours_of(row: Process | None) -> str:
    """The hours of a version at a glance."""
    if row is None:
        return ""
    steps = processes.steps_of(row)
    if all(step.hours is None for step in steps):
        return _("chưa ghi giờ")
    fixed = longest(steps, spread(steps, 0)).hours
    if any(step.hours == REST for step in steps):
        return _("%(hours)s giờ và phần còn lại") % {"hours": fixed} if fixed else _("trọn thời hạn")
    return _("%(hours)s giờ") % {"hours": fixed}


@open_to(CONTROL)
def process_page(request: Request, key: str) -> HttpResponse:
    """One process: the chosen version as drawing and table, all its versions, who follows it."""
    access.require("process.publish", request.actor)
    now, lang = clock.now(), spoken()
    today = clock.local_day(now)
    rows = processes.every_version(key)
    said = request.GET.get("ban", "")
    in_force = processes.find_process(key, today)
    chosen = next((row for row in rows if str(row.number) == said), None) or in_force or rows[0]
    names = names_on(today, lang)
    followers = fitting.followers(key, max(chosen.valid_from, today) if chosen == in_force else chosen.valid_from)
    limits = [limit for one in followers for limit in one.limits]
    steps = processes.steps_of(chosen)
    limit = standing.tightest(limits) if any(step.hours is not None for step in steps) else None
    hours = spread(steps, limit)
    why = _reasons(key)
    context: dict[str, Any] = {
        "tab": "processes",
        "key": key,
        "chosen": chosen,
        "name": (chosen.name_en if lang == "en" else "") or chosen.name_vi,
        "draft": processes.find_draft(key),
        "since": standing.in_force_words(chosen),
        "drawing": lanes_svg(steps, names, limit=limit),
        "bar": bar_svg(steps, names, limit) if any(step.hours is not None for step in steps) else "",
        "lines": _lines(steps, names, hours),
        "sums": standing.sums(steps, limits)[: standing.MOST_SUMS] if limit is not None else [],
        "followers": [(one, one.name(lang), reverse("manage:procedure", args=[one.code])) for one in followers],
        "versions": [
            {
                "row": row,
                "words": _state_words(row, in_force, today),
                "chosen": row == chosen,
                "may_withdraw": not row.withdrawn and row.valid_from > today and row.valid_to is None,
                **why.get(row.number, {}),
            }
            for row in rows
        ],
    }
    return render_page(request, "manage/processes/process.html", context)


def _lines(steps: tuple[Step, ...], names: Any, hours: dict[str, int | None]) -> list[dict[str, Any]]:
    called = {step.key: names.step(step) for step in steps}
    return [
        {
            "number": number,
            "step": step,
            "name": names.step(step),
            "post": names.post(step),
            "act": names.act(step),
            "hours": hours_words(step, hours.get(step.key)),
            "after": [called.get(one, one) for one in step.after],
            "also": [names.also.get(one, one) for one in step.also],
        }
        for number, step in enumerate(steps, 1)
    ]


def _state_words(row: Process, in_force: Process | None, today: Any) -> str:
    if row.withdrawn:
        return _("đã rút")
    if row == in_force:
        return _("đang hiệu lực")
    return _("sắp tới") if row.valid_from > today else _("đã thay")


def _reasons(key: str) -> dict[int, dict[str, Any]]:
    """By number of the version: when it was published or taken back, and why."""
    found: dict[int, dict[str, Any]] = {}
    rows = Event.objects.filter(chain=subject_of(key), type__in=("process.published", "process.withdrawn"))
    for event in rows.select_related("why").order_by("number"):
        told = found.setdefault(int(journal.facts(event).get("number") or 0), {"reasons": [], "at": event.at})
        if hasattr(event, "why") and event.why.text:
            told["reasons"].append(event.why.text)
    return found


@open_to(CONTROL)
def compare_processes(request: Request, key: str) -> HttpResponse:
    """Two versions side by side, step by step; `a` and `b` are numbers of versions, or "ban-thao"."""
    access.require("process.publish", request.actor)
    found = processes.find_draft(key)
    rows = {str(row.number): row for row in Process.objects.filter(key=key).order_by("-number")}
    options = {"ban-thao": _("Bản thảo")} if found is not None else {}
    options |= {number: _("Bản %(number)s") % {"number": number} for number in rows}
    keys = list(options)
    if len(keys) < 2:
        raise NotVisible("process.unknown", key=key)
    base = str(found.base.number) if found is not None and found.base is not None else ""
    after = request.GET.get("b", "") if request.GET.get("b", "") in options else keys[0]
    usual = base if base in options and base != after else next(one for one in keys if one != after)
    before = request.GET.get("a", "") if request.GET.get("a", "") in options else usual
    names = names_on(clock.local_day(clock.now()), spoken())

    def content(which: str) -> tuple[str, tuple[Step, ...]]:
        if which == "ban-thao" and found is not None:
            return found.name_vi, tuple(step_from(row) for row in found.steps if _whole(row))
        return rows[which].name_vi, processes.steps_of(rows[which])

    only = request.GET.get("tat-ca", "") != "1"
    groups = compared(content(before), content(after), names)
    changed = sum(row.kind != "same" for _title, lines in groups for row in lines)
    if only:
        groups = [(title, [row for row in lines if row.kind != "same"]) for title, lines in groups]
    context = {
        "tab": "processes",
        "key": key,
        "options": list(options.items()),
        "a": before,
        "b": after,
        "before": options[before],
        "after": options[after],
        "groups": [(title, lines) for title, lines in groups if lines],
        "changed": changed,
        "only": only,
        "back_url": reverse("manage:process_draft" if found is not None else "manage:process", args=[key]),
    }
    return render_page(request, "manage/processes/compare.html", context)


def _whole(row: dict[str, Any]) -> bool:
    return all(name in row for name in ("key", "act", "post", "role", "name_vi", "name_en"))


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def withdraw_process(request: Request, key: str, number: int) -> HttpResponse:
    """Take back what was published and holds not yet; the reason is kept."""
    access.require("process.publish", request.actor)
    row = processes.get_version(key, number)
    reason, error = request.POST.get("reason", "").strip(), ""
    if request.method == "POST":
        try:
            flow.withdraw(row, reason=reason, by=request.actor, at=clock.now())
        except Invalid as invalid:
            error = field_sentence(invalid.errors[0])
        else:
            messages.success(request, _("Đã rút bản %(number)s.") % {"number": number})
            return seen("manage:process", key)
    elif row.valid_from <= clock.local_day(clock.now()) or row.withdrawn:
        raise NotLawfulNow("process.in_force_already", number=number, valid_from=row.valid_from)
    context = {
        "tab": "processes",
        "key": key,
        "row": row,
        "reason": reason,
        "error": error,
        "problems": [Problem("id_reason", error)] if error else [],
        "back_url": reverse("manage:process", args=[key]),
    }
    return render_page(request, "manage/processes/withdraw.html", context, status=422 if error else 200)
