"""Addresses of the reports."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.numbers.reports import comparing, pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.reports, name="reports"),
    path("<slug:slug>/", pages.report, name="report"),
    path("<slug:slug>/so-sanh/", comparing.comparison, name="report_compare"),
    path("<slug:slug>/ho-so/", pages.rows, name="report_rows"),
]
