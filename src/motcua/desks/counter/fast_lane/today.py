"""What was certified: one person's lines, and everybody's of today with totals."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any

from motcua.agencies.models import Agency
from motcua.certification.models import Entry
from motcua.certification.queries import entries_between, entries_of, totals
from motcua.desks.shell import paging
from motcua.desks.shell.request import Request
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.payments.models import Receipt
from motcua.payments.queries import receipts_for

SHOWN = 20


@dataclass
class Done:
    """One person's certified copies: numbers of the register, what was paid, the receipt."""

    code: str
    at: datetime
    requester: str
    entries: list[Entry] = field(default_factory=list)
    receipt: Receipt | None = None

    @property
    def numbers(self) -> str:
        """ "12" or "12–14"."""
        first, last = self.entries[0].number, self.entries[-1].number
        return f"{first}" if first == last else f"{first}–{last}"

    @property
    def copies(self) -> int:
        return sum(entry.copies for entry in self.entries)

    @property
    def fee(self) -> int:
        return sum(entry.fee for entry in self.entries)

    @property
    def cancelled(self) -> str:
        """Why it does not count; empty where it does."""
        struck = getattr(self.entries[0], "cancelled", None)
        return struck.reason if struck else ""


def done_just_now(dossier: Dossier) -> Done:
    """One dossier's. Raises NotVisible for one that is no certification of the fast lane."""
    found = _grouped(entries_of(dossier))
    if not found:
        raise NotVisible("certification.unknown")
    return _with_receipts(found)[0]


def done_today(request: Request, agency: Agency, today: date) -> dict[str, Any]:
    """The context of the lower half of the page: newest first, totals of what counts, the one just done on top."""
    rows = entries_between(agency, today, today)
    codes = rows.order_by("-pk").values_list("dossier_id", flat=True)
    order = list(dict.fromkeys(codes))
    shown = paging.page(request, order, size=SHOWN)
    entries = list(
        rows.filter(dossier__in=shown.rows).select_related("dossier", "cancelled").order_by("-dossier", "pk")
    )
    done = _with_receipts(_grouped(entries))
    code = request.GET.get("vua", "")
    just = next((one for one in done if one.code == code), None)
    if code and just is None:
        just = done_just_now(queries.get_visible(code, viewer=request.actor, at=clock.now()))
    return {"rows": done, "shown": shown, "totals": totals(rows), "just": just}


def _grouped(entries: Iterable[Entry]) -> list[Done]:
    found = []
    for _dossier, group in groupby(entries, key=lambda entry: entry.dossier_id):
        of_one = list(group)
        first = of_one[0]
        found.append(Done(first.dossier.code, first.certified_at, first.requester, of_one))
    return found


def _with_receipts(done: list[Done]) -> list[Done]:
    receipts = receipts_for([one.entries[0].dossier_id for one in done])
    for one in done:
        one.receipt = receipts.get(one.entries[0].dossier_id)
    return done
