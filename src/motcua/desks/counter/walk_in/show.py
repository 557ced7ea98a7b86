"""What the page of a walk-in prints, before and after a procedure is chosen."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.desks.counter.walk_in import deciding, papers, person, start
from motcua.desks.counter.walk_in.slip import problems, slip_of
from motcua.desks.counter.walk_in.stage import Stage
from motcua.desks.shell import eform, formats, linked
from motcua.desks.shell.eform import PageView
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import field_sentence
from motcua.dossiers import queries as dossiers
from motcua.dossiers.models import Draft
from motcua.kernel.errors import FieldError

MOST = 8


def empty(request: Request, key: str) -> HttpResponse:
    """Nothing was typed yet; what was begun and not finished stands beside it."""
    context = {
        "tab": "walk_in",
        "work_url": reverse("counter:work", args=[key]),
        "applicant": person.shown({}),
        "submitter": person.shown({}),
        "mandate": {},
        "mandate_kinds": person.mandate_kinds(),
        "kinds": start.kinds(),
        "channel": "direct",
        "begun": begun(request),
    }
    return render_page(request, "counter/walk_in.html", context)


def begun(request: Request, besides: str = "") -> list[Draft]:
    """This officer's unfinished walk-ins, last saved first."""
    rows = [one for one in dossiers.drafts_of(request.actor, at_counter=True) if one.key != besides]
    return rows[:MOST]


def groups(stage: Stage) -> list[str]:
    """Every page of the form that its answers ask for, and what is asked at the end."""
    asked = [one.key for one in eform.steps(stage.definition, stage.answers, today=stage.today, lang=stage.lang)]
    closing = eform.closing(stage.definition, stage.lang)
    return asked + ([closing.key] if closing and closing.fields else [])


def saved(stage: Stage) -> str:
    return _("Bản nháp đã lưu %(hour)s") % {"hour": formats.hour(stage.draft.saved_at)}


def page(
    request: Request,
    stage: Stage,
    *,
    card_error: str = "",
    refused: dict[str, str] | None = None,
    errors: list[FieldError] | None = None,
    q: str = "",
    agency_q: str = "",
    wrong: bool = False,
) -> HttpResponse:
    """The page of one draft; `wrong` answers 422 and says what is."""
    draft = stage.draft
    shown = errors or []
    said = {one.path: field_sentence(one) for one in reversed(shown)}
    summary = [*problems(shown)]
    if card_error:
        summary.append(Problem("id_card", card_error))
    summary += [Problem("papers", words) for words in (refused or {}).values()]
    context: dict[str, Any] = {
        "tab": "walk_in",
        "paper_line": stage.paper_line,
        "work_url": reverse("counter:work", args=[draft.key]),
        "draft": draft,
        "saved": saved(stage),
        "applicant": person.shown(draft.applicant),
        "offers": person.offers(draft.applicant, stage.actor, stage.at, stage.lang),
        "source": draft.wishes.get("source", ""),
        "card_error": card_error,
        "submitter": person.shown(draft.submitter or {}),
        "has_submitter": draft.submitter is not None,
        "mandate": draft.wishes.get("mandate") or {},
        "mandate_kinds": person.mandate_kinds(),
        "kinds": start.kinds(),
        "channel": stage.channel,
        "case": stage.case,
        "q": q,
        "agency_q": agency_q,
        "deciders": deciding.found(stage, agency_q),
        "hits": start.hits(q, stage.actor, stage.at, stage.lang),
        "said": {path.replace(".", "_"): words for path, words in said.items()},
        "problems": summary,
        "discard_url": reverse("counter:discard", args=[draft.key]),
    }
    if stage.has_procedure:
        context |= _chosen(stage, refused or {}, shown)
    return render_page(request, "counter/walk_in.html", context, status=422 if wrong else 200)


def _chosen(stage: Stage, refused: dict[str, str], shown: list[FieldError]) -> dict[str, Any]:
    draft = stage.draft
    return {
        "version": stage.version,
        "name": stage.name,
        "agency": draft.agency.code if draft.agency else "",
        "agencies": stage.agency_choices,
        "papers": papers.rows(stage, refused),
        "pages": [_page(stage, group, shown) for group in groups(stage)],
        "delivery": draft.wishes.get("delivery", "counter"),
        "delivery_address": draft.wishes.get("address", ""),
        "deliveries": [("counter", _("Tại quầy")), ("post", _("Qua bưu chính")), ("electronic", _("Bản điện tử"))],
        "counters": deciding.counters(stage),
        "return_counter": stage.return_counter,
        "handed_over": deciding.handed_over(stage),
        "slip": slip_of(stage),
        "parts": linked.choices(stage.linked, draft.agency, stage.left_out, stage.lang, stage.at)
        if stage.linked
        else [],
    }


def _page(stage: Stage, group: str, errors: list[FieldError]) -> PageView:
    """A group without the heading of a page of its own."""
    view = eform.page(
        stage.definition,
        group,
        stage.answers,
        today=stage.today,
        lang=stage.lang,
        known=stage.known,
        errors=[one for one in errors if one.path.startswith("answers")],
    )
    if not view.heading:
        return view
    field = stage.definition.by_key[view.fields[0].key]
    plain = replace(view.fields[0], heading=False, label=field.label(stage.lang), help=field.help(stage.lang))
    return replace(view, heading=False, fields=(plain,))
