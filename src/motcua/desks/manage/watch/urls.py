"""Addresses of this part."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.manage.watch import page

urlpatterns: list[URLPattern | URLResolver] = [path("", page.watch, name="watch")]
