"""What leaders decide about lateness and silence: the tabs over the three lists, and rows as they print them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.desks.shell.dossier import QueueRow, queue_rows
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import manners, queries
from motcua.dossiers.models import Apology, StopProposal, SupplementProposal
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.people import access

SAID_FOR = timedelta(days=30)
"""So long a signed letter stays in the list of those that were given."""
MOST = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """One apology in a list. `unit`: the agency, where the reader stands above several."""

    apology: Apology
    row: QueueRow
    why: str
    unit: str
    in_time: bool


def letters(rows: Iterable[Apology], now: datetime, *, units: bool = False) -> list[Letter]:
    """Rows of letters, no query a row."""
    found = list(rows)
    lang = spoken()
    ids = {one.dossier.agency_id for one in found}
    names = agencies.names_of(ids, clock.local_day(now), lang, short=True) if units and ids else {}
    drawn = queue_rows([one.dossier for one in found], now)
    return [
        Letter(
            one,
            row,
            manners.reason_words(one.reason_code, lang) if one.reason_code else "",
            names.get(one.dossier.agency_id, ""),
            bool(one.due_before and (one.decided_at or now) < one.due_before),
        )
        for one, row in zip(found, drawn, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Request2:
    """A second request in a list."""

    proposal: SupplementProposal
    row: QueueRow


def requests(rows: Iterable[SupplementProposal], now: datetime) -> list[Request2]:
    found = list(rows)
    drawn = queue_rows([one.dossier for one in found], now)
    return [Request2(one, row) for one, row in zip(found, drawn, strict=True)]


@dataclass(frozen=True, slots=True)
class Silent:
    """A stop proposed after silence, in a list."""

    proposal: StopProposal
    row: QueueRow
    given: queries.Given


def silents(rows: Iterable[StopProposal], now: datetime) -> list[Silent]:
    found = list(rows)
    drawn = queue_rows([one.dossier for one in found], now)
    return [Silent(one, row, queries.given_of(one.supplement)) for one, row in zip(found, drawn, strict=True)]


def counts(actor: Actor, now: datetime) -> dict[str, int]:
    """How much waits in each list, in one query."""
    return queries.count_all(actor, sets(actor, now))


def sets(actor: Actor, now: datetime) -> dict[str, Any]:
    """What waits for a leader, list by list."""
    return {
        "apologies": queries.apologies_to_sign(actor, now),
        "second_requests": queries.supplements_to_allow(actor, now),
        "stops": queries.stops_to_confirm(actor, now).prefetch_related(None),
    }


def tabs(request: Request, now: datetime, current: str) -> list[FilterTab]:
    """The lists with their counts; letters that were given beside those that wait."""
    every = {**sets(request.actor, now), "said": queries.apologies_said(request.actor, now - SAID_FOR, now)}
    counted = queries.count_all(request.actor, every)
    url = reverse("leader:apologies")
    found = [FilterTab(_("Thư xin lỗi chờ ký"), url, counted["apologies"], current=current == "apologies")]
    if access.may_ever("dossier.allow_supplement", request.actor):
        found += [
            FilterTab(
                _("Bổ sung lần nữa"),
                reverse("leader:second_requests"),
                counted["second_requests"],
                current=current == "second_requests",
            ),
            FilterTab(_("Đề nghị dừng"), reverse("leader:stops"), counted["stops"], current=current == "stops"),
        ]
    return [*found, FilterTab(_("Đã xin lỗi"), f"{url}?loc=da-ky", counted["said"], current=current == "said")]


def see(name: str, *args: str) -> HttpResponseRedirect:
    """303: what was posted is done, look here."""
    response = HttpResponseRedirect(reverse(f"leader:{name}", args=args))
    response.status_code = 303
    return response


def window() -> int:
    """Minutes in which a signature can be undone."""
    return int(settings.UNDO_WINDOW.total_seconds() // 60)


def done(request: Request, words: str, *, undoable: bool) -> None:
    """Say what was done where no undo strip says it."""
    if not (undoable and settings.UNDO_WINDOW):
        messages.success(request, words)


def shown(rows: Any) -> Sequence[Any]:
    """As many rows as one reads."""
    return list(rows[:MOST])
