"""What a request carries once the shell's middleware has run: the type that views annotate."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

from motcua.kernel.actor import Actor

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    """A request as views of desks see it. Never made: Django makes its own, the middleware adds these."""

    actor: Actor
    request_id: str
    htmx: "HtmxDetails"
