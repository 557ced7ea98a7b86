"""What is done to a draft, each on a page of its own: begun, published, thrown away."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.desks.manage.processes import standing
from motcua.desks.manage.processes.words import names as names_on
from motcua.desks.manage.publishing import publication
from motcua.desks.manage.replies import revision_of, seen
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence, sentence
from motcua.flows import processes as flow
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotLawfulNow
from motcua.people import access
from motcua.workflow import actions
from motcua.workflow import queries as processes
from motcua.workflow.models import Process

CONTROL = "procedure_control_officer"


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def new_process(request: Request) -> HttpResponse:
    """A process that is not there yet: its key and name, with the shortest steps or those of another process."""
    access.require("process.publish", request.actor)
    lang, today = spoken(), clock.local_day(clock.now())
    given = {name: request.POST.get(name, "").strip() for name in ("key", "name_vi", "name_en", "like")}
    errors: dict[str, str] = {}
    if request.method == "POST":
        like = processes.find_process(given["like"], today) if given["like"] else None
        try:
            made = actions.begin_new(
                given["key"],
                name_vi=given["name_vi"],
                name_en=given["name_en"],
                steps=like.steps if like else None,
                by=request.actor,
                at=clock.now(),
            )
        except Invalid as invalid:
            errors = {one.path: field_sentence(one) for one in invalid.errors}
        else:
            return seen("manage:process_draft", made.key)
    context = {
        "tab": "processes",
        "given": given,
        "errors": errors,
        "problems": [Problem(f"id_{name}", words) for name, words in errors.items()],
        "like": [
            ("", _("Bốn bước ngắn nhất")),
            *((one.key, one.name(lang)) for one in processes.listed(today) if one.now is not None),
        ],
    }
    return render_page(request, "manage/processes/new.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def publish_process(request: Request, key: str) -> HttpResponse:
    """Publish the draft by a decision from a day on: the page asks once more and says what it changes for whom."""
    access.require("process.publish", request.actor)
    found = processes.get_draft(key)
    now, lang = clock.now(), spoken()

    def act(day: date | None, revision: int, given: Mapping[str, str]) -> Process:
        return flow.publish(
            found,
            revision=revision,
            valid_from=day,
            decision_no=given["decision_no"],
            reason=given["reason"],
            by=request.actor,
            at=now,
        )

    planned = found.valid_from.strftime("%d/%m/%Y") if found.valid_from else ""
    asked = publication(request, act, revision=found.revision, planned=planned)
    if asked.made is not None:
        messages.success(request, _("Đã ban hành bản %(number)s.") % {"number": asked.made.number})
        return seen("manage:process", key, query=f"ban={asked.made.number}")
    judged = flow.judge(found, valid_from=asked.day, at=now)
    names = names_on(clock.local_day(now), lang)
    context: dict[str, Any] = {
        **standing.about(found, lang, judged),
        "given": asked.given,
        "errors": asked.here,
        "problems": asked.problems([standing.in_names(one, judged.steps, names) for one in asked.elsewhere]),
        "revision": asked.revision,
        "faults": standing.faults(found, judged, names),
        "moving": [(row.procedure.code, (row.name_en if lang == "en" else "") or row.name_vi) for row in judged.moving],
        "lang": lang,
    }
    return render_page(request, "manage/processes/publish.html", context, status=asked.status)


@require_POST
@open_to(CONTROL)
def keep_process_draft(request: Request, key: str) -> HttpResponse:
    """The draft was compared with what was published meanwhile, and goes on."""
    access.require("process.publish", request.actor)
    found = processes.get_draft(key)
    actions.keep_on_new_base(found, revision=revision_of(request), by=request.actor, at=clock.now())
    return seen("manage:process_draft", key)


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def discard_process_draft(request: Request, key: str) -> HttpResponse:
    """Throw the draft away, after asking once more."""
    access.require("process.publish", request.actor)
    found = processes.get_draft(key)
    refused = ""
    if request.method == "POST":
        try:
            actions.discard_draft(found, revision=revision_of(request), by=request.actor, at=clock.now())
        except NotLawfulNow as cannot:
            refused = sentence(cannot)
        else:
            messages.success(request, _("Đã bỏ bản thảo."))
            if processes.last_version(key) is None:
                return seen("manage:processes")
            return seen("manage:process", key)
    context = {
        "tab": "processes",
        "key": key,
        "name": (found.name_en if spoken() == "en" else "") or found.name_vi,
        "revision": found.revision,
        "saved_at": found.saved_at,
        "saved_by": found.saved_by.full_name if found.saved_by else "",
        "problems": [Problem("main", refused)] if refused else [],
        "back_url": reverse("manage:process_draft", args=[key]),
    }
    return render_page(request, "manage/processes/discard.html", context, status=409 if refused else 200)
