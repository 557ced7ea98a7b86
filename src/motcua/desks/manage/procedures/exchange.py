"""The catalogue out as a file, and files in: first a trial that says what would be done, then the word to do it."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from motcua.catalogue import actions
from motcua.catalogue.models import CatalogueFile
from motcua.desks.manage.procedures.spoken import Compared, compare
from motcua.desks.manage.replies import seen
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import say, sentence
from motcua.flows import catalogue_exchange as exchange
from motcua.flows.catalogue_exchange import CatalogueWrong, Step
from motcua.kernel import clock
from motcua.kernel.errors import Cannot, NotLawfulNow, NotVisible
from motcua.people import access

CONTROL = "procedure_control_officer"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_WRONG = 200


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def exchange_page(request: Request) -> HttpResponse:
    """Files out; a file in is read and tried, and nothing is written but the file itself."""
    access.require("procedure.publish", request.actor)
    problems: list[Problem] = []
    wrong: list[tuple[str, str]] = []
    if request.method == "POST":
        given = request.FILES.get("file")
        if given is None:
            problems = [Problem("id_file", _("Chọn một tệp .xlsx hoặc .json"))]
        else:
            name = str(given.name or "")[:200]
            try:
                with tempfile.NamedTemporaryFile(suffix=Path(name).suffix.lower()[:10]) as kept:
                    for chunk in given.chunks():
                        kept.write(chunk)
                    kept.flush()
                    content = exchange.load_file(Path(kept.name), name)
                    exchange.import_catalogue(content, by=request.actor, at=clock.now(), dry_run=True)
            except CatalogueWrong as refused:
                lang = spoken()
                wrong = [(one.path, one.reason_en if lang == "en" else one.reason_vi) for one in refused.wrong]
                problems = [Problem("wrong", sentence(refused))]
            except Cannot as cannot:
                problems = [Problem("id_file", sentence(cannot))]
            else:
                row = actions.keep_file(name, content=content, by=request.actor, at=clock.now())
                return seen("manage:exchange_trial", row.pk)
    context = {
        "tab": "procedures",
        "problems": problems,
        "error": problems[0].words if problems and not wrong else "",
        "wrong": wrong[:MOST_WRONG],
        "more": max(0, len(wrong) - MOST_WRONG),
        "files": CatalogueFile.objects.select_related("read_by").defer("content").order_by("-pk")[:20],
        "back_url": reverse("manage:procedures"),
    }
    return render_page(request, "manage/procedures/exchange.html", context, status=422 if problems else 200)


@open_to(CONTROL)
def exchange_file(request: Request, format: str) -> HttpResponse:
    """Every published version, as a workbook or as JSON."""
    access.require("procedure.publish", request.actor)
    found = exchange.export_catalogue()
    if format == "xlsx":
        answer = HttpResponse(exchange.workbook(found), content_type=XLSX)
    elif format == "json":
        text = json.dumps(found, ensure_ascii=False, indent=1)
        answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    else:
        raise NotVisible("catalogue.import_unknown")
    today = clock.local_day(clock.now())
    answer["Content-Disposition"] = f'attachment; filename="danh-muc-{today.isoformat()}.{format}"'
    return answer


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def exchange_trial(request: Request, number: int) -> HttpResponse:
    """What a file would do, compared with what stands; the button does all of it or nothing."""
    access.require("procedure.publish", request.actor)
    row = CatalogueFile.objects.select_related("read_by").filter(pk=number).first()
    if row is None:
        raise NotVisible("catalogue.import_unknown")
    now = clock.now()
    today = clock.local_day(now)
    problems: list[Problem] = []
    steps: list[Step] = []
    reason, status = request.POST.get("reason", "").strip(), 200
    wrong: list[tuple[str, str]] = []
    try:
        steps = exchange.import_catalogue(row.content, by=request.actor, at=now, dry_run=True)
    except CatalogueWrong as refused:
        lang = spoken()
        wrong = [(one.path, one.reason_en if lang == "en" else one.reason_vi) for one in refused.wrong]
    past = exchange.past_days(steps, today)
    if request.method == "POST" and not wrong:
        if past and not reason:
            words = say("catalogue.reason_missing", {"days": past}, ("", ""))
            problems, status = [Problem("id_reason", words)], 422
        else:
            try:
                done = exchange.import_catalogue(
                    row.content,
                    by=request.actor,
                    at=now,
                    reason=reason,
                    expected=request.POST.get("plan", "-"),
                    file=row,
                )
            except NotLawfulNow as cannot:
                problems, status = [Problem("main", sentence(cannot))], 409
            else:
                said = ngettext("Đã nhập %(n)s thay đổi.", "Đã nhập %(n)s thay đổi.", len(done))
                messages.success(request, said % {"n": len(done)})
                return seen("manage:procedures")
    context: dict[str, Any] = {
        "tab": "procedures",
        "row": row,
        "steps": _told(steps, today),
        "count": len(steps),
        "past": past,
        "plan": exchange.mark_of(steps),
        "reason": reason,
        "problems": problems,
        "error": problems[0].words if status == 422 else "",
        "wrong": wrong[:MOST_WRONG],
        "back_url": reverse("manage:exchange"),
    }
    return render_page(request, "manage/procedures/trial.html", context, status=status)


def _told(steps: Sequence[Step], today: Any) -> list[tuple[str, str, Step, list[tuple[str, list[Compared]]]]]:
    """(tone, what is done, the step, its differences) of every step."""
    words = {
        "field": ("moving", _("Sửa lĩnh vực")),
        "procedure": ("ok", _("Thủ tục mới")),
        "version": ("moving", _("Phiên bản mới")),
        "abolition": ("soon", _("Bãi bỏ")),
    }
    found = []
    for step in steps:
        groups: list[tuple[str, list[Compared]]] = []
        if step.before is not None and step.after is not None:
            compared = compare(step.before, step.after, spoken(), today)
            groups = [(title, [one for one in rows if one.kind != "same"]) for title, rows in compared]
            groups = [(title, rows) for title, rows in groups if rows]
        found.append((*words[step.what], step, groups))
    return found
