"""Addresses of the sealed periods."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.numbers.seals import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.periods_of, name="seals"),
    path("ky/", pages.period, name="seal"),
    path("ky/chot/", pages.confirm, name="seal_period"),
]
