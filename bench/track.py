"""Tracking by code against a bare view that makes two reads by index, each behind a server of the same make."""

from collections.abc import Iterator

from bench.protocol import Result, compare
from bench.serving import BARE, PRODUCT, asking, served
from motcua.dossiers.models import Dossier


def run() -> Iterator[Result]:
    """One line."""
    code = str(Dossier.objects.order_by("-pk").values_list("code", flat=True)[0])
    with served(*PRODUCT) as ours, served(*BARE) as bare:
        track = asking(ours, f"/api/v1/track/{code}")
        two_reads = asking(bare, f"/bare/{code}")
        yield compare("GET /track/CODE", track, "a view with two reads by index", two_reads, times=30, goal=1.6)
