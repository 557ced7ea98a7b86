"""The story of a due date: the first promise and the one in force, and every line between, with rule, who and why."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import time_left
from motcua.desks.shell import access, formats
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import DueLine, DueStory
from motcua.desks.shell.request import Request
from motcua.desks.shell.states import LEDGER
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.people.access import ROLE_NAMES, STAFF_ROLES


def story_of(dossier: Dossier, now: datetime, *, inside: bool) -> DueStory:
    """As it is told to staff (`inside`: also what was undone) or to the applicant. Three queries beside the ledger."""
    lang = spoken()
    lines = queries.promise_story(dossier, inside=inside)
    left = time_left(now, dossier.due_at, calendar_of(dossier.agency_id), dossier.paused_since)
    is_open = dossier.due_at is not None and dossier.resolved_at is None
    return DueStory(
        code=dossier.code,
        received_at=dossier.received_at,
        original=dossier.original_due_at,
        due_at=dossier.due_at,
        paused_since=dossier.paused_since,
        resolved_at=dossier.resolved_at,
        left=left.words("en" if lang == "en" else "vi") if is_open else "",
        late=is_open and left.is_late,
        lines=tuple(_lines(lines, lang, clock.local_day(now), now)),
    )


def _lines(lines: Sequence[queries.PromiseLine], lang: str, today: Any, now: datetime) -> list[DueLine]:
    titles = agencies.titles_of({(line.agency, line.position) for line in lines}, today, lang)
    offices = agencies.names_by_code({line.agency for line in lines}, today, lang)
    drawn = []
    for line in lines:
        look = LEDGER[line.kind]
        role = ROLE_NAMES[line.role][lang == "en"] if line.role in ROLE_NAMES else ""
        post = titles.get((line.agency, line.position), role)
        drawn.append(
            DueLine(
                number=line.number,
                at=line.at,
                kind=line.kind,
                tone=look.tone,
                icon=look.icon,
                name=str(look.words),
                words=line.words_en if lang == "en" else line.words_vi,
                who=", ".join(part for part in (post, offices.get(line.agency, "")) if part),
                evidence=evidence_words(line.evidence),
                due_before=line.due_before,
                due_after=line.due_after,
                moved=line.moved,
                undone=line.undone,
                because=tuple(
                    (formats.short_instant(one.at, lang, now), one.words_en if lang == "en" else one.words_vi)
                    for one in line.because
                ),
            )
        )
    return drawn


def evidence_words(evidence: Any) -> str:
    """ "Mẫu 02, Thông tư 03/2025/TT-VPCP", "Quyết định 12/QĐ-UBND": what stands behind a line, empty for nothing."""
    said = []
    if evidence.get("decision"):
        said.append(_("Văn bản số %(number)s") % {"number": evidence["decision"]})
    if evidence.get("article"):
        said.append(str(evidence["article"]))
    if evidence.get("paper"):
        said.append(_("Mẫu %(number)s, Thông tư 03/2025/TT-VPCP") % {"number": evidence["paper"]})
    return "; ".join(said)


@open_to(access.SIGNED_IN)
def deadline(request: Request, code: str) -> HttpResponse:
    """The story of one dossier's due date, for whoever may see the dossier; others find nothing there (404)."""
    now = clock.now()
    found = queries.get_visible(code, viewer=request.actor, at=now)
    inside = request.actor.role in STAFF_ROLES
    lang = spoken()
    version = found.procedure_version
    return render_page(
        request,
        "components/deadline_page.html",
        {
            "tab": "dossiers" if inside else "",
            "told": story_of(found, now, inside=inside),
            "name": (version.name_en if lang == "en" else "") or version.name_vi,
            "agency": agencies.name_of(found.agency, clock.local_day(now), lang),
            "back_url": reverse("officer:dossier" if inside else "citizen:dossier", args=[code]),
        },
    )
