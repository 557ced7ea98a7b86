"""Where a dossier is. With the code alone: the degree of completion; with the PIN also the promise and the way."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.desks.shell import access, errors, tracking
from motcua.desks.shell import place as places
from motcua.desks.shell.access import open_to
from motcua.desks.shell.deadline import story_of
from motcua.desks.shell.dossier import promise_of, timeline_of
from motcua.desks.shell.early import early_words
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import say
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import CLOSED, State
from motcua.journal.throttle import TooMany
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.payments import queries as payments

OPENED = "tracked"
"""In the session: code → when its PIN was shown. The PIN itself is not kept anywhere."""
KEPT = timedelta(minutes=30)
MOST_OPENED = 20
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")


def tidy(code: str) -> str:
    """A code as people type it: spaces, long dashes and small letters are mended."""
    return _DASHES.sub("-", "".join(code.split()))[:60].upper()


@open_to(access.ALL)
def find(request: Request) -> HttpResponse:
    """`?ma=` leads to the page of that code."""
    typed = request.GET.get("ma", "")
    if not typed.strip():
        wrong = say("public.code_missing", {}, ("", "")) if "ma" in request.GET else ""
        return _form(request, typed, wrong, 422 if wrong else 200)
    code = tidy(typed)
    try:
        tracking.look_up(request, code, at=clock.now())
    except NotVisible:
        return _form(request, typed[:60], say("dossier.unknown", {}, ("", "")), 404)
    except TooMany as refused:
        return _too_many(request, refused)
    return HttpResponseRedirect(reverse("public:track_code", args=[code]))


def _form(request: Request, typed: str, wrong: str, status: int) -> HttpResponse:
    context = {"typed": typed, "wrong": wrong, "problems": [Problem("id_ma", wrong)] if wrong else []}
    return render_page(request, "public/track_find.html", context, status=status)


def _too_many(request: Request, refused: TooMany) -> HttpResponse:
    seconds = refused.facts.get("seconds")
    what = _("Đã nhập sai mã PIN nhiều lần.") if refused.code == "track.pin_closed" else _("Đã tra cứu quá nhiều lần.")
    return errors.page(request, 429, what=what, retry_after=seconds if isinstance(seconds, int) else 60)


@open_to(access.ALL)
def track(request: Request, code: str) -> HttpResponse:
    """GET: what this browser may see now. POST `pin` opens, `act=close` closes again."""
    now = clock.now()
    try:
        found = tracking.look_up(request, code, at=now)
    except NotVisible:
        return _form(request, code, say("dossier.unknown", {}, ("", "")), 404)
    except TooMany as refused:
        return _too_many(request, refused)
    wrong = ""
    if request.method == "POST":
        if request.POST.get("act") == "close":
            _close(request, found.code)
            return _see(found.code)
        pin = request.POST.get("pin", "").strip()[:40]
        try:
            if pin and tracking.pin_opens(found.code, pin, at=now):
                _open(request, found.code, now)
                return _see(found.code)
        except TooMany as refused:
            return _too_many(request, refused)
        wrong = say("public.pin_wrong" if pin else "public.pin_missing", {}, ("", ""))
    if not wrong and is_open(request, found.code, now):
        response = render_page(request, "public/track.html", context_of(request, queries.get_with_pin(found.code), now))
    else:
        response = render_page(
            request,
            "public/track_pin.html",
            {"found": found, "wrong": wrong, "problems": [Problem("id_pin", wrong)] if wrong else []},
            status=422 if wrong else 200,
        )
    # Many people share one machine at the counter: the Back button must not show the last one's dossier
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _see(code: str) -> HttpResponse:
    response = HttpResponseRedirect(reverse("public:track_code", args=[code]))
    response.status_code = 303
    return response


def _opened(request: Request) -> dict[str, str]:
    kept = request.session.get(OPENED)
    return dict(kept) if isinstance(kept, dict) else {}


def is_open(request: Request, code: str, now: datetime) -> bool:
    """True while the PIN of this code was shown by this browser in the last half hour."""
    at = _opened(request).get(code)
    return at is not None and now - clock.parse(at) < KEPT


def _open(request: Request, code: str, now: datetime) -> None:
    kept = {**_opened(request), code: now.isoformat()}
    request.session[OPENED] = dict(sorted(kept.items(), key=lambda one: one[1])[-MOST_OPENED:])


def _close(request: Request, code: str) -> None:
    kept = _opened(request)
    if kept.pop(code, None) is not None:
        request.session[OPENED] = kept


def context_of(request: Request, dossier: Dossier, now: datetime) -> dict[str, Any]:
    """What the applicant may know without an account: no officer, no internal note, no personal data."""
    lang = spoken()
    office = places.of_agency(dossier.agency.code, lang)
    if office is not None:
        request.place = office  # type: ignore[attr-defined]  # read by desks.shell.place
    owed = payments.owed(dossier)
    version = dossier.procedure_version
    told = story_of(dossier, now, inside=False)
    # without an account the story stands on this page: no link to it, and not twice
    promise = replace(promise_of(dossier, now, ledger=False), code="")
    if owed.outstanding and dossier.state == State.PAYMENT_DUE:
        promise = replace(promise, amount=owed.outstanding)
    lines = queries.story(dossier, inside=False)
    waits = dossier.state == State.SUPPLEMENT_REQUESTED
    asked = dossier.supplements.filter(answered_at=None).order_by("-number").first() if waits else None
    return {
        "dossier": dossier,
        "name": (version.name_en if lang == "en" else "") or version.name_vi,
        "agency": agencies.name_of(dossier.agency, clock.local_day(now), lang),
        "promise": promise,
        "told": told if told.lines else None,
        "events": timeline_of(dossier, lines),
        "apologies": queries.apologies_of(dossier),
        "early": early_words(dossier.finished_at, dossier.due_at, dossier.agency_id),
        "given": queries.given_of(asked) if asked is not None else None,
        "owed": owed,
        "is_open": dossier.state not in CLOSED and dossier.resolved_at is None,
        "ended": dossier.state in (State.REFUSED, State.WITHDRAWN, State.STOPPED),
        "reason": next((line.text for line in reversed(lines) if line.text), ""),
        "supplement": asked,
        "supplement_url": _url("citizen:supplement", dossier.code),
    }


def _url(name: str, *args: str) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
