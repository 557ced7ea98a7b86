"""Large reports as tasks: ask, look how far, cancel, fetch the file."""

from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from motcua.desks.numbers.reports import asking
from motcua.desks.numbers.reports.pages import READERS
from motcua.desks.numbers.reports.saved import see
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence, say
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotVisible
from motcua.reports import export, organisation, statutory
from motcua.reports.keeping import rights, runs
from motcua.reports.models import ReportRun


@open_to(*READERS)
def ask(request: Request, slug: str) -> HttpResponse:
    """Queue a report; a GET leads back to its page."""
    report = statutory.get_report(slug)
    question = asking.read(request, report)
    if request.method != "POST" or question.period.errors:
        response = see("report", slug)
        response["Location"] = question.url()
        return response
    now = clock.now()
    try:
        run = runs.ask(
            report,
            question.asked(now, request.actor),
            format=request.POST.get("dang", ""),
            language=spoken(),
            by=request.actor,
            at=now,
        )
    except Invalid as refused:
        for one in refused.errors:
            messages.error(request, field_sentence(one))
        return see("report_runs")
    return see("report_run", run.pk)


def _drawn(run: ReportRun, lang: str) -> dict[str, Any]:
    states = {
        ReportRun.State.QUEUED: (_("chờ lập"), "soon", "clock"),
        ReportRun.State.RUNNING: (_("đang lập"), "moving", "sync"),
        ReportRun.State.DONE: (_("đã xong"), "ok", "check"),
        ReportRun.State.FAILED: (_("không lập được"), "late", "warn"),
        ReportRun.State.CANCELLED: (_("đã hủy"), "ended", "stop"),
        ReportRun.State.GONE: (_("hết hạn giữ tệp"), "ended", "clock"),
    }
    words, tone, icon = states[ReportRun.State(run.state)]
    tree = organisation.read()
    return {
        "run": run,
        "name": statutory.get_report(run.report).name[lang == "en"],
        "agency": tree.name(tree.get(run.agency), run.last)[lang == "en"],
        "words": words,
        "tone": tone,
        "icon": icon,
        "percent": 100 * run.done // run.all if run.all else 0,
        "open": run.state in runs.OPEN,
        "why": say(run.error, {}, (run.error, run.error), lang) if run.error else "",
    }


@open_to(*READERS)
def report_runs(request: Request) -> HttpResponse:
    """One's own."""
    lang = spoken()
    rows = [_drawn(one, lang) for one in runs.runs_of(request.actor)]
    return render_page(request, "numbers/reports/runs.html", {"tab": "numbers", "rows": rows})


@open_to(*READERS)
def report_run(request: Request, number: int) -> HttpResponse:
    """How far one is; a POST cancels it."""
    run = runs.get_run(number, request.actor)
    if request.method == "POST":
        if runs.cancel(run, by=request.actor, at=clock.now()):
            messages.success(request, _("Đã hủy, không lập nữa."))
        return see("report_run", number)
    return render_page(request, "numbers/reports/run.html", {"tab": "numbers", **_drawn(run, spoken())})


@open_to(*READERS)
def report_run_file(request: Request, number: int) -> HttpResponseBase:
    """The file, for who asked for it and may still see the figures. Raises NotVisible."""
    run = runs.get_run(number, request.actor)
    today = clock.local_day(clock.now())
    if run.state != ReportRun.State.DONE or not rights.may_read(request.actor, run.agency, today):
        raise NotVisible("report.run_unknown")
    if rights.actor_as(run.asked_by, run.role, run.asker_agency, today) is None:
        raise NotVisible("report.run_unknown")
    response = FileResponse(default_storage.open(run.file, "rb"), content_type=export.MEDIA_TYPES[run.format])
    name = f"{run.report}-{run.agency}-{run.first:%Y%m%d}-{run.last:%Y%m%d}.{run.format}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
