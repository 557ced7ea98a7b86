"""Sessions of people: seen while they are used, ended after half an hour without anything done, and what was posted
into an ended one kept until the same person is back.

A citizen's session ends after `IDLE`: telephones are lent and counters share machines. Staff work a whole day on
machines of their own; their sessions end with the day (`SESSION_COOKIE_AGE`).
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve

from motcua.desks.shell.middleware import GetResponse, actor_of
from motcua.journal import throttle
from motcua.kernel import clock
from motcua.kernel.errors import Cannot
from motcua.people import sessions
from motcua.people.devices import device_of
from motcua.people.models import Account

IDLE = timedelta(minutes=30)
TOUCHED = timedelta(minutes=1)
"""So often a session that is used is written."""
SEEN, KEPT = "seen", "kept"
EXPIRED = "expired"
"""In the address of the sign-in page: the session ended by itself."""
LONGEST = 200_000
"""Characters of a form that are kept; no page of ours sends more without files."""
KEPT_FOR = timedelta(hours=2)
MOST_KEPT = 60
"""Forms kept for one address within that time."""


def opened(request: HttpRequest, account: Account) -> None:
    """A session began: called after `login`."""
    now = clock.now()
    request.session[SEEN] = now.isoformat()
    if request.session.session_key is None:
        request.session.save()
    sessions.begin_session(
        account,
        key=str(request.session.session_key),
        device=device_of(request.headers.get("User-Agent", "")),
        at=now,
    )


def closed(request: HttpRequest) -> None:
    """Sign out of this session."""
    key = request.session.session_key
    logout(request)
    if key:
        sessions.close_session(key, at=clock.now())


def watched(get_response: GetResponse) -> GetResponse:
    """Middleware, after authentication: note that the session is used, or end it when it was not for too long."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        seen = request.session.get(SEEN) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        if seen:
            now, last = clock.now(), datetime.fromisoformat(seen)
            account = request.user
            if isinstance(account, Account) and account.kind == Account.Kind.CITIZEN and now - last > IDLE:
                _expire(request, int(account.pk))
            elif account.is_authenticated and now - last > TOUCHED:
                request.session[SEEN] = now.isoformat()
                sessions.see_session(str(request.session.session_key), at=now)
        return get_response(request)

    def process_view(
        request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        gone = getattr(request, "session_expired", False)
        if request.user.is_authenticated or not (gone or getattr(view, "keeps_posts", False)):
            return None
        if request.method == "POST" and getattr(view, "keeps_posts", False):
            _keep(request, getattr(request, "expired_account", None))
            return HttpResponse(status=401) if _is_quiet(request) else _sign_in(request, request.path)
        if gone and request.method in ("GET", "HEAD") and not _is_open(view):
            return _sign_in(request, request.get_full_path())
        return None

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _is_open(view: Callable[..., Any]) -> bool:
    return "all" in getattr(view, "open_to", ("all",))


def _expire(request: HttpRequest, account_id: int) -> None:
    closed(request)
    request.session_expired = True  # type: ignore[attr-defined]
    request.expired_account = account_id  # type: ignore[attr-defined]


def _is_quiet(request: HttpRequest) -> bool:
    return request.headers.get("X-Autosave") == "1"


def _keep(request: HttpRequest, account_id: int | None) -> None:
    """Keep what was posted in the session that is left, which belongs to nobody: only the answers, no files."""
    try:
        who = request.META.get("REMOTE_ADDR", "")
        throttle.count("kept_post", who, most=MOST_KEPT, within=KEPT_FOR, at=clock.now())
    except throttle.TooMany:
        return  # somebody fills our sessions: they get the sign-in page, and nothing is kept
    before = request.session.get(KEPT)
    if account_id is None and isinstance(before, dict):
        account_id = before.get("account")
    body = request.POST.copy()
    body.pop("csrfmiddlewaretoken", None)
    written = body.urlencode()
    if len(written) <= LONGEST:
        request.session[KEPT] = {
            "path": request.path,
            "body": written,
            "account": account_id,
            "at": clock.now().isoformat(),
        }


def _sign_in(request: HttpRequest, onward: str) -> HttpResponse:
    url = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': onward, EXPIRED: 1})}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponse(status=303, headers={"Location": url})


def restore(request: HttpRequest, account: Account) -> bool:
    """Save what was kept, quietly, once its owner is signed in again; True when it was saved.

    Somebody else on the same machine gets nothing of it: it is thrown away.
    """
    kept = request.session.pop(KEPT, None)
    if not isinstance(kept, dict) or kept.get("account") not in (None, account.pk):
        return False
    if clock.now() - datetime.fromisoformat(str(kept["at"])) > KEPT_FOR:
        return False
    try:
        found = resolve(str(kept["path"]))
    except Resolver404:
        return False
    if not getattr(found.func, "keeps_posts", False):
        return False
    again = HttpRequest()
    again.META = {**request.META, "HTTP_X_AUTOSAVE": "1", "REQUEST_METHOD": "POST"}
    again.method, again.path, again.path_info = "POST", str(kept["path"]), str(kept["path"])
    again.COOKIES, again.session, again.user = request.COOKIES, request.session, account
    again.POST = QueryDict(str(kept["body"]))
    for name in ("LANGUAGE_CODE", "request_id", "htmx"):
        if hasattr(request, name):
            setattr(again, name, getattr(request, name))
    again.actor = actor_of(again)  # type: ignore[attr-defined]
    try:
        return bool(found.func(again, *found.args, **found.kwargs).status_code == 200)
    except Cannot:  # the draft is another's, was submitted or thrown away meanwhile
        return False
