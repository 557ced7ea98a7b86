"""Several colleagues from a table: a trial first, then all of them or none, then their links on one sheet."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.desks.manage.chosen import Unit, frame, unit_of
from motcua.desks.manage.given import Tried, attempt, see, word
from motcua.desks.manage.people.person import SHOWN_FOR
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence, say
from motcua.flows import staff_links, staff_sheet
from motcua.kernel import clock
from motcua.kernel.errors import FieldError
from motcua.people import access, staffing
from motcua.people.models import Account

SALT = "motcua.manage.staff_sheet"
HOLDS = 2 * 60 * 60
MOST_BYTES = 2 * 1024 * 1024
MADE = "people_brought_in"


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def bring_in(request: Request) -> HttpResponse:
    """GET: choose a file. POST with a file: the trial. POST with the trial: bring them in."""
    unit = unit_of(request, "account.manage")
    if request.method == "POST" and request.POST.get("table"):
        return _do(request, unit)
    tried: Tried[list[dict[str, str]]] = Tried()
    lines: list[staff_sheet.Line] = []
    table = ""
    if request.method == "POST":
        given = request.FILES.get("file")
        if given is None:
            tried = attempt(list, before=[FieldError("file", "sheet.file_missing")])
        else:
            content = given.read(MOST_BYTES + 1)
            before = [FieldError("file", "sheet.unreadable")] if len(content) > MOST_BYTES else []
            tried = attempt(lambda: staff_sheet.read_table(given.name or "", content), before=before)
        if tried.ok and tried.done is not None:
            lines = staff_sheet.judge(tried.done, agency=unit.agency, by=request.actor, at=clock.now())
            table = signing.dumps(tried.done, salt=SALT, compress=True)
    return _page(request, unit, tried.problems, tried.errors, lines, table)


def _do(request: Request, unit: Unit) -> HttpResponse:
    try:
        table = signing.loads(request.POST["table"], salt=SALT, max_age=HOLDS)
    except signing.BadSignature:
        words = say("sheet.expired", {}, ("", ""))
        return _page(request, unit, [Problem("id_file", words)], {"file": words}, [], "")
    now = clock.now()
    reason = word(request.POST, "reason", 1000) or _("Nhập từ tệp")
    lines, made = staff_sheet.bring_in(table, agency=unit.agency, reason=reason, by=request.actor, at=now)
    if not made:
        return _page(request, unit, [], {}, lines, request.POST["table"], status=422)
    if request.POST.get("mail") == "1":
        for account in made:
            if account.email:
                staff_links.mail_link(account, by=request.actor, at=now)
    request.session[MADE] = {"accounts": [one.pk for one in made], "at": now.isoformat()}
    messages.success(request, _("Đã mở %(n)d tài khoản.") % {"n": len(made)})
    return see(unit.url("import_people_links"))


def _page(
    request: Request,
    unit: Unit,
    problems: list[Problem],
    errors: dict[str, str],
    lines: list[staff_sheet.Line],
    table: str,
    status: int = 0,
) -> HttpResponse:
    lang = spoken()
    drawn: list[dict[str, Any]] = [
        {
            "line": line,
            "role": access.ROLE_NAMES[line.role][lang == "en"] if line.role else "",
            "errors": [field_sentence(one) for one in line.errors],
        }
        for line in lines
    ]
    wrong = sum(bool(line.errors) for line in lines)
    context = {
        **frame(unit, "people"),
        "problems": problems,
        "errors": errors,
        "lines": drawn,
        "wrong": wrong,
        "right": len(lines) - wrong,
        "table": "" if wrong else table,
        "columns": staff_sheet.COLUMNS,
        "back_url": unit.url("people"),
        "again_url": unit.url("import_people"),
        "blank_url": unit.url("import_people_blank"),
        "posts_url": unit.url("posts"),
    }
    return render_page(
        request, "manage/people/bring_in.html", context, status=status or (422 if problems or wrong else 200)
    )


@open_to("administrator")
def blank(request: Request) -> HttpResponse:
    """The empty table."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(staff_sheet.blank_table(), content_type=kind)
    response["Content-Disposition"] = 'attachment; filename="nhan-su-mau.xlsx"'
    return response


@open_to("administrator")
def links(request: Request) -> HttpResponse:
    """The links of those who were just brought in, one slip each, to be printed and cut."""
    unit = unit_of(request, "account.manage")
    made = request.session.get(MADE, {})
    at = clock.parse(made["at"]) if made else None
    if at is None or clock.now() - at > SHOWN_FOR:
        return see(unit.url("people"))
    rows = [
        {"account": one, "link": staff_links.link_of(one, at)}
        for one in Account.objects.filter(pk__in=made["accounts"]).order_by("pk")
        if not one.has_usable_password() and staffing.is_kept_by(one, unit.below, unit.today)
    ]
    context = {
        **frame(unit, "people"),
        "rows": rows,
        "until": staff_links.ends_at(at),
        "back_url": unit.url("people"),
    }
    response = render_page(request, "manage/people/links.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
