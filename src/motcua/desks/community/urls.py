"""Addresses of this desk."""

from django.urls.resolvers import URLPattern, URLResolver

app_name = "community"
urlpatterns: list[URLPattern | URLResolver] = []
