"""All addresses; each desk keeps its own."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("motcua.desks.shell.urls")),
    path("", include("motcua.desks.api.urls")),
    path("", include("motcua.desks.public.urls")),
    path("", include("motcua.desks.citizen.urls")),
    path("quay/", include("motcua.desks.counter.urls")),
    path("viec/", include("motcua.desks.officer.urls")),
    path("lanh-dao/", include("motcua.desks.leader.urls")),
    path("quan-tri/", include("motcua.desks.manage.urls")),
    path("to-cong-nghe/", include("motcua.desks.community.urls")),
    path("so-lieu/", include("motcua.desks.numbers.urls")),
]

if settings.ADMIN_PATH:
    from motcua.desks.manage.system import urls as system

    urlpatterns.append(path(f"{settings.ADMIN_PATH}/", include((system.urlpatterns, "admin"), namespace="admin")))

handler400 = "motcua.desks.shell.errors.bad_request"
handler403 = "motcua.desks.shell.errors.forbidden"
handler404 = "motcua.desks.shell.errors.not_found"
handler500 = "motcua.desks.shell.errors.server_error"
