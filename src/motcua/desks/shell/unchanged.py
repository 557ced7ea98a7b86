"""Pages that are made once and given again to the same session as long as nothing happened.

Every change writes an event (docs/ARCHITECTURE.md), and every change of a reference table a new mark: a list that was
made after the last of both is the list of now, but for the words about time, which hold for their minute.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponse

from motcua.desks.shell.looks import COOKIE
from motcua.desks.shell.middleware import APPOINTMENT_KEY
from motcua.desks.shell.request import Request
from motcua.journal import reference
from motcua.journal.queries import newest
from motcua.kernel import clock

Rest = ParamSpec("Rest")
View = Callable[Concatenate[Request, Rest], HttpResponse]
MOST = 200
"""Pages that a process holds: some 30 KB each."""

_made: OrderedDict[Hashable, tuple[bytes, dict[str, str]]] = OrderedDict()
_lock = Lock()


def held_while_unchanged(view: View[Rest]) -> View[Rest]:
    """For lists of people who look many times a day, that show nothing but dossiers, figures and reference rows.

    Not for pages with drafts, or anything else that is written without an event.
    """

    @wraps(view)
    def held(request: Request, /, *args: Rest.args, **named: Rest.kwargs) -> HttpResponse:
        # Forms of the page carry a mark of this cookie; a browser that has none yet gets one with the answer.
        token = request.COOKIES.get(settings.CSRF_COOKIE_NAME)
        if (
            not settings.HOLD_PAGES
            or request.method != "GET"
            or not token
            or not request.session.session_key
            or len(get_messages(request))
        ):
            return view(request, *args, **named)
        key = (
            request.session.session_key,
            request.session.get(APPOINTMENT_KEY),
            token,
            request.get_full_path(),
            request.LANGUAGE_CODE,
            request.COOKIES.get(COOKIE, ""),
            request.headers.get("HX-Request"),
            request.headers.get("HX-Target"),
            clock.now().replace(second=0, microsecond=0),
            newest(),
            reference.mark(),
        )
        if (found := _made.get(key)) is not None:
            return HttpResponse(found[0], headers=found[1])
        response = view(request, *args, **named)
        if response.status_code == 200 and not response.streaming and not response.cookies:
            with _lock:
                _made[key] = (response.content, dict(response.headers))
                while len(_made) > MOST:
                    _made.popitem(last=False)
        return response

    return held
