"""Laying many dossiers of one agency, by the database itself: rows like one that is there, none in the journal."""

from typing import Any

from django.db import connection, transaction

from motcua.dossiers.models import Dossier
from motcua.journal.actions import record
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM

OPEN_ONE_IN = 10
"""One in ten waits for its proposal, the others are done: an agency that keeps its years."""


def lay(agency: str, total: int) -> None:
    """Bring an agency to `total` laid dossiers: copies of one that waits for its proposal, with codes, due times and
    ends of their own; statistics are taken anew."""
    model = (
        Dossier.objects.filter(agency__code=agency, state="processing", paused_since=None)
        .exclude(due_at=None)
        .order_by("pk")
        .values()
        .first()
    )
    if model is None:
        raise RuntimeError(f"{agency} has no dossier in hand to lay others after")
    laid = Dossier.objects.filter(agency__code=agency, code__startswith=f"{agency}-LAID-").count()
    columns = [str(field.column) for field in Dossier._meta.concrete_fields if not field.primary_key]
    listed = ", ".join(f'"{name}"' for name in columns)
    chosen = ", ".join(f"{_changed(agency).get(name, _plain(name))} AS {_quoted(name)}" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO dossiers_dossier ({listed}) {_numbers(laid + 1, total)} "
            f"SELECT {chosen} FROM dossiers_dossier AS model, numbers WHERE model.id = {int(model['id'])}"
            if connection.vendor == "postgresql"
            else f"{_numbers(laid + 1, total)} INSERT INTO dossiers_dossier ({listed}) "
            f"SELECT {chosen} FROM dossiers_dossier AS model, numbers WHERE model.id = {int(model['id'])}"
        )
        cursor.execute("ANALYZE")


def happen() -> None:
    """Something that the journal tells of."""
    with transaction.atomic():
        record("bench.happened", subject="bench", by=SYSTEM, at=clock.now())


def _quoted(name: str) -> str:
    return f'"{name}"'


def _plain(name: str) -> str:
    return f'model."{name}"'


def _numbers(first: int, last: int) -> str:
    return f"WITH RECURSIVE numbers(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM numbers WHERE n < {last})"


def _changed(agency: str) -> dict[str, Any]:
    done = f"n % {OPEN_ONE_IN} <> 0"

    def moved(column: str, forwards: bool = False) -> str:
        sign = "+" if forwards else "-"
        if connection.vendor == "postgresql":
            return f"model.\"{column}\" {sign} (n % 700) * interval '53 minutes'"
        return f"strftime('%Y-%m-%d %H:%M:%S', model.\"{column}\", '{sign}' || ((n % 700) * 53) || ' minutes')"

    return {
        "code": f"'{agency}-LAID-' || n",
        "state": f"CASE WHEN {done} THEN 'delivered' ELSE model.state END",
        "step": f"CASE WHEN {done} THEN '' ELSE model.step END",
        "step_due_at": f"CASE WHEN NOT ({done}) THEN model.step_due_at END",
        "result": f"CASE WHEN {done} THEN 'approved' ELSE '' END",
        "resolved_at": f"CASE WHEN {done} THEN {moved('due_at')} END",
        "finished_at": f"CASE WHEN {done} THEN {moved('due_at')} END",
        "delivered_at": f"CASE WHEN {done} THEN {moved('due_at')} END",
        "due_at": moved("due_at", forwards=True),
    }
