"""Addresses of this part; the desk's `urls.py` takes them in."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.manage.journal import page

urlpatterns: list[URLPattern | URLResolver] = [
    path("", page.unit_journal, name="unit_journal"),
    path("nhat-ky.csv", page.unit_journal_csv, name="unit_journal_csv"),
]
