"""When a walk-in cannot be accepted: form 02 or form 03 on a page of its own, filled with what is lacking."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.desks.counter.acts import see
from motcua.desks.counter.walk_in import parked
from motcua.desks.counter.walk_in.slip import declaration_words, errors_of
from motcua.desks.counter.walk_in.stage import Stage, stage_of
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence
from motcua.dossiers import queries as dossiers
from motcua.flows import intake
from motcua.flows.submit import is_lacking
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid, NotVisible

GROUND = "118/2025/NĐ-CP, Điều 17"


def _stage(request: Request, key: str) -> Stage:
    draft = dossiers.get_draft(key, viewer=request.actor)
    if draft.dossier is None and draft.procedure_version_id is None:
        raise NotVisible("draft.unknown")
    return stage_of(draft, request.actor, clock.now(), spoken())


@parked.waits_over_sign_in
@require_http_methods(["GET", "POST"])
@open_to("single_window_officer")
def incomplete(request: Request, key: str) -> HttpResponse:
    """Form 02: what is missing is ticked already, each with a reason; more can be written."""
    stage = _stage(request, key)
    if stage.draft.dossier is not None:
        return see("dossier", stage.draft.dossier.code)
    missing = errors_of(stage)
    if blocked := [one for one in missing if not is_lacking(one)]:
        return _first(request, stage, blocked)
    choices = _choices(request, stage, missing)
    errors: list[FieldError] = []
    if request.method == "POST":
        try:
            dossier = intake.ask_for_more(
                stage.submission,
                items=_items(request, choices),
                reason=request.POST.get("reason", ""),
                ground=request.POST.get("ground", ""),
                by=stage.actor,
                at=stage.at,
                draft=stage.draft,
            )
        except Invalid as invalid:
            errors = invalid.errors
        else:
            words = _("Đã ghi hồ sơ %(code)s và yêu cầu bổ sung. In phiếu cho người nộp.")
            messages.success(request, words % {"code": dossier.code})
            return see("dossier", dossier.code)
    given = request.POST or {"reason": _default_reason(missing), "ground": GROUND}
    return _show(request, stage, "counter/incomplete.html", errors, given, choices=choices)


@parked.waits_over_sign_in
@require_http_methods(["GET", "POST"])
@open_to("single_window_officer")
def turn_away(request: Request, key: str) -> HttpResponse:
    """Form 03: the dossier is recorded as brought and not accepted, with reason and ground."""
    stage = _stage(request, key)
    if stage.draft.dossier is not None:
        return see("dossier", stage.draft.dossier.code)
    if blocked := [one for one in errors_of(stage) if not is_lacking(one)]:
        return _first(request, stage, blocked)
    errors: list[FieldError] = []
    if request.method == "POST":
        try:
            dossier = intake.turn_away(
                stage.submission,
                reason=request.POST.get("reason", ""),
                ground=request.POST.get("ground", ""),
                by=stage.actor,
                at=stage.at,
                draft=stage.draft,
            )
        except Invalid as invalid:
            errors = invalid.errors
        else:
            words = _("Không tiếp nhận hồ sơ %(code)s. In phiếu cho người nộp.")
            messages.success(request, words % {"code": dossier.code})
            return see("dossier", dossier.code)
    return _show(request, stage, "counter/turn_away.html", errors, request.POST)


def _first(request: Request, stage: Stage, blocked: list[FieldError]) -> HttpResponse:
    """Person, agency or a mandate must be right before anything can be recorded: back to the page, which says so."""
    from motcua.desks.counter.walk_in import show

    return show.page(request, stage, errors=blocked, wrong=True)


def _choices(request: Request, stage: Stage, missing: list[FieldError]) -> list[dict[str, Any]]:
    """Every paper of the procedure and the declaration; what is lacking is ticked."""
    english = stage.lang == "en"
    wanted = {str(one["key"]) for one in intake.items_of(missing, declaration_words())}
    rows: list[dict[str, Any]] = [
        {
            "value": f"paper:{row.key}",
            "kind": "paper",
            "key": row.key,
            "label": (row.name_en if english else "") or row.name_vi,
        }
        for row in stage.asked
        if not row.is_form and row.need != "shown"
    ]
    rows.append({"value": "other:declaration", "kind": "other", "key": "declaration", "label": declaration_words()})
    ticked = set(request.POST.getlist("item"))
    for row in rows:
        row["ticked"] = row["value"] in ticked if request.method == "POST" else row["key"] in wanted
        row["why"] = request.POST.get(f"why-{row['value']}", "").strip()
    return rows


def _items(request: Request, choices: list[dict[str, Any]]) -> list[dict[str, Any]]:
    items = [
        {"kind": one["kind"], "key": one["key"], "reason": one["why"]}
        | ({"label_vi": one["label"]} if one["kind"] == "other" else {})
        for one in choices
        if one["ticked"]
    ]
    if other := request.POST.get("other", "").strip():
        items.append({"kind": "other", "label_vi": other, "reason": ""})
    return items


def _default_reason(missing: list[FieldError]) -> str:
    """A first wording that the officer may change."""
    if any(one.code == "paper.missing" for one in missing):
        return _("Hồ sơ còn thiếu giấy tờ nêu trên.")
    return _("Tờ khai chưa đủ nội dung.") if missing else ""


def _show(
    request: Request, stage: Stage, template: str, errors: list[FieldError], given: Any, **more: Any
) -> HttpResponse:
    said = {one.path.split(".")[0]: field_sentence(one) for one in reversed(errors)}
    return render_page(
        request,
        template,
        {
            "tab": "walk_in",
            "draft": stage.draft,
            "name": stage.name,
            "errors": said,
            "problems": [Problem(f"id_{path}", words) for path, words in said.items()],
            "given": given,
            "ground": GROUND,
            "back_url": reverse("counter:work", args=[stage.draft.key]),
            **more,
        },
        status=422 if errors else 200,
    )
