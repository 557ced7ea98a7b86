"""Addresses of this desk."""

from django.urls.resolvers import URLPattern, URLResolver

app_name = "counter"
urlpatterns: list[URLPattern | URLResolver] = []
