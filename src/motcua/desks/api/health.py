"""Is it alive, is it ready."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from motcua.desks.shell.access import open_to


def _down() -> dict[str, str]:
    """What a request needs and does not answer."""
    down = {}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError as error:
        down["database"] = type(error).__name__
        return down
    from motcua.journal import guards

    if missing := guards.missing():
        down["guards"] = ", ".join(missing)
    return down


@open_to("all")
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the process answers and the database does; else 503 with what is down."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return JsonResponse({"status": "down", "checks": {"database": type(error).__name__}}, status=503)
    return JsonResponse({"status": "ok"})


@open_to("all")
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when everything a request needs is there; else 503 with what is down."""
    down = _down()
    return JsonResponse({"status": "down", "checks": down} if down else {"status": "ok"}, status=503 if down else 200)
