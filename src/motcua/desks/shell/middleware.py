"""What every request passes: its number, language, actor, headers; and refusals turned into pages."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from motcua.desks.shell import errors
from motcua.journal import reference
from motcua.kernel import clock
from motcua.kernel.actor import ANONYMOUS, Actor
from motcua.kernel.errors import Cannot
from motcua.people import queries as people

GetResponse = Callable[[HttpRequest], HttpResponseBase]
LANGUAGES = ("vi", "en")
LANGUAGE_COOKIE = "language"
APPOINTMENT_KEY = "appointment"

_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)
_PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


def request_id(get_response: GetResponse) -> GetResponse:
    """A short number for the request, printed on error pages and in the answer's `X-Request-Id`."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.request_id = secrets.token_hex(4).upper()  # type: ignore[attr-defined]
        with reference.one_look():
            response = get_response(request)
        response.headers["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        return response

    return middleware


def language_of(request: HttpRequest) -> str:
    """The language of a request: the one chosen (cookie), else English for a browser that asks for English and knows no
    Vietnamese, else Vietnamese.

    Counters often have browsers installed in English whose list also names Vietnamese: they get Vietnamese.
    """
    chosen = request.COOKIES.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return chosen
    asked = [part.split(";")[0].strip().lower() for part in request.headers.get("Accept-Language", "").split(",")]
    if asked[0].startswith("en") and not any(one.startswith("vi") for one in asked):
        return "en"
    return "vi"


def language(get_response: GetResponse) -> GetResponse:
    """Activate the request's language."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        code = language_of(request)
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", code)
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    return middleware


def actor_of(request: HttpRequest) -> Actor:
    """Who acts: the signed-in account under the appointment chosen in this session, or nobody."""
    account = request.user
    if not account.is_authenticated:
        return ANONYMOUS
    chosen = request.session.get(APPOINTMENT_KEY)
    return people.actor_for(account, clock.local_day(clock.now()), chosen if isinstance(chosen, int) else None)


def actor(get_response: GetResponse) -> GetResponse:
    """Put `request.actor` (kernel.actor.Actor) there, read when first asked for."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def security_headers(get_response: GetResponse) -> GetResponse:
    """Everything from this origin only; pages of somebody signed in are not kept by the browser."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", _POLICY)
        headers.setdefault("Permissions-Policy", _PERMISSIONS)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # Counters and community groups share machines: the Back button must not show the last person's dossier.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def refusals(get_response: GetResponse) -> GetResponse:
    """Answer a refusal raised by a view with the page of its status; `/api/` answers its own."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if request.path.startswith("/api/"):
            return None
        if isinstance(exception, Cannot):
            return errors.refused(request, exception)
        if isinstance(exception, RequestDataTooBig):
            return errors.page(request, 413)
        if isinstance(exception, DatabaseError) and (refusal := errors.of_database(exception)) is not None:
            return errors.refused(request, refusal)
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
