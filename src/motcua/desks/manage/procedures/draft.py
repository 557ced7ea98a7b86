"""A version in preparation, a section at a time: saved with every act, published when nothing is missing."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.catalogue import actions, rules
from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import VersionDraft
from motcua.desks.manage import inputs
from motcua.desks.manage.inputs import Section, Typed
from motcua.desks.manage.procedures import sections
from motcua.desks.manage.procedures.choices import choices as choices_on
from motcua.desks.manage.replies import revision_of, seen
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Check, FilterTab, Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence, say, sentence
from motcua.kernel import clock
from motcua.kernel.errors import NotLawfulNow
from motcua.people import access

CONTROL = "procedure_control_officer"


@require_POST
@open_to(CONTROL)
def amend(request: Request, code: str) -> HttpResponse:
    """Begin an amendment: the last version copied as a draft. One that is there already is opened."""
    access.require("procedure.publish", request.actor)
    procedure = catalogue.get_procedure(code)
    if catalogue.find_draft(code) is None:
        actions.begin_draft(procedure, by=request.actor, at=clock.now())
    return seen("manage:draft", code)


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def draft(request: Request, code: str) -> HttpResponse:
    """One section of the draft; every button saves what is typed before it does anything else."""
    access.require("procedure.publish", request.actor)
    found = catalogue.get_draft(code)
    section = sections.SECTIONS.get(request.GET.get("phan", ""), sections.SECTIONS["chung"])
    if request.method != "POST":
        values = sections.laid_out(found.content)
        return _page(request, found, section, inputs.typed_from(section, values), revision=found.revision)
    typed = inputs.read(section, request.POST)
    _without_amount(typed)
    revision = revision_of(request)
    act, _dot, which = request.POST.get("act", "").partition(".")
    if typed.errors and act != "remove":
        return _page(request, found, section, typed, revision=revision, status=422)
    opened = _changed_rows(section, typed, act, which)
    try:
        actions.save_draft(
            found,
            changes=sections.folded(typed.values, found.content),
            revision=revision,
            by=request.actor,
            at=clock.now(),
        )
    except NotLawfulNow as cannot:
        return _page(request, found, section, typed, revision=found.revision, refused=sentence(cannot), status=409)
    query = f"phan={section.key}" + (f"&mo={opened}" if opened else "")
    return seen("manage:draft", code, query=query, anchor=opened.replace(".", "-") if opened else "")


def _without_amount(typed: Typed) -> None:
    """A fee says what it is, or that the council does."""
    for at, fee in enumerate(typed.values.get("fees", ())):
        name = f"fees.{at}.amount"
        if fee["amount"] is None and not fee["by_council"] and name not in typed.errors:
            typed.errors[name] = say("version_draft.fee_without_amount", {}, ("", ""))


def _changed_rows(section: Section, typed: Typed, act: str, which: str) -> str:
    """Do what a row's button says; gives the row that is to be open afterwards."""
    name, _dot, number = which.partition(".")
    rows = next((one for one in section.lists if one.name == name), None)
    if rows is None:
        return ""
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    blank = dict(rows.blank)
    if name == "fees" and act == "add":
        blank |= {"by_council": False, "amount": 0}
    typed.values[name] = inputs.moved(typed.values[name], act, at, blank)
    last = len(typed.values[name]) - 1
    return {"add": f"{name}.{last}", "up": f"{name}.{max(at - 1, 0)}", "down": f"{name}.{min(at + 1, last)}"}.get(
        act, ""
    )


def _page(
    request: Request,
    found: VersionDraft,
    section: Section,
    typed: Typed,
    *,
    revision: int,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    now, lang = clock.now(), spoken()
    choices = choices_on(clock.local_day(now), lang)
    opened = request.GET.get("mo", "")
    context: dict[str, Any] = {
        "tab": "procedures",
        **about(found, lang),
        "section": section,
        "sections": _tabs(found, section),
        "inputs": list(inputs.draw(section.inputs, typed, choices)),
        "lists": [(rows, inputs.draw_rows(rows, typed, choices, opened)) for rows in section.lists],
        "problems": [Problem("main", refused)] if refused else typed.problems,
        "revision": revision,
        "faults": faults(found),
    }
    return render_page(request, "manage/procedures/draft.html", context, status=status)


def about(found: VersionDraft, lang: str) -> dict[str, Any]:
    """What every page of a draft says: of what it is, and who saved it when."""
    name = (found.content["name_en"] if lang == "en" else "") or found.content["name_vi"] or found.code
    base = found.base
    last = catalogue.last_content(found.procedure) if found.procedure else None
    return {
        "draft": found,
        "code": found.code,
        "name": name,
        "base": base,
        "behind": last if last is not None and (base is None or last.pk != base.pk) else None,
        "saved_by": found.saved_by.full_name if found.saved_by else "",
        "back_url": reverse("manage:procedure", args=[found.code]) if found.procedure else reverse("manage:procedures"),
        "preview_url": reverse("public:procedure_draft", args=[found.code]),
        "changes": len(rules.diff(_spec_of_base(found), rules.spec_of_content(found.content))) if base else None,
    }


def _spec_of_base(found: VersionDraft) -> rules.VersionSpec:
    from dataclasses import replace

    assert found.base is not None
    return replace(catalogue.spec_of(found.base), decision_no=str(found.content.get("decision_no", "")))


def faults(found: VersionDraft) -> list[tuple[Check, str]]:
    """What still keeps the draft from being published, each with the page on which it is mended."""
    rows = []
    for error in actions.draft_errors(found, at=clock.now()):
        head, *rest = error.path.split(".")
        key = sections.SECTION_OF.get(error.path) or sections.SECTION_OF.get(head, "chung")
        url = f"{reverse('manage:draft', args=[found.code])}?phan={key}"
        if rest and rest[0].isdigit():
            url += f"&mo={head}.{rest[0]}#{head}-{rest[0]}"
        words = field_sentence(error)
        if rest and rest[0].isdigit():
            words = _("Mục %(number)s: %(words)s") % {"number": int(rest[0]) + 1, "words": words}
        rows.append((Check("no", words), url))
    return rows


def _tabs(found: VersionDraft, section: Section) -> list[FilterTab]:
    url = reverse("manage:draft", args=[found.code])
    return [
        FilterTab(
            str(one.label),
            f"{url}?phan={one.key}",
            len(found.content[one.lists[0].name]) if one.lists and one.lists[0].name in found.content else None,
            current=one.key == section.key,
        )
        for one in sections.SECTIONS.values()
    ]
