"""Every night the worker replays what happened since the night before, and a part of everything else in turn; the
administrator and `doctor` read what it gave."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Subquery

from motcua.dossiers.models import Dossier
from motcua.flows.replaying.known import read_known
from motcua.flows.replaying.run import replay_codes
from motcua.flows.replaying.tally import Tally
from motcua.journal.actions import record
from motcua.journal.models import CronSlot, Event
from motcua.journal.outbox import Job
from motcua.journal.queries import facts, newest
from motcua.journal.sight import one_sight
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM

SUBJECT = "replay"
TYPE = "journal.replayed"
NIGHTS = 30
"""In so many nights every dossier is replayed at least once."""
MOST = 10_000
"""So many in one night; `motcua dossiers replay --all` knows no bound."""
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Night:
    """What the last night gave: how many dossiers, how many of them differ, some of their codes."""

    at: datetime
    dossiers: int
    different: int
    codes: tuple[str, ...]


def nightly(at: datetime) -> None:
    """Replay the night's dossiers and tell what came out."""
    before = _last()
    until = newest()[0]
    since = int(facts(before)["until"]) if before is not None else 0
    tally, wrong = Tally(), list[str]()
    with one_sight():
        for replayed in replay_codes(_codes(since, at), read_known()):
            tally.add(replayed.outcome)
            if replayed.outcome.differences and len(wrong) < MOST_NAMED:
                wrong.append(replayed.outcome.code)
    with transaction.atomic(durable=True):
        record(
            TYPE,
            subject=SUBJECT,
            by=SYSTEM,
            at=at,
            until=until,
            dossiers=tally.dossiers,
            different=tally.different,
            not_recomputable=tally.incomplete,
            codes=wrong,
        )


def _codes(since: int, at: datetime) -> Sequence[str]:
    """Dossiers that something happened to since an event, then those whose turn it is."""
    chains = Event.objects.filter(pk__gt=since).order_by("chain").values_list("chain", flat=True).distinct()
    touched = {chain.removeprefix("payments:") for chain in chains[: 2 * MOST]}
    turn = clock.local_day(at).toordinal() % NIGHTS
    others = Dossier.objects.annotate(turn=F("pk") % NIGHTS).filter(turn=turn).order_by("pk")
    codes = dict.fromkeys([*sorted(touched), *others.values_list("code", flat=True)[:MOST]])
    return list(codes)[:MOST]


def _last() -> Event | None:
    return Event.objects.filter(chain=SUBJECT, type=TYPE).order_by("-number").first()


def last_night() -> Night | None:
    """None before the first."""
    event = _last()
    return None if event is None else _night(event.at, event.facts)


def _night(at: datetime, told: str) -> Night:
    said = json.loads(told)
    return Night(at, said["dossiers"], said["different"], tuple(said["codes"]))


def signs() -> tuple[datetime | None, Night | None]:
    """When the worker last took a job, and the last night: one query for the administrator's page."""
    told = Event.objects.filter(chain=SUBJECT, type=TYPE).order_by("-number")
    slots = CronSlot.objects.order_by("-taken_at").annotate(
        night_at=Subquery(told.values("at")[:1]), night_told=Subquery(told.values("facts")[:1])
    )
    row = slots.values_list("taken_at", "night_at", "night_told").first()
    if row is None:
        return None, None
    taken_at, night_at, night_told = row
    return taken_at, _night(night_at, night_told) if night_told else None


JOBS = (Job("replay", timedelta(days=1), nightly),)
