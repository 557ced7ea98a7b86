"""Drafting the result: from a template, filled with the dossier's facts, read as a page, saved as a file."""

import io
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.catalogue import rules
from motcua.catalogue.models import ResultTemplate
from motcua.desks.officer.consulting import see_dossier
from motcua.desks.shell import formats
from motcua.desks.shell.access import open_to
from motcua.desks.shell.eform import known_of, summary
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.papers import paper_response
from motcua.desks.shell.papers.result import draft_pdf
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence
from motcua.documents import actions as documents
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, ResultDraft
from motcua.eforms import queries as eforms
from motcua.flows.draft_result import draft_result
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotLawfulNow

SPECIALIST = "specialist_officer"


def values_of(dossier: Dossier, now: datetime) -> dict[str, str]:
    """What the placeholders stand for, in Vietnamese: a result is a Vietnamese paper."""
    day, party = clock.local_day(now), dossier.applicant
    version = dossier.procedure_version

    def written(at: datetime | None) -> str:
        return formats.day(clock.local_day(at), "vi") if at else ""

    values = {
        "applicant": party.full_name,
        "applicant_birth_date": formats.day(party.birth_date, "vi") if party.birth_date else "",
        "applicant_id": party.personal_id,
        "applicant_address": party.address,
        "applicant_phone": formats.phone(party.phone) if party.phone else "",
        "submitter": dossier.submitter.full_name if dossier.submitter else party.full_name,
        "code": dossier.code,
        "procedure": version.name_vi,
        "procedure_code": version.procedure.code,
        "result_name": version.result_name_vi,
        "agency": agencies.name_of(dossier.agency, day, "vi"),
        "place": agencies.name_of(dossier.agency, day, "vi", short=True),
        "submitted_on": written(dossier.submitted_at),
        "received_on": written(dossier.received_at),
        "due_on": written(dossier.due_at),
        "today": formats.day(day, "vi"),
        "legal_basis": "; ".join(version.legal_bases.order_by("id").values_list("number", flat=True)),
    }
    if dossier.form is not None and dossier.answers:
        groups = summary(
            eforms.definition_of(dossier.form),
            dossier.answers,
            "vi",
            today=day,
            known=known_of("vi", day),
            missing=False,
        )
        values |= {
            f"{rules.ANSWER}{line.key}": "; ".join(line.rows) or line.value for group in groups for line in group.lines
        }
    return values


def _templates(dossier: Dossier, now: datetime) -> list[ResultTemplate]:
    day = clock.local_day(now)
    ids = {dossier.agency_id, *(one.pk for one in agencies.heirs_on(dossier.agency, day))}
    return catalogue.templates_for(dossier.procedure_version.procedure, ids, day)


@require_http_methods(["GET", "POST"])
@open_to(SPECIALIST)
def draft(request: Request, code: str) -> HttpResponse:
    """GET: choose a template (`?mau=`), or go on with the last draft. POST: read it as a page, or save it."""
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    if "propose" not in queries.lawful_acts(dossier, request.actor, now):
        raise NotLawfulNow("act.not_lawful_now", act="propose", state=dossier.state)
    templates = _templates(dossier, now)
    last = dossier.result_drafts.select_related("template").order_by("-number").first()
    if request.method == "GET":
        return _page(request, dossier, templates, _chosen(request, dossier, templates, last, now), {}, now)
    given = {name: request.POST.get(name, "").strip() for name in ("title", "body", "kind", "mau")}
    errors = _errors(given)
    if errors:
        return _page(request, dossier, templates, given, errors, now)
    content = draft_pdf(dossier, given["title"], given["body"], now)
    if request.POST.get("viec") == "xem":
        return paper_response(content, f"du-thao-{code}")
    template = next((one for one in templates if _mark(one) == given["mau"]), None)
    try:
        upload = documents.store_upload(io.BytesIO(content), f"Du thao {code}.pdf", by=request.actor, at=now)
        draft_result(
            code,
            upload=upload,
            kind=given["kind"],
            title=given["title"],
            body=given["body"],
            template=template,
            by=request.actor,
            at=now,
        )
    except Invalid as invalid:
        words = {one.path: field_sentence(one) for one in invalid.errors}
        return _page(request, dossier, templates, given, words, now)
    messages.success(request, _("Đã lưu dự thảo kết quả. Lãnh đạo đọc được khi ông/bà trình."))
    return see_dossier(code)


def _name(template: ResultTemplate, lang: str) -> str:
    return (template.name_en if lang == "en" else "") or template.name_vi


def _mark(template: ResultTemplate) -> str:
    return f"{template.key}:{template.number}"


def _chosen(
    request: Request, dossier: Dossier, templates: list[ResultTemplate], last: ResultDraft | None, now: datetime
) -> dict[str, str]:
    """The words to begin with: of the template asked for, filled; else of the last draft; else none."""
    asked = request.GET.get("mau", "")
    template = next((one for one in templates if _mark(one) == asked), None)
    if template is not None:
        values = values_of(dossier, now)
        title, body = rules.fill(template.title, values), rules.fill(template.body, values)
        return {"title": title.text, "body": body.text, "kind": template.kind, "mau": asked}
    if last is not None and not asked:
        mark = _mark(last.template) if last.template else ""
        return {"title": last.title, "body": last.body, "kind": last.kind, "mau": mark}
    return {"title": "", "body": "", "kind": "", "mau": ""}


def _errors(given: dict[str, str]) -> dict[str, str]:
    """Empty fields, and placeholders that are still open: each is named, none goes onto paper."""
    errors: dict[str, str] = {}
    for name, words in (("title", _("Ghi tên văn bản")), ("body", _("Ghi nội dung"))):
        if not given[name]:
            errors[name] = words
            continue
        if left := rules.placeholders_in(given[name]):
            errors[name] = _("Còn chỗ chưa điền: %(names)s. Ghi vào hoặc bỏ đi.") % {
                "names": ", ".join(map(_said, left))
            }
    if given["kind"] not in ("approve", "reject"):
        errors["kind"] = _("Chọn một câu trả lời")
    return errors


def _said(name: str) -> str:
    """A placeholder with its meaning."""
    pair = rules.PLACEHOLDERS.get(name)
    return f"{pair[spoken() == 'en']} {{{name}}}" if pair else f"{{{name}}}"


def _page(
    request: Request,
    dossier: Dossier,
    templates: list[ResultTemplate],
    given: dict[str, str],
    errors: dict[str, str],
    now: datetime,
) -> HttpResponse:
    lang = spoken()
    left = list(dict.fromkeys(rules.placeholders_in(given["title"]) + rules.placeholders_in(given["body"])))
    kinds = {"approve": _("Giải quyết"), "reject": _("Không giải quyết")}
    context: dict[str, Any] = {
        "tab": "dossiers",
        "dossier": dossier,
        "templates": [
            (
                _mark(one),
                (one.name_en if lang == "en" else "") or one.name_vi,
                kinds[one.kind],
                one.procedure_id is not None,
            )
            for one in templates
        ],
        "given": given,
        "missing": [_said(name) for name in left] if not errors else [],
        "errors": errors,
        "problems": [Problem(f"id_{name}", words) for name, words in errors.items()],
        "kinds": [("approve", _("Giải quyết theo đề nghị")), ("reject", _("Không giải quyết, nêu căn cứ"))],
        "drafts": list(
            dossier.result_drafts.select_related("file__upload__stored", "drafted_by").order_by("-number")[:10]
        ),
        "back_url": reverse("officer:dossier", args=[dossier.code]),
    }
    return render_page(request, "officer/draft.html", context, status=422 if errors else 200)
