"""Addresses of this part; the desk's `urls.py` takes them in."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.manage.unit import choosing, openings, overview

urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.unit, name="unit"),
    path("chon/", choosing.choose_unit, name="choose_unit"),
    path("thu-tuc/", openings.openings, name="openings"),
    path("thu-tuc/dat/", openings.set_openings, name="set_openings"),
]
