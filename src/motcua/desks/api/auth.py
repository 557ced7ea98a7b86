"""Bearer tokens: the account behind a token acts under its first appointment of today."""

from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer

from motcua.kernel import clock
from motcua.kernel.actor import ANONYMOUS, Actor
from motcua.people import queries as people


class Bearer(HttpBearer):
    """`Authorization: Bearer TOKEN`; 401 when it is missing, unknown, ended or expired."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        now = clock.now()
        account = people.account_of_token(token, now)
        return people.actor_for(account, clock.local_day(now)) if account else None


def caller(request: HttpRequest) -> Actor:
    """Who calls: the actor that `Bearer` found."""
    actor = getattr(request, "auth", None)
    if not isinstance(actor, Actor):
        raise AuthenticationError
    return actor


def optional_caller(request: HttpRequest) -> Actor:
    """Who calls an open endpoint: the token's actor, or a visitor. A wrong token is 401, not a visitor."""
    header = request.headers.get("Authorization", "")
    if not header:
        return ANONYMOUS
    scheme, _, token = header.partition(" ")
    actor = Bearer().authenticate(request, token.strip()) if scheme.lower() == "bearer" else None
    if actor is None:
        raise AuthenticationError
    return actor
