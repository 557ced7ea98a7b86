"""Addresses of this part; the desk's `urls.py` takes them in."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.manage.targets import moved

urlpatterns: list[URLPattern | URLResolver] = [path("", moved.targets, name="targets")]
