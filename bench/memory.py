"""What two web workers and the task worker hold together after a thousand requests, in proportional set size (pages
that processes share are counted once)."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import reverse

from bench.protocol import Result
from bench.serving import asking, served
from motcua.dossiers.models import Dossier
from motcua.people.models import Account

REQUESTS = 1000
MOST = 300.0


def run() -> Iterator[Result]:
    """One line: megabytes against the most that was promised."""
    code = str(Dossier.objects.order_by("-pk").values_list("code", flat=True)[0])
    with served("motcua.config.command", "serve", "--workers", "2", "--with-worker") as port:
        asked = [
            asking(port, path, headers={"Cookie": cookie, "Connection": "close"} if cookie else {"Connection": "close"})
            for path, cookie in _pages(code)
        ]
        for number in range(REQUESTS):
            asked[number % len(asked)]()
        held = sum(_pss(pid) for pid in _family(port)) / 1024
    yield Result("2 web workers and the task worker", held, f"{REQUESTS} requests", MOST, goal=1, unit="MB")


def _pages(code: str) -> Iterator[tuple[str, str]]:
    """What people ask for in a day: public pages, the API, and the pages of officers and leaders."""
    yield "/", ""
    yield f"/api/v1/track/{code}", ""
    yield "/api/v1/procedures?q=khai+sinh", ""
    yield "/api/v1/procedures/1.001193/form", ""
    for username, names in (
        ("tuphap.lacthuy", ("officer:queue", "officer:dossiers")),
        ("motcua.lacthuy", ("counter:waiting",)),
        ("chutich.lacthuy", ("leader:board",)),
    ):
        client = Client()
        client.force_login(Account.objects.get(username=username))
        cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        for name in names:
            yield reverse(name), cookie


def _family(port: int) -> list[int]:
    """The server's processes: those that were started with this port, and all their children."""
    parents = {}
    first = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        parents[int(folder.name)] = parent
        if b"serve" in words and str(port).encode() in words:
            first.append(int(folder.name))
    family = set(first)
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sorted(family)


def _pss(pid: int) -> int:
    """Kilobytes."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
