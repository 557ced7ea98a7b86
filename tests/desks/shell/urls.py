"""Addresses of these tests: the shell's own, and views that refuse in every way."""

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpResponse
from django.urls import include, path

from motcua.desks.shell import errors
from motcua.desks.shell.access import open_to
from motcua.kernel.errors import Cannot, FieldError, Invalid, NotAllowed, NotLawfulNow, NotVisible

REFUSALS = {
    "not_visible": NotVisible("dossier.unknown"),
    "not_allowed": NotAllowed("page.not_open"),
    "not_lawful": NotLawfulNow("test.unknown_code"),
    "other": Cannot("test.unknown_code"),
    "invalid": Invalid("test.unknown_code", [FieldError("answers.name", "party.name_required")]),
    "too_often": Cannot("test.unknown_code", retry_after=90),
    "too_big": RequestDataTooBig("x"),
    "denied": PermissionDenied(),
    "fault": RuntimeError("a fault"),
}


@open_to("all")
def refuse(request, way):
    raise REFUSALS[way]


@open_to("all")
def who(request):
    return HttpResponse(f"{request.actor.role} {request.actor.agency} {request.actor.position}")


@open_to("signed_in")
def mine(request):
    return HttpResponse("mine")


@open_to("staff")
def work(request):
    return HttpResponse("work")


@open_to("single_window_officer", "commune_leader")
def counter(request):
    return HttpResponse("counter")


citizen = ([path("dang-nhap/", mine, name="sign_in"), path("dang-xuat/", mine, name="sign_out")], "citizen")
public = ([path("tim/", who, name="search"), path("theo-doi/", who, name="track")], "public")

urlpatterns = [
    path("", include("motcua.desks.shell.urls")),
    path("tu-choi/<str:way>/", refuse),
    path("api/v1/<str:way>/", refuse),
    path("ai/", who),
    path("cua-toi/", mine),
    path("viec/", work),
    path("quay/", counter),
    path("", include(citizen)),
    path("", include(public)),
]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
