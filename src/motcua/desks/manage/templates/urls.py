"""Addresses of this part; the desk's `urls.py` takes them in."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.manage.templates import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.templates, name="templates"),
    path("them/", pages.add_template, name="add_template"),
    path("<str:key>/", pages.template, name="template"),
    path("<str:key>/xem-truoc.pdf", pages.template_pdf, name="template_pdf"),
    path("<str:key>/sua/", pages.edit_template, name="edit_template"),
    path("<str:key>/ngung/", pages.end_template, name="end_template"),
]
