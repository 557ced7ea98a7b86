"""Addresses of the nine indicators."""

from django.urls import path

from motcua.desks.numbers.nine import pages

urlpatterns = [
    path("", pages.nine_indicators, name="nine"),
    path("ho-so/", pages.rows, name="nine_rows"),
]
