"""Addresses of this part; the desk's `urls.py` takes them in."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.manage.fees import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.fees, name="fees"),
    path("ket-thuc/<int:number>/", pages.end_fee, name="end_fee"),
    path("<str:procedure>/<str:kind>/", pages.set_fee, name="set_fee"),
]
