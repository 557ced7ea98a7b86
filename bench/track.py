"""Tracking by code against a bare view without middleware that makes two reads by index."""

from collections.abc import Iterator

from django.http import HttpRequest, JsonResponse
from django.test import Client, override_settings
from django.urls import path

from bench.protocol import Result, compare
from motcua.catalogue.models import ProcedureVersion
from motcua.config.urls import urlpatterns as product
from motcua.dossiers.models import Dossier


def bare(request: HttpRequest, code: str) -> JsonResponse:
    """The least that an answer could be."""
    state, version = Dossier.objects.values_list("state", "procedure_version_id").get(code=code)
    name = ProcedureVersion.objects.values_list("name_vi", flat=True).get(pk=version)
    return JsonResponse({"code": code, "state": state, "name": name})


urlpatterns = [*product, path("bare/<str:code>", bare)]


def run() -> Iterator[Result]:
    """One line."""
    code = str(Dossier.objects.order_by("-pk").values_list("code", flat=True)[0])
    with override_settings(ROOT_URLCONF="bench.track"):
        with override_settings(MIDDLEWARE=[]):
            least = Client()
            least.get(f"/bare/{code}")  # its handler keeps these settings
        ours = Client()

        def track() -> None:
            if ours.get(f"/api/v1/track/{code}").status_code != 200:
                raise RuntimeError("tracking did not answer")

        def two_reads() -> None:
            least.get(f"/bare/{code}")

        yield compare("GET /track/CODE", track, "a view with two reads by index", two_reads, times=20)
