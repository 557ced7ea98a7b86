"""Dossiers as they are stored, many at a time, in the shape that replay compares."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F, QuerySet

from motcua.dossiers.models import (
    Apology,
    BundleMember,
    Consultation,
    Dossier,
    HandOver,
    LedgerEntry,
    Part,
    Proposal,
    Standing,
    StopProposal,
    Supplement,
    SupplementProposal,
    Transfer,
)
from motcua.dossiers.replay import COLUMNS, ROWS, Told
from motcua.journal.models import Event

_RENAMED = {"agency": "agency__code", "reception_agency": "reception_agency__code"}
TABLES: dict[str, tuple[QuerySet[Any], str]] = {
    "standings": (Standing.objects.all(), "from_at"),
    "ledger": (LedgerEntry.objects.in_force(), "number"),
    "proposals": (Proposal.objects.all(), "number"),
    "supplements": (Supplement.objects.all(), "number"),
    "supplement_proposals": (SupplementProposal.objects.all(), "number"),
    "stop_proposals": (StopProposal.objects.all(), "number"),
    "apologies": (Apology.objects.all(), "number"),
    "consultations": (Consultation.objects.all(), "number"),
    "parts": (Part.objects.all(), "number"),
    "transfers": (Transfer.objects.all(), "number"),
    "bundle": (BundleMember.objects.all(), "pk"),
    "hand_overs": (HandOver.objects.all(), "event__number"),
}
_ELSEWHERE = {"lead": "bundle__lead__code"}
"""Columns that stand in another table."""
_CODES = frozenset({"agency", "from_agency", "to_agency"})
"""Columns that name an agency: its code is compared, as the journal tells it."""


def read_stored(codes: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Columns of COLUMNS by name and `rows`, by code; as many queries as there are tables."""
    columns = {name: _RENAMED.get(name, name) for name in COLUMNS}
    found: dict[int, dict[str, Any]] = {}
    by_code: dict[str, dict[str, Any]] = {}
    for row in Dossier.objects.filter(code__in=codes).values("pk", "code", *columns.values()):
        held: dict[str, Any] = {name: row[column] for name, column in columns.items()}
        held["rows"] = {table: [] for table in ROWS}
        found[row["pk"]] = by_code[row["code"]] = held
    for table, (rows, order) in TABLES.items():
        for pk, one in _rows(table, rows, order, list(found)):
            found[pk]["rows"][table].append(one)
    return by_code


def _rows(table: str, rows: QuerySet[Any], order: str, ids: Sequence[int]) -> Iterable[tuple[int, dict[str, Any]]]:
    names = ROWS[table]
    columns = [f"{name}__code" if name in _CODES else _ELSEWHERE.get(name, name) for name in names]
    chosen = rows.filter(dossier__in=ids).order_by("dossier_id", F(order)).values_list("dossier_id", *columns)
    for pk, *values in chosen:
        one = dict(zip(names, values, strict=True))
        if table == "hand_overs" and one["until"] is not None:
            one["until"] = one["until"].isoformat()
        yield pk, one


def read_events(codes: Sequence[str], prefix: str = "") -> Mapping[str, list[Told]]:
    """The events of these dossiers, oldest first; with `prefix` those of another chain of theirs."""
    found: dict[str, list[Told]] = defaultdict(list)
    rows = Event.objects.filter(chain__in=[f"{prefix}{code}" for code in codes]).order_by("chain", "number")
    for chain, number, type, at, recorded_at, kind, by, role, told in rows.values_list(
        "chain", "number", "type", "at", "recorded_at", "by_kind", "by_id", "by_role", "facts"
    ):
        account = int(by) if kind in ("account", "client") and by else None
        known = json.loads(told)
        found[chain[len(prefix) :]].append(
            Told(number, type.removeprefix("dossier."), at, recorded_at, account, role, known)
        )
    return found
