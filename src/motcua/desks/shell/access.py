"""Who may open a page: written on the view, enforced before it runs."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from motcua.desks.shell.request import Request
from motcua.kernel.errors import NotAllowed
from motcua.people.access import ROLES, STAFF_ROLES

ALL = "all"
SIGNED_IN = "signed_in"
STAFF = "staff"

P = ParamSpec("P")


class OpenView(Protocol):
    """A view that says for whom it is open."""

    open_to: frozenset[str]

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase: ...


def is_open(roles: frozenset[str], role: str, signed_in: bool) -> bool:
    """True when somebody with this role may open a page that is open to `roles`."""
    return (
        ALL in roles
        or (SIGNED_IN in roles and signed_in)
        or (STAFF in roles and role in STAFF_ROLES)
        or (role in roles and role != "anonymous")
    )


def open_to(
    *roles: str,
) -> Callable[[Callable[Concatenate[Request, P], HttpResponseBase]], OpenView]:
    """Open a view to these roles: slugs of the access table, "staff", "signed_in" or "all".

    Others get `NotAllowed("page.not_open")`: 403, or the sign-in page for a visitor's GET.
    """
    named = frozenset(roles)
    unknown = named - set(ROLES) - {ALL, SIGNED_IN, STAFF}
    if unknown or not named:
        raise LookupError(f"open_to() knows no role {sorted(unknown)}; see motcua/people/access.py")

    def mark(view: Callable[Concatenate[Request, P], HttpResponseBase]) -> OpenView:
        @wraps(view)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if ALL not in named:
                actor = request.actor
                if not is_open(named, actor.role, actor.kind == "account"):
                    raise NotAllowed("page.not_open")
            return view(request, *args, **kwargs)

        guarded.open_to = named  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return mark
