"""The page of one draft: read what was posted, keep it, and either show it again or receive."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.agencies import queries as agencies
from motcua.desks.counter.acts import see
from motcua.desks.counter.walk_in import papers, person, start
from motcua.desks.counter.walk_in.slip import Slip, problems, slip_of
from motcua.desks.counter.walk_in.stage import Stage
from motcua.desks.shell import eform, formats
from motcua.desks.shell.access import open_to
from motcua.desks.shell.eform import PageView
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence, sentence
from motcua.documents import actions as documents
from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.flows import receive as receiving
from motcua.kernel import clock
from motcua.kernel.errors import Cannot, FieldError, Invalid, NotAllowed

ACCEPT = "accept"


@require_http_methods(["GET", "POST"])
@open_to("single_window_officer")
def work(request: Request, key: str) -> HttpResponse:
    """GET: the page. POST: `act` accept receives; choose changes the procedure; anything else keeps and shows again."""
    draft = dossiers.get_draft(key, viewer=request.actor)
    if draft.dossier is not None:
        return see("dossier", draft.dossier.code)  # the second press, or the back button
    stage = Stage(draft, request.actor, clock.now(), spoken())
    if request.method != "POST":
        return _show(request, stage)
    given, refused = keep(request, stage)
    if request.headers.get("X-Autosave") == "1":
        return HttpResponse(_saved(stage), content_type="text/plain; charset=utf-8")
    if code := request.POST.get("choose", ""):
        return _change(stage, code)
    q = request.POST.get("q", "").strip()[:200]
    if request.POST.get("act") != ACCEPT:
        if q or given.card_error or refused:
            return _show(request, stage, given=given, refused=refused, q=q)
        return see("work", key)
    if refused:
        return _show(request, stage, given=given, refused=refused, wrong=True)
    try:
        dossier = receiving.walk_in(stage.submission, by=stage.actor, at=stage.at, draft=stage.draft)
    except Invalid as invalid:
        return _show(request, stage, errors=invalid.errors, wrong=True)
    messages.success(request, _("Đã tiếp nhận hồ sơ %(code)s.") % {"code": dossier.code})
    return see("dossier", dossier.code)


def keep(request: Request, stage: Stage) -> tuple[person.Person, dict[str, str]]:
    """Everything on the page goes into the draft."""
    given = person.read(request, formats.hour(stage.at))
    wishes = dict(stage.draft.wishes)
    channel = request.POST.get("channel", stage.channel)
    wishes["channel"] = channel if channel in ("direct", "post") else "direct"
    if given.source or wishes.get("number") != given.party.get("personal_id"):
        wishes["source"] = given.source
    if (delivery := request.POST.get("delivery", "")) in ("counter", "post", "electronic"):
        wishes["delivery"] = delivery
    before = dict(stage.draft.applicant)
    handed, refused = papers.read(request, stage)
    answers = dict(stage.draft.answers)
    for step in _groups(stage):
        parsed = eform.parse(stage.definition, step, request.POST, today=stage.today, known=stage.known)
        more, wrong = _files(request, stage, step)
        refused |= wrong
        answers = eform.merge(stage.definition, step, answers, parsed, more)
    stage.save(
        applicant=given.party,
        submitter=person.read_submitter(request),
        agency=_agency(request, stage),
        papers=handed,
        wishes=wishes,
    )
    stage.save(answers=stage.prefilled(answers, before))
    return given, refused


def _agency(request: Request, stage: Stage) -> Any:
    code = request.POST.get("agency", "")
    if code in dict(stage.agency_choices):
        return agencies.find_agency(code)
    return stage.draft.agency


def _groups(stage: Stage) -> list[str]:
    """Every page of the form that its answers ask for, and what is asked at the end."""
    asked = [one.key for one in eform.steps(stage.definition, stage.answers, today=stage.today, lang=stage.lang)]
    closing = eform.closing(stage.definition, stage.lang)
    return asked + ([closing.key] if closing and closing.fields else [])


def _files(request: Request, stage: Stage, group: str) -> tuple[dict[str, Any], dict[str, str]]:
    ids: dict[str, Any] = {}
    refused: dict[str, str] = {}
    for key, file in eform.uploads(stage.definition, group, request.FILES).items():
        try:
            ids[key] = documents.store_upload(file, file.name or "", by=stage.actor, at=stage.at).file_id
        except NotAllowed:
            raise
        except Cannot as cannot:
            refused[key] = sentence(cannot)
    return ids, refused


def _change(stage: Stage, code: str) -> HttpResponse:
    """Another procedure: a new draft with the same people; the old one is thrown away."""
    old = stage.draft
    source = str(old.wishes.get("source") or "")
    given = person.Person(dict(old.applicant), source)
    draft = start.open_draft(stage.actor, code, given, old.submitter, stage.at, stage.channel)
    actions.discard_draft(old.key, by=stage.actor, at=stage.at)
    return see("work", draft.key)


@require_POST
@open_to("single_window_officer")
def discard(request: Request, key: str) -> HttpResponse:
    """Throw away what was begun."""
    actions.discard_draft(key, by=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ bản nháp."))
    return see("walk_in")


def _saved(stage: Stage) -> str:
    return _("Bản nháp đã lưu %(hour)s") % {"hour": formats.hour(stage.draft.saved_at)}


def _show(
    request: Request,
    stage: Stage,
    *,
    given: person.Person | None = None,
    refused: dict[str, str] | None = None,
    errors: list[FieldError] | None = None,
    q: str = "",
    wrong: bool = False,
) -> HttpResponse:
    slip: Slip = slip_of(stage)
    shown = errors if errors is not None else list(slip.errors) if wrong else []
    draft = stage.draft
    said = {one.path: field_sentence(one) for one in reversed(shown)}
    context = {
        "tab": "walk_in",
        "draft": draft,
        "saved": _saved(stage),
        "applicant": person.shown(draft.applicant),
        "source": draft.wishes.get("source", ""),
        "card_error": given.card_error if given else "",
        "submitter": person.shown(draft.submitter or {}),
        "has_submitter": draft.submitter is not None,
        "kinds": start.kinds(),
        "channel": stage.channel,
        "version": stage.version,
        "name": stage.name,
        "agency": draft.agency.code if draft.agency else "",
        "agencies": stage.agency_choices,
        "q": q,
        "hits": start.hits(q, stage.actor, stage.at, stage.lang),
        "papers": papers.rows(stage, refused or {}),
        "pages": [_page(stage, group, shown) for group in _groups(stage)],
        "delivery": draft.wishes.get("delivery", "counter"),
        "deliveries": [("counter", _("Tại quầy")), ("post", _("Qua bưu chính")), ("electronic", _("Bản điện tử"))],
        "slip": slip,
        "said": {path.replace(".", "_"): words for path, words in said.items()},
        "problems": problems(shown),
        "discard_url": reverse("counter:discard", args=[draft.key]),
    }
    return render_page(request, "counter/walk_in.html", context, status=422 if wrong or refused else 200)


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
