"""Templates of results: a changed text is a new version from a day on; placeholders are listed and checked."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.catalogue import actions, queries
from motcua.catalogue.models import Procedure, ResultTemplate
from motcua.desks.manage.chosen import Unit, frame, unit_of
from motcua.desks.manage.given import Tried, attempt, day, see, word
from motcua.desks.manage.templates.preview import filled, preview_pdf
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.papers import paper_response
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock, text
from motcua.kernel.errors import FieldError, NotVisible

SIZE = 50


def kind_words() -> dict[str, str]:
    return {"approve": _("Giải quyết theo đề nghị"), "reject": _("Không giải quyết")}


def _latest(unit: Unit) -> list[ResultTemplate]:
    """The last version of each template that the unit may use, its own first."""
    found: dict[str, ResultTemplate] = {}
    for row in queries.templates_of(unit.agency):
        found.setdefault(row.key, row)
    return sorted(found.values(), key=lambda one: (one.agency_id is None, text.fold(one.name_vi)))


@open_to("administrator")
def templates(request: Request) -> HttpResponse:
    """The unit's own templates and the general ones, each with its version in force."""
    unit = unit_of(request)
    q = request.GET.get("q", "")[:200]
    every = [one for one in _latest(unit) if one.valid_to is None or one.valid_to > unit.today]
    ended = [one for one in _latest(unit) if one.valid_to is not None and one.valid_to <= unit.today]
    state = "ngung" if request.GET.get("loc") == "ngung" else ""
    rows = ended if state else every
    if words := text.fold(q).split():
        rows = [one for one in rows if all(word in text.fold(f"{one.name_vi} {one.title}") for word in words)]
    shown = paging.page(request, rows, size=SIZE)
    kinds = kind_words()
    context: dict[str, Any] = {
        **frame(unit, "templates"),
        "q": q,
        "shown": shown,
        "rows": [
            {
                "row": one,
                "kind": kinds[one.kind],
                "is_own": one.agency_id == unit.agency.pk,
                "url": unit.url("template", one.key),
            }
            for one in shown.rows
        ],
        "filters": [
            FilterTab(_("Đang dùng"), paging.address(request, loc=None, page=None), len(every), current=not state),
            FilterTab(_("Đã ngừng"), paging.address(request, loc="ngung", page=None), len(ended), current=bool(state)),
        ],
        "add_url": unit.url("add_template"),
        "find": unit.url("templates"),
    }
    return render_page(request, "manage/templates/list.html", context)


def _get(unit: Unit, key: str, number: int | None = None) -> ResultTemplate:
    row = queries.get_template(key, number)
    if row.agency_id not in (None, unit.agency.pk):
        raise NotVisible("result_template.unknown", key=key[:60])
    return row


@open_to("administrator")
def template(request: Request, key: str) -> HttpResponse:
    """One template: its text with invented values, and all its versions."""
    unit = unit_of(request)
    asked = request.GET.get("ban", "")
    row = _get(unit, key, int(asked) if asked.isdigit() and len(asked) < 6 else None)
    versions = [one for one in queries.templates_of(unit.agency) if one.key == key]
    example = _example(unit, row.title, row.body, row.procedure)
    context: dict[str, Any] = {
        **frame(unit, "templates"),
        "row": row,
        "kind": kind_words()[row.kind],
        "versions": versions,
        "is_own": row.agency_id == unit.agency.pk,
        "is_last": bool(versions) and row.number == versions[0].number,
        "title": example[0],
        "body": example[1],
        "back_url": unit.url("templates"),
        "query": unit.query,
    }
    return render_page(request, "manage/templates/one.html", context)


def _example(unit: Unit, title: str, body: str, procedure: Procedure | None) -> tuple[str, str]:
    version = queries.find_version(procedure.code, unit.today) if procedure else None
    name = agencies.name_of(unit.agency, unit.today, "vi")
    about = {"procedure": version.name_vi, "procedure_code": procedure.code} if version and procedure else {}
    first, second = (filled(one, on=unit.today, agency=name, **about) for one in (title, body))
    return first, second


@open_to("administrator")
def template_pdf(request: Request, key: str) -> HttpResponse:
    """The example as PDF."""
    unit = unit_of(request)
    asked = request.GET.get("ban", "")
    row = _get(unit, key, int(asked) if asked.isdigit() and len(asked) < 6 else None)
    title, body = _example(unit, row.title, row.body, row.procedure)
    content = preview_pdf(title, body, agency=unit.name, on=unit.today)
    return paper_response(content, f"mau-{row.key}-{row.number}")


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def add_template(request: Request) -> HttpResponse:
    """A new template of the unit; from a general one when `tu=KEY` names it."""
    unit = unit_of(request)
    given: dict[str, Any] = {"valid_from": unit.today.isoformat()}
    if source := request.GET.get("tu", ""):
        row = _get(unit, source)
        given |= {name: getattr(row, name) for name in ("kind", "name_vi", "name_en", "title", "body")}
        given["procedure"] = row.procedure.code if row.procedure else ""
    return _edit(request, unit, "", given)


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def edit_template(request: Request, key: str) -> HttpResponse:
    """A new version of one of the unit's own templates."""
    unit = unit_of(request)
    row = _get(unit, key)
    if row.agency_id != unit.agency.pk:
        raise NotVisible("result_template.unknown", key=key[:60])
    given: dict[str, Any] = {name: getattr(row, name) for name in ("kind", "name_vi", "name_en", "title", "body")}
    given["procedure"] = row.procedure.code if row.procedure else ""
    given["valid_from"] = unit.today.isoformat() if row.valid_from < unit.today else ""
    return _edit(request, unit, key, given, row)


def _edit(
    request: Request, unit: Unit, key: str, given: dict[str, Any], row: ResultTemplate | None = None
) -> HttpResponse:
    tried: Tried[ResultTemplate] = Tried()
    example: tuple[str, str] | None = None
    if request.method == "POST":
        given = {**given, **request.POST.dict()} if row is None else {**request.POST.dict(), "kind": row.kind}
        errors: list[FieldError] = []
        procedure = row.procedure if row else _procedure(unit, word(request.POST, "procedure"), errors)
        kind = row.kind if row else word(request.POST, "kind")
        valid_from = day(request.POST, "valid_from", errors)
        if valid_from is not None and valid_from < unit.today:
            errors.append(FieldError("valid_from", "opening.past", today=unit.today))
        title, body = request.POST.get("title", ""), request.POST.get("body", "")

        def act() -> ResultTemplate:
            assert valid_from is not None
            return actions.set_result_template(
                key,
                kind=kind,
                name_vi=word(request.POST, "name_vi"),
                name_en=word(request.POST, "name_en"),
                title=title,
                body=body,
                procedure=procedure,
                agency=unit.agency,
                valid_from=valid_from,
                reason=word(request.POST, "reason", 1000),
                by=request.actor,
                at=clock.now(),
            )

        if request.POST.get("step") == "look":
            example = _example(unit, title, body, procedure)
        else:
            tried = attempt(act, before=errors)
            if tried.ok and tried.done is not None:
                messages.success(request, _("Đã lưu mẫu, bản %(n)d.") % {"n": tried.done.number})
                return see(unit.url("template", tried.done.key))
    chosen = next((one for one in _procedures(unit) if one[0] == given.get("procedure")), None)
    procedure = Procedure.objects.filter(code=given.get("procedure") or "-").first()
    lang = spoken()
    context = {
        **frame(unit, "templates"),
        "row": row,
        "given": given,
        "errors": tried.errors,
        "problems": tried.problems,
        "kinds": list(kind_words().items()),
        "procedures": [("", _("Mọi thủ tục")), *_procedures(unit)],
        "procedure_name": chosen[1] if chosen else "",
        "placeholders": [
            (one.written, one.name_en if lang == "en" else one.name_vi)
            for one in queries.placeholders(procedure, unit.today)
        ],
        "example": example,
        "back_url": unit.url("template", key) if key else unit.url("templates"),
        "back": row.name_vi if row else _("Mẫu kết quả"),
    }
    return render_page(request, "manage/templates/edit.html", context, status=tried.status)


def _procedures(unit: Unit) -> list[tuple[str, str]]:
    lang = spoken()
    return [(one.code, f"{one.name(lang)[:90]} · {one.code}") for one in queries.procedures_of(unit.agency, unit.today)]


def _procedure(unit: Unit, code: str, errors: list[FieldError]) -> Procedure | None:
    if not code:
        return None
    if code not in {one for one, _name in _procedures(unit)}:
        errors.append(FieldError("procedure", "given.choose"))
        return None
    return queries.get_procedure(code)


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def end_template(request: Request, key: str) -> HttpResponse:
    """From a day on the template is offered no more; drafts made with it keep it."""
    unit = unit_of(request)
    row = _get(unit, key)
    if row.agency_id != unit.agency.pk:
        raise NotVisible("result_template.unknown", key=key[:60])
    tried: Tried[ResultTemplate] = Tried()
    given: dict[str, Any] = {}
    if request.method == "POST":
        given = request.POST.dict()
        errors: list[FieldError] = []
        on = day(request.POST, "on", errors)
        reason = word(request.POST, "reason", 1000)
        if not reason:
            errors.append(FieldError("reason", "reason.missing"))

        def act() -> ResultTemplate:
            assert on is not None
            return actions.end_result_template(key, on=on, reason=reason, by=request.actor, at=clock.now())

        tried = attempt(act, before=errors)
        if tried.ok:
            messages.success(request, _("Đã ngừng dùng mẫu."))
            return see(unit.url("templates"))
    context = {
        **frame(unit, "templates"),
        "row": row,
        "given": given,
        "errors": tried.errors,
        "problems": tried.problems,
        "back_url": unit.url("template", key),
        "back": row.name_vi,
    }
    return render_page(request, "manage/templates/end.html", context, status=tried.status)
