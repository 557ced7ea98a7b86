"""Addresses of the index."""

from django.urls import path

from motcua.desks.numbers.index import entering, lines, pages

urlpatterns = [
    path("", pages.index, name="index"),
    path("don-vi/", pages.units, name="index_units"),
    path("thu/", pages.suppose, name="index_try"),
    path("so-ngoai/", entering.values, name="index_outside"),
    path("dong/<str:number>/", lines.line, name="index_line"),
]
