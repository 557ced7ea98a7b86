"""The API under /api/v1; OpenAPI 3.1 at /api/v1/openapi.json."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from motcua import __version__
from motcua.desks.api import dossiers, files, problems, procedures, scorecard, statistics, track
from motcua.desks.api.auth import Bearer


class Described(NinjaAPI):
    """Says of refusals that they are problem documents (RFC 9457), which ninja would call plain JSON."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(*args, **kwargs)
        for path in schema["paths"].values():
            for operation in path.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in answer.get("content", {}):
                        answer["content"] = {"application/problem+json": answer["content"]["application/json"]}
        return schema


api = Described(
    title="Một Cửa",
    version=__version__,
    description="The single window's interface for programs. Errors are application/problem+json (RFC 9457).",
    urls_namespace="api",
    docs_url=None,
    auth=Bearer(),
)
problems.install(api)
for router in (procedures.router, files.router, dossiers.router, track.router, statistics.router, scorecard.router):
    api.add_router("", router)
