"""Many rows into many tables at once, without an object for each: COPY on PostgreSQL, one statement on SQLite.

A row is made in two halves. The worker that judges the lines spells its values as the engine reads them, with numbers
for keys that count within the batch; the transaction that writes the batch reserves the keys and puts them in front.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from itertools import repeat
from typing import Any

from django.db import connection, models

from motcua.dossiers.models import (
    Apology,
    Dossier,
    DossierPaper,
    ImportedLine,
    LedgerEntry,
    Remark,
    Standing,
    Supplement,
)
from motcua.journal.models import ChainHead, Event
from motcua.kernel import clock
from motcua.payments.models import Charge, Payment
from motcua.people.models import Party
from motcua.people.rules import Declared
from motcua.voice.models import Rating

Spelled = Any
"""A row as the engine reads it, without its keys: text of COPY on PostgreSQL, a tuple on SQLite."""
KEYED: Mapping[str, type[models.Model]] = {"dossier": Dossier, "party": Party, "event": Event}
"""Tables whose keys are reserved for a batch, since other rows name them."""

LIVED = (
    "step",
    "step_since",
    "step_due_at",
    "agency_id",
    "submitted_at",
    "intake_due_at",
    "received_at",
    "due_at",
    "original_due_at",
    "paused_since",
    "finished_at",
    "delivered_at",
    "closed_at",
    "resolved_at",
    "result",
    "delivered_by",
    "allowance",
)
GIVEN = ("code", "channel", "entered_by", "answers", "note")
PARTY = tuple(Declared.__slots__)
STOOD = ("from_at", "to_at", "state", "agency_id", "due_at", "paused_since", "received_at", "resolved_at")
SAID = ("due_before", "due_after", "reason", "drafted_at", "decided_at")
ENTRY = ("at", "rule", "effect", "facts", "due_before", "due_after", "kind", "event", "evidence")
CHARGED = ("kind", "name_vi", "name_en", "amount", "quantity", "unit_vi", "unit_en", "position")
EVENT = ("chain", "number", "type", "at", "recorded_at", "by_kind", "by_id", "by_role", "by_agency", "by_position")
PAPER = ("key", "number", "name_vi", "declared", "seen", "originals", "copies", "digitised", "reused", "added_at")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one table: its keys (attribute name → whose) and the attributes that are given, in order. Every other
    column takes the default of its field."""

    model: type[models.Model]
    keys: Mapping[str, str]
    names: tuple[str, ...]


SHEETS: Mapping[str, Sheet] = {
    "party": Sheet(Party, {"id": "party"}, (*PARTY, "search")),
    "dossier": Sheet(
        Dossier,
        {"id": "dossier", "applicant_id": "party", "submitter_id": "party"},
        (
            "state",
            *LIVED,
            *GIVEN,
            *("reception_agency_id", "procedure_version_id", "form_id", "process_id"),
            *("supplements_asked", "imported", "search"),
        ),
    ),
    "line": Sheet(ImportedLine, {"dossier_id": "dossier"}, ("run_id", "line", "digest")),
    "paper": Sheet(DossierPaper, {"dossier_id": "dossier"}, PAPER),
    "standing": Sheet(Standing, {"dossier_id": "dossier"}, STOOD),
    "entry": Sheet(LedgerEntry, {"dossier_id": "dossier"}, ("number", *ENTRY, "by_role")),
    "supplement": Sheet(
        Supplement,
        {"dossier_id": "dossier"},
        ("number", "at_intake", "asked_at", "reason", "ground", "items", "answered_at"),
    ),
    "apology": Sheet(
        Apology,
        {"dossier_id": "dossier"},
        ("number", *SAID, "state", "reason_code", "decision_reason", "imported"),
    ),
    "charge": Sheet(Charge, {"dossier_id": "dossier"}, ("number", *CHARGED, "created_at")),
    "payment": Sheet(Payment, {"dossier_id": "dossier"}, ("number", "amount", "way", "confirmed_at")),
    "rating": Sheet(Rating, {"dossier_id": "dossier"}, ("answer", "given_at", "way")),
    "event": Sheet(Event, {"id": "event"}, (*EVENT, "facts", "previous_hash", "hash")),
    "head": Sheet(ChainHead, {}, ("chain", "number", "hash")),
    "remark": Sheet(Remark, {"dossier_id": "dossier", "event_id": "event"}, ("text", "ground")),
}
"""In the order in which they are written: what is named before what names it."""


@dataclass(slots=True)
class Packed:
    """A batch, ready to be written: how many keys it needs, and each sheet's rows beside their keys, counted from 0
    within the batch (None: no such row)."""

    needed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KEYED, 0))
    keys: dict[str, list[tuple[int | None, ...]]] = field(default_factory=lambda: {name: [] for name in SHEETS})
    rows: dict[str, list[Spelled]] = field(default_factory=lambda: {name: [] for name in SHEETS})

    def next(self, kind: str) -> int:
        """The number of one more key."""
        number = self.needed[kind]
        self.needed[kind] = number + 1
        return number


class Speller:
    """Spells rows for one engine, those of one batch after the other."""

    def __init__(self, vendor: str) -> None:
        self.vendor = vendor
        self.cells = _Cells(_COPIED if vendor == "postgresql" else _BOUND)
        self.rests = {name: self._rest(sheet) for name, sheet in SHEETS.items()}

    def add(self, packed: Packed, name: str, keys: tuple[int | None, ...], values: Sequence[Any]) -> None:
        """One row of a sheet, its values in the order of the sheet's names."""
        cells = self.cells
        packed.keys[name].append(keys)
        if self.vendor == "postgresql":
            packed.rows[name].append("\t".join([cells[type(value)](value) for value in values]) + self.rests[name])
        else:
            packed.rows[name].append((*[cells[type(value)](value) for value in values], *self.rests[name]))

    def _rest(self, sheet: Sheet) -> Any:
        values = [self.cells[type(one)](one) for one in (rest.get_default() for rest in _rest(sheet))]
        return "".join(f"\t{value}" for value in values) if self.vendor == "postgresql" else tuple(values)


def _rest(sheet: Sheet) -> list["models.Field[Any, Any]"]:
    """The columns that take their defaults."""
    given = {*sheet.keys, *sheet.names}
    return [
        one
        for one in sheet.model._meta.concrete_fields
        if one.attname not in given and not isinstance(one, models.AutoField)
    ]


class _Cells(dict[type, Callable[[Any], Any]]):
    """How values of a type are spelled; a named value (StrEnum) as its text."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        if not issubclass(kind, str):
            raise TypeError(f"no column takes a {kind.__name__}")
        text = self[str]
        self[kind] = lambda value: text(str(value))
        return self[kind]


@lru_cache(maxsize=16384)  # an instant stands in many rows of its dossier
def stamp(value: datetime) -> str:
    """As `clock.stamp`."""
    return clock.stamp(value)


@lru_cache(maxsize=16384)
def _instant(value: datetime) -> str:
    """As Django's SQLite backend stores it: UTC without a zone."""
    return str(value.astimezone(UTC).replace(tzinfo=None))


def _escaped(value: str) -> str:
    """As COPY reads it: four characters mean something else."""
    if value.isprintable() and "\\" not in value:
        return value
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def _json(value: object) -> str:
    return json.dumps(value) if value else "{}" if isinstance(value, dict) else "[]"


def _same(value: Any) -> Any:
    return value


_BOUND: dict[type, Callable[[Any], Any]] = {
    type(None): _same,
    str: _same,
    int: _same,
    bool: _same,
    datetime: _instant,
    date: date.isoformat,
    dict: _json,
    list: _json,
}
_COPIED: dict[type, Callable[[Any], Any]] = {
    type(None): lambda _: "\\N",
    str: _escaped,
    int: str,
    bool: lambda value: "t" if value else "f",
    datetime: stamp,
    date: date.isoformat,
    dict: lambda value: _escaped(_json(value)),
    list: lambda value: _escaped(_json(value)),
}


# --- writing ---------------------------------------------------------------------------------------------------------


def reserve(model: type[models.Model], count: int) -> Sequence[int]:
    """Primary keys that nobody else will get, within the present transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # The transaction is IMMEDIATE: nobody else writes before it ends.
            cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
            first = int(cursor.fetchone()[0]) + 1
            return range(first, first + count)
        cursor.execute(
            "SELECT array_agg(nextval(pg_get_serial_sequence(%s, 'id'))) FROM generate_series(1, %s)",
            [f'"{table}"', count],
        )
        return cursor.fetchone()[0] or ()


def store(packed: Packed) -> Sequence[int]:
    """Write a batch within the present transaction; the keys of its dossiers. Raises the database's own errors."""
    reserved = {kind: reserve(KEYED[kind], count) for kind, count in packed.needed.items()}
    for name, rows in packed.rows.items():
        if rows:
            _insert(name, packed.keys[name], rows, reserved)
    return reserved["dossier"]


def _insert(
    name: str,
    keys: Sequence[tuple[int | None, ...]],
    rows: Sequence[Spelled],
    reserved: Mapping[str, Sequence[int]],
) -> None:
    kinds = tuple(SHEETS[name].keys.values())
    # one column of keys after the other
    columns = [
        [None if number is None else ids[number] for number in numbers]
        for ids, numbers in zip([reserved[kind] for kind in kinds], zip(*keys, strict=True), strict=True)
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            text = [["\\N" if one is None else str(one) for one in column] for column in columns]
            lines = ["\t".join(line) for line in zip(*text, rows, strict=True)] if text else rows
            # The driver's own errors become Django's, as they do for every other statement.
            with connection.wrap_database_errors, cursor.copy(_copy(name)) as copy:
                copy.write("\n".join(lines) + "\n")
        else:
            whole = zip(*columns, strict=True) if columns else repeat((), len(rows))
            cursor.executemany(_statement(name), [(*key, *row) for key, row in zip(whole, rows, strict=True)])


@cache
def _columns(name: str) -> tuple[str, ...]:
    sheet = SHEETS[name]
    fields = {one.attname: one for one in sheet.model._meta.concrete_fields}
    order = [*(fields[one] for one in (*sheet.keys, *sheet.names)), *_rest(sheet)]
    return tuple(connection.ops.quote_name(str(one.column)) for one in order)


@cache
def _copy(name: str) -> str:
    table = connection.ops.quote_name(SHEETS[name].model._meta.db_table)
    return f"COPY {table} ({', '.join(_columns(name))}) FROM STDIN"


@cache
def _statement(name: str) -> str:
    table = connection.ops.quote_name(SHEETS[name].model._meta.db_table)
    places = ", ".join(["%s"] * len(_columns(name)))
    return f"INSERT INTO {table} ({', '.join(_columns(name))}) VALUES ({places})"  # noqa: S608 — our own names
