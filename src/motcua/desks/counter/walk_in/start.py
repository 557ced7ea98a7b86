"""Before a procedure is chosen: the person, and the procedure found by a few letters, its code or its initials."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.catalogue.queries import Brief
from motcua.desks.counter.acts import see
from motcua.desks.counter.walk_in import person
from motcua.desks.shell import formats
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.models import Draft
from motcua.kernel import clock
from motcua.kernel.actor import Actor

MOST = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """A procedure that was found; `elsewhere`: another agency decides it."""

    code: str
    name: str
    field: str
    elsewhere: bool


def hits(q: str, actor: Actor, now: datetime, lang: str) -> list[Hit]:
    """What the words mean: the agency's own procedures first, those of others only where it has none."""
    if not q.strip():
        return []
    today = clock.local_day(now)
    own = agencies.find_agency(actor.agency)
    found = catalogue.search(q, today, agency=own, limit=MOST) if own else []
    if found:
        return [_hit(brief, lang, elsewhere=False) for brief in found]
    return [_hit(brief, lang, elsewhere=True) for brief in catalogue.search(q, today, limit=MOST)]


def _hit(brief: Brief, lang: str, *, elsewhere: bool) -> Hit:
    return Hit(brief.code, brief.name(lang), (brief.field_en if lang == "en" else "") or brief.field_vi, elsewhere)


def open_draft(
    actor: Actor, code: str, given: person.Person, submitter: dict[str, object] | None, now: datetime, channel: str
) -> Draft:
    """A draft of this procedure at the own agency where it decides, with what was already typed."""
    version = catalogue.version_in_force(code, clock.local_day(now))
    own = agencies.find_agency(actor.agency)
    decides = own is not None and catalogue.decides(version, own, clock.local_day(now))
    channel = channel if channel in ("direct", "post") else "direct"
    draft = actions.start_draft(version, agency=own if decides else None, by=actor, at=now, channel=channel)
    return actions.save_draft(
        draft.key,
        by=actor,
        at=now,
        applicant=given.party,
        submitter=submitter,
        wishes={"channel": channel, "source": given.source},
    )


@require_http_methods(["GET", "POST"])
@open_to("single_window_officer")
def begin(request: Request) -> HttpResponse:
    """GET: an empty page and what was begun. POST: read the card, search, or choose."""
    now, lang = clock.now(), spoken()
    given = person.Person()
    submitter = None
    q = ""
    found: list[Hit] = []
    if request.method == "POST":
        given = person.read(request, formats.hour(now))
        submitter = person.read_submitter(request)
        q = request.POST.get("q", "").strip()[:200]
        code = request.POST.get("choose", "")
        found = hits(q, request.actor, now, lang)
        if not code and len(found) == 1:
            code = found[0].code
        if code:
            draft = open_draft(request.actor, code, given, submitter, now, request.POST.get("channel", ""))
            return see("work", draft.key)
    return render_page(
        request,
        "counter/walk_in.html",
        {
            "tab": "walk_in",
            "applicant": person.shown(given.party),
            "source": given.source,
            "card_error": given.card_error,
            "submitter": person.shown(submitter or {}),
            "has_submitter": submitter is not None,
            "kinds": kinds(),
            "channel": request.POST.get("channel", "direct"),
            "q": q,
            "hits": found,
            "begun": [one for one in dossiers.drafts_of(request.actor) if one.channel != "online"][:MOST],
        },
    )


@open_to("single_window_officer")
def procedures(request: Request) -> HttpResponse:
    """The list under the search box, while one types."""
    q = request.GET.get("q", "")[:200]
    found = hits(q, request.actor, clock.now(), spoken())
    return render_page(request, "counter/_procedures.html", {"q": q, "hits": found})


def kinds() -> list[tuple[str, str]]:
    return [
        ("person", _("Cá nhân")),
        ("enterprise", _("Doanh nghiệp")),
        ("organisation", _("Tổ chức khác")),
        ("state_agency", _("Cơ quan nhà nước")),
    ]
