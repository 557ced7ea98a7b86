"""Addresses of this desk."""

from django.urls.resolvers import URLPattern, URLResolver

app_name = "citizen"
urlpatterns: list[URLPattern | URLResolver] = []
