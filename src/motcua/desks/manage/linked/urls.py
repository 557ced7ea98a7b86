"""Addresses of this part; the desk's `urls.py` takes them in."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.manage.linked import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.services, name="linked_services"),
    path("<str:code>/", pages.service, name="linked_service"),
    path("<str:code>/sua-doi/", pages.amend, name="amend_linked"),
]
