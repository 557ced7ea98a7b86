"""Addresses of this desk."""

from django.urls.resolvers import URLPattern, URLResolver

app_name = "officer"
urlpatterns: list[URLPattern | URLResolver] = []
