"""The page of a one-time link: whoever was given an account sets its password."""

from django.http import HttpResponse

from motcua.desks.citizen.entering import enter
from motcua.desks.citizen.forms import problems
from motcua.desks.shell import access
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.flows import install_link
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid


@open_to(access.ALL)
def one_time(request: Request, token: str) -> HttpResponse:
    """Looking uses nothing up; the password, once taken, makes the link worthless and signs its owner in."""
    account = install_link.owner_of(token, at=clock.now())
    wrong: list[FieldError] = []
    if request.method == "POST":
        password = str(request.POST.get("password", ""))
        if password != str(request.POST.get("again", "")):
            wrong = [FieldError("again", "one_time.not_same")]
        else:
            try:
                account = install_link.set_password(token, password, at=clock.now())
            except Invalid as refused:
                wrong = refused.errors
            else:
                return enter(request, account)
    lines, said = problems(wrong, {"password": "id_password", "again": "id_again"})
    context = {"problems": lines, "said": said, "username": account.username}
    response = render_page(request, "citizen/one_time.html", context, status=422 if wrong else 200)
    response["Cache-Control"] = "private, no-store"
    return response
