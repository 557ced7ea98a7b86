"""Forms: which version is used, which comes, which is being prepared, how many procedures ask it; and one form."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.desks.manage.forms.kinds import TYPE_WORDS
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.eforms import actions, reader
from motcua.eforms import queries as eforms
from motcua.eforms.models import FormDefinition, FormDraft
from motcua.journal.models import Event
from motcua.kernel import clock, text, versions
from motcua.kernel.errors import NotVisible
from motcua.people.models import Account

CONTROL = "procedure_control_officer"
Status = FormDefinition.Status


@dataclass(slots=True)
class Line:
    """One form in the list."""

    key: str
    name: str = ""
    now: FormDefinition | None = None
    following: FormDefinition | None = None
    draft: FormDraft | None = None
    used_by: int = 0
    url: str = ""


@open_to(CONTROL)
def forms(request: Request) -> HttpResponse:
    """Every form by name."""
    lang, on = spoken(), clock.local_day(clock.now())
    lines: dict[str, Line] = {}
    for row in eforms.every_form():
        line = lines.setdefault(row.key, Line(row.key, url=reverse("manage:form", args=[row.key])))
        if row.status != Status.PUBLISHED:
            continue
        if versions.in_force(row.valid_from, row.valid_to, on):
            line.now = row
        elif row.valid_from > on:
            line.following = row
        line.name = line.name or (row.name_en if lang == "en" else row.name_vi)
    for draft in eforms.form_drafts():
        line = lines.setdefault(draft.key, Line(draft.key, url=reverse("manage:form_draft", args=[draft.key])))
        line.draft = draft
        line.name = line.name or str(draft.definition.get("name_en" if lang == "en" else "name_vi") or draft.key)
    used = catalogue.count_by_form(on)
    for line in lines.values():
        line.used_by = used.get(line.key, 0)
    q = request.GET.get("q", "")[:200]
    words = text.fold(q).split()[:8]
    found = [line for line in lines.values() if all(word in text.fold(f"{line.name} {line.key}") for word in words)]
    context = {
        "tab": "forms",
        "q": q,
        "count": len(found),
        "lines": sorted(found, key=lambda line: text.fold(line.name)),
        "new_url": reverse("manage:new_form"),
    }
    return render_page(request, "manage/forms/list.html", context)


@dataclass(slots=True)
class Version:
    """A published version in the list of a form."""

    row: FormDefinition
    tone: str
    icon: str
    words: str
    may_withdraw: bool
    who: str = ""
    reasons: list[str] = field(default_factory=list)


@open_to(CONTROL)
def form(request: Request, key: str) -> HttpResponse:
    """The versions of a form; the questions and the JSON schema of one of them; the procedures that ask it."""
    lang, on = spoken(), clock.local_day(clock.now())
    rows = eforms.form_versions(key)
    draft = eforms.find_form_draft(key)
    if not rows and draft is None:
        raise NotVisible("form.unknown", key=key)
    said = request.GET.get("ban", "")
    now = next((row for row in rows if _is_now(row, on)), None)
    chosen = next((row for row in rows if str(row.version) == said), None) or now or (rows[0] if rows else None)
    context: dict[str, Any] = {
        "tab": "forms",
        "key": key,
        "draft": draft,
        "draft_url": reverse("manage:form_draft", args=[key]),
        "lines": _versions(rows, on),
        "chosen": chosen,
        "name": (chosen.name_en if lang == "en" else chosen.name_vi) if chosen else key,
        "procedures": [
            (
                (row.name_en if lang == "en" else "") or row.name_vi,
                reverse("manage:procedure", args=[row.procedure.code]),
            )
            for row in catalogue.versions_with_form(key, on)
        ],
        "lang": lang,
    }
    if chosen is not None:
        definition = eforms.definition_of(chosen)
        context["steps"] = [
            (
                group.title(lang),
                [
                    (one.label(lang), one.key, TYPE_WORDS.get(one.type, one.type), one.required)
                    for one in definition.in_group(group.key)
                ],
            )
            for group in definition.groups
        ]
        context["schema"] = json.dumps(eforms.json_schema(chosen), ensure_ascii=False, indent=1)
        context["try_url"] = reverse("manage:try_form", args=[key]) + f"?ban={chosen.version}"
    return render_page(request, "manage/forms/form.html", context)


def _is_now(row: FormDefinition, on: Any) -> bool:
    return row.status == Status.PUBLISHED and versions.in_force(row.valid_from, row.valid_to, on)


def _versions(rows: list[FormDefinition], on: Any) -> list[Version]:
    standing = [row for row in rows if row.status == Status.PUBLISHED]
    found = {}
    for row in rows:
        if row.status == Status.WITHDRAWN:
            look = ("ended", "undo", _("Đã rút"))
        elif row.valid_from > on:
            look = ("moving", "clock", _("Sắp dùng"))
        elif versions.in_force(row.valid_from, row.valid_to, on):
            look = ("ok", "check", _("Đang dùng"))
        else:
            look = ("ended", "", _("Thôi dùng"))
        found[row.version] = Version(row, *look, bool(standing) and row is standing[0] and row.valid_from > on)
    if not rows:
        return []
    events = list(Event.objects.filter(chain=actions.subject_of(rows[0].key)).select_related("why").order_by("number"))
    people = {int(one.by_id) for one in events if one.by_id.isdigit()}
    names = dict(Account.objects.filter(pk__in=people).values_list("pk", "full_name"))
    for event in events:
        number = json.loads(event.facts).get("version")
        if number not in found:
            continue
        if event.type == "form.published" and event.by_id.isdigit():
            found[number].who = names.get(int(event.by_id), "")
        if hasattr(event, "why"):
            said = " · ".join(part for part in (event.why.ground, event.why.text) if part)
            found[number].reasons.append(said)
    return list(found.values())


@open_to(CONTROL)
def form_file(request: Request, key: str, number: int, format: str) -> HttpResponse:
    """A published version as a file: YAML as people write it, JSON, or the JSON schema of the answers."""
    row = next((one for one in eforms.form_versions(key) if one.version == number), None)
    if row is None or format not in ("yaml", "json", "schema.json"):
        raise NotVisible("form.unknown", key=key)
    if format == "yaml":
        said, kind = reader.written(row.definition), "application/yaml"
    else:
        told = eforms.json_schema(row) if format == "schema.json" else row.definition
        said, kind = json.dumps(told, ensure_ascii=False, indent=1), "application/json"
    answer = HttpResponse(said, content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{key}-v{number}.{format}"'
    return answer
