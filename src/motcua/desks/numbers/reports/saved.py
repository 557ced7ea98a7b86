"""Saved reports: keep one, look at it, send it after each period, pause, delete."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.desks.numbers.reports import asking
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence, say
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotVisible
from motcua.people import access
from motcua.reports import organisation, statutory
from motcua.reports.keeping import saved as kept
from motcua.reports.models import ReportLetter, SavedReport

KEEPERS = tuple(sorted(access.roles_for("reports.keep")))
FORMATS = (("xlsx", "Excel"), ("csv", "CSV"), ("pdf", "PDF"))
FIELDS = {"title": "id_ten", "recipients": "id_nguoi-nhan", "format": "id_dang", "kind": "id_ten", "lines": "id_ten"}


def see(name: str, *args: object, query: str = "") -> HttpResponseRedirect:
    """303: what was posted is done, look here."""
    response = HttpResponseRedirect(reverse(f"numbers:{name}", args=args) + query)
    response.status_code = 303
    return response


def problems_of(refused: Invalid) -> list[Problem]:
    """What is to fix, each with its field."""
    return [Problem(FIELDS.get(one.path, "id_ten"), field_sentence(one)) for one in refused.errors]


def url_of(saved: SavedReport) -> str:
    """The page of the report for the period that it is about now."""
    first, last = kept.days_of(saved, clock.local_day(clock.now()))
    report = statutory.get_report(saved.report)
    period = asking.Chosen(saved.kind, first, last)
    return asking.Question(report, saved.agency.code, period, saved.lines or report.by[0], False).url()


def drawn(saved: SavedReport, lang: str) -> dict[str, Any]:
    """A saved report as lists print it."""
    today = clock.local_day(clock.now())
    first, last = kept.days_of(saved, today)
    tree = organisation.read()
    return {
        "saved": saved,
        "name": statutory.get_report(saved.report).name[lang == "en"],
        "agency": tree.name(saved.agency_id, last)[lang == "en"],
        "kind": asking.kind_words()[saved.kind],
        "first": first,
        "last": last,
        "url": url_of(saved),
    }


@open_to(*KEEPERS)
def saved_reports(request: Request) -> HttpResponse:
    """One's own; `?vua-xoa=`: the one just deleted can be taken back."""
    lang = spoken()
    gone = request.GET.get("vua-xoa", "")
    return render_page(
        request,
        "numbers/reports/saved_list.html",
        {
            "tab": "numbers",
            "rows": [drawn(one, lang) for one in kept.saved_of(request.actor)],
            "gone": gone if gone.isdigit() and len(gone) < 12 else "",
        },
    )


@open_to(*KEEPERS)
def save_report(request: Request, slug: str) -> HttpResponse:
    """Give what is looked at a name."""
    report = statutory.get_report(slug)
    question = asking.read(request, report)
    if question.period.errors:
        return see("report", slug)
    problems: list[Problem] = []
    title = request.POST.get("ten", "")
    if request.method == "POST":
        free = question.period.kind == "free"
        try:
            saved = kept.save(
                title=title,
                report=slug,
                agency=question.agency,
                lines="" if question.by == report.by[0] else question.by,
                kind=question.period.kind,
                first=question.period.first if free else None,
                last=question.period.last if free else None,
                by=request.actor,
                at=clock.now(),
            )
        except Invalid as refused:
            problems = problems_of(refused)
        else:
            messages.success(request, _("Đã lưu báo cáo."))
            return see("saved_report", saved.pk)
    context = {
        "tab": "numbers",
        "report": report,
        "name": report.name[spoken() == "en"],
        "question": question,
        "kind": asking.kind_words()[question.period.kind],
        "title": title,
        "problems": problems,
        "back_url": question.url(),
        "action": question.url("numbers:save_report"),
    }
    return render_page(request, "numbers/reports/save.html", context, status=422 if problems else 200)


@open_to(*KEEPERS)
def saved_report(request: Request, number: int) -> HttpResponse:
    """One saved report: to whom it goes, what became of each letter; the form of its sending."""
    saved = kept.get_saved(number, request.actor)
    now = clock.now()
    problems: list[Problem] = []
    given = request.POST if request.method == "POST" else None
    if given is not None:
        act = given.get("viec", "")
        if act == "dung":
            kept.pause(saved, by=request.actor, at=now)
        elif act == "tiep":
            kept.go_on(saved, by=request.actor, at=now)
        elif act == "gui-lai":
            number_of = given.get("thu", "")
            kept.try_again(int(number_of) if number_of.isdigit() else 0, saved, by=request.actor, at=now)
        elif act == "gui":
            try:
                _schedule(request, saved)
            except Invalid as refused:
                problems = problems_of(refused)
        else:
            raise NotVisible("page.unknown")
        if not problems:
            messages.success(request, _("Đã ghi lại."))
            return see("saved_report", number)
    lang = spoken()
    recipients = "\n".join(one.account.username for one in saved.recipients.select_related("account"))
    context = {
        "tab": "numbers",
        **drawn(saved, lang),
        "recipients": given.get("nguoi-nhan", "")[:2000] if given is not None else recipients,
        "recipient_count": saved.recipients.count(),
        "format": given.get("dang", "") if given is not None else saved.format,
        "formats": FORMATS,
        "attached": "1" if (given.get("kem") == "1" if given is not None else saved.attached) else "0",
        "problems": problems,
        "named": statutory.get_report(saved.report).lists is not None,
        "letters": [_letter(one, lang) for one in kept.letters_of(saved)],
        "next": kept.next_sending(saved.kind, clock.local_day(now)) if saved.kind != "free" else None,
    }
    return render_page(request, "numbers/reports/saved.html", context, status=422 if problems else 200)


def _schedule(request: Request, saved: SavedReport) -> None:
    names = request.POST.get("nguoi-nhan", "").replace(",", " ").replace(";", " ").split()
    kept.schedule(
        saved,
        usernames=names,
        format=request.POST.get("dang", ""),
        attached=request.POST.get("kem") == "1",
        by=request.actor,
        at=clock.now(),
    )


def _letter(one: ReportLetter, lang: str) -> dict[str, Any]:
    """A letter with what became of it, in words."""
    states = {
        ReportLetter.State.WAITING: (_("chờ gửi"), "soon", "clock"),
        ReportLetter.State.SENT: (_("đã gửi"), "ok", "check"),
        ReportLetter.State.FAILED: (_("gửi không được"), "late", "warn"),
        ReportLetter.State.BARRED: (_("không gửi"), "ended", "stop"),
    }
    words, tone, icon = states[ReportLetter.State(one.state)]
    why = say(one.error, {}, (one.error, one.error), lang) if one.error else ""
    return {"letter": one, "words": words, "tone": tone, "icon": icon, "why": why}


@open_to(*KEEPERS)
def delete_saved(request: Request, number: int) -> HttpResponse:
    """Are you sure; then it is listed and sent no more, and can be taken back."""
    saved = kept.get_saved(number, request.actor)
    if request.method == "POST":
        kept.delete(saved, by=request.actor, at=clock.now())
        messages.success(request, _("Đã xóa báo cáo đã lưu."))
        return see("saved_reports", query=f"?vua-xoa={number}")
    return render_page(request, "numbers/reports/delete.html", {"tab": "numbers", **drawn(saved, spoken())})


@open_to(*KEEPERS)
def restore_saved(request: Request, number: int) -> HttpResponse:
    """Take a deletion back."""
    if request.method == "POST":
        kept.restore(number, by=request.actor, at=clock.now())
        return see("saved_report", number)
    return see("saved_reports")
