"""Pages of the demo alone: its accounts, to sign in with one press, and the mail that would have gone out."""

import json
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default as modern
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.agencies import queries as agencies
from motcua.desks.citizen.entering import enter
from motcua.desks.citizen.forms import one, spoken
from motcua.desks.shell import access
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.people import queries as people
from motcua.people.access import ROLE_NAMES
from motcua.people.models import Account

MOST_LETTERS = 50


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it was written to its file."""

    subject: str
    to: str
    date: str
    body: str


def _only_in_the_demo() -> None:
    if not settings.DEMO:
        raise NotVisible("page.unknown")


def _rows() -> list[dict[str, Any]]:
    path = settings.HOME / "accounts.json"
    if not path.exists():
        return []
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return [row for row in rows if row.get("password")]


@open_to(access.ALL)
def demo_accounts(request: Request) -> HttpResponse:
    """Every account of the demo by agency, each with a button that signs in."""
    _only_in_the_demo()
    lang, today = spoken(), clock.local_day(clock.now())
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in _rows():
        if row["role"] == "api_client":
            continue
        code = row.get("agency") or ""
        groups.setdefault(code, []).append({**row, "role_name": ROLE_NAMES[row["role"]][lang == "en"]})
    found = {row.code: agencies.name_of(row, today, lang, short=True) for row in _agencies(groups)}
    named = [(found.get(code, code) if code else _("Người dân"), rows) for code, rows in groups.items()]
    return render_page(request, "citizen/demo_accounts.html", {"groups": named})


def _agencies(groups: dict[str, list[dict[str, Any]]]) -> list[Any]:
    return [row for code in groups if code and (row := agencies.find_agency(code)) is not None]


@require_POST
@open_to(access.ALL)
def demo_sign_in(request: Request) -> HttpResponse:
    """Sign in as one of the demo's accounts, whose passwords are public."""
    _only_in_the_demo()
    name = one(request, "username")
    known = any(row["username"] == name and row["role"] != "api_client" for row in _rows())
    account = people.find_account(name) if known else None
    if account is None or not account.is_active or account.kind == Account.Kind.CLIENT:
        raise NotVisible("account.unknown")
    return enter(request, account)


@open_to(access.ALL)
def demo_mail(request: Request) -> HttpResponse:
    """Messages that an installation would have sent, newest first."""
    _only_in_the_demo()
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", settings.HOME / "mail"))
    paths = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True) if folder.is_dir() else []
    letters: list[Letter] = []
    for path in paths[:MOST_LETTERS]:
        letters += _letters(path.read_bytes())
    return render_page(request, "citizen/demo_mail.html", {"letters": letters[:MOST_LETTERS]})


def _letters(content: bytes) -> list[Letter]:
    """The messages of one file of Django's file backend, newest first: each ends with a line of hyphens."""
    found = []
    for part in content.split(b"\n" + b"-" * 79 + b"\n"):
        if not part.strip():
            continue
        message = message_from_bytes(part.lstrip(b"\n"), policy=modern)
        body = message.get_body(("plain",))
        text = body.get_content() if body is not None else ""
        found.append(Letter(str(message["Subject"] or ""), str(message["To"] or ""), str(message["Date"] or ""), text))
    return found[::-1]
