"""The page of one linked filing for those inside."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from motcua.desks.shell import eform
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.linked import standing
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.eforms import queries as forms
from motcua.flows.linked_course import Course, course_of
from motcua.flows.linked_shared import Difference, Said, differences
from motcua.flows.linked_shared import put_right as put_others_right
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.people import access

INSIDE = ("single_window_officer", "specialist_officer", "commune_leader")


@dataclass(frozen=True, slots=True)
class Differs:
    """A shared question that is answered differently, as the page prints it: (code, name of the part, value, whether
    the others can be put right by it)."""

    question: str
    label: str
    said: tuple[tuple[str, str, str, bool], ...]


def _course(request: Request, code: str, now: datetime) -> tuple[Dossier, Course]:
    """Raises NotVisible, also for a dossier that is in no linked filing."""
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    course = course_of(dossier, now)
    if course is None:
        raise NotVisible("dossier.unknown", code=code)
    return dossier, course


@require_GET
@open_to(*INSIDE)
def linked(request: Request, code: str) -> HttpResponse:
    """Every part, what waits for what, what the dossiers say differently."""
    now = clock.now()
    dossier, course = _course(request, code, now)
    visible = set(
        queries.visible_to(request.actor, now)
        .filter(code__in=[part.dossier.code for part in course.parts])
        .values_list("code", flat=True)
    )
    hands_over = access.may_ever("dossier.deliver", request.actor)
    context: dict[str, Any] = {
        "tab": "",
        "dossier": dossier,
        "linked": standing(dossier, "counter", now, spoken()),
        "visible": visible,
        "differences": [_printed(one, course, now) for one in differences(course)],
        "may_correct": access.may_ever("dossier.correct", request.actor),
        "back_url": reverse("officer:dossier", args=[code]),
        "finished": [
            part.dossier.code
            for part in course.parts
            if part.dossier.state == "finished" and part.dossier.code in visible and hands_over
        ],
    }
    return render_page(request, "counter/linked.html", context)


def _printed(found: Difference, course: Course, now: datetime) -> Differs:
    lang = spoken()
    names = {part.dossier.code: part.name(lang) for part in course.parts}
    return Differs(
        found.question,
        found.field.label(lang),
        tuple(
            (
                one.dossier.code,
                names[one.dossier.code],
                _words(one, lang, now),
                bool(found.others(one.dossier.code)),
            )
            for one in found.said
        ),
    )


def _words(said: Said, lang: str, now: datetime) -> str:
    today = clock.local_day(now)
    form = said.dossier.form
    assert form is not None  # it answers a question of it
    definition = forms.definition_of(form)
    return eform.in_words(
        definition, said.key, said.dossier.answers, lang, today=today, known=eform.known_of(lang, today)
    )


@require_POST
@open_to("single_window_officer", "specialist_officer")
def put_right(request: Request, code: str) -> HttpResponse:
    """POST `question` and `by` (a code): the other dossiers say what that one says."""
    now = clock.now()
    _dossier, course = _course(request, code, now)
    chosen = request.POST.get("by", "")
    reason = _("Sửa cho khớp với hồ sơ %(code)s của cùng hồ sơ liên thông") % {"code": chosen}
    done = put_others_right(course, request.POST.get("question", ""), chosen, reason=reason, by=request.actor, at=now)
    words = ngettext("Đã sửa %(n)s hồ sơ: %(codes)s.", "Đã sửa %(n)s hồ sơ: %(codes)s.", len(done))
    messages.success(request, words % {"n": len(done), "codes": ", ".join(done)})
    response = HttpResponseRedirect(reverse("counter:linked", args=[code]))
    response.status_code = 303
    return response
