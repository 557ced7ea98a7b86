"""One dossier: facts, papers in a viewer, and only the acts that are lawful now."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.agencies import queries as agencies
from motcua.deadlines.queries import calendar_of
from motcua.desks.officer import lists
from motcua.desks.officer.consulting import asked_rows
from motcua.desks.officer.handed import DECIDES
from motcua.desks.officer.inner import barred, inner_acts
from motcua.desks.officer.papers import page_numbers, tabs_of
from motcua.desks.officer.parts.block import of_dossier
from motcua.desks.officer.steps import hand_over_of, onward, steps_of_dossier
from motcua.desks.shell.access import open_to
from motcua.desks.shell.asking import given_before
from motcua.desks.shell.dossier import promise_of, said, timeline_of
from motcua.desks.shell.eform import SummaryGroup, known_of, summary
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import actions, pace, queries
from motcua.dossiers.models import Dossier
from motcua.eforms import queries as eforms
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.payments.queries import owed
from motcua.people import access
from motcua.workflow.queries import steps_of
from motcua.workflow.rules import Step

LETTERS = {"apology_drafted", "apology_proposed"}
SORRY = {"extended", "apologised"}
RESULTS = {"result_attached", "result_drafted"}
STAFF = ("specialist_officer", "single_window_officer", "commune_leader", "province_leader")


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
    lang, viewer = spoken(), request.actor
    here = lists.opened_from(request.GET)
    acts = queries.lawful_acts(dossier, viewer, now)
    events = journal.events(dossier.code)
    lines = queries.story(dossier, inside=True, events=events)
    told = {line.type for line in lines}  # what never happened is not asked for
    given = given_before(dossier)
    answered = next((one.supplement for one in reversed(given) if one.supplement.answered_at or one.count), None)
    rows = queries.papers_of(dossier)
    papers = tabs_of(dossier, rows, request.GET.get("giay", ""), answered, here.suffix if here else "", lang)
    current = next((paper for paper in papers if paper.current), None)
    steps = steps_of(dossier.process)
    step = next((one for one in steps if one.key == dossier.step), None)
    proposal = dossier.proposals.order_by("-number").first() if "proposed" in told else None
    waits = proposal is not None and not proposal.outcome
    beside = of_dossier(dossier, told, viewer, now)
    inner = set() if beside["guest"] else inner_acts(dossier, step, viewer)
    questions = queries.consultations_of(dossier) if "consulted" in told else []
    return {
        **beside,
        "tab": "queue" if here and here.name == lists.QUEUE else "dossiers",
        "dossier": dossier,
        "name": (dossier.procedure_version.name_en if lang == "en" else "") or dossier.procedure_version.name_vi,
        "here": here,
        "place": queries.place_in(lists.rows_of(here, viewer, now), dossier.code) if here else None,
        "promise": promise_of(dossier, now),
        **onward(dossier, steps, step, acts, lang),
        "stays": steps_of_dossier(dossier, now, events),
        "between": hand_over_of(dossier, now),
        "answers_lists": viewer.role in DECIDES,
        "pass_on": _pass_on(dossier, steps, now) if "propose" in acts or "take" in inner else None,
        "acts": acts,
        "inner": inner,
        "barred": [] if beside["guest"] else barred(dossier, step, acts, viewer, waits),
        "papers": papers,
        "paper": current,
        "page_numbers": page_numbers(current.newest if current else None),
        "can_compare": answered is not None or any(len(row.versions) > 1 for row in rows),
        "groups": facts_of(dossier, lang, now),
        "events": timeline_of(dossier, lines[-5:], ahead=False, inside=True),
        "event_count": len(lines),
        "notes": [line for line in lines if line.type in ("noted", "returned_for_rework", "forwarded") and line.text],
        "step": said(step, lang) if step else "",
        "after": [said(one, lang) for one in pace.steps_after(steps, dossier.step)],
        "agency_name": agencies.name_of(dossier.agency, clock.local_day(now), lang, short=True),
        "proposal": proposal,
        "supplements": given,
        "second": queries.find_supplement_proposal(dossier) if "supplement_proposed" in told else None,
        "silent": queries.find_stop_proposal(dossier) if "stop_proposed" in told else None,
        "letter": queries.find_apology(dossier) if told & LETTERS else None,
        "apologies": queries.apologies_of(dossier) if told & SORRY else [],
        "results": queries.results_of(dossier, inside=True) if told & RESULTS or dossier.resolved_at else [],
        "handed": queries.last_hand_over(dossier) if "handed_over" in told else None,
        "asked": asked_rows(questions, viewer, now, dossier.code),
        "money": owed(dossier),
        "just_acted": bool(lines) and lines[-1].at > now - settings.UNDO_WINDOW,
        "can_unmask": not beside["guest"] and access.may_ever("dossier.unmask", viewer),
        "can_note": not beside["guest"] and access.may_ever("dossier.note", viewer),
        "is_mine": dossier.assigned_to_id == viewer.account_id,
    }


def _pass_on(dossier: Dossier, steps: tuple[Step, ...], now: datetime) -> dict[str, Any] | None:
    """Until when the step must be done to keep the promise, and by how much the hours of the next steps count."""
    if dossier.due_at is None or dossier.paused_since is not None or dossier.resolved_at is not None:
        return None
    calendar = calendar_of(dossier.agency_id)
    found = pace.pass_on_by(dossier.due_at, steps, dossier.step, calendar)
    soon = clock.local(found.by) <= clock.local(pace.warned_until(now, 0, calendar))
    return {"by": found.by, "hours": found.hours, "late": found.by <= now, "soon": soon}


@open_to(*STAFF)
def dossier(request: Request, code: str) -> HttpResponse:
    """The dossier's page."""
    now = clock.now()
    found = queries.get_visible(code, viewer=request.actor, at=now)
    return render_page(request, "officer/dossier.html", context_of(request, found, now))


@require_POST
@open_to("specialist_officer", "single_window_officer", "commune_leader")
def unmask(request: Request, code: str) -> HttpResponse:
    """Show the whole personal number once; that it was shown is written into the journal."""
    now = clock.now()
    number = actions.unmask(code, by=request.actor, at=now)
    found = queries.get_visible(code, viewer=request.actor, at=now)
    return render_page(request, "officer/dossier.html", {**context_of(request, found, now), "whole_number": number})


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
