"""A session that ends in the middle of a walk-in: what was just sent waits, and is kept once somebody signed in again.

The fields (no files) wait in the new, nameless session of the same browser. Whoever signs in there gets them only into
a draft of their own: the key of the page is the draft's, and a draft of somebody else does not exist for them.
"""

from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import urlencode

from motcua.desks.shell.access import OpenView
from motcua.desks.shell.request import Request

PARKED = "parked_walk_in"
MOST_BYTES = 60_000
MINUTES = 30
_NOT_KEPT = ("csrfmiddlewaretoken", "act")


def waits_over_sign_in(view: OpenView) -> OpenView:
    """A POST of nobody is parked and sent to the sign-in page, which leads back here."""

    @wraps(view)
    def guarded(request: Request, key: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and request.actor.kind == "anonymous":
            return _park(request, key)
        return view(request, key, *args, **kwargs)

    guarded.open_to = view.open_to  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def _park(request: Request, key: str) -> HttpResponse:
    fields = request.POST.copy()
    for name in _NOT_KEPT:
        fields.pop(name, None)
    written = fields.urlencode()
    if request.headers.get("X-Autosave") == "1":
        return HttpResponse(status=403)
    if len(written) <= MOST_BYTES:
        request.session[PARKED] = {"key": key, "fields": written}
        request.session.set_expiry(MINUTES * 60)
    here = reverse("counter:work", args=[key])
    response = HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': here})}")
    response.status_code = 303
    return response


def take(request: Request, key: str) -> QueryDict | None:
    """What was parked for this page, once."""
    held = request.session.get(PARKED)
    if held is None:
        return None
    del request.session[PARKED]
    request.session.set_expiry(None)
    return QueryDict(held["fields"]) if held.get("key") == key else None
