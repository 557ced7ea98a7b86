"""Refusals as `application/problem+json` (RFC 9457) with a stable `code`, and for fields `errors`."""

import json
import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from motcua.desks.shell.errors import of_database
from motcua.desks.shell.words import field_sentence, say, sentence
from motcua.flows.submit import submission_pin
from motcua.journal.requests import Repeated
from motcua.journal.throttle import TooMany
from motcua.kernel.errors import Cannot, FieldError, Invalid, NotAllowed, NotLawfulNow, NotVisible

log = logging.getLogger("motcua.api")


class FieldProblem(Schema):
    """One wrong value."""

    path: str
    code: str
    detail: str


class Problem(Schema):
    """RFC 9457 with the members `code` and `errors`."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    errors: list[FieldProblem] | None = None


TITLES = {
    400: "Bad request",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Not lawful now",
    413: "Too large",
    415: "Media type not understood",
    422: "Invalid",
    429: "Too many requests",
    500: "Fault",
    503: "Not available",
    507: "Storage full",
}
_TOO_LARGE = frozenset({"file.too_large"})
_STORAGE = frozenset({"storage.full", "database.full"})
_AWAY = frozenset({"storage.unavailable", "database.busy"})


def status_of(refused: Cannot) -> int:
    """The HTTP status of a refusal."""
    if refused.code in _TOO_LARGE:
        return 413
    if refused.code in _STORAGE:
        return 507
    if refused.code in _AWAY:
        return 503
    for kind, status in ((TooMany, 429), (NotVisible, 404), (NotAllowed, 403), (Invalid, 422), (NotLawfulNow, 409)):
        if isinstance(refused, kind):
            return status
    return 422 if refused.code.startswith("file.") else 409


def problem(
    status: int,
    code: str,
    detail: str,
    errors: list[dict[str, str]] | None = None,
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    """One problem document."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status, "Refused"),
        "status": status,
        "code": code,
        "detail": detail,
    }
    if errors is not None:
        body["errors"] = errors
    return HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=status,
        content_type="application/problem+json",
        headers=headers or {},
    )


def fields(errors: list[FieldError]) -> list[dict[str, str]]:
    return [{"path": one.path, "code": one.code, "detail": field_sentence(one)} for one in errors]


def install(api: NinjaAPI) -> None:
    """Every exception that an endpoint may raise becomes a problem document."""

    @api.exception_handler(Cannot)
    def refused(request: HttpRequest, error: Cannot) -> HttpResponse:
        status = status_of(error)
        headers = {"Retry-After": str(error.facts.get("seconds", 60))} if status == 429 else {}
        listed = fields(error.errors) if isinstance(error, Invalid) else None
        return problem(status, error.code, sentence(error), listed, headers)

    @api.exception_handler(Repeated)
    def repeated(request: HttpRequest, error: Repeated) -> HttpResponse:
        # a concurrent request with the same key was first: give its answer, with the PIN, which is never stored
        if request.path.rstrip("/").endswith("/dossiers"):
            answer = {**error.answer, "pin": submission_pin(error.answer["code"])}
            return api.create_response(request, answer, status=201)
        return api.create_response(request, error.answer, status=200)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        listed = []
        for one in error.errors:
            where = [str(part) for part in one.get("loc", ()) if part not in ("body", "query", "path", "form", "file")]
            listed.append(
                {
                    "path": ".".join(where),
                    "code": f"request.{one.get('type', 'invalid')}",
                    "detail": str(one.get("msg", "")),
                }
            )
        words = ("Yêu cầu có chỗ sai.", "The request has mistakes.")
        return problem(422, "request.invalid", say("request.invalid", {}, words), listed)

    @api.exception_handler(AuthenticationError)
    def unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        words = ("Cần mã truy cập còn hạn.", "A valid token is needed.")
        return problem(401, "token.needed", say("token.needed", {}, words), headers={"WWW-Authenticate": "Bearer"})

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, "not_found", say("not_found", {}, ("Không tìm thấy.", "Not found.")))

    @api.exception_handler(HttpError)
    def http(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, "request.unreadable", str(error))

    @api.exception_handler(RequestDataTooBig)
    def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        words = ("Nội dung gửi quá lớn. Gửi tệp riêng, qua /files.", "The body is too large. Send files by /files.")
        return problem(413, "body.too_large", say("body.too_large", {}, words))

    @api.exception_handler(DatabaseError)
    def database(request: HttpRequest, error: DatabaseError) -> HttpResponse:
        found = of_database(error)
        return refused(request, found) if found is not None else fault(request, error)

    @api.exception_handler(Exception)
    def fault(request: HttpRequest, error: Exception) -> HttpResponse:
        log.error("fault in %s %s", request.method, request.path, exc_info=error)
        words = ("Có lỗi phía máy chủ. Thử lại sau ít phút.", "A fault on our side. Try again in a few minutes.")
        return problem(500, "fault", say("fault", {}, words))
