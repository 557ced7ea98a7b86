"""Addresses of this desk."""

from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.numbers import home

app_name = "numbers"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("bang/", include("motcua.desks.numbers.boards.urls")),
    path("bao-cao/", include("motcua.desks.numbers.reports.urls")),
    path("chi-so/", include("motcua.desks.numbers.index.urls")),
    path("dau-hieu/", include("motcua.desks.numbers.signals.urls")),
    path("chot/", include("motcua.desks.numbers.seals.urls")),
    path("chi-tieu/", include("motcua.desks.numbers.targets.urls")),
    path("cau-hoi/", include("motcua.desks.numbers.questions.urls")),
    path("chin-tieu-chi/", include("motcua.desks.numbers.nine.urls")),
]
