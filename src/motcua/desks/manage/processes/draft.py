"""The next version of a process, a step at a time: a table that is the truth, the drawing beside it, the sum always in
sight. Every button saves what is typed before it does anything else."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from motcua.desks.manage import inputs
from motcua.desks.manage.inputs import Typed
from motcua.desks.manage.processes import rows, standing
from motcua.desks.manage.processes.drawing import bar_svg, hours_words, lanes_svg
from motcua.desks.manage.processes.words import names as names_on
from motcua.desks.manage.replies import day_of, revision_of, seen
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence, say, sentence
from motcua.flows import processes as flow
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotLawfulNow
from motcua.people import access
from motcua.workflow import actions
from motcua.workflow import queries as processes
from motcua.workflow.models import ProcessDraft
from motcua.workflow.rules import spread

CONTROL = "procedure_control_officer"


@require_POST
@open_to(CONTROL)
def amend_process(request: Request, key: str) -> HttpResponse:
    """Begin the next version: the last one copied as a draft. One that is there already is opened."""
    access.require("process.publish", request.actor)
    if processes.find_draft(key) is None:
        actions.begin_draft(key, by=request.actor, at=clock.now())
    return seen("manage:process_draft", key)


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def process_draft(request: Request, key: str) -> HttpResponse:
    """The steps of the draft with one of them open, or (`?phan=chung`) its name and procedures."""
    access.require("process.publish", request.actor)
    found = processes.get_draft(key)
    if request.GET.get("phan") == "chung":
        return _general(request, found)
    if request.method == "POST":
        return _saved(request, found)
    at = _index(request.GET.get("buoc", ""), found)
    typed = rows.shown(found.steps[at]) if found.steps else None
    return _page(request, found, at, typed, revision=found.revision)


def _index(said: str, found: ProcessDraft) -> int:
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 1
    return min(max(number, 1), max(len(found.steps), 1)) - 1


def _saved(request: Request, found: ProcessDraft) -> HttpResponse:
    at = _index(request.POST.get("at", ""), found)
    revision = revision_of(request)
    act, _dot, which = request.POST.get("do", "").partition(".")
    steps = [dict(row) for row in found.steps]
    typed: Typed | None = None
    if steps and "name_vi" in request.POST:
        typed = rows.typed_of(request.POST)
        if typed.errors and act != "remove":
            return _page(request, found, at, typed, revision=revision, status=422)
        old = str(steps[at].get("key", ""))
        if not typed.errors:
            steps[at] = rows.folded(typed.values, steps[at])
            steps = rows.renamed(steps, old, steps[at]["key"])
    target = _index(which, found) if which else at
    steps, opened = rows.changed(steps, act, target) if act in ("add", "remove", "up", "down") else (steps, target)
    try:
        actions.save_draft(found, revision=revision, by=request.actor, at=clock.now(), steps=steps)
    except NotLawfulNow as cannot:
        return _page(request, found, at, typed, revision=found.revision, refused=sentence(cannot), status=409)
    except Invalid as invalid:
        refused = field_sentence(invalid.errors[0])
        return _page(request, found, at, typed, revision=revision, refused=refused, status=422)
    anchor = "buoc" if act in ("open", "add") else "bang"
    return seen("manage:process_draft", found.key, query=f"buoc={opened + 1}", anchor=anchor)


def _page(
    request: Request,
    found: ProcessDraft,
    at: int,
    typed: Typed | None,
    *,
    revision: int,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    now, lang = clock.now(), spoken()
    names = names_on(clock.local_day(now), lang)
    judged = flow.judge(found, at=now)
    limit = standing.tightest(judged.limits)
    url = reverse("manage:process_draft", args=[found.key])
    whole = judged.readable and len(judged.steps) == len(found.steps)
    hours = spread(judged.steps, limit) if whole else {}
    drawn = rows.drawn_step(typed, names, lang, found.steps, at) if typed else []
    context: dict[str, Any] = {
        **standing.about(found, lang, judged),
        "tabs": standing.tabs(found, "buoc"),
        "revision": revision,
        "at": at,
        "problems": [Problem("main", refused)] if refused else typed.problems if typed else [],
        "inputs": [one for one in drawn if one.input.name not in rows.MORE],
        "more": [one for one in drawn if one.input.name in rows.MORE],
        "more_open": any(one.error or one.chosen for one in drawn if one.input.name in rows.MORE),
        "step_name": (found.steps[at].get("name_en") if lang == "en" else "") or found.steps[at].get("name_vi", "")
        if found.steps
        else "",
        "lines": [
            {
                "number": number,
                "row": row,
                "name": (row.get("name_en") if lang == "en" else "") or row.get("name_vi") or row.get("key"),
                "post": names.post_of(str(row.get("agency") or ""), str(row.get("post") or "")),
                "act": names.acts.get(str(row.get("act")), row.get("act")),
                "hours": hours_words(judged.steps[number - 1], hours.get(judged.steps[number - 1].key))
                if whole
                else "",
                "chosen": number == at + 1,
            }
            for number, row in enumerate(found.steps, 1)
        ],
        "drawing": lanes_svg(
            judged.steps, names, limit=limit, chosen=at, link=lambda index: f"{url}?buoc={index + 1}#buoc"
        )
        if whole
        else "",
        "bar": bar_svg(judged.steps, names, limit) if whole else "",
        "limit": limit,
        "faults": standing.faults(found, judged, names),
    }
    return render_page(request, "manage/processes/draft.html", context, status=status)


def _general(request: Request, found: ProcessDraft) -> HttpResponse:
    """The name, the day that is planned, and the procedures that are to follow the process."""
    now, lang = clock.now(), spoken()
    values = {"name_vi": found.name_vi, "name_en": found.name_en, "procedures": found.procedures}
    typed = inputs.typed_from(rows.GENERAL, values)
    planned = found.valid_from.strftime("%d/%m/%Y") if found.valid_from else ""
    day_error, refused, status, revision = "", "", 200, found.revision
    if request.method == "POST":
        typed, revision = inputs.read(rows.GENERAL, request.POST), revision_of(request)
        planned = request.POST.get("valid_from", "").strip()
        day = day_of(planned) if planned else None
        if planned and day is None:
            day_error = say("version_draft.not_a_day", {}, ("", ""))
        if not typed.errors and not day_error:
            try:
                changes = {
                    **typed.values,
                    "procedures": list(dict.fromkeys(typed.values["procedures"])),
                    "valid_from": day,
                }
                actions.save_draft(found, revision=revision, by=request.actor, at=now, **changes)
            except Invalid as invalid:
                typed.errors |= {one.path: field_sentence(one) for one in invalid.errors}
            except NotLawfulNow as cannot:
                refused, status = sentence(cannot), 409
            else:
                return seen("manage:process_draft", found.key, query="phan=chung")
        status = status if refused else 422
    judged = flow.judge(found, at=now)
    problems = [*typed.problems, *([Problem("id_valid_from", day_error)] if day_error else [])]
    context = {
        **standing.about(found, lang, judged),
        "tabs": standing.tabs(found, "chung"),
        "revision": revision,
        "inputs": list(inputs.draw(rows.GENERAL.inputs, typed, {})),
        "planned": planned,
        "day_error": day_error,
        "problems": [Problem("main", refused)] if refused else problems,
        "faults": standing.faults(found, judged, names_on(clock.local_day(now), lang)),
        "lang": lang,
    }
    return render_page(request, "manage/processes/general.html", context, status=status)
