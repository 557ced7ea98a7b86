"""The forgotten password: a link by e-mail, or the code that the counter printed; then a password of one's own."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from motcua.desks.citizen.entering import enter, username_of
from motcua.desks.citizen.forms import one, problems, see
from motcua.desks.shell import access
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.flows import accounts
from motcua.journal import throttle
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid, NotVisible
from motcua.people import resets

ASKED, TRIED, WITHIN = 10, 20, timedelta(hours=1)
"""Letters asked for, and codes tried, from one address within an hour."""


def _throttle(request: Request, name: str, most: int) -> None:
    if settings.THROTTLE:
        throttle.count(name, str(request.META.get("REMOTE_ADDR", "")), most=most, within=WITHIN, at=clock.now())


@open_to(access.ALL)
def forgot(request: Request) -> HttpResponse:
    """Ask for a link. The answer never says whether there is such an account."""
    wrong: list[FieldError] = []
    called = one(request, "username")
    if request.method == "POST":
        if called:
            _throttle(request, "forgot", ASKED)
            accounts.forgot_password(username_of(called), by=request.actor, at=clock.now())
            return see(reverse("citizen:forgot_sent"))
        wrong = [FieldError("username", "sign_in.username_missing")]
    lines, said = problems(wrong, {"username": "id_username"})
    context = {"username": called, "problems": lines, "said": said}
    return render_page(request, "citizen/forgot.html", context, status=422 if wrong else 200)


@open_to(access.ALL)
def sent(request: Request) -> HttpResponse:
    """What happens now; the same words for everybody."""
    return render_page(request, "citizen/forgot_sent.html")


@open_to(access.ALL)
def code(request: Request) -> HttpResponse:
    """Type the code of the slip, where its picture cannot be scanned."""
    wrong: list[FieldError] = []
    typed = one(request, "code")
    if request.method == "POST":
        _throttle(request, "reset_code", TRIED)
        if not typed:
            wrong = [FieldError("code", "reset.code_missing")]
        else:
            cleaned = resets.clean_code(typed)
            try:
                resets.owner_of(cleaned, at=clock.now())
            except NotVisible as gone:
                wrong = [FieldError("code", gone.code)]
            else:
                return see(reverse("citizen:reset", args=[cleaned]))
    lines, said = problems(wrong, {"code": "id_code"})
    context = {"code": typed, "problems": lines, "said": said}
    return render_page(request, "citizen/forgot_code.html", context, status=422 if wrong else 200)


@open_to(access.ALL)
def reset(request: Request, secret: str) -> HttpResponse:
    """Set the password. Looking uses nothing up, so that a scanner that follows links in mail spoils nothing."""
    _throttle(request, "reset_open", 3 * TRIED)
    account = resets.owner_of(secret, at=clock.now())
    wrong: list[FieldError] = []
    if request.method == "POST":
        password = str(request.POST.get("password", ""))
        if not password:
            wrong = [FieldError("password", "sign_in.password_missing")]
        elif password != str(request.POST.get("again", "")):
            wrong = [FieldError("again", "one_time.not_same")]
        else:
            try:
                account = resets.use(secret, password, at=clock.now())
            except Invalid as refused:
                wrong = refused.errors
            else:
                return enter(request, account)
    lines, said = problems(wrong, {"password": "id_password", "again": "id_again"})
    context = {"problems": lines, "said": said, "username": account.username}
    response = render_page(request, "citizen/one_time.html", context, status=422 if wrong else 200)
    response["Cache-Control"] = "private, no-store"
    return response
