"""Addresses of this desk."""

from django.urls.resolvers import URLPattern, URLResolver

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = []
