"""How a dossier stands from one instant to the next: the only writer of `Standing`, and what the cube is told of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from motcua.dossiers.models import Dossier, Standing
from motcua.dossiers.ports import About, Stood, cube
from motcua.kernel.errors import NotLawfulNow


def first(dossier: Dossier, at: datetime) -> None:
    """The first standing of a dossier that was just written."""
    _told(dossier, [], [_created(dossier, at)])


def stand(dossier: Dossier, at: datetime) -> str:
    """Write how the dossier stands from `at` on: closes the open standing ("begun"), or changes it when it began at
    `at` ("changed"); "" when it stands as before."""
    now = _standing(dossier)
    last = Standing.objects.filter(dossier=dossier, to_at=None).first()
    if last is None:
        first(dossier, at)
        return "begun"
    if all(getattr(last, name) == value for name, value in now.items()):
        return ""
    if at < last.from_at:
        raise NotLawfulNow("act.before_last", last=last.from_at, at=at)
    before = stood(last)
    if last.from_at == at:
        Standing.objects.filter(pk=last.pk).update(**now)
        _told(dossier, [before], [_value(at, now)])
        return "changed"
    Standing.objects.filter(pk=last.pk).update(to_at=at)
    _told(dossier, [before], [replace(before, to_at=at), _created(dossier, at)])
    return "begun"


def stand_as_before(dossier: Dossier, stood_how: str, made_at: datetime, before: Any) -> None:
    """As if the act at `made_at`, which left the standings "begun" or "changed", had never been; `before` holds the
    dossier's columns before it."""
    rows = Standing.objects.filter(dossier=dossier)
    if stood_how == "begun":
        gone = [stood(row) for row in rows.filter(to_at=None, from_at=made_at)]
        closed = [stood(row) for row in rows.filter(to_at=made_at)]
        rows.filter(to_at=None, from_at=made_at).delete()
        rows.filter(to_at=made_at).update(to_at=None)
        _told(dossier, [*gone, *closed], [replace(one, to_at=None) for one in closed])
    elif stood_how == "changed":
        names = ("due_at", "paused_since", "resolved_at")
        was = {name: getattr(before, name) for name in names}
        changed = [stood(row) for row in rows.filter(to_at=None)]
        rows.filter(to_at=None).update(state=before.state, **was)
        _told(dossier, changed, [replace(one, **was) for one in changed])


def about(dossier: Dossier) -> About:
    """What the figures need of the dossier besides its standings."""
    return About(dossier.pk, dossier.channel, field_of(dossier), dossier.original_due_at)


def field_of(dossier: Dossier) -> int:
    """The id of the field of its procedure; `moving.lock` brings it along."""
    return int(dossier.procedure_version.procedure.field_id)


def stood(row: Standing) -> Stood:
    """A stored standing as a value."""
    return Stood(row.from_at, row.to_at, row.agency_id, row.due_at, row.paused_since, row.received_at, row.resolved_at)


def _standing(dossier: Dossier) -> dict[str, Any]:
    return {
        "state": dossier.state,
        "agency_id": dossier.agency_id,
        "due_at": dossier.due_at,
        "paused_since": dossier.paused_since,
        "received_at": dossier.received_at,
        "resolved_at": dossier.resolved_at,
    }


def _created(dossier: Dossier, at: datetime) -> Stood:
    now = _standing(dossier)
    Standing.objects.create(dossier=dossier, from_at=at, **now)
    return _value(at, now)


def _value(at: datetime, now: dict[str, Any]) -> Stood:
    return Stood(at, None, now["agency_id"], now["due_at"], now["paused_since"], now["received_at"], now["resolved_at"])


def _told(dossier: Dossier, gone: Sequence[Stood], new: Sequence[Stood]) -> None:
    if any(one.received_at is not None for one in (*gone, *new)):
        cube().moved(about(dossier), gone, new)
