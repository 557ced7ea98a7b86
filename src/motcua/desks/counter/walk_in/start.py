"""Before a procedure is chosen: an empty page with a name of its own, and the procedure found by a few letters."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.catalogue.queries import Brief
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
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
