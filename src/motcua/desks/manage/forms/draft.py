"""A form in preparation: its steps and fields in order, each page saved into the draft, a live preview beside."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.catalogue import queries as catalogue
from motcua.desks.manage import inputs
from motcua.desks.manage.forms import kinds, previews, rows
from motcua.desks.manage.replies import revision_of, seen
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import say, sentence
from motcua.eforms import actions
from motcua.eforms import queries as eforms
from motcua.eforms.definition import edit
from motcua.eforms.models import FormDraft
from motcua.kernel import clock
from motcua.kernel.errors import NotLawfulNow, NotVisible
from motcua.people import access

CONTROL = "procedure_control_officer"


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def form_draft(request: Request, key: str) -> HttpResponse:
    """Steps with their fields; buttons move and remove rows, links open them."""
    access.require("form.publish", request.actor)
    draft = eforms.get_form_draft(key)
    refused, status = "", 200
    if request.method == "POST":
        act, _dot, which = request.POST.get("act", "").partition(".")
        kind, _dot, of = which.partition(".")
        kind = kind if kind in kinds.KINDS.values() else "fields"
        try:
            refused = _removable(draft, kind, of) if act == "remove" else ""
            if not refused:
                changed = _acted(draft.definition, act, kind, of)
                actions.save_form_draft(
                    draft, definition=changed, revision=revision_of(request), by=request.actor, at=clock.now()
                )
                row = edit.find(changed, "fields", of) or {}
                step = of if kind == "groups" else str(row.get("group", request.GET.get("buoc", "")))
                return seen("manage:form_draft", key, query=f"buoc={step}" if step else "", anchor=f"{kind}-{of}")
            status = 409
        except NotLawfulNow as cannot:
            refused, status = sentence(cannot), 409
    context = {
        **about(draft),
        "steps": _outline(draft.definition),
        "checks": edit.rows(draft.definition, "checks"),
        "lists": sorted(draft.definition.get("lists") or {}),
        "preview": previews.preview(draft.definition, request.GET.get("buoc", ""), spoken()),
        "problems": [Problem("main", refused)] if refused else [],
        "part": "cau-hoi",
    }
    return render_page(request, "manage/forms/draft.html", context, status=status)


def about(draft: FormDraft) -> dict[str, Any]:
    """What every page of a draft says."""
    definition = draft.definition
    _loaded, problems = previews.judged(definition)
    lang = spoken()
    return {
        "tab": "forms",
        "draft": draft,
        "key": draft.key,
        "name": definition.get("name_en" if lang == "en" else "name_vi") or draft.key,
        "revision": draft.revision,
        "saved_by": draft.saved_by.full_name if draft.saved_by else "",
        "faults": [previews.fault(definition, one, lang) for one in problems],
        "changes": len(edit.differences(draft.base.definition, definition)) if draft.base else None,
        "try_url": reverse("manage:try_form", args=[draft.key]) + "?ban=thao",
        "lang": lang,
    }


def _outline(source: Mapping[str, Any]) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    fields = edit.rows(source, "fields")
    steps = edit.rows(source, "groups")
    known = {row.get("key") for row in steps}
    found = [(step, [row for row in fields if row.get("group") == step.get("key")]) for step in steps]
    lost = [row for row in fields if row.get("group") not in known]
    for row in fields:
        row["type_words"] = kinds.TYPE_WORDS.get(str(row.get("type")), row.get("type"))
    return [*found, ({"key": "", "title_vi": _("Không ở bước nào")}, lost)] if lost else found


def _acted(source: Mapping[str, Any], act: str, kind: str, of: str) -> dict[str, Any]:
    if act == "remove":
        return edit.removed(source, kind, of)
    return edit.moved(source, kind, of, {"up": -1, "down": 1}.get(act, 0))


def _removable(draft: FormDraft, kind: str, of: str) -> str:
    """Why a row must stay; "" when it may go."""
    source = draft.definition
    if kind == "groups":
        count = sum(row.get("group") == of for row in edit.rows(source, "fields"))
        return say("form.group_used", {"count": count}, ("", "")) if count else ""
    if kind != "fields":
        return ""
    names = {"groups": _("bước %(key)s"), "fields": _("trường %(key)s"), "checks": _("kiểm tra %(key)s")}
    users = [names[name] % {"key": key} for name, key in edit.uses(source, of)]
    template = catalogue.fields_needed(draft.key, clock.local_day(clock.now())).get(of)
    if template:
        users.append(_("mẫu kết quả “%(name)s”") % {"name": template})
    return say("form.row_used", {"what": users}, ("", "")) if users else ""


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def row(request: Request, key: str, kind: str, of: str) -> HttpResponse:
    """One step, field or rule; `of` is its key, or "moi" for a new one (`?buoc=` says in which step)."""
    access.require("form.publish", request.actor)
    draft = eforms.get_form_draft(key)
    name = kinds.kind_of(kind)
    before = edit.find(draft.definition, name, of)
    if before is None and of != "moi":
        raise NotVisible("form.draft_unknown", key=of)
    stands = before or _blank(name, request.GET.get("buoc", ""), draft.definition)
    if request.method != "POST":
        typed = inputs.typed_from(kinds.section(name, str(stands.get("type", "text"))), rows.values_of(name, stands))
        conditions = [rows.condition_of(logic, stands.get(logic)) for logic in kinds.LOGIC[name]]
        return _row_page(request, draft, name, stands, typed, conditions, of)
    typed, conditions, made = _typed(request, draft.definition, name, stands)
    if typed.errors or any(one.error for one in conditions):
        return _row_page(request, draft, name, made, typed, conditions, of, status=422)
    changed = edit.replaced(draft.definition, name, of, made)
    try:
        actions.save_form_draft(
            draft, definition=changed, revision=revision_of(request), by=request.actor, at=clock.now()
        )
    except NotLawfulNow as cannot:
        return _row_page(request, draft, name, made, typed, conditions, of, refused=sentence(cannot), status=409)
    if request.POST.get("act") == "stay":
        return seen("manage:form_row", key, kind, made["key"])
    step = made["key"] if name == "groups" else made.get("group", "")
    return seen("manage:form_draft", key, query=f"buoc={step}" if step else "", anchor=f"{name}-{made['key']}")


@require_POST
@open_to(CONTROL)
def row_preview(request: Request, key: str, kind: str, of: str) -> HttpResponse:
    """The step as it would look with what is typed: a fragment, nothing is saved."""
    access.require("form.publish", request.actor)
    draft = eforms.get_form_draft(key)
    name = kinds.kind_of(kind)
    stands = edit.find(draft.definition, name, of) or _blank(name, "", draft.definition)
    typed, conditions, made = _typed(request, draft.definition, name, stands)
    return _row_page(request, draft, name, made, typed, conditions, of)


def _blank(name: str, step: str, source: Mapping[str, Any]) -> dict[str, Any]:
    if name == "fields":
        groups = [str(one.get("key")) for one in edit.rows(source, "groups")]
        return {"type": "text", "group": step if step in groups else (groups[0] if groups else "")}
    return {}


def _typed(
    request: Request, source: Mapping[str, Any], name: str, stands: Mapping[str, Any]
) -> tuple[inputs.Typed, list[rows.Condition], dict[str, Any]]:
    # The inputs that the page had: those of the type that stands, whatever type is chosen now.
    shown = request.POST.get("shown_type") or str(stands.get("type", "text"))
    typed = inputs.read(kinds.section(name, shown), request.POST)
    logics, conditions = {}, []
    for logic in kinds.LOGIC[name]:
        logics[logic], condition = rows.read_condition(logic, request.POST, source)
        conditions.append(condition)
    return typed, conditions, rows.row_of(name, typed, logics, source, stands)


def _row_page(
    request: Request,
    draft: FormDraft,
    name: str,
    row: Mapping[str, Any],
    typed: inputs.Typed,
    conditions: list[rows.Condition],
    of: str,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    lang = spoken()
    type = str(row.get("type", "text"))
    if type != (request.POST.get("shown_type") or type) and status == 200:
        typed = inputs.typed_from(kinds.section(name, type), rows.values_of(name, row))
    source = edit.replaced(draft.definition, name, of, row) if row.get("key") else draft.definition
    step = str(row.get("key" if name == "groups" else "group", "")) if name != "checks" else _step_of(source, row)
    kind = next(said for said, one in kinds.KINDS.items() if one == name)
    labels = {"show_if": _("Chỉ hỏi khi"), "required_if": _("Bắt buộc khi"), "check": _("Phải đúng là")}
    problems = [Problem("main", refused)] if refused else list(typed.problems)
    problems += [Problem(f"id_{one.name}.json", one.error) for one in conditions if one.error]
    context = {
        **about(draft),
        "kind": kind,
        "kind_name": name,
        "of": of,
        "title": _title(name, row, of),
        "shown_type": type,
        "inputs": rows.drawn(name, typed, draft.definition, of, type),
        "conditions": [(labels[one.name], one) for one in conditions],
        "choices": kinds.choices(draft.definition, of),
        "preview": previews.preview(source, step, lang),
        "problems": problems,
        "back_url": reverse("manage:form_draft", args=[draft.key]) + (f"?buoc={step}" if step else ""),
        "preview_url": reverse("manage:form_row_preview", args=[draft.key, kind, of]),
    }
    return render_page(request, "manage/forms/row.html", context, status=status)


def _step_of(source: Mapping[str, Any], check: Mapping[str, Any]) -> str:
    return str((edit.find(source, "fields", str(check.get("field"))) or {}).get("group", ""))


def _title(name: str, row: Mapping[str, Any], of: str) -> str:
    if of == "moi":
        return {"groups": _("Bước mới"), "fields": _("Trường mới"), "checks": _("Kiểm tra mới")}[name]
    return str(row.get("label_vi") or row.get("title_vi") or row.get("words_vi") or of)
