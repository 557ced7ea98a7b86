"""Addresses of this desk."""

from django.urls.resolvers import URLPattern, URLResolver

app_name = "leader"
urlpatterns: list[URLPattern | URLResolver] = []
