"""Error pages: what failed, what is kept, what to do, whom to call, the request's number and the time."""

import logging
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from motcua.desks.shell import words
from motcua.journal.throttle import TooMany
from motcua.kernel import clock
from motcua.kernel.errors import Cannot, Invalid, NotAllowed, NotVisible

log = logging.getLogger("motcua.errors")


@dataclass(frozen=True, slots=True)
class Sorry:
    """The fixed sentences of an error page: title, what happened, what is kept."""

    title: str | Promise
    what: str | Promise
    kept: str | Promise


_KEPT = _("Hồ sơ đã nộp không bị ảnh hưởng.")
_KEPT_DRAFT = _("Những gì đã lưu vẫn được giữ.")
SORRY: dict[int, Sorry] = {
    400: Sorry(_("Yêu cầu này đọc không được"), _("Đường dẫn hoặc nội dung gửi đến bị sai."), _KEPT_DRAFT),
    403: Sorry(_("Trang này không mở được cho ông/bà"), _("Tài khoản này không được mở trang đó."), _KEPT),
    404: Sorry(_("Không có trang này"), _("Đường dẫn sai, trang đã chuyển đi, hoặc ông/bà không được xem."), _KEPT),
    409: Sorry(_("Việc này không làm được lúc này"), _("Hồ sơ đã sang bước khác."), _("Chưa có gì thay đổi.")),
    413: Sorry(
        _("Tệp gửi lên quá lớn"),
        _("Chụp lại bằng máy ảnh của trang nộp hồ sơ, hoặc chia thành nhiều tệp nhỏ hơn."),
        _KEPT_DRAFT,
    ),
    422: Sorry(_("Có chỗ cần sửa"), _("Quay lại trang trước, sửa rồi gửi lại."), _("Chưa có gì thay đổi.")),
    429: Sorry(_("Thử quá nhiều lần"), _("Trang này tạm khóa để giữ an toàn cho hồ sơ."), _KEPT),
    500: Sorry(_("Không mở được lúc này"), _("Máy chủ gặp lỗi. Lỗi đã được ghi lại để sửa."), _KEPT_DRAFT),
}
_EXPIRED = Sorry(
    _("Trang đã mở quá lâu"),
    _("Trang này mở từ lâu, hoặc trình duyệt không giữ cookie, nên chưa gửi được. Mở lại trang rồi gửi lại."),
    _("Những gì đã lưu vẫn được giữ."),
)

_BY_CODE = {
    "file.too_large": 413,
    "storage.full": 507,
    "storage.unavailable": 503,
    "database.full": 507,
    "database.busy": 503,
}
_BUSY_STATES = frozenset({"40P01", "53300", "55P03", "57P01", "57P03"})


def page(
    request: HttpRequest,
    status: int,
    *,
    sorry: Sorry | None = None,
    what: str = "",
    problems: list[str] | None = None,
    retry_after: int | None = None,
    can_retry: bool = False,
) -> HttpResponse:
    """An error page.

    `what` replaces the sentence that says what happened; `retry_after` is in seconds; `can_retry` offers the same
    address again (a fault and too many tries do by themselves). After a POST the page leads back to where the form was.
    An htmx request gets a note to put where its fragment would have gone.
    """
    request.is_refused = True  # type: ignore[attr-defined]
    sorry = sorry or SORRY.get(status, SORRY[500])
    language = get_language() or "vi"
    context = {
        "status": status,
        "sorry": sorry,
        "what": what or sorry.what,
        "problems": problems or [],
        "minutes": -(-retry_after // 60) if retry_after else None,
        "request_id": getattr(request, "request_id", ""),
        "at": clock.now(),
        "offers_search": status == 404,
        "signs_in": status == 403 and sorry is not _EXPIRED,
        "can_retry": can_retry or (request.method == "GET" and status in (429, 500)),
        "back_url": _came_from(request) if request.method == "POST" else "",
    }
    fragment = request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"
    try:
        text: str = render_to_string("errors/fragment.html" if fragment else "errors/page.html", context, request)
    except Exception:
        # The page's own parts may need what is broken (the database): then the plainest page that still says it all.
        log.exception("error page %s failed, request %s", status, context["request_id"])
        text = _plain(sorry, str(context["request_id"]), language)
    response = HttpResponse(text, status=status)
    response.headers["Vary"] = "HX-Request"
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _came_from(request: HttpRequest) -> str:
    """The page of ours that a form was sent from; empty when the browser does not say."""
    url = request.headers.get("Referer", "")
    try:
        ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    except DisallowedHost:
        return ""
    parts = urlsplit(url)
    return parts._replace(scheme="", netloc="", fragment="").geturl() if ours else ""


def _plain(sorry: Sorry, request_id: str, language: str) -> str:
    title, what, kept = (escape(str(one)) for one in (sorry.title, sorry.what, sorry.kept))
    number = f"Error {request_id}" if language == "en" else f"Mã lỗi {request_id}"
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title} – Một Cửa</title>'
        f'<link rel="stylesheet" href="{settings.STATIC_URL}app.css"></head><body><main><div class="wrap"><div '
        f'class="two flow"><h1>{title}</h1><p>{what}</p><p>{kept}</p><p class="small soft">{number}</p>'
        f"</div></div></main></body></html>"
    )


def of_database(error: DatabaseError) -> Cannot | None:
    """What a database says that has no room, or does not answer now, as a refusal; None for a fault of ours."""
    said = str(error).lower()
    state = getattr(error.__cause__, "sqlstate", None) or ""
    if "disk is full" in said or state == "53100":
        found = Cannot("database.full")
    elif "database is locked" in said or state in _BUSY_STATES or "connection" in said:
        found = Cannot("database.busy")
    else:
        return None
    log.error("the database refused: %s", found.code, exc_info=error)
    return found


def status_of(cannot: Cannot) -> int:
    """The HTTP status of a refusal; every other `Cannot` is a conflict."""
    if cannot.code in _BY_CODE:
        return _BY_CODE[cannot.code]
    if isinstance(cannot, NotVisible):
        return 404
    if isinstance(cannot, NotAllowed):
        return 403
    if isinstance(cannot, Invalid):
        return 422
    return 409


def refused(request: HttpRequest, cannot: Cannot) -> HttpResponse:
    """The answer to a refusal; a visitor's GET of a page that needs an account goes to the sign-in page."""
    status = status_of(cannot)
    if status == 403 and request.actor.kind == "anonymous":  # type: ignore[attr-defined]
        if request.method in ("GET", "HEAD"):
            return _sign_in(request)
        return page(request, 403, what=words.say("form.expired", {}, ("", "")))
    problems = []
    if isinstance(cannot, Invalid):
        problems = [words.field_sentence(error) for error in cannot.errors]
    seconds = cannot.facts.get("seconds") if isinstance(cannot, TooMany) else cannot.facts.get("retry_after")
    if isinstance(seconds, int):
        return page(request, 429, what=words.sentence(cannot), retry_after=seconds)
    return page(request, status, what=words.sentence(cannot), problems=problems)


def _sign_in(request: HttpRequest) -> HttpResponse:
    url = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request") == "true":
        response = HttpResponse(status=204)
        response.headers["HX-Redirect"] = url
        return response
    response = HttpResponse(status=302)
    response.headers["Location"] = url
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler400`."""
    return page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler403`."""
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler404`."""
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """`handler500`."""
    return page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page of a form that was open too long, or of a browser without cookies."""
    return page(request, 403, sorry=_EXPIRED, can_retry=not _came_from(request))
