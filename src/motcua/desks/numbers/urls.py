"""Addresses of this desk."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.numbers import home

app_name = "numbers"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
]
