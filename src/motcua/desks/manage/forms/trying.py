"""A form tried out as people will fill it in, question by question. Answers are kept in the session only; nothing can
be filed from here."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.desks.manage.forms import previews
from motcua.desks.manage.forms.draft import CONTROL
from motcua.desks.manage.replies import seen
from motcua.desks.shell import eform
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.eforms import queries as eforms
from motcua.eforms import rules
from motcua.eforms.definition import Definition
from motcua.kernel import clock
from motcua.kernel.errors import NotLawfulNow, NotVisible
from motcua.people import access


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def try_form(request: Request, key: str) -> HttpResponse:
    """`ban`: a version's number or "thao" (the draft, else the one in force); `cau`: which question."""
    access.require("form.publish", request.actor)
    definition, of, is_draft = _chosen(request, key)
    lang, today = spoken(), clock.local_day(clock.now())
    kept = f"try:{key}:{of}"
    answers: dict[str, Any] = dict(request.session.get(kept, {}))
    query = f"ban={of}" + (f"&thu-tuc={request.GET['thu-tuc'][:40]}" if request.GET.get("thu-tuc") else "")
    if request.method == "POST" and request.POST.get("act") == "again":
        request.session.pop(kept, None)
        return seen("manage:try_form", key, query=query)
    steps = eform.steps(definition, answers, today=today, lang=lang)
    closing = eform.closing(definition, lang)
    pages = [*steps, *([closing] if closing else [])]
    said = request.GET.get("cau", "1")
    at = min(max(int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 1, 1), len(pages) + 1)
    errors: tuple[Any, ...] = ()
    if request.method == "POST" and at <= len(pages):
        step = pages[at - 1].key
        parsed = eform.parse(definition, step, request.POST, today=today, known=eform.known_of(lang, today))
        answers = eform.merge(definition, step, answers, parsed)
        request.session[kept] = answers
        outcome = rules.validate(definition, answers, today=today, place_exists=eforms.place_exists)
        errors = tuple(error for error in outcome.errors_in(definition, step) if error.code != "file.missing")
        if not parsed.again and not errors:
            return seen("manage:try_form", key, query=f"{query}&cau={at + 1}")
        if parsed.again:
            errors = ()
    known = eform.known_of(lang, today)
    context: dict[str, Any] = {
        "key": key,
        "name": definition.name(lang),
        "is_draft": is_draft,
        "of": of,
        "query": query,
        "at": at,
        "count": len(pages),
        "before": at - 1,
        "back_url": _back(request, key, is_draft),
        "is_done": at > len(pages),
    }
    if at <= len(pages):
        step = pages[at - 1].key
        context["show"] = eform.page(definition, step, answers, today=today, lang=lang, known=known, errors=errors)
    else:
        context["groups"] = eform.summary(definition, answers, lang, today=today, known=known)
    return render_page(request, "manage/forms/try.html", context, status=422 if errors else 200)


def _chosen(request: Request, key: str) -> tuple[Definition, str, bool]:
    """The form, how it is named in addresses, and whether it is a draft. Raises NotVisible; NotLawfulNow for a draft
    that cannot be drawn yet."""
    said = request.GET.get("ban", "thao")
    draft = eforms.find_form_draft(key) if said == "thao" else None
    if draft is not None:
        definition, problems = previews.judged(draft.definition)
        if definition is None:
            raise NotLawfulNow("form.bad", problems=len(problems))
        return definition, "thao", True
    rows = eforms.form_versions(key)
    if said.isascii() and said.isdigit():
        row = next((one for one in rows if str(one.version) == said), None)
    else:
        row = next((one for one in rows if one.status == one.Status.PUBLISHED), None)
    if row is None:
        raise NotVisible("form.unknown", key=key)
    return eforms.definition_of(row), str(row.version), False


def _back(request: Request, key: str, is_draft: bool) -> str:
    if code := request.GET.get("thu-tuc", "")[:40]:
        return reverse("public:procedure_draft", args=[code])
    return reverse("manage:form_draft" if is_draft else "manage:form", args=[key])
