"""One part: what is asked, until when, what the other agency did; and for that agency what it may do now."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.desks.officer.colleagues import colleagues
from motcua.desks.officer.parts.rows import is_over, rows_of
from motcua.desks.shell.access import open_to
from motcua.desks.shell.files import file_response
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import field_sentence
from motcua.documents import actions as documents
from motcua.documents import queries as files
from motcua.documents.queries import Decision
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, Part
from motcua.flows import act as acts
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Cannot, FieldError, Invalid, NotVisible
from motcua.people import access
from motcua.workflow.queries import steps_of

STAFF = ("specialist_officer", "single_window_officer", "commune_leader", "province_leader")
DOES = ("specialist_officer", "single_window_officer", "commune_leader")
DOING = {
    "nhan": "accept_part",
    "giao": "assign_part",
    "tra-loi": "answer_part",
    "tra-lai": "return_part",
    "thoi": "cancel_part",
    "gui-lai": "open_part",
}
"""What the address says → the act."""


@open_to(*STAFF)
def part(request: Request, code: str, number: int) -> HttpResponse:
    """The page of one part."""
    now = clock.now()
    dossier, found = _found(request, code, number, now)
    return _page(request, dossier, found, now)


@require_http_methods(["GET", "POST"])
@open_to(*DOES)
def act(request: Request, code: str, number: int, act: str) -> HttpResponse:
    """Do one thing with a part and come back to its page; what is wrong is said there. Opened by its address it shows
    the page with that form open."""
    now = clock.now()
    dossier, found = _found(request, code, number, now)
    if act not in DOING:
        raise NotVisible("act.unknown", act=act)
    if request.method == "GET":
        return _page(request, dossier, found, now, opened=act)
    try:
        acts.perform(code, DOING[act], _body(request, act, found, now), by=request.actor, at=now)
    except Invalid as invalid:
        errors = {one.path.split(".")[0]: field_sentence(one) for one in invalid.errors}
        return _page(request, dossier, found, now, errors=errors, opened=act)
    messages.success(request, done_words()[act])
    address = reverse("officer:part", args=[code, number])
    if act in ("tra-lai", "tra-loi"):
        address = reverse("officer:parts")
    elif act in ("thoi", "gui-lai"):
        address = reverse("officer:dossier", args=[code])
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


@open_to(*STAFF)
def paper(request: Request, code: str, number: int, index: int) -> HttpResponseBase:
    """A paper that came with the answer: shown, or downloaded with ?tai=1."""
    _dossier, found = _found(request, code, number, clock.now())
    row = next((one for one in found.papers.all() if one.number == index), None)
    if row is None:
        raise NotVisible("file.unknown")
    decided = Decision("dossiers", code, request.actor)
    return file_response(files.open_for(row.upload, decided=decided), download="tai" in request.GET)


def offered(dossier: Dossier, part: Part, viewer: Actor, now: datetime) -> set[str]:
    """What this viewer may do with a part now, by the names of DOING. The actions judge again."""
    found: set[str] = set()
    if part.agency_id in _own(viewer, now) and part.is_open:
        if part.state == Part.State.HANDED:
            found.add("nhan")
        found |= {"tra-lai", "tra-loi", "giao"}
    if dossier.agency_id in _own(viewer, now) and not is_over(part):
        returned = part.state == Part.State.RETURNED and part.settled_at is None
        if returned and part.step:
            found.add("gui-lai")
        step = next((one for one in steps_of(dossier.process) if one.key == part.step), None)
        binding = step is not None and not step.optional
        if (part.is_open or returned) and (not binding or viewer.role == access.COMMUNE_LEADER):
            found.add("thoi")
    return {name for name in found if access.may_ever(f"dossier.{DOING[name]}", viewer)}


def done_words() -> dict[str, str]:
    return {
        "nhan": _("Đã nhận phần việc. Đồng hồ của phần việc vẫn chạy từ lúc gửi."),
        "giao": _("Đã phân công phần việc."),
        "tra-loi": _("Đã gửi trả lời. Nơi hỏi đọc được ngay."),
        "tra-lai": _("Đã trả lại phần việc kèm lý do. Nơi hỏi được báo ngay."),
        "thoi": _("Đã ghi: không cần phần việc này nữa."),
        "gui-lai": _("Đã gửi lại phần việc."),
    }


def _own(viewer: Actor, now: datetime) -> frozenset[int]:
    scope = access.scope("dossier.accept_part", viewer)
    return queries.reach(scope, now) if scope.kind == "agency" else frozenset()


def _found(request: Request, code: str, number: int, now: datetime) -> tuple[Dossier, Part]:
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    found = queries.find_part(dossier, number)
    if found is None:
        raise NotVisible("dossier.unknown", code=code)
    found.dossier = dossier
    return dossier, found


def _body(request: Request, act: str, part: Part, now: datetime) -> dict[str, Any]:
    """What a form says. Raises Invalid for a file that could not be taken in."""
    given = {name: request.POST.get(name, "").strip() for name in ("to", "reason", "answer", "opinion", "question")}
    wanted = {
        "nhan": (),
        "giao": ("to",),
        "tra-loi": ("answer", "opinion"),
        "tra-lai": ("reason",),
        "thoi": ("reason",),
        "gui-lai": ("question",),
    }[act]
    body: dict[str, Any] = {name: given[name] for name in wanted if given[name]}
    if act == "gui-lai":
        return {**body, "step": part.step, "agency": part.agency.code, "hours": part.hours or 8}
    body["number"] = part.number
    if act == "tra-loi":
        body["papers"] = _uploaded(request, now)
    return body


def _uploaded(request: Request, now: datetime) -> list[dict[str, str]]:
    papers = []
    for file in request.FILES.getlist("papers"):
        try:
            upload = documents.store_upload(file, file.name or "", by=request.actor, at=now)
        except Cannot as refused:
            if isinstance(refused, Invalid) and refused.errors:
                raise
            raise Invalid("act.invalid", [FieldError("papers", refused.code, **refused.facts)]) from refused
        papers.append({"file_id": upload.file_id, "name": upload.name})
    return papers


def _page(
    request: Request,
    dossier: Dossier,
    part: Part,
    now: datetime,
    *,
    errors: dict[str, str] | None = None,
    opened: str = "",
) -> HttpResponse:
    does = offered(dossier, part, request.actor, now)
    errors = errors or {}
    row = rows_of([part], now, dossier.code)[0]
    return render_page(
        request,
        "officer/parts/part.html",
        {
            "tab": "parts",
            "dossier": dossier,
            "row": row,
            "part": part,
            "papers": list(part.papers.all()),
            "does": does,
            "opened": opened,
            "people": [(one.username, one.words) for one in _people(request.actor, now)] if "giao" in does else [],
            "opinions": [("agree", _("Đồng ý")), ("disagree", _("Không đồng ý")), ("other", _("Ý kiến khác"))],
            "given": request.POST,
            "errors": errors,
            "problems": [Problem(f"id_{name}", words) for name, words in errors.items()],
            "by_name": {
                "opened": part.opened_by.full_name if part.opened_by else "",
                "ended": part.ended_by.full_name if part.ended_by else "",
            },
        },
        status=422 if errors else 200,
    )


def _people(viewer: Actor, now: datetime) -> list[Any]:
    return colleagues(viewer, now, (access.SPECIALIST_OFFICER, access.COMMUNE_LEADER), me=True)
