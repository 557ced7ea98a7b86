"""Where to submit: the agency that decides, found by its new or old name; then a draft begins."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ProcedureVersion
from motcua.desks.citizen.apply import known
from motcua.desks.citizen.apply.work import work_of
from motcua.desks.citizen.filers import FILERS, account_of, is_helper, party_of
from motcua.desks.citizen.forms import one, problems, see, spoken
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.place import COOKIE
from motcua.desks.shell.request import Request
from motcua.dossiers import actions, queries
from motcua.dossiers.models import Draft
from motcua.dossiers.states import Channel
from motcua.flows import charge
from motcua.kernel import clock
from motcua.kernel.errors import FieldError

FEW = 12
"""So many agencies are listed at once; more are searched."""
MOST = 20


@dataclass(frozen=True, slots=True)
class Where:
    """An agency to choose: `note` an older name by which it was found."""

    code: str
    name: str
    note: str = ""


@open_to(*FILERS)
def apply(request: Request, procedure: str) -> HttpResponse:
    """Choose the agency. `?q=` searches names, `?agency=` names one; POST begins (or goes on with) a draft."""
    now, lang = clock.now(), spoken()
    today = clock.local_day(now)
    version = catalogue.version_in_force(procedure, today)
    q = request.GET.get("q", "").strip()[:100]
    wrong: list[FieldError] = []
    chosen = one(request, "agency") if request.method == "POST" else request.GET.get("agency", "")
    if request.method == "POST":
        agency = agencies.find_agency(chosen) if chosen else None
        if agency is None:
            wrong = [FieldError("agency", "apply.agency_missing")]
        elif not catalogue.decides(version, agency, today):
            wrong = [FieldError("agency", "agency.not_competent", agency=agency.code, procedure=procedure)]
        elif catalogue.online_level(version, agency, today) == "none":
            wrong = [FieldError("agency", "procedure.not_online", procedure=procedure)]
        elif unset := charge.not_open(version, agency, Channel.ONLINE, today):
            wrong = [FieldError("agency", one.code, **one.facts) for one in unset]
        else:
            return see(reverse("citizen:resume", args=[_begin(request, version, agency.code).key]))
    shown, many = _choices(version, q, chosen or request.COOKIES.get(COOKIE, "")[:35], lang)
    if not chosen and len(shown) == 1:
        chosen = shown[0].code
    lines, said = problems(wrong, {"agency": "id_agency" if shown else "find-q"})
    context = {
        "version": version,
        "procedure": procedure,
        "q": q,
        "options": [(row.code, row.name, row.note) for row in shown],
        "chosen": chosen,
        "many": many,
        "drafts": [row for row in queries.drafts_of(request.actor) if row.procedure_code == procedure],
        "offline": version.online == "none" and all(_offline(version, row.code) for row in shown),
        "problems": lines,
        "said": said,
    }
    return render_page(request, "citizen/apply/begin.html", context, status=422 if wrong else 200)


def _offline(version: ProcedureVersion, code: str) -> bool:
    agency = agencies.find_agency(code)
    return catalogue.online_level(version, agency, clock.local_day(clock.now())) == "none"


def _choices(version: ProcedureVersion, q: str, wanted: str, lang: str) -> tuple[list[Where], bool]:
    """What to choose from, and whether there are so many that one searches."""
    today = clock.local_day(clock.now())
    deciding = {row.code: row for row in catalogue.deciding_agencies(version, today)}
    many = len(deciding) > FEW
    if q:
        found = agencies.search_agencies(q, today, limit=10 * MOST)
        rows = [
            Where(one.agency.code, one.agency.name(lang), (one.former_en if lang == "en" else "") or one.former_vi)
            for one in found
            if one.agency.code in deciding
        ]
        return rows[:MOST], many
    if many:
        named = deciding.get(wanted)
        return ([Where(named.code, named.name(lang))] if named else []), many
    return [Where(row.code, row.name(lang)) for row in deciding.values()], many


def _begin(request: Request, version: ProcedureVersion, code: str) -> Draft:
    """A new draft, prefilled; or the untouched one that a first press of the button made a moment ago."""
    agency = agencies.get_agency(code)
    for draft in queries.drafts_of(request.actor):
        if (draft.procedure_version_id, draft.agency_id, draft.step) == (version.pk, agency.pk, ""):
            return draft
    draft = actions.start_draft(version, agency=agency, by=request.actor, at=clock.now())
    if not is_helper(request):
        work = work_of(request, queries.get_draft(draft.key, viewer=request.actor))
        party = party_of(account_of(request))
        answers = known.prefilled(work.definition, {}, {}, party, agency.code)
        work.save(applicant=party, answers=answers)
    return draft


@open_to(*FILERS)
def resume(request: Request, key: str) -> HttpResponse:
    """Where somebody stopped; a draft that was submitted is a dossier now."""
    draft = queries.get_draft(key, viewer=request.actor)
    if draft.dossier is not None:
        return see(reverse("citizen:dossier", args=[draft.dossier.code]))
    work = work_of(request, draft)
    keys = [stage.key for stage in work.stages]
    return see(work.url(draft.step if draft.step in keys else keys[0]))
