"""The least that a Django server could be: no middleware, one view with two reads by index, behind the same server."""

import argparse
import os
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import path


def two_reads(request: HttpRequest, code: str) -> JsonResponse:
    """One dossier and its procedure's name, by their keys."""
    from motcua.catalogue.models import ProcedureVersion
    from motcua.dossiers.models import Dossier

    state, version = Dossier.objects.values_list("state", "procedure_version_id").get(code=code)
    name = ProcedureVersion.objects.values_list("name_vi", flat=True).get(pk=version)
    return JsonResponse({"code": code, "state": state, "name": name})


urlpatterns = [path("bare/<str:code>", two_reads)]


def application(target: str) -> Callable[..., Any]:
    """The WSGI application, made in the web process."""
    from django.core.wsgi import get_wsgi_application

    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.bare_settings"
    return get_wsgi_application()


def main() -> None:
    """Serve on --port as the product's `serve` does."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    server = Server(
        "bench.bare:application",
        address="127.0.0.1",
        port=parser.parse_args().port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=1,
        websockets=False,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=application)


if __name__ == "__main__":
    main()
