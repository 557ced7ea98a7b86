"""Addresses of this part; the desk's `urls.py` takes them in."""

from django.urls.resolvers import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
