"""Results of a linked filing handed over together: one person, one signature, a delivery of each dossier."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.flows import act
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.payments import queries as payments


def ready_with(dossier: Dossier, viewer: Actor, at: datetime) -> list[Dossier]:
    """The other dossiers of the filing whose result this person may hand over now and for which nothing is owed."""
    bundle = queries.find_bundle(dossier)
    if bundle is None:
        return []
    rows = [one.dossier for one in queries.members_of(bundle) if one.dossier_id != dossier.pk]
    finished = [row for row in rows if row.state == State.FINISHED]
    return [
        row
        for row in finished
        if "deliver" in queries.lawful_acts(row, viewer, at) and payments.owed(row).outstanding <= 0
    ]


def deliver(code: str, also: Sequence[str], body: Mapping[str, Any], *, by: Actor, at: datetime) -> list[Dossier]:
    """Hand over one result and, in the same transaction, those of the same filing that were chosen with it.

    Raises NotVisible, NotAllowed, NotLawfulNow, Invalid; then nothing was handed over.
    """
    codes = [code, *dict.fromkeys(one for one in also if one != code)]
    if len(codes) > 1:
        lead = queries.get_visible(code, viewer=by, at=at)
        ready = {row.code for row in ready_with(lead, by, at)}
        if wrong := [one for one in codes[1:] if one not in ready]:
            raise Invalid("act.invalid", [FieldError("also", "linked.not_ready", code=one) for one in wrong])
    known = [(one, act.judged(one, "deliver", body, by=by, at=at)) for one in codes]
    with transaction.atomic(durable=True):
        return [judged.do(one, body, by=by, at=at) for one, judged in known]
