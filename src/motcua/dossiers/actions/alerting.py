"""Warnings and escalations, written for many dossiers at once: one event each, and one row that says to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.dossiers.models import Alert, Dossier
from motcua.dossiers.queries.alerts import still_there
from motcua.journal.actions import Told, record_all
from motcua.kernel.actor import Actor

ABOUT_STEP, ABOUT_DUE = Alert.About.STEP.value, Alert.About.DUE.value


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one dossier's holder, or the post above, is to be told: see `models.Alert`."""

    dossier: int
    kind: str
    about: str
    due_at: datetime
    hours: int
    to_agency: int
    to_agency_code: str
    to_post: str
    to_account: int | None = None


@transaction.atomic
def alert(wanted: Sequence[Wanted], *, by: Actor, at: datetime) -> int:
    """Tell of each dossier once; those that moved on meanwhile, or that another act holds, are left for the next
    round. Returns how many were told of."""
    rows = still_there([one.dossier for one in wanted])
    said = _said([one for one in wanted if one.dossier in rows])
    chosen = [
        (one, rows[one.dossier])
        for one in wanted
        if one.dossier in rows
        and _is_still(one, rows[one.dossier])
        and (one.dossier, one.kind, one.about, _mark(one, rows[one.dossier]), one.hours) not in said
    ]
    told = [Told(f"dossier.{one.kind}", row.code, _facts(one, row)) for one, row in chosen]
    events = record_all(told, by=by, at=at)
    Alert.objects.bulk_create(
        Alert(
            dossier_id=row.pk,
            event=event,
            kind=one.kind,
            about=one.about,
            hours=one.hours,
            step=row.step,
            mark=_mark(one, row),
            due_at=one.due_at,
            at=at,
            to_account_id=one.to_account,
            to_agency_id=one.to_agency,
            to_post=one.to_post,
        )
        for (one, row), event in zip(chosen, events, strict=True)
    )
    return len(chosen)


def _said(wanted: Sequence[Wanted]) -> set[tuple[int, str, str, datetime, int]]:
    """What another round told of since it was looked for."""
    rows = Alert.objects.filter(dossier__in={one.dossier for one in wanted})
    return set(rows.values_list("dossier_id", "kind", "about", "mark", "hours"))


def _is_still(one: Wanted, row: Dossier) -> bool:
    return (row.step_due_at if one.about == ABOUT_STEP else row.due_at) == one.due_at


def _mark(one: Wanted, row: Dossier) -> datetime:
    mark = row.step_since if one.about == ABOUT_STEP else row.due_at
    assert mark is not None
    return mark


def _facts(one: Wanted, row: Dossier) -> dict[str, object]:
    facts: dict[str, object] = {"about": one.about, "step": row.step, "agency": one.to_agency_code}
    facts["step_due_at" if one.about == ABOUT_STEP else "due_at"] = one.due_at
    facts |= {"to": one.to_account, "to_post": one.to_post}
    if one.kind == Alert.Kind.WARNED:
        facts["hours"] = one.hours
    if one.kind == Alert.Kind.ESCALATED:
        facts["level"] = "behind" if one.about == ABOUT_STEP else "overdue"
    return facts
