"""Addresses of this desk."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.community import group

app_name = "community"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", group.group, name="group"),
]
