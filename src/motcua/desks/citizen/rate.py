"""The one question after the result: signed in, or by the link of the message without account."""

from django.http import HttpResponse
from django.urls import reverse

from motcua.desks.citizen.apply.work import set_place
from motcua.desks.citizen.filers import FILERS
from motcua.desks.citizen.forms import problems, see, spoken
from motcua.desks.shell import access
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.flows import rate as rating
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid
from motcua.voice.queries import has_rated
from motcua.voice.rules import ANSWER_NAMES, Way


@open_to(*FILERS)
def rate(request: Request, code: str) -> HttpResponse:
    """For the dossier's own account."""
    dossier = queries.get_visible(code, viewer=request.actor, at=clock.now())
    return _answer(request, dossier, Way.ACCOUNT, None, reverse("citizen:rate", args=[code]))


@open_to(access.ALL)
def rate_by_link(request: Request, code: str, token: str) -> HttpResponse:
    """For whoever holds the link; it shows nothing of the dossier but its procedure."""
    dossier = rating.get_by_link(code, token)
    return _answer(request, dossier, Way.LINK, token, reverse("citizen:rate_by_link", args=[code, token]))


def _device(request: Request) -> str:
    """What tells devices apart without asking them for anything; only a keyed mark of it is kept, for a while."""
    told = ("REMOTE_ADDR", "HTTP_USER_AGENT", "HTTP_ACCEPT_LANGUAGE")
    return "|".join(str(request.META.get(name, "")) for name in told)


def _answer(request: Request, dossier: Dossier, way: Way, token: str | None, url: str) -> HttpResponse:
    lang = spoken()
    set_place(request, dossier.agency.code, lang)
    errors: list[FieldError] = []
    answer, reason = str(request.POST.get("answer", "")), str(request.POST.get("reason", ""))
    if request.method == "POST":
        try:
            rating.rate(
                dossier.code,
                answer=answer,
                reason=reason,
                by=request.actor,
                at=clock.now(),
                via=way,
                token=token,
                device=_device(request),
            )
        except Invalid as refused:
            errors = refused.errors
        else:
            return see(url)
    lines, said = problems(errors, {"answer": "id_answer", "reason": "id_reason"})
    context = {
        "dossier": dossier,
        "by_link": way == Way.LINK,
        "answered": has_rated(dossier),
        "options": [(value, words[lang == "en"]) for value, words in ANSWER_NAMES.items()],
        "answer": answer,
        "reason": reason,
        "action": url,
        "problems": lines,
        "said": said,
    }
    return render_page(request, "citizen/rate.html", context, status=422 if errors else 200)
