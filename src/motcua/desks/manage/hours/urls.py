"""Addresses of this part; the desk's `urls.py` takes them in."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.manage.hours import pages, taking_back

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.hours, name="hours"),
    path("tuan/", pages.set_week, name="set_week"),
    path("tuan/ket-thuc/", pages.end_week, name="end_week"),
    path("ngay/", pages.set_day, name="set_day"),
    path("ngay/<str:on>/bo/", taking_back.withdraw_day, name="withdraw_day"),
]
