"""The page of one walk-in: read what was posted, keep it, and either show it again or receive."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.agencies import queries as agencies
from motcua.desks.counter.acts import see
from motcua.desks.counter.walk_in import deciding, papers, parked, person, show, start
from motcua.desks.counter.walk_in.slip import errors_of
from motcua.desks.counter.walk_in.stage import Stage, stage_of
from motcua.desks.shell import eform, formats, linked
from motcua.desks.shell.access import open_to
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import sentence
from motcua.documents import actions as documents
from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.models import Draft
from motcua.flows import submit_linked
from motcua.kernel import clock
from motcua.kernel.errors import Cannot, Invalid, NotAllowed, NotVisible

ACCEPT, ASK, TURN_AWAY = "accept", "ask", "turn_away"
_KEY = re.compile(r"[A-Za-z0-9_-]{22}")


@require_http_methods(["GET", "POST"])
@open_to("single_window_officer")
def begin(request: Request) -> HttpResponse:
    """GET: an empty page under a fresh key, and what was begun. POST: the same as to that key's own page."""
    key = actions.new_key()
    if request.method == "POST":
        return _posted(request, key)
    return show.empty(request, key)


@parked.waits_over_sign_in
@require_http_methods(["GET", "POST"])
@open_to("single_window_officer")
def work(request: Request, key: str) -> HttpResponse:
    """GET: the page. POST: `act` accept receives; ask and turn_away go to their own page; `choose` changes the
    procedure; anything else keeps and shows again."""
    if (waited := parked.take(request, key)) is not None and request.method == "GET":
        request.POST = waited  # type: ignore[assignment]
        messages.success(request, _("Đã giữ những gì vừa nhập trước khi hết phiên."))
        return _posted(request, key)
    if request.method == "POST":
        return _posted(request, key)
    draft = dossiers.get_draft(key, viewer=request.actor)
    if draft.dossier is not None:
        return see("dossier", draft.dossier.code)  # the back button after it was received
    stage = stage_of(draft, request.actor, clock.now(), spoken())
    agency_q = request.GET.get("co-quan", "").strip()[:100]
    return show.page(request, stage, q=request.GET.get("q", "").strip()[:200], agency_q=agency_q)


def _posted(request: Request, key: str) -> HttpResponse:
    is_quiet = request.headers.get("X-Autosave") == "1"
    draft = _draft(request, key)
    if draft is None:
        if is_quiet:
            return HttpResponse("", content_type="text/plain; charset=utf-8")
        return see("walk_in")
    if draft.dossier is not None:
        return HttpResponse("") if is_quiet else see("dossier", draft.dossier.code)  # the second press
    stage = stage_of(draft, request.actor, clock.now(), spoken())
    given, refused = keep(request, stage)
    if is_quiet:
        return HttpResponse(show.saved(stage), content_type="text/plain; charset=utf-8")
    act = request.POST.get("act", "")
    if act.startswith("use:"):
        _use(stage, act.removeprefix("use:"))
        return see("work", key)
    if (decider := _decider(request, stage)) is not None:
        return decider
    if (chosen := _chosen(request, stage)) is not None:
        return chosen
    if given.card_error or refused:
        return show.page(request, stage, card_error=given.card_error, refused=refused, wrong=True)
    if not stage.has_procedure or act not in (ACCEPT, ASK, TURN_AWAY):
        return see("work", key)
    if act != ACCEPT:
        return see("incomplete" if act == ASK else "turn_away", key)
    return _accept(request, stage)


def _draft(request: Request, key: str) -> Draft | None:
    """The draft of this page, begun with the first thing that is kept. Raises NotVisible for somebody else's."""
    try:
        return dossiers.get_draft(key, viewer=request.actor)
    except NotVisible:
        if not _KEY.fullmatch(key):
            raise
    asks = request.POST.get("q", "").strip() or request.POST.get("choose")
    given = person.read(request, "")
    if person.is_blank(given.party) and not given.card_error and not asks:
        return None
    actions.start_draft(None, agency=None, by=request.actor, at=clock.now(), channel="direct", key=key)
    return dossiers.get_draft(key, viewer=request.actor)


def keep(request: Request, stage: Stage) -> tuple[person.Person, dict[str, str]]:
    """Everything on the page goes into the draft."""
    given = person.read(request, formats.hour(stage.at))
    submitter, mandate = person.read_submitter(request)
    wishes = _wishes(request, stage, given) | ({"mandate": mandate} if mandate else {})
    if not mandate:
        wishes.pop("mandate", None)
    before = dict(stage.draft.applicant)
    changed: dict[str, Any] = {"applicant": given.party, "submitter": submitter, "wishes": wishes}
    changed["channel"] = wishes["channel"]
    refused: dict[str, str] = {}
    if not stage.has_procedure:
        stage.save(**changed)
        return given, refused
    if stage.linked and "linked" in request.POST:
        left_out = linked.read_left_out(request.POST, stage.linked)
        changed["wishes"] = {**{key: one for key, one in wishes.items() if key != "left_out"}, "left_out": left_out}
        stage.save(wishes=changed["wishes"])
    handed, refused = papers.read(request, stage)
    answers = dict(stage.draft.answers)
    for step in show.groups(stage):
        parsed = eform.parse(stage.definition, step, request.POST, today=stage.today, known=stage.known)
        more, wrong = _files(request, stage, step)
        refused |= wrong
        answers = eform.merge(stage.definition, step, answers, parsed, more)
    stage.save(**changed, agency=_agency(request, stage), papers=handed)
    stage.save(answers=stage.prefilled(answers, before))
    return given, refused


def _wishes(request: Request, stage: Stage, given: person.Person) -> dict[str, Any]:
    wishes = dict(stage.draft.wishes)
    channel = request.POST.get("channel", stage.channel)
    wishes["channel"] = channel if channel in ("direct", "post") else "direct"
    if "case" in request.POST:
        wishes["case"] = request.POST["case"].strip()[:60]
    number = str(given.party.get("personal_id") or "")
    if given.off_card:
        wishes |= {"source": given.source, "card": number}
    elif wishes.get("card", "") != number:
        wishes["source"] = wishes["card"] = ""
    if (delivery := request.POST.get("delivery", "")) in ("counter", "post", "electronic"):
        wishes["delivery"] = delivery
    if "return_counter" in request.POST:
        code = request.POST["return_counter"]
        code = code if agencies.find_agency(code) is not None else ""
        wishes.pop("counter", None)
        if code != stage.usual_counter:  # a choice; what the page offered by itself follows the deciding agency
            wishes["counter"] = code
    address = request.POST.get("delivery_address", "").strip()[:300]
    if wishes.get("delivery") == "post":
        wishes["address"] = address or wishes.get("address") or str(given.party.get("address") or "")
    else:
        wishes.pop("address", None)
    return wishes


def _use(stage: Stage, number: str) -> None:
    """Somebody of an earlier dossier was offered and taken; only those that are offered can be."""
    found = person.found_again(stage.draft.applicant, stage.actor, stage.at)
    known = next((one for one in found if str(one.id) == number), None)
    if known is None:
        return
    before = dict(stage.draft.applicant)
    wishes = dict(stage.draft.wishes)
    party = person.take(before, known.party, off_card=bool(wishes.get("card")))
    again = _("Lấy từ hồ sơ %(code)s, hỏi lại cho chắc") % {"code": known.code}
    source = str(wishes.get("source") or "").split(" · ")[0] if wishes.get("card") else ""
    wishes["source"] = f"{source} · {again}" if source else again
    wishes["card"] = str(party.get("personal_id") or "")
    stage.save(applicant=party, wishes=wishes)
    if stage.has_procedure:
        stage.save(answers=stage.prefilled(stage.draft.answers, before))


def _chosen(request: Request, stage: Stage) -> HttpResponse | None:
    """Choose what was pressed, or the only procedure that the words mean; several are shown to choose from."""
    q = request.POST.get("q", "").strip()[:200]
    code = request.POST.get("choose", "")
    if not code and q:
        found = start.hits(q, stage.actor, stage.at, stage.lang)
        exact = [hit.code for hit in found if hit.code == q]
        code = exact[0] if exact else found[0].code if len(found) == 1 else ""
    if code:
        stage.choose(code)
        return _to(reverse("counter:work", args=[stage.draft.key]) + "#papers")
    if q:
        return _to(f"{reverse('counter:work', args=[stage.draft.key])}?{urlencode({'q': q})}#procedures")
    return None


def _decider(request: Request, stage: Stage) -> HttpResponse | None:
    """The agency that was pressed or that the words mean alone; several are shown to choose from."""
    q = request.POST.get("agency_q", "").strip()[:100]
    if not stage.has_procedure or not (q or request.POST.get("act", "").startswith("agency:")):
        return None
    address = reverse("counter:work", args=[stage.draft.key])
    if code := deciding.asked(request, stage):
        stage.save(agency=agencies.find_agency(code))
        return _to(f"{address}#procedure")
    return _to(f"{address}?{urlencode({'co-quan': q})}#procedure")


def _to(url: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def _agency(request: Request, stage: Stage) -> Any:
    code = request.POST.get("agency", "")
    if code in dict(stage.agency_choices):
        return agencies.find_agency(code)
    return stage.draft.agency


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


def _accept(request: Request, stage: Stage) -> HttpResponse:
    if errors := errors_of(stage):
        return show.page(request, stage, errors=errors, wrong=True)
    try:
        dossier = submit_linked.walk_in(stage.submission, by=stage.actor, at=stage.at, draft=stage.draft)
    except Invalid as invalid:
        return show.page(request, stage, errors=invalid.errors, wrong=True)
    messages.success(request, _("Đã tiếp nhận hồ sơ %(code)s.") % {"code": dossier.code})
    return see("dossier", dossier.code)


@require_POST
@open_to("single_window_officer")
def discard(request: Request, key: str) -> HttpResponse:
    """Throw away what was begun; thrown away twice is thrown away."""
    try:
        actions.discard_draft(key, by=request.actor, at=clock.now())
    except NotVisible:
        messages.info(request, _("Bản nháp này không còn."))
        return see("walk_in")
    messages.success(request, _("Đã bỏ bản nháp."))
    return see("walk_in")
