"""Addresses of this desk."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.api.api import api
from motcua.desks.api.health import healthz, readyz
from motcua.desks.api.metrics import metrics

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    path("api/v1/healthz", healthz),
    path("api/v1/readyz", readyz),
    path("api/v1/", api.urls),
]
