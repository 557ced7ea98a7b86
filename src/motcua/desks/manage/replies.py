"""Answers that every part of this desk gives."""

from datetime import date

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from motcua.desks.shell.request import Request


def seen(name: str, *args: object, query: str = "", anchor: str = "") -> HttpResponse:
    """303 to a page after an act."""
    url = reverse(name, args=args) + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")
    answer = HttpResponseRedirect(url)
    answer.status_code = 303
    return answer


def day_of(said: str) -> date | None:
    """A day written as 2026-11-09 or 09/11/2026; None for anything else."""
    parts = said.strip().split("/")
    try:
        return date.fromisoformat(
            "-".join(part.zfill(2) for part in reversed(parts)) if len(parts) == 3 else said.strip()
        )
    except ValueError:
        return None


def revision_of(request: Request) -> int:
    """The revision that a page was made from; 0 for nonsense, which is nobody's."""
    said = request.POST.get("revision", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0
