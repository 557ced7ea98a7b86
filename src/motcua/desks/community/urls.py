"""Addresses of this desk."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.community import group, manage

app_name = "community"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", group.group, name="group"),
    path("cac-to/", manage.groups, name="groups"),
    path("to/<slug:code>/", manage.edit, name="edit"),
    path("to/<slug:code>/nguoi/<int:number>/", manage.member, name="member"),
]
