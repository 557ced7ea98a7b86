"""Addresses of this part; the desk's `urls.py` takes them in."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.manage.calendar import changing, pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.calendar, name="calendar"),
    path("thay-doi/", changing.prepare, name="calendar_prepare"),
    path("thay-doi/<int:number>/", changing.change, name="calendar_change"),
    path("thay-doi/<int:number>/ap-dung/", changing.apply, name="calendar_apply"),
    path("thay-doi/<int:number>/bo/", changing.drop, name="calendar_drop"),
]
