"""Correct a dossier after intake: what was typed wrong, papers counted wrong, a wrong procedure, a wrong promise."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.desks.counter.acts import see
from motcua.desks.counter.walk_in import person, start
from motcua.desks.counter.walk_in.papers import count
from motcua.desks.counter.walk_in.slip import control
from motcua.desks.shell import eform
from motcua.desks.shell.access import open_to
from motcua.desks.shell.dossier import promise_of
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence
from motcua.dossiers import queries
from motcua.dossiers.actions.correcting import require_correctable
from motcua.dossiers.models import Dossier
from motcua.eforms import queries as forms
from motcua.eforms.definition import Definition
from motcua.flows import act as acts
from motcua.flows.submit import GENERAL_FORM
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.people.models import Party

ROLES = ("single_window_officer", "specialist_officer")


@require_http_methods(["GET", "POST"])
@open_to(*ROLES)
def correct(request: Request, code: str) -> HttpResponse:
    """GET: everything that may be corrected, as it stands. POST: only what differs is changed, with a reason."""
    dossier = _dossier(request, code)
    definition = forms.definition_of(dossier.form) if dossier.form else None
    errors: list[FieldError] = []
    answers = dict(dossier.answers)
    if request.method == "POST":
        body, answers = _body(request, dossier, definition)
        try:
            acts.perform(code, "correct", body, by=request.actor, at=clock.now())
        except Invalid as invalid:
            errors = invalid.errors
        else:
            return _done(request, code)
    party = person.shown(_data(dossier.applicant))
    if request.method == "POST":
        party = {name: request.POST.get(f"applicant-{name}", old) for name, old in party.items()}
    return _show(
        request,
        dossier,
        "counter/correct.html",
        errors,
        applicant=party,
        submitter=person.shown(_data(dossier.submitter) if dossier.submitter else {}),
        kinds=start.kinds(),
        papers=_papers(request, dossier),
        pages=_pages(definition, answers, errors),
        promise=promise_of(dossier, clock.now(), ledger=False) if dossier.received_at else None,
        procedure_url=reverse("counter:correct_procedure", args=[code]) if _may_change(dossier) else "",
    )


@require_http_methods(["GET", "POST"])
@open_to(*ROLES)
def correct_procedure(request: Request, code: str) -> HttpResponse:
    """Another procedure: `?q=` finds it, `?thu-tuc=` shows what its version asks for, POST changes it."""
    dossier = _dossier(request, code)
    if not _may_change(dossier):
        raise NotLawfulNow("correct.procedure_too_late", code=code)
    now, lang = clock.now(), spoken()
    q = request.GET.get("q", "").strip()[:200]
    wanted = request.POST.get("procedure") or request.GET.get("thu-tuc", "")
    hits = start.hits(q, request.actor, now, lang)
    if q and not wanted and len(hits) == 1:
        wanted = hits[0].code
    version = catalogue.version_in_force(wanted, clock.local_day(now)) if wanted else None
    errors: list[FieldError] = []
    pages: list[eform.PageView] = []
    more: dict[str, Any] = {}
    if version is not None:
        form = forms.get_form(version.form_key or GENERAL_FORM, on=clock.local_day(now))
        definition = forms.definition_of(form)
        answers = {key: value for key, value in dossier.answers.items() if key in definition.by_key}
        if request.method == "POST":
            answers = _answers(request, definition, answers)
            body = {
                "procedure": wanted,
                "reason": request.POST.get("reason", "").strip(),
                "answers": answers,
                "papers": _posted_papers(request, [row.key for row in version.papers.all()]),
            }
            try:
                acts.perform(code, "correct", body, by=request.actor, at=now)
            except Invalid as invalid:
                errors = invalid.errors
            else:
                return _done(request, code)
        pages = _pages(definition, answers, errors)
        more = {"version": version, "papers": _new_papers(request, dossier, version, lang)}
    return _show(request, dossier, "counter/correct_procedure.html", errors, q=q, hits=hits, pages=pages, **more)


def _dossier(request: Request, code: str) -> Dossier:
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    require_correctable(dossier)
    if "correct" not in queries.lawful_acts(dossier, request.actor, now):
        raise NotLawfulNow("act.not_lawful_now", act="correct", state=dossier.state)
    return dossier


def _may_change(dossier: Dossier) -> bool:
    return dossier.state in ("submitted", "received")


def _done(request: Request, code: str) -> HttpResponse:
    words = _("Đã sửa hồ sơ %(code)s. Bản cũ vẫn giữ trong nhật ký. In lại giấy hẹn cho người nộp.")
    messages.success(request, words % {"code": code})
    if request.actor.role != "single_window_officer":
        response = see("dossier", code)
        response["Location"] = reverse("officer:dossier", args=[code])
        return response
    return see("dossier", code)


def _data(party: Party) -> dict[str, Any]:
    return {**party.as_data(), "tax_code": party.tax_code}


def _body(request: Request, dossier: Dossier, definition: Definition | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the page says; the flow finds what differs. The answers come back as well, to be shown again."""
    typed = person.typed(request, "applicant")
    body: dict[str, Any] = {"reason": request.POST.get("reason", "").strip()}
    body["applicant"] = _whole(typed)
    submitter = person.typed(request, "submitter")
    if submitter.get("full_name") or dossier.submitter is not None:
        body["submitter"] = _whole(submitter) if submitter.get("full_name") else None
    answers = dict(dossier.answers)
    if definition is not None and "with-answers" in request.POST:
        answers = _answers(request, definition, answers)
        body["answers"] = {
            key: answers.get(key)
            for key in {**dossier.answers, **answers}
            if dossier.answers.get(key) != answers.get(key)
        }
    body["papers"] = _posted_papers(request, [row.key for row in queries.papers_of(dossier)])
    if "promise" in request.POST:
        body["promise"] = True
    return body, answers


def _whole(party: dict[str, Any]) -> dict[str, Any]:
    """A party with its empty members named, so that what was emptied on the page is emptied."""
    return {
        name: party.get(name, "") for name in ("full_name", "personal_id", "birth_date", "phone", "email", "address")
    } | {
        "kind": party.get("kind", "person"),
        "tax_code": party.get("tax_code", ""),
    }


def _answers(request: Request, definition: Definition, held: dict[str, Any]) -> dict[str, Any]:
    today, lang = clock.local_day(clock.now()), spoken()
    known = eform.known_of(lang, today)
    answers = dict(held)
    for group in _groups(definition, answers, lang):
        parsed = eform.parse(definition, group, request.POST, today=today, known=known)
        files = {
            field.key: held[field.key]
            for field in definition.in_group(group)
            if field.type == "file" and field.key in held
        }
        answers = eform.merge(definition, group, answers, parsed, files)
    return answers


def _groups(definition: Definition, answers: dict[str, Any], lang: str) -> list[str]:
    asked = [one.key for one in eform.steps(definition, answers, today=clock.local_day(clock.now()), lang=lang)]
    closing = eform.closing(definition, lang)
    return asked + ([closing.key] if closing and closing.fields else [])


def _pages(definition: Definition | None, answers: dict[str, Any], errors: list[FieldError]) -> list[eform.PageView]:
    if definition is None:
        return []
    today, lang = clock.local_day(clock.now()), spoken()
    said = [one for one in errors if one.path.startswith("answers")]
    known = eform.known_of(lang, today)
    drawn = []
    for group in _groups(definition, answers, lang):
        view = eform.page(definition, group, answers, today=today, lang=lang, known=known, errors=said)
        if view.heading:
            field = definition.by_key[view.fields[0].key]
            bare = replace(view.fields[0], heading=False, label=field.label(lang), help=field.help(lang))
            view = replace(view, heading=False, fields=(bare,))
        drawn.append(view)
    return drawn


def _posted_papers(request: Request, keys: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "key": key,
            "originals": count(request.POST.get(f"originals-{key}", "")),
            "copies": count(request.POST.get(f"copies-{key}", "")),
            "certified": count(request.POST.get(f"certified-{key}", "")),
            "seen": f"seen-{key}" in request.POST,
        }
        for key in keys
        if f"row-{key}" in request.POST
    ]


def _papers(request: Request, dossier: Dossier) -> list[dict[str, Any]]:
    english = spoken() == "en"
    return [
        _row(request, row.key, row.name_en if english else row.name_vi, row.need, row.newest)
        for row in queries.papers_of(dossier)
        if not row.is_form
    ]


def _new_papers(request: Request, dossier: Dossier, version: Any, lang: str) -> list[dict[str, Any]]:
    held = {row.key: row.newest for row in queries.papers_of(dossier)}
    return [
        _row(request, row.key, (row.name_en if lang == "en" else "") or row.name_vi, row.need, held.get(row.key))
        for row in version.papers.all()
        if not row.is_form
    ]


def _row(request: Request, key: str, name: str, need: str, newest: Any) -> dict[str, Any]:
    posted = request.method == "POST"
    return {
        "key": key,
        "name": name,
        "need": need,
        "originals": request.POST.get(f"originals-{key}", "") if posted else (newest.originals if newest else ""),
        "copies": request.POST.get(f"copies-{key}", "") if posted else (newest.copies if newest else ""),
        "certified": request.POST.get(f"certified-{key}", "") if posted else (newest.certified if newest else ""),
        "seen": f"seen-{key}" in request.POST if posted else bool(newest and newest.seen),
    }


def _show(request: Request, dossier: Dossier, template: str, errors: list[FieldError], **more: Any) -> HttpResponse:
    lang = spoken()
    said = {one.path.replace(".", "_"): field_sentence(one) for one in reversed(errors)}
    is_counter = request.actor.role == "single_window_officer"
    return render_page(
        request,
        template,
        {
            "tab": "walk_in" if is_counter else "dossiers",
            "dossier": dossier,
            "name": (dossier.procedure_version.name_en if lang == "en" else "") or dossier.procedure_version.name_vi,
            "agency_name": agencies.name_of(dossier.agency, clock.local_day(clock.now()), lang, short=True),
            "said": said,
            "problems": [Problem(_control(one.path), field_sentence(one)) for one in errors],
            "reason": request.POST.get("reason", ""),
            "corrections": queries.corrections_of(dossier),
            "english": lang == "en",
            "back_url": reverse("counter:dossier" if is_counter else "officer:dossier", args=[dossier.code]),
            **more,
        },
        status=422 if errors else 200,
    )


def _control(path: str) -> str:
    return {"reason": "id_reason", "promise": "id_promise", "procedure": "id_q"}.get(path) or control(path)
