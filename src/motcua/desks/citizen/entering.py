"""Signing in, signing out, signing up."""

import contextlib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.desks.citizen.forms import date_of, one, problems, see
from motcua.desks.shell import access, formats, looks, nav, sessions
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.middleware import LANGUAGE_COOKIE
from motcua.desks.shell.request import Request
from motcua.flows import accounts
from motcua.journal import throttle
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid
from motcua.people import queries as people
from motcua.people.models import Account
from motcua.people.rules import read_party

TRIES, TRIES_OF_ACCOUNT, TRIES_OF_ADDRESS = 10, 30, 60
"""Wrong tries within `WITHIN`: of one account from one address; of one account from anywhere; of one address, where a
whole office may sit behind it."""
WITHIN = timedelta(minutes=15)


def local_next(request: HttpRequest) -> str:
    """Where to go afterwards, as the form or the address says; never to another site."""
    url = str(request.POST.get("next") or request.GET.get("next") or "")
    allowed = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if allowed else ""


def username_of(typed: str) -> str:
    """A user name as it is stored: a telephone number without its spaces, dots and country code."""
    digits = typed.replace(" ", "").replace(".", "").replace("-", "")
    if digits.startswith("+84"):
        digits = f"0{digits[3:]}"
    return digits if digits.isdigit() else typed.lower()


@open_to(access.ALL)
def sign_in(request: Request) -> HttpResponse:
    """Citizens and staff alike; each lands on the first page of their work."""
    onward = local_next(request)
    if request.method != "POST":
        if request.actor.kind == "account":
            return see(onward or nav.home_url(request.actor))
        return _sign_in_page(request, {"next": onward, "expired": sessions.EXPIRED in request.GET})
    username, password = username_of(one(request, "username")), request.POST.get("password", "")
    wrong = []
    if not username:
        wrong.append(FieldError("username", "sign_in.username_missing"))
    if not password:
        wrong.append(FieldError("password", "sign_in.password_missing"))
    shown = {"next": onward, "username": one(request, "username")}
    if wrong:
        return _sign_in_page(request, shown, wrong)
    try:
        _count_try(request, username)
    except throttle.TooMany as refused:
        return _too_many(request, shown, refused)
    account = authenticate(request, username=username, password=password)
    if not isinstance(account, Account) or account.kind == Account.Kind.CLIENT:
        _count_wrong(request, username)
        return _sign_in_page(request, shown, [FieldError("username", "sign_in.wrong")])
    throttle.forget("sign_in", f"{username}|{_address(request)}")
    throttle.forget("sign_in_account", username)
    return enter(request, account, onward)


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _count_try(request: HttpRequest, username: str) -> None:
    """Before the password is looked at. Raises TooMany."""
    if not settings.THROTTLE:
        return
    now = clock.now()
    throttle.look("sign_in_address", _address(request), most=TRIES_OF_ADDRESS, within=WITHIN, at=now)
    throttle.look("sign_in_account", username, most=TRIES_OF_ACCOUNT, within=WITHIN, at=now)
    throttle.count("sign_in", f"{username}|{_address(request)}", most=TRIES, within=WITHIN, at=now)


def _count_wrong(request: HttpRequest, username: str) -> None:
    if not settings.THROTTLE:
        return
    now = clock.now()
    with contextlib.suppress(throttle.TooMany):  # the next try is told
        throttle.count("sign_in_address", _address(request), most=TRIES_OF_ADDRESS, within=WITHIN, at=now)
        throttle.count("sign_in_account", username, most=TRIES_OF_ACCOUNT, within=WITHIN, at=now)


def _too_many(request: Request, shown: dict[str, Any], refused: throttle.TooMany) -> HttpResponse:
    """The door is closed for a while: until when, and the way in meanwhile. The same for accounts that do not exist."""
    seconds = refused.facts["seconds"]
    wait = seconds if isinstance(seconds, int) else 60
    again = clock.now() + timedelta(seconds=wait + 59)  # the minute in which it is open for sure
    context = {**shown, "closed_until": formats.hour(again), "closed_minutes": -(-wait // 60), "said": {}}
    response = render_page(request, "citizen/sign_in.html", context, status=429)
    response["Retry-After"] = str(wait)
    return response


def enter(request: Request, account: Account, onward: str = "") -> HttpResponse:
    """Begin the session and go on: to what was asked for, else to the first page of this person's work."""
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    sessions.opened(request, account)
    if sessions.restore(request, account):
        messages.success(request, _("Đã lưu những gì ông/bà ghi trước khi hết giờ. Tệp chưa gửi thì chọn lại."))
    actor = people.actor_for(account, clock.local_day(clock.now()))
    target = onward or nav.home_url(actor)
    if account.must_change_password:
        target = reverse("citizen:password")
    response = see(target)
    if LANGUAGE_COOKIE not in request.COOKIES and account.language == "en":
        response.set_cookie(
            LANGUAGE_COOKIE,
            account.language,
            max_age=looks.YEAR,
            secure=bool(settings.SESSION_COOKIE_SECURE),
            httponly=True,
            samesite="Lax",
        )
    return response


def _sign_in_page(request: Request, shown: dict[str, Any], wrong: list[FieldError] | None = None) -> HttpResponse:
    lines, said = problems(wrong or [], {"username": "id_username", "password": "id_password"})
    context = {**shown, "problems": lines, "said": said}
    return render_page(request, "citizen/sign_in.html", context, status=422 if wrong else 200)


@require_POST
@open_to(access.ALL)
def sign_out(request: Request) -> HttpResponse:
    """End the session on this machine."""
    sessions.closed(request)
    return see(reverse("citizen:sign_in"))


SIGN_UP = ("full_name", "personal_id", "phone", "email")


@open_to(access.ALL)
def sign_up(request: Request) -> HttpResponse:
    """A citizen's own account; the user name is the telephone number, else the e-mail address."""
    onward = local_next(request)
    if request.method != "POST":
        if request.actor.kind == "account":
            return see(onward or nav.home_url(request.actor))
        return _sign_up_page(request, {"next": onward})
    given = {name: one(request, name) for name in SIGN_UP}
    given["birth_date"] = date_of(request, "birth_date")
    username = username_of(one(request, "username") or given["phone"] or given["email"])
    now = clock.now()
    wrong: list[FieldError] = []
    if not username:
        wrong.append(FieldError("phone", "sign_up.contact_missing"))
    if not given["birth_date"]:
        wrong.append(FieldError("birth_date", "sign_up.birth_date_missing"))
    if not request.POST.get("password"):
        wrong.append(FieldError("password", "sign_in.password_missing"))
    if wrong:  # all that can be said is said at once
        _party, others = read_party(given, path="", today=clock.local_day(now))
        wrong += [FieldError(error.path.lstrip("."), error.code, **error.facts) for error in others]
        return _sign_up_page(request, {**given, "next": onward}, wrong)
    try:
        secret = {"username": username, "password": str(request.POST["password"])}
        account = accounts.sign_up({**given, **secret}, today=clock.local_day(now), at=now)
    except Invalid as refused:
        return _sign_up_page(request, {**given, "next": onward}, refused.errors)
    return enter(request, account, onward)


def _sign_up_page(request: Request, shown: dict[str, Any], wrong: list[FieldError] | None = None) -> HttpResponse:
    ids = {name: f"id_{name}" for name in (*SIGN_UP, "birth_date", "password")}
    moved = [
        FieldError("phone" if shown.get("phone") else "email", error.code, **error.facts)
        if error.path == "username"
        else error
        for error in wrong or []
    ]
    order = [*SIGN_UP[:2], "birth_date", *SIGN_UP[2:], "password"]
    moved.sort(key=lambda error: order.index(error.path) if error.path in order else len(order))
    lines, said = problems(moved, ids)
    born = {part: one(request, f"birth_date-{part}") for part in ("day", "month", "year")}
    context = {**shown, "born": born, "problems": lines, "said": said}
    return render_page(request, "citizen/sign_up.html", context, status=422 if wrong else 200)
