"""Addresses of the signals."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.numbers.signals import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.signals, name="signals"),
    path("<slug:slug>/", pages.signal, name="signal"),
]
