"""A draft tried on dossiers that are finished: figures of the version in force beside those of the draft, each of which
opens its dossiers, and each dossier who would have had it when. Codes and times only: no person is named."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.desks.manage.processes import standing
from motcua.desks.manage.processes.words import Names
from motcua.desks.manage.processes.words import names as names_on
from motcua.desks.manage.replies import day_of
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import say
from motcua.flows import processes as flow
from motcua.flows import try_process
from motcua.flows.try_process import Trial
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.people import access
from motcua.workflow import queries as processes
from motcua.workflow.models import ProcessDraft
from motcua.workflow.rules import Step

CONTROL = "procedure_control_officer"
LONGEST_DAYS = 366


@open_to(CONTROL)
def process_trial(request: Request, key: str) -> HttpResponse:
    """The trial of a period, last month when none is said; `?xem=` opens the dossiers of a figure, `?ho-so=` one."""
    access.require("process.publish", request.actor)
    found = processes.get_draft(key)
    now, lang = clock.now(), spoken()
    today = clock.local_day(now)
    names = names_on(today, lang)
    if code := request.GET.get("ho-so", "")[:60]:
        return _one(request, found, code, names)
    since, until, errors = _period(request, today)
    judged = flow.judge(found, at=now)
    trial = try_process.try_draft(found, since=since, until=until, at=now) if judged.readable and not errors else None
    opened = request.GET.get("xem", "")[:80]
    rows = trial.chosen(opened) if trial is not None and opened else []
    shown = paging.page(request, rows, size=50)
    context: dict[str, Any] = {
        **standing.about(found, lang, judged),
        "tabs": standing.tabs(found, "thu"),
        "given": {
            "tu": request.GET.get("tu", "") or f"{since:%d/%m/%Y}",
            "den": request.GET.get("den", "") or f"{until:%d/%m/%Y}",
        },
        "since": since,
        "until": until,
        "errors": errors,
        "trial": trial,
        "figures": _figures(request, trial, found) if trial is not None else [],
        "steps": _steps(request, trial, names) if trial is not None else [],
        "median": standing.used_words(trial.median) if trial is not None else "",
        "verdict": _verdict(trial, names) if trial is not None else "",
        "more_url": paging.address(request, xem="more", page=None),
        "opened": opened,
        "opened_words": _opened_words(opened, names, {one.key: one for one in judged.steps}),
        "shown": shown,
        "rows": [
            {
                "one": one,
                "url": paging.address(request, **{"ho-so": one.code}, page=None),
                "used": standing.used_words(one.draft.minutes),
                "behind": [names.step(step) for step in judged.steps if step.key in one.draft.behind],
            }
            for one in shown.rows
        ],
        "coarse": trial.count("parts_told") if trial is not None else 0,
        "coarse_url": paging.address(request, xem="parts_told", page=None),
        "faults": standing.faults(found, judged, names),
        "now_number": found.base.number if found.base else None,
    }
    return render_page(request, "manage/processes/trial.html", context, status=422 if errors else 200)


def _period(request: Request, today: date) -> tuple[date, date, dict[str, str]]:
    since, until = try_process.last_month(today)
    errors: dict[str, str] = {}
    for name in ("tu", "den"):
        said = request.GET.get(name, "").strip()
        if not said:
            continue
        day = day_of(said)
        if day is None:
            errors[name] = say("version_draft.not_a_day", {}, ("", ""))
        elif name == "tu":
            since = day
        else:
            until = day
    if not errors and since > until:
        errors["den"] = _("Ngày cuối phải từ ngày đầu trở đi")
    if not errors and (until - since).days > LONGEST_DAYS:
        errors["den"] = _("Nhiều nhất một năm một lần")
    return since, until, errors


def _figures(request: Request, trial: Trial, found: ProcessDraft) -> list[dict[str, Any]]:
    def row(words: str, now: str, draft: str) -> dict[str, Any]:
        return {
            "words": words,
            "now": trial.count(now) if trial.has_now else None,
            "now_url": paging.address(request, xem=now, page=None),
            "draft": trial.count(draft),
            "draft_url": paging.address(request, xem=draft, page=None),
        }

    return [
        row(_("Lâu hơn tổng giờ của quy trình"), "late.now", "late.draft"),
        row(_("Chậm ở ít nhất một bước"), "behind.now", "behind.draft"),
    ]


def _steps(request: Request, trial: Trial, names: Names) -> list[dict[str, Any]]:
    return [
        {
            "name": names.step(line.step),
            "post": names.post(line.step),
            "seen": line.seen,
            "median": standing.used_words(line.median),
            "now": line.now,
            "draft": line.draft,
            "url": paging.address(request, xem=f"step.{line.step.key}", page=None),
        }
        for line in trial.lines
    ]


def _verdict(trial: Trial, names: Names) -> str:
    """What the draft changes, in one sentence."""
    more, less = trial.count("more"), trial.count("less")
    if not trial.rows:
        return ""
    if not trial.has_now:
        return _("Chưa có bản đang dùng để so.")
    if not more and not less:
        return _("Không hồ sơ nào khác đi so với bản đang dùng.")
    parts = []
    if more:
        words = ngettext("%(n)s hồ sơ sẽ trễ thêm", "%(n)s hồ sơ sẽ trễ thêm", more) % {"n": more}
        if trial.worst is not None:
            step = next((one.step for one in trial.lines if one.step.key == trial.worst[0]), None)
            if step is not None:
                words += ", " + _("%(n)s ở bước %(step)s") % {"n": trial.worst[1], "step": names.step(step)}
        parts.append(words)
    if less:
        parts.append(ngettext("%(n)s hồ sơ hết trễ", "%(n)s hồ sơ hết trễ", less) % {"n": less})
    return "; ".join(parts) + "."


def _opened_words(opened: str, names: Names, steps: dict[str, Step]) -> str:
    if opened.startswith("step.") and opened.removeprefix("step.") in steps:
        return _("Chậm ở bước %(step)s theo bản thảo") % {"step": names.step(steps[opened.removeprefix("step.")])}
    return {
        "late.now": _("Lâu hơn tổng giờ của bản đang dùng"),
        "late.draft": _("Lâu hơn tổng giờ của bản thảo"),
        "behind.now": _("Chậm ở ít nhất một bước theo bản đang dùng"),
        "behind.draft": _("Chậm ở ít nhất một bước theo bản thảo"),
        "more": _("Chỉ trễ theo bản thảo"),
        "less": _("Chỉ trễ theo bản đang dùng"),
        "parts_told": _("Hồ sơ không ghi đủ từng bước"),
        "all": _("Mọi hồ sơ đã thử"),
    }.get(opened, "")


def _one(request: Request, found: ProcessDraft, code: str, names: Names) -> HttpResponse:
    """Who would have had one dossier when."""
    told = try_process.turns_of(found, code, at=clock.now())
    if told is None:
        raise NotVisible("dossier.unknown", code=code)
    tried, turns = told
    context = {
        "tab": "processes",
        "key": found.key,
        "name": (found.name_en if names.english else "") or found.name_vi,
        "code": code,
        "tried": tried,
        "used": standing.used_words(tried.draft.minutes),
        "turns": [
            {
                "turn": turn,
                "name": " → ".join(names.step(step) for step in turn.steps),
                "post": ", ".join(dict.fromkeys(names.post(step) for step in turn.steps)),
                "used": standing.used_words(turn.minutes),
                "late": turn.hours is not None and turn.minutes > turn.hours * 60,
            }
            for turn in turns
        ],
        "back_url": paging.address(request, **{"ho-so": None}) or reverse("manage:process_trial", args=[found.key]),
    }
    return render_page(request, "manage/processes/trial_one.html", context)
