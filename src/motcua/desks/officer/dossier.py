"""One dossier: facts, papers in a viewer, and only the acts that are lawful now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.agencies import queries as agencies
from motcua.desks.shell.access import open_to
from motcua.desks.shell.dossier import promise_of, said, step_name, timeline_of
from motcua.desks.shell.eform import SummaryGroup, known_of, summary
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import actions, queries
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.eforms import queries as eforms
from motcua.kernel import clock
from motcua.people import access
from motcua.workflow.queries import steps_of

STAFF = ("specialist_officer", "single_window_officer", "commune_leader", "province_leader")


@dataclass(frozen=True, slots=True)
class PaperTab:
    """One paper with what the viewer shows of it."""

    key: str
    name: str
    given: bool
    declared: bool
    new: bool
    current: bool
    url: str
    versions: int
    newest: DossierPaper | None


def papers_of(dossier: Dossier, chosen: str, lang: str) -> list[PaperTab]:
    """The papers as tabs; the chosen one, else the first with a file, is the current one."""
    last = dossier.supplements.filter(answered_at__isnull=False).order_by("-number").first()
    changed = queries.changed_since(dossier, last.answered_at if last else None)
    rows = [row for row in queries.papers_of(dossier) if not row.is_form]
    keys = [row.key for row in rows]
    if chosen not in keys:
        chosen = next((row.key for row in rows if row.newest and row.newest.upload), keys[0] if keys else "")
    return [
        PaperTab(
            key=row.key,
            name=(row.name_en if lang == "en" else "") or row.name_vi,
            given=bool(row.newest and row.newest.upload),
            declared=bool(row.newest and row.newest.declared),
            new=row.key in changed,
            current=row.key == chosen,
            url=f"{reverse('officer:dossier', args=[dossier.code])}?giay={row.key}",
            versions=len(row.versions),
            newest=row.newest,
        )
        for row in rows
        if row.newest is not None or row.need == "required"
    ]


def page_numbers(paper: PaperTab | None) -> range:
    """The pages of a PDF that the viewer shows; none for pictures."""
    upload = paper.newest.upload if paper and paper.newest else None
    if upload is None or upload.stored.media_type != "application/pdf":
        return range(0)
    return range(1, min(upload.stored.pages or 1, 20) + 1)


def facts_of(dossier: Dossier, lang: str, now: datetime) -> list[SummaryGroup]:
    """The answers in words, group by group."""
    if dossier.form is None or not dossier.answers:
        return []
    today = clock.local_day(now)
    return summary(
        eforms.definition_of(dossier.form),
        dossier.answers,
        lang,
        today=today,
        known=known_of(lang, today),
        missing=False,
    )


def context_of(request: Request, dossier: Dossier, now: datetime) -> dict[str, Any]:
    """Everything the dossier's page prints."""
    lang = spoken()
    acts = queries.lawful_acts(dossier, request.actor, now)
    papers = papers_of(dossier, request.GET.get("giay", ""), lang)
    current = next((paper for paper in papers if paper.current), None)
    steps = steps_of(dossier.process)
    keys = [step.key for step in steps]
    after = steps[keys.index(dossier.step) + 1 :] if dossier.step in keys else ()
    lines = queries.story(dossier, inside=True)
    return {
        "dossier": dossier,
        "name": (dossier.procedure_version.name_en if lang == "en" else "") or dossier.procedure_version.name_vi,
        "promise": promise_of(dossier, now),
        "acts": acts,
        "papers": papers,
        "paper": current,
        "page_numbers": page_numbers(current),
        "groups": facts_of(dossier, lang, now),
        "events": timeline_of(dossier, lines[-5:], ahead=False, inside=True),
        "event_count": len(lines),
        "notes": [line for line in lines if line.type in ("noted", "returned_for_rework") and line.text],
        "step": step_name(dossier, lang),
        "after": [said(step, lang) for step in after],
        "agency_name": agencies.name_of(dossier.agency, clock.local_day(now), lang, short=True),
        "proposal": dossier.proposals.order_by("-number").first(),
        "supplements": list(dossier.supplements.order_by("number")),
        "results": queries.results_of(dossier, inside=True),
        "can_unmask": access.may_ever("dossier.unmask", request.actor),
        "can_note": access.may_ever("dossier.note", request.actor),
    }


@open_to(*STAFF)
def dossier(request: Request, code: str) -> HttpResponse:
    """The dossier's page."""
    now = clock.now()
    found = queries.get_visible(code, viewer=request.actor, at=now)
    return render_page(request, "officer/dossier.html", {"tab": "dossiers", **context_of(request, found, now)})


@require_POST
@open_to("specialist_officer", "single_window_officer", "commune_leader")
def unmask(request: Request, code: str) -> HttpResponse:
    """Show the whole personal number once; that it was shown is written into the journal."""
    now = clock.now()
    number = actions.unmask(code, by=request.actor, at=now)
    found = queries.get_visible(code, viewer=request.actor, at=now)
    return render_page(
        request, "officer/dossier.html", {"tab": "dossiers", **context_of(request, found, now), "whole_number": number}
    )


@open_to(*STAFF)
def history(request: Request, code: str) -> HttpResponse:
    """The whole story and the deadline ledger."""
    now = clock.now()
    found = queries.get_visible(code, viewer=request.actor, at=now)
    lang = spoken()
    return render_page(
        request,
        "officer/history.html",
        {
            "tab": "dossiers",
            "dossier": found,
            "name": (found.procedure_version.name_en if lang == "en" else "") or found.procedure_version.name_vi,
            "lines": [
                {
                    "at": line.at,
                    "by": access.ROLE_NAMES.get(line.by, ("–", "–"))[lang == "en"],
                    "words": line.words_en if lang == "en" else line.words_vi,
                    "text": line.text,
                    "ground": line.ground,
                    "internal": line.internal,
                    "changes": line.changes,
                }
                for line in queries.story(found, inside=True)
            ],
            "ledger": queries.why(found),
            "english": lang == "en",
            "title": _("Nhật ký hồ sơ"),
        },
    )
