"""The same draft as text: the whole form as YAML or JSON, and its lists of choices a line each."""

import json

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.desks.manage.forms import previews, rows
from motcua.desks.manage.forms.draft import CONTROL, about
from motcua.desks.manage.replies import revision_of, seen
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import say, sentence
from motcua.eforms import actions, reader
from motcua.eforms import queries as eforms
from motcua.eforms.definition import edit
from motcua.eforms.definition.reasons import in_words
from motcua.eforms.reader import BadPack
from motcua.kernel import clock, codes
from motcua.kernel.errors import NotLawfulNow
from motcua.people import access

MOST = 500_000


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def form_raw(request: Request, key: str) -> HttpResponse:
    """The whole form as text. What is no YAML is not saved and stays typed; what is YAML is saved, fit or not, and each
    fault is named by its line."""
    access.require("form.publish", request.actor)
    draft = eforms.get_form_draft(key)
    as_json = request.GET.get("dang") == "json"
    text = json.dumps(draft.definition, ensure_ascii=False, indent=2) if as_json else reader.written(draft.definition)
    problems, status = [], 200
    lang = spoken()
    if request.method == "POST":
        text = request.POST.get("text", "").replace("\r\n", "\n")[:MOST]
        try:
            source, _line = reader.read_text(text)
            actions.save_form_draft(
                draft, definition=source, revision=revision_of(request), by=request.actor, at=clock.now()
            )
            return seen("manage:form_raw", key, query="dang=json" if as_json else "")
        except BadPack as bad:
            fault = bad.faults[0]
            words = say("form.not_yaml", {"line": fault.line, "why": fault.reason}, ("", ""))
            problems, status = [Problem("id_text", words)], 422
        except NotLawfulNow as cannot:
            problems, status = [Problem("main", sentence(cannot))], 409
    context = {
        **about(draft),
        "part": "json" if as_json else "yaml",
        "text": text,
        "error": problems[0].words if status == 422 else "",
        "problems": problems,
        "lines": _lines(text, lang) if status == 200 else [],
    }
    return render_page(request, "manage/forms/raw.html", context, status=status)


def _lines(text: str, lang: str) -> list[tuple[int, str, str]]:
    """(line, where, why) of every fault of the text."""
    try:
        source, line = reader.read_text(text)
    except BadPack:
        return []
    _loaded, problems = previews.judged(source)
    found = [(line(one.path), ".".join(map(str, one.path)), in_words(one.reason, lang)) for one in problems]
    return sorted(found)


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def form_list(request: Request, key: str, name: str) -> HttpResponse:
    """One list of choices, a line each; `name` "moi" begins a new one, and an empty text takes a list away."""
    access.require("form.publish", request.actor)
    draft = eforms.get_form_draft(key)
    lists = dict(draft.definition.get("lists") or {})
    is_new = name == "moi" and name not in lists
    typed_name = request.POST.get("name", "").strip() if is_new else name
    text = rows.options_written(lists.get(name, []))
    errors: dict[str, str] = {}
    refused = ""
    if request.method == "POST":
        text = request.POST.get("options", "")
        options, wrong = rows.options_read(text)
        users = [str(row.get("key")) for row in edit.rows(draft.definition, "fields") if row.get("list") == typed_name]
        if wrong:
            errors["options"] = say("form.option_wrong", {"line": wrong}, ("", ""))
        elif not options and users:
            errors["options"] = say("form.list_used", {"what": users}, ("", ""))
        if is_new and not codes.SLUG.match(typed_name):
            errors["name"] = say("form.list_name", {}, ("", ""))
        if not errors:
            lists = {**lists, typed_name: options}
            if not options:
                del lists[typed_name]
            try:
                actions.save_form_draft(
                    draft,
                    definition={**draft.definition, "lists": lists},
                    revision=revision_of(request),
                    by=request.actor,
                    at=clock.now(),
                )
                return seen("manage:form_draft", key)
            except NotLawfulNow as cannot:
                refused = sentence(cannot)
    context = {
        **about(draft),
        "list_name": typed_name,
        "is_new": is_new,
        "options": text,
        "errors": errors,
        "problems": [Problem("main", refused)] if refused else [Problem(f"id_{k}", v) for k, v in errors.items()],
        "title": _("Danh mục mới") if is_new else name,
        "back_url": reverse("manage:form_draft", args=[key]),
    }
    return render_page(request, "manage/forms/list_of_choices.html", context, status=422 if errors or refused else 200)
