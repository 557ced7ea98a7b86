"""What is done to forms, each on a page of its own: new, amend, publish, withdraw, throw away."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.catalogue import queries as catalogue
from motcua.desks.manage.forms.draft import CONTROL, about
from motcua.desks.manage.publishing import publication
from motcua.desks.manage.replies import revision_of, seen
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence
from motcua.eforms import actions
from motcua.eforms import queries as eforms
from motcua.eforms.definition import edit
from motcua.eforms.models import FormDefinition, FormDraft
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotLawfulNow, NotVisible
from motcua.people import access


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def new_form(request: Request) -> HttpResponse:
    """A form that is not there yet: its key and names; then its draft is opened."""
    access.require("form.publish", request.actor)
    given = {name: request.POST.get(name, "").strip() for name in ("key", "name_vi", "name_en")}
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            made = actions.begin_new_form(**given, by=request.actor, at=clock.now())
        except Invalid as invalid:
            errors = {one.path: field_sentence(one) for one in invalid.errors}
        else:
            return seen("manage:form_draft", made.key)
    context = {
        "tab": "forms",
        "given": given,
        "errors": errors,
        "problems": [Problem(f"id_{name}", words) for name, words in errors.items()],
        "back_url": reverse("manage:forms"),
    }
    return render_page(request, "manage/forms/new.html", context, status=422 if errors else 200)


@require_POST
@open_to(CONTROL)
def amend_form(request: Request, key: str) -> HttpResponse:
    """Begin an amendment: the last version copied as a draft. One that is there already is opened."""
    access.require("form.publish", request.actor)
    if eforms.find_form_draft(key) is None:
        actions.begin_form_draft(key, by=request.actor, at=clock.now())
    return seen("manage:form_draft", key)


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def publish_form(request: Request, key: str) -> HttpResponse:
    """Publish the draft as the next version from a day on."""
    access.require("form.publish", request.actor)
    draft = eforms.get_form_draft(key)
    now = clock.now()

    def act(day: date | None, revision: int, given: Mapping[str, str]) -> FormDefinition:
        return actions.publish_form_draft(
            draft,
            revision=revision,
            valid_from=day,
            reason=given["reason"],
            ground=given["decision_no"],
            needed=catalogue.fields_needed(key, clock.local_day(now)),
            by=request.actor,
            at=now,
        )

    asked = publication(request, act, revision=draft.revision)
    if asked.made is not None:
        messages.success(request, _("Đã công bố tờ khai, phiên bản %(number)s.") % {"number": asked.made.version})
        return seen("manage:form", key, query=f"ban={asked.made.version}")
    many = [Problem("faults", _("Tờ khai còn chỗ sai, xem bên dưới."))]  # of a definition that cannot be loaded
    context: dict[str, Any] = {
        **about(draft),
        "given": asked.given,
        "errors": asked.here,
        "problems": [*asked.problems(()), *many] if asked.code == "form.bad" else asked.problems(),
        "changed": _changed(draft),
        "procedures": [
            (row.name_en if spoken() == "en" else "") or row.name_vi
            for row in catalogue.versions_with_form(key, clock.local_day(now))
        ],
        "back_url": reverse("manage:form_draft", args=[key]),
    }
    return render_page(request, "manage/forms/publish.html", context, status=asked.status)


def _changed(draft: FormDraft) -> list[tuple[str, str, str]] | None:
    """(of what, its name, how) of everything that differs from the version before."""
    if draft.base is None:
        return None
    kinds = {
        "form": _("Tờ khai"),
        "groups": _("Bước"),
        "fields": _("Trường"),
        "checks": _("Kiểm tra"),
        "lists": _("Danh mục"),
    }
    own = {
        "name_vi": _("tên"),
        "name_en": _("tên tiếng Anh"),
        "intro_vi": _("lời dẫn"),
        "intro_en": _("lời dẫn tiếng Anh"),
        "legal": _("căn cứ"),
    }
    found = []
    for name, key, how in edit.differences(draft.base.definition, draft.definition):
        row = {}
        if name in ("groups", "fields", "checks"):
            row = edit.find(draft.definition, name, key) or edit.find(draft.base.definition, name, key) or {}
        words = row.get("label_vi") or row.get("title_vi") or row.get("words_vi") or own.get(key) or key
        found.append((kinds[name], str(words), how))
    return found


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def discard_form(request: Request, key: str) -> HttpResponse:
    """Throw the draft away."""
    access.require("form.publish", request.actor)
    draft = eforms.get_form_draft(key)
    if request.method == "POST":
        has_versions = draft.base is not None
        actions.discard_form_draft(draft, revision=revision_of(request), by=request.actor, at=clock.now())
        messages.success(request, _("Đã bỏ bản thảo."))
        return seen("manage:form", key) if has_versions else seen("manage:forms")
    context = {
        "title": _("Bỏ bản thảo này?"),
        "what": _("%(code)s: những gì ghi trong bản thảo mất hẳn. Bản đã công bố không đổi.") % {"code": key},
        "act": _("Bỏ bản thảo"),
        "kind": "stop",
        "hidden": {"revision": draft.revision},
        "cancel_url": reverse("manage:form_draft", args=[key]),
        "tab": "forms",
    }
    return render_page(request, "components/confirm_page.html", context)


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def withdraw_form(request: Request, key: str, number: int) -> HttpResponse:
    """Take back a version that holds not yet; the reason is kept."""
    access.require("form.publish", request.actor)
    row = next((one for one in eforms.form_versions(key) if one.version == number), None)
    if row is None:
        raise NotVisible("form.unknown", key=key)
    reason, error = request.POST.get("reason", "").strip(), ""
    if request.method == "POST":
        try:
            actions.withdraw_form(row, reason=reason, by=request.actor, at=clock.now())
        except Invalid as invalid:
            error = field_sentence(invalid.errors[0])
        else:
            messages.success(request, _("Đã rút phiên bản %(number)s.") % {"number": number})
            return seen("manage:form", key)
    elif row.valid_from <= clock.local_day(clock.now()) or row.status != row.Status.PUBLISHED:
        raise NotLawfulNow("form.in_force_already", version=number, valid_from=row.valid_from)
    context = {
        "tab": "forms",
        "key": key,
        "row": row,
        "reason": reason,
        "error": error,
        "problems": [Problem("id_reason", error)] if error else [],
        "back_url": reverse("manage:form", args=[key]),
    }
    return render_page(request, "manage/forms/withdraw.html", context, status=422 if error else 200)
