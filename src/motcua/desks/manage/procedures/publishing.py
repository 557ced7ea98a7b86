"""What is done to versions, each on a page of its own: new, publish, abolish, withdraw, throw away, compare."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.catalogue import actions, rules
from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ProcedureVersion, VersionDraft
from motcua.desks.manage.procedures import draft as drafts
from motcua.desks.manage.procedures.spoken import compare as compared
from motcua.desks.manage.publishing import publication
from motcua.desks.manage.replies import day_of, revision_of, seen
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence, say, sentence
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotLawfulNow, NotVisible
from motcua.people import access

CONTROL = "procedure_control_officer"


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def new_procedure(request: Request) -> HttpResponse:
    """A procedure that is not there yet: its code, short name, field and name; then its draft is opened."""
    access.require("procedure.publish", request.actor)
    lang = spoken()
    given = {name: request.POST.get(name, "").strip() for name in ("code", "slug", "field", "name_vi", "name_en")}
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            made = actions.begin_new(**given, by=request.actor, at=clock.now())
        except Invalid as invalid:
            errors = {one.path: field_sentence(one) for one in invalid.errors}
        else:
            return seen("manage:draft", made.code)
    fields = [(one.slug, (one.name_en if lang == "en" else "") or one.name_vi) for one in catalogue.fields()]
    context = {
        "tab": "procedures",
        "given": given,
        "errors": errors,
        "problems": [Problem(f"id_{name}", words) for name, words in errors.items()],
        "fields": [("", "–"), *fields],
        "back_url": reverse("manage:procedures"),
    }
    return render_page(request, "manage/procedures/new.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def publish(request: Request, code: str) -> HttpResponse:
    """Publish the draft by a decision from a day on; everything that is missing or wrong is said at once."""
    access.require("procedure.publish", request.actor)
    found = catalogue.get_draft(code)

    def act(day: date | None, revision: int, given: Mapping[str, str]) -> ProcedureVersion:
        return actions.publish_draft(
            found,
            revision=revision,
            valid_from=day,
            decision_no=given["decision_no"],
            reason=given["reason"],
            by=request.actor,
            at=clock.now(),
        )

    asked = publication(request, act, revision=found.revision)
    if asked.made is not None:
        messages.success(request, _("Đã công bố phiên bản %(number)s.") % {"number": asked.made.number})
        return seen("manage:procedure", code, query=f"ban={asked.made.number}")
    context: dict[str, Any] = {
        "tab": "procedures",
        **drafts.about(found, spoken()),
        "given": asked.given,
        "errors": asked.here,
        "problems": asked.problems(),
        "revision": asked.revision,
        "faults": drafts.faults(found),
        "groups": _changes(found) if found.base else None,
        "today": clock.local_day(clock.now()),
    }
    return render_page(request, "manage/procedures/publish.html", context, status=asked.status)


def _revision(request: Request, found: VersionDraft) -> int:
    """The draft as it was when the page was made: who publishes has seen what is published."""
    return revision_of(request) if request.method == "POST" else found.revision


def _changes(found: VersionDraft) -> list[tuple[str, list[Any]]]:
    assert found.base is not None
    before = replace(catalogue.spec_of(found.base), decision_no="")
    today = clock.local_day(clock.now())
    groups = compared(before, rules.spec_of_content(found.content), spoken(), today)
    return [(title, rows) for title, all_rows in groups if (rows := [row for row in all_rows if row.kind != "same"])]


@require_POST
@open_to(CONTROL)
def keep(request: Request, code: str) -> HttpResponse:
    """The draft was compared with what was published meanwhile, and goes on."""
    access.require("procedure.publish", request.actor)
    found = catalogue.get_draft(code)
    actions.keep_on_new_base(found, revision=_revision(request, found), by=request.actor, at=clock.now())
    return seen("manage:draft", code)


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def discard(request: Request, code: str) -> HttpResponse:
    """Throw the draft away."""
    access.require("procedure.publish", request.actor)
    found = catalogue.get_draft(code)
    if request.method == "POST":
        has_versions = found.procedure is not None
        actions.discard_draft(found, revision=_revision(request, found), by=request.actor, at=clock.now())
        messages.success(request, _("Đã bỏ bản thảo."))
        return seen("manage:procedure", code) if has_versions else seen("manage:procedures")
    context = {
        "title": _("Bỏ bản thảo này?"),
        "what": _("%(code)s: những gì ghi trong bản thảo mất hẳn. Bản đã công bố không đổi.") % {"code": code},
        "act": _("Bỏ bản thảo"),
        "kind": "stop",
        "hidden": {"revision": found.revision},
        "cancel_url": reverse("manage:draft", args=[code]),
        "tab": "procedures",
    }
    return render_page(request, "components/confirm_page.html", context)


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def abolish(request: Request, code: str) -> HttpResponse:
    """End the procedure from a day on, by a decision."""
    access.require("procedure.publish", request.actor)
    procedure = catalogue.get_procedure(code)
    now = clock.now()
    today = clock.local_day(now)
    last = catalogue.last_content(procedure)
    given = {name: request.POST.get(name, "").strip() for name in ("on", "decision_no", "reason")}
    errors: dict[str, str] = {}
    if request.method == "POST":
        day = day_of(given["on"])
        if day is None:
            errors["on"] = say("version_draft.not_a_day" if given["on"] else "procedure.day_missing", {}, ("", ""))
        elif day < today and not given["reason"]:
            errors["reason"] = say("procedure.day_past", {"valid_from": day, "today": today}, ("", ""))
        if not given["decision_no"]:
            errors["decision_no"] = say("procedure.decision_missing", {}, ("", ""))
        if not errors and day is not None:
            try:
                actions.abolish(
                    procedure,
                    on=day,
                    decision_no=given["decision_no"][:80],
                    reason=given["reason"],
                    by=request.actor,
                    at=now,
                )
            except NotLawfulNow as cannot:
                errors["on"] = sentence(cannot)
            except Invalid as invalid:
                errors = {one.path: field_sentence(one) for one in invalid.errors}
            else:
                messages.success(request, _("Đã ghi bãi bỏ thủ tục."))
                return seen("manage:procedure", code)
    context = {
        "tab": "procedures",
        "code": code,
        "name": ((last.name_en if spoken() == "en" else "") or last.name_vi) if last else code,
        "given": given,
        "errors": errors,
        "problems": [Problem(f"id_{name}", words) for name, words in errors.items()],
        "back_url": reverse("manage:procedure", args=[code]),
    }
    return render_page(request, "manage/procedures/abolish.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def withdraw(request: Request, code: str, number: int) -> HttpResponse:
    """Take back what was published wrongly and holds not yet; the reason is kept."""
    access.require("procedure.publish", request.actor)
    row = catalogue.get_numbered(code, number)
    reason = request.POST.get("reason", "").strip()
    error = ""
    if request.method == "POST":
        try:
            actions.withdraw_version(row, reason=reason, by=request.actor, at=clock.now())
        except Invalid as invalid:
            error = field_sentence(invalid.errors[0])
        else:
            messages.success(request, _("Đã rút phiên bản %(number)s.") % {"number": number})
            return seen("manage:procedure", code)
    elif row.valid_from <= clock.local_day(clock.now()) or row.status == row.Status.WITHDRAWN:
        raise NotLawfulNow("procedure.in_force_already", number=number, valid_from=row.valid_from)
    context = {
        "tab": "procedures",
        "code": code,
        "row": row,
        "reason": reason,
        "error": error,
        "problems": [Problem("id_reason", error)] if error else [],
        "back_url": reverse("manage:procedure", args=[code]),
    }
    return render_page(request, "manage/procedures/withdraw.html", context, status=422 if error else 200)


@open_to(CONTROL)
def compare(request: Request, code: str) -> HttpResponse:
    """Two contents side by side: `a` and `b` are numbers of versions, or "ban-thao"."""
    procedure = catalogue.get_procedure(code)
    rows = {str(row.number): row for row in catalogue.every_version(procedure) if row.status != row.Status.ABOLISHED}
    found = catalogue.find_draft(code)
    names = {key: _("Phiên bản %(number)s") % {"number": key} for key in rows}
    if found is not None:
        names = {"ban-thao": _("Bản thảo"), **names}
    keys = list(names)
    if len(keys) < 2:
        raise NotVisible("procedure.unknown", procedure=code)
    after = request.GET.get("b", "") if request.GET.get("b", "") in names else keys[0]
    before = (
        request.GET.get("a", "") if request.GET.get("a", "") in names else next(one for one in keys if one != after)
    )

    def spec_of(key: str) -> rules.VersionSpec:
        return rules.spec_of_content(found.content) if found and key == "ban-thao" else catalogue.spec_of(rows[key])

    lang, only = spoken(), request.GET.get("tat-ca", "") != "1"
    groups = compared(spec_of(before), spec_of(after), lang, clock.local_day(clock.now()))
    changed = sum(row.kind != "same" for _title, lines in groups for row in lines)
    if only:
        groups = [(title, [row for row in lines if row.kind != "same"]) for title, lines in groups]
    context = {
        "tab": "procedures",
        "code": code,
        "options": [(key, _named(words, rows.get(key))) for key, words in names.items()],
        "a": before,
        "b": after,
        "before": names[before],
        "after": names[after],
        "groups": [(title, lines) for title, lines in groups if lines],
        "changed": changed,
        "only": only,
        "back_url": reverse("manage:procedure", args=[code]),
    }
    return render_page(request, "manage/procedures/compare.html", context)


def _named(words: str, row: Any) -> str:
    return f"{words} · {row.valid_from:%d/%m/%Y}" if row else words
