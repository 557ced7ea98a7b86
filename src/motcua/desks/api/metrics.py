"""Figures for Prometheus: requests as the web processes counted them, and how the installation stands.

Open with the token of the settings, or from this machine itself; for everybody else there is no such page.
"""

from collections.abc import Iterator
from datetime import datetime
from ipaddress import ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest, values
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from motcua import __version__
from motcua.desks.shell.access import open_to
from motcua.flows.running import figures, processes
from motcua.kernel import clock

KEEP_SECONDS = 60


class Installation(Collector):
    """How the installation stands, read at most once a minute in each web process."""

    def collect(self) -> Iterator[Metric]:
        """The families in a stable order."""
        now = clock.now()
        standing = _standing(now)
        yield InfoMetricFamily("motcua", "The version that answers", {"version": __version__})
        states = GaugeMetricFamily("motcua_dossiers", "Dossiers by state", labels=["state"])
        for state, number in sorted(standing.dossiers.items()):
            states.add_metric([state], number)
        yield states
        yield GaugeMetricFamily("motcua_dossiers_late", "Open dossiers past their promise", standing.late)
        box = standing.outbox
        yield GaugeMetricFamily("motcua_outbox_waiting", "Deliveries that wait", box.waiting)
        yield GaugeMetricFamily("motcua_outbox_due", "Deliveries that are due", box.due)
        yield GaugeMetricFamily("motcua_outbox_failed", "Deliveries that gave up", box.failed)
        oldest = (now - box.oldest_due_at).total_seconds() if box.oldest_due_at else 0
        yield GaugeMetricFamily("motcua_outbox_oldest_seconds", "How long the oldest due delivery has waited", oldest)
        yield _age("motcua_worker_seen_seconds", "Since the task worker last gave a sign", standing.worker_seen_at, now)
        yield _age("motcua_seal_age_seconds", "Since the journal was last sealed", standing.sealed_at, now)
        yield _age("motcua_backup_age_seconds", "Since the last backup by this machine", standing.backed_up_at, now)
        yield GaugeMetricFamily("motcua_disk_free_bytes", "Free in the installation's folder", standing.free_bytes)


def _standing(now: datetime) -> figures.Standing:
    held: figures.Standing | None = cache.get("metrics")
    if held is None:
        held = figures.standing(now)
        cache.set("metrics", held, KEEP_SECONDS)
    return held


def _age(name: str, help: str, since: datetime | None, now: datetime) -> GaugeMetricFamily:
    """An age in seconds; without a value where it never happened, so that `absent()` finds it."""
    return GaugeMetricFamily(name, help, None if since is None else max((now - since).total_seconds(), 0))


def may_read(request: HttpRequest) -> bool:
    """True with `Authorization: Bearer TOKEN`, or from this machine and not through a proxy."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and constant_time_compare(given, token):
        return True
    try:
        near = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    return near and not getattr(request, "is_forwarded", False)


@open_to("all")
def metrics(request: HttpRequest) -> HttpResponse:
    """The text that Prometheus reads."""
    if not may_read(request):
        raise Http404
    registry = CollectorRegistry()
    registry.register(Installation())
    requests = REGISTRY
    if getattr(
        values.ValueClass, "_multiprocess", False
    ):  # several processes write into files: `serve` made the folder
        requests = CollectorRegistry()
        MultiProcessCollector(requests, path=str(processes.folder() / "metrics"))  # type: ignore[no-untyped-call]
    return HttpResponse(generate_latest(requests) + generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
