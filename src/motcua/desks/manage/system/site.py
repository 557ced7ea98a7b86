"""The technical pages: off unless `MOTCUA_ADMIN_PATH` names their address; open to accounts with `is_system` alone.

No role of an appointment opens it, so no administrator of a unit can give it to anybody. It has a sign-in of its own,
throttled harder than everybody's.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from motcua.desks.shell import access as pages
from motcua.desks.shell import sessions
from motcua.journal import throttle
from motcua.kernel import clock
from motcua.kernel.errors import NotAllowed
from motcua.people import access
from motcua.people.models import Account

TRIES, WITHIN = 5, timedelta(minutes=15)
LEFT_OUT = frozenset(
    {"login", "logout", "app_list", "password_change", "password_change_done", "autocomplete", "view_on_site"}
)
View = Callable[..., Any]  # as Django types its own


class TechnicalSite(AdminSite):
    """Django's admin with our doors."""

    site_title = site_header = "Một Cửa"
    index_title = _("Trang kỹ thuật")
    final_catch_all_view = False
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Only a system administrator whose account is open."""
        account = request.user
        return isinstance(account, Account) and account.is_active and account.is_system

    def admin_view(self, view: View, cacheable: bool = False) -> Any:
        """A visitor is led to the sign-in; who is signed in as anybody else is refused."""
        inner = super().admin_view(view, cacheable)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.user.is_authenticated and not self.has_permission(request):
                raise NotAllowed("page.not_open")
            return inner(request, *args, **kwargs)

        return guarded

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page prints; the signed-in account stands in no context processor of ours."""
        return {**super().each_context(request), "user": request.user}

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Without what the product has itself (passwords) and what nobody needs."""
        kept = [one for one in super().get_urls() if getattr(one, "name", None) not in LEFT_OUT]
        urls: list[URLPattern | URLResolver] = [
            *kept,
            path("login/", _opened(self.login, pages.ALL), name="login"),
            path("logout/", _opened(self.logout, pages.ALL), name="logout"),
            path("password_change/", pages.open_to(pages.SIGNED_IN)(_own_password), name="password_change"),
            path("<str:app_label>/", self.admin_view(self.app_index), name="app_list"),
        ]
        _mark(urls)
        return urls

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Throttled by name and address; a session that begins is one of the account's own list."""
        if request.method != "POST":
            return _response(super().login(request, extra_context))
        who = f"{request.POST.get('username', '').lower()}|{request.META.get('REMOTE_ADDR', '')}"
        throttle.count("technical_sign_in", who, most=TRIES, within=WITHIN, at=clock.now())
        response = _response(super().login(request, extra_context))
        account = request.user
        if response.status_code == 302 and isinstance(account, Account):
            throttle.forget("technical_sign_in", who)
            sessions.opened(request, account)
        return response

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """End the session, and say so in the account's list."""
        if request.method == "POST" and request.user.is_authenticated:
            sessions.closed(request)
        return HttpResponseRedirect(reverse("public:home"))


def _response(answer: HttpResponseBase) -> HttpResponse:
    if hasattr(answer, "render") and not getattr(answer, "is_rendered", True):
        answer.render()
    assert isinstance(answer, HttpResponse)
    return answer


def _own_password(request: HttpRequest) -> HttpResponse:
    """Passwords are changed on the account's own page."""
    return HttpResponseRedirect(reverse("citizen:password"))


def _opened(view: View, *roles: str) -> View:
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return view(request, *args, **kwargs)

    inner.open_to = frozenset(roles)  # type: ignore[attr-defined]
    return inner


def _mark(urls: list[URLPattern | URLResolver]) -> None:
    """Say on every view to whom it is open: no ordinary role."""
    for one in urls:
        if isinstance(one, URLResolver):
            _mark(one.url_patterns)
        elif getattr(one.callback, "open_to", None) is None:
            one.callback.open_to = frozenset({access.SYSTEM})  # type: ignore[attr-defined]


site = TechnicalSite(name="admin")
