"""The officer's queue page: against a bare view with two reads by index, and with a hundred times as many dossiers."""

from collections.abc import Iterator

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
    """Three lines."""
    path = _path()
    cookie = {"Cookie": _cookies(path)}
    code = str(Dossier.objects.order_by("-pk").values_list("code", flat=True)[0])
    laying.lay(AGENCY, FEW)
    with served(*PRODUCT) as ours, served(*BARE) as bare:
        page = asking(ours, path, headers=cookie)
        two_reads = asking(bare, f"/bare/{code}")

        def anew() -> object:
            """As after somebody's act: nothing that was made before holds."""
            laying.happen()
            return page()

        yield compare("the officer's queue", page, "a view with two reads by index", two_reads, times=10, goal=5)
        few = compare("the queue after every act", anew, "a view with two reads by index", two_reads, times=10)
        yield few
        laying.lay(AGENCY, MANY)
        many = compare("", anew, "", two_reads, times=10)
        # Both in units of the bare view of their own minutes, so that a noisy machine does not look like growth.
        what, against = f"the queue at {MANY:,} dossiers", f"the queue at {FEW:,}"
        yield Result(what, many.ratio * few.bare, against, few.ours, goal=1.3)


def _path() -> str:
    from django.urls import reverse

    return reverse("officer:queue")


def _cookies(path: str) -> str:
    """What the officer's browser holds after the first page: her session, and the mark of its forms."""
    client = Client()
    client.force_login(Account.objects.get(username=OFFICER))
    client.get(path)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
