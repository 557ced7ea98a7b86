"""One dossier at the counter: what was just done and what comes next (print, send on, hand over)."""

from django.http import HttpResponse
from django.urls import reverse

from motcua.desks.counter.hand_over import money_url
from motcua.desks.counter.preview import preview_of
from motcua.desks.counter.waiting import waiting_rows
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import queries
from motcua.dossiers.models import Collection, Dossier
from motcua.dossiers.states import State
from motcua.kernel import clock
from motcua.voice.queries import is_asked


@open_to("single_window_officer")
def dossier(request: Request, code: str) -> HttpResponse:
    """Code large, promise, the paper to print, the next act; then the next person or the next dossier."""
    now = clock.now()
    found = queries.get_visible(code, viewer=request.actor, at=now)
    is_online = found.channel == "online"
    following = waiting_rows(request.actor, now).exclude(code=code).first() if is_online else None
    supplement = found.supplements.order_by("-number").first() if found.supplements_asked else None
    return render_page(
        request,
        "counter/dossier.html",
        {
            "tab": "waiting" if is_online else "walk_in",
            **preview_of(request, found, now),
            "supplement": supplement,
            "is_refused": found.state == State.REFUSED,
            "rating_url": reverse("counter:rate", args=[found.code]) if _may_rate(found) else "",
            "collection": Collection.objects.filter(dossier=found).first() if found.delivered_at else None,
            "corrections": queries.corrections_of(found),
            "english": spoken() == "en",
            "money_url": money_url(found.code),
            "next_url": f"{reverse('counter:waiting')}?xem={following.code}" if following else "",
        },
    )


def _may_rate(dossier: Dossier) -> bool:
    """Once it is handed over, until there is an answer; which one is not for this desk."""
    return dossier.state == State.DELIVERED and is_asked(dossier)
