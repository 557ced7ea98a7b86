"""Somebody comes back to the counter with what was asked for: taken in, and accepted with the same press."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.desks.counter.acts import see
from motcua.desks.counter.walk_in.papers import count
from motcua.desks.counter.walk_in.slip import control
from motcua.desks.shell import eform
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, Supplement
from motcua.dossiers.states import State
from motcua.eforms import queries as forms
from motcua.flows import act as acts
from motcua.flows import attach
from motcua.flows.supplement import asked_fields
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow


@require_http_methods(["GET", "POST"])
@open_to("single_window_officer")
def brought(request: Request, code: str) -> HttpResponse:
    """GET: what was asked, each with its control. POST: hand it in; `then=receive` also accepts the dossier."""
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    asked = dossier.supplements.filter(answered_at=None).order_by("-number").first()
    if asked is None or "supplement" not in queries.lawful_acts(dossier, request.actor, now):
        raise NotLawfulNow("supplement.none_open", code=code)
    errors: list[FieldError] = []
    answers = dict(dossier.answers)
    if request.method == "POST":
        papers, errors = _papers(request, asked)
        answers, changed = _answers(request, dossier, asked)
        if not errors:
            body = {"papers": papers, "answers": changed, "note": request.POST.get("note", "").strip(), "partial": True}
            try:
                after = acts.perform(code, "supplement", body, by=request.actor, at=now)
            except Invalid as invalid:
                errors = invalid.errors
            else:
                return _part(request, after) if after.state == State.SUPPLEMENT_REQUESTED else _done(request, code)
    said = {one.path.split(".")[0]: field_sentence(one) for one in reversed(errors)}
    return render_page(
        request,
        "counter/brought.html",
        {
            "tab": "waiting",
            "dossier": dossier,
            "asked": asked,
            "papers": _rows(request, asked),
            "given": queries.given_of(asked),
            "pages": _pages(dossier, asked, answers, errors),
            "may_receive": dossier.received_at is None,
            "said": said,
            "problems": [Problem(control(one.path), field_sentence(one)) for one in errors],
            "note": request.POST.get("note", ""),
            "back_url": reverse("counter:dossier", args=[code]),
        },
        status=422 if errors else 200,
    )


def _part(request: Request, dossier: Dossier) -> HttpResponse:
    """Only a part came: what is still awaited, and the way on."""
    given = queries.given_of(dossier.supplements.filter(answered_at=None).latest("number"))
    words = _("Đã nhận %(n)s trong %(all)s mục, hồ sơ %(code)s. Phần còn lại vẫn chờ, đồng hồ vẫn dừng.")
    messages.success(request, words % {"n": given.count, "all": len(given.items), "code": dossier.code})
    return see("dossier", dossier.code)


def _done(request: Request, code: str) -> HttpResponse:
    words = _("Đã nhận bổ sung hồ sơ %(code)s.")
    if request.POST.get("then") == "receive":
        try:
            acts.perform(code, "receive", {}, by=request.actor, at=clock.now())
            words = _("Đã nhận bổ sung và tiếp nhận hồ sơ %(code)s.")
        except NotLawfulNow:
            pass  # asked during handling: it goes on by itself
    messages.success(request, words % {"code": code})
    return see("dossier", code)


def _items(asked: Supplement) -> list[dict[str, Any]]:
    """Items that are handed in as paper; fields and the declaration are filled in."""
    return [row for row in asked.items if row["kind"] != "field" and row["key"] != "declaration"]


def _papers(request: Request, asked: Supplement) -> tuple[list[dict[str, Any]], list[FieldError]]:
    found: list[dict[str, Any]] = []
    errors: list[FieldError] = []
    for row in _items(asked):
        key = str(row["key"])
        counts = {kind: count(request.POST.get(f"{kind}-{key}", "")) for kind in ("originals", "copies", "certified")}
        paper: dict[str, Any] = {"key": key, **counts, "name_vi": row["label_vi"]}
        paper["seen"] = f"seen-{key}" in request.POST or any(counts.values())
        files = [one for one in request.FILES.getlist(f"file-{key}") if isinstance(one, UploadedFile)]
        if files:
            pages = attach.add_pages([], files, name=str(row["label_vi"]), by=request.actor, at=clock.now())
            paper["file_id"] = pages.file_id
            errors += [FieldError("papers", one.code, **one.facts) for one in pages.refused]
        if paper["seen"] or paper.get("file_id"):
            found.append(paper)
    return found, errors


def _answers(request: Request, dossier: Dossier, asked: Supplement) -> tuple[dict[str, Any], dict[str, Any]]:
    """All answers as they would be, and those that were asked: what is handed in as it was is handed in."""
    keys = asked_fields(asked.items, dossier)
    if dossier.form is None or not keys:
        return dict(dossier.answers), {}
    today, lang = clock.local_day(clock.now()), spoken()
    definition = forms.definition_of(dossier.form)
    known = eform.known_of(lang, today)
    answers = dict(dossier.answers)
    for group in definition.groups:
        parsed = eform.parse(definition, group.key, request.POST, today=today, known=known)
        answers |= {key: value for key, value in parsed.answers.items() if key in keys}
    changed = {key: answers[key] for key in keys if answers.get(key) is not None}
    return answers, changed


def _rows(request: Request, asked: Supplement) -> list[dict[str, Any]]:
    english = spoken() == "en"
    sent = {one.key: one.given_at for one in queries.given_of(asked).items}
    return [
        {
            "key": row["key"],
            "sent": sent.get(str(row["key"])),
            "name": row["label_en"] if english else row["label_vi"],
            "reason": row["reason"],
            "originals": request.POST.get(f"originals-{row['key']}", ""),
            "copies": request.POST.get(f"copies-{row['key']}", ""),
            "certified": request.POST.get(f"certified-{row['key']}", ""),
            "seen": f"seen-{row['key']}" in request.POST,
        }
        for row in _items(asked)
    ]


def _pages(
    dossier: Dossier, asked: Supplement, answers: dict[str, Any], errors: list[FieldError]
) -> list[eform.PageView]:
    """The asked fields, group by group."""
    keys = asked_fields(asked.items, dossier)
    if dossier.form is None or not keys:
        return []
    today, lang = clock.local_day(clock.now()), spoken()
    definition = forms.definition_of(dossier.form)
    known = eform.known_of(lang, today)
    said = [one for one in errors if one.path.startswith("answers")]
    drawn = []
    for group in definition.groups:
        if not any(field.key in keys for field in definition.in_group(group.key)):
            continue
        view = eform.page(definition, group.key, answers, today=today, lang=lang, known=known, errors=said)
        fields = [one for one in view.fields if one.key in keys]
        if view.heading and fields:
            field = definition.by_key[fields[0].key]
            fields = [replace(fields[0], heading=False, label=field.label(lang), help=field.help(lang))]
        if fields:
            drawn.append(replace(view, heading=False, fields=tuple(fields)))
    return drawn
