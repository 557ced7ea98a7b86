"""How many requests were answered, how and how fast: counted in each web process, added up when somebody reads them.

The view's name is the label, never an address: addresses hold codes of dossiers.
"""

from time import perf_counter

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from prometheus_client import Counter, Histogram

from motcua.desks.shell.middleware import GetResponse

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
REQUESTS = Counter("motcua_requests", "Requests answered", ["view", "method", "status"])
SECONDS = Histogram("motcua_request_seconds", "Time to an answer, in seconds", ["view"], buckets=BUCKETS)
METHODS = frozenset({"GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"})


def view_of(request: HttpRequest) -> str:
    """The name of the view that answered; "none" where no address fitted (and for static files)."""
    match = request.resolver_match
    if match is None:
        return "none"
    return match.view_name or match.route or "unnamed"


def measured(get_response: GetResponse) -> GetResponse:
    """Count every answer and how long it took."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        began = perf_counter()
        response = get_response(request)
        view = view_of(request)
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(view, method, str(response.status_code)).inc()
        SECONDS.labels(view).observe(perf_counter() - began)
        return response

    return middleware
