"""Addresses of this part; the desk's `urls.py` takes them in."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.manage.people import lists

urlpatterns: list[URLPattern | URLResolver] = [path("", lists.people, name="people")]
