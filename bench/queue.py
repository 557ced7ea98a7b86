"""The officer's queue page: against a bare view with two reads by index, and with a hundred times as many dossiers."""

from collections.abc import Iterator

from django.conf import settings
from django.test import Client

from bench import laying
from bench.protocol import Result, compare
from bench.serving import BARE, PRODUCT, asking, served
from motcua.dossiers.models import Dossier
from motcua.people.models import Account

OFFICER = "tuphap.lacthuy"
AGENCY = "H44.229"
FEW, MANY = 5_000, 500_000
PAGE = "/can-bo/"


def run() -> Iterator[Result]:
    """Two lines."""
    path = _path()
    cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={_session()}"}
    code = str(Dossier.objects.order_by("-pk").values_list("code", flat=True)[0])
    laying.lay(AGENCY, FEW)
    with served(*PRODUCT) as ours, served(*BARE) as bare:
        page = asking(ours, path, headers=cookie)
        two_reads = asking(bare, f"/bare/{code}")
        few = compare("the officer's queue", page, "a view with two reads by index", two_reads, times=10, goal=5)
        yield few
        laying.lay(AGENCY, MANY)
        many = compare("", page, "", two_reads, times=10)
        # Both in units of the bare view of their own minutes, so that a noisy machine does not look like growth.
        what, against = f"the queue at {MANY:,} dossiers", f"the queue at {FEW:,}"
        yield Result(what, many.ratio * few.bare, against, few.ours, goal=1.3)


def _path() -> str:
    from django.urls import reverse

    return reverse("officer:queue")


def _session() -> str:
    client = Client()
    client.force_login(Account.objects.get(username=OFFICER))
    return client.cookies[settings.SESSION_COOKIE_NAME].value
