"""The API under /api/v1; OpenAPI 3.1 at /api/v1/openapi.json."""

from ninja import NinjaAPI

from motcua import __version__
from motcua.desks.api import dossiers, files, problems, procedures, statistics, track
from motcua.desks.api.auth import Bearer

api = NinjaAPI(
    title="Một Cửa",
    version=__version__,
    description="The single window's interface for programs. Errors are application/problem+json (RFC 9457).",
    urls_namespace="api",
    docs_url=None,
    auth=Bearer(),
)
problems.install(api)
for router in (procedures.router, files.router, dossiers.router, track.router, statistics.router):
    api.add_router("", router)
