"""A process out as a BPMN file, and a file in as a draft: nothing is published by it."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.desks.manage.replies import revision_of, seen
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence, say, sentence
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.people import access
from motcua.workflow import actions, bpmn
from motcua.workflow import queries as processes
from motcua.workflow.rules import read_steps

CONTROL = "procedure_control_officer"
TYPE = "application/xml"


@open_to(CONTROL)
def process_file(request: Request, key: str) -> HttpResponse:
    """A version (`?ban=`, usually the one in force) or the draft (`?ban=ban-thao`) as BPMN 2.0; a draft that is not in
    order is sent back to be mended first."""
    access.require("process.publish", request.actor)
    said = request.GET.get("ban", "")
    if said == "ban-thao":
        found = processes.get_draft(key)
        try:
            steps = read_steps(found.steps)
        except Invalid:
            messages.warning(request, _("Sửa hết lỗi của bản thảo rồi mới xuất được tệp BPMN."))
            return seen("manage:process_draft", key)
        name, number = found.name_vi, "ban-thao"
    else:
        rows = processes.every_version(key)
        row = next((one for one in rows if str(one.number) == said), None)
        row = row or processes.find_process(key, clock.local_day(clock.now())) or rows[0]
        steps, name, number = processes.steps_of(row), row.name_vi, str(row.number)
    answer = HttpResponse(bpmn.write(key, name, steps), content_type=TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{key}-{number}.bpmn"'
    return answer


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def bring_in_process(request: Request) -> HttpResponse:
    """A file in as the draft of a process that is not there yet."""
    access.require("process.publish", request.actor)
    given = {"key": request.POST.get("key", "").strip()}
    errors: list[FieldError] = []
    if request.method == "POST":
        try:
            read = _read(request)
            name = read.name or given["key"]
            made = actions.begin_new(given["key"], name_vi=name, steps=read.rows, by=request.actor, at=clock.now())
        except Invalid as invalid:
            errors = invalid.errors
        else:
            return seen("manage:process_draft", made.key)
    return _page(request, errors, given, key="", name="", revision=0, back=reverse("manage:processes"))


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def bring_in_draft(request: Request, key: str) -> HttpResponse:
    """A file in: its steps take the place of those of the draft, whose name and procedures stay."""
    access.require("process.publish", request.actor)
    found = processes.get_draft(key)
    errors: list[FieldError] = []
    refused = ""
    if request.method == "POST":
        try:
            read = _read(request)
            actions.save_draft(
                found, revision=revision_of(request), steps=list(read.rows), by=request.actor, at=clock.now()
            )
        except Invalid as invalid:
            errors = invalid.errors
        except NotLawfulNow as cannot:
            refused = sentence(cannot)
        else:
            messages.success(request, _("Đã đọc tệp: các bước của bản thảo được thay bằng các bước trong tệp."))
            return seen("manage:process_draft", key)
    name = (found.name_en if spoken() == "en" else "") or found.name_vi
    back = reverse("manage:process_draft", args=[key])
    return _page(request, errors, {}, key=key, name=name, revision=found.revision, back=back, refused=refused)


def _read(request: Request) -> bpmn.Read:
    """The file that was sent. Its size is asked before it is opened."""
    sent = request.FILES.get("file")
    if sent is None:
        raise Invalid("bpmn.invalid", [FieldError("file", "process_file.missing")])
    if (sent.size or 0) > bpmn.MOST_BYTES:
        facts = {"size": f"{(sent.size or 0) / 1e6:.1f}".replace(".", ","), "most": bpmn.MOST_BYTES // 1_000_000}
        raise Invalid("bpmn.invalid", [FieldError("file", "bpmn.too_big", **facts)])
    return bpmn.read(sent.read())


def _page(
    request: Request,
    errors: list[FieldError],
    given: dict[str, str],
    *,
    key: str,
    name: str,
    revision: int,
    back: str,
    refused: str = "",
) -> HttpResponse:
    told = [(one.path if one.path in ("file", "key") else "file", field_sentence(one)) for one in errors]
    context = {
        "tab": "processes",
        "key": key,
        "name": name,
        "given": given,
        "errors": dict(reversed(told)),
        "problems": [
            *([Problem("main", refused)] if refused else []),
            *(Problem(f"id_{path}", words) for path, words in told),
        ],
        "revision": revision,
        "back_url": back,
        "missing": say("process_file.missing", {}, ("", "")),
    }
    status = 409 if refused else 422 if errors else 200
    return render_page(request, "manage/processes/bring_in.html", context, status=status)
