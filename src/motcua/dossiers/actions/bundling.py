"""Linked filings: binding the dossiers together, and letting go of what waits (decree 63/2024/NĐ-CP)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.catalogue.linked_models import LinkedService
from motcua.documents.models import Upload
from motcua.dossiers.actions.opening import add_papers
from motcua.dossiers.models import Bundle, BundleMember, Dossier
from motcua.dossiers.models.bundle import MEMBER, WAITS
from motcua.dossiers.rules import GivenPaper
from motcua.dossiers.states import State


@dataclass(frozen=True, slots=True)
class Bound:
    """A dossier that was opened for a member, and the keys of the members whose results it waits for."""

    key: str
    dossier: Dossier
    after: tuple[str, ...] = ()


@transaction.atomic
def bind(
    service: LinkedService,
    members: Sequence[Bound],
    *,
    answers: Mapping[str, Any],
    left_out: Mapping[str, str],
    at: datetime,
) -> Bundle:
    """Say that these dossiers are one filing; the first leads. Their first events tell it (`opening.linked_told`)."""
    bundle = Bundle.objects.create(
        service=service,
        lead=members[0].dossier,
        answers=dict(answers),
        left_out={key: word[:200] for key, word in left_out.items()},
        filed_at=at,
    )
    BundleMember.objects.bulk_create(
        BundleMember(bundle=bundle, dossier=one.dossier, position=position, key=one.key, after=list(one.after))
        for position, one in enumerate(members, 1)
    )
    return bundle


def _held(member: BundleMember) -> Dossier | None:
    """The dossier of a member, locked, while it still waits."""
    row = Dossier.objects.select_for_update().get(pk=member.dossier_id)
    return row if row.linked == WAITS else None


@transaction.atomic
def release(member: BundleMember, results: Sequence[tuple[str, str, Upload | None]], *, at: datetime) -> Dossier | None:
    """The results that it waited for are there: they are its papers from now on, and it waits no more. None where
    somebody was first. `results`: (key of the paper, name of a result without a file, its file).

    The reception follows in the same transaction (`flows.linked`).
    """
    row = _held(member)
    if row is None:
        return None
    row.linked = MEMBER
    row.save(update_fields=["linked"])
    given = [
        (GivenPaper(key, upload.file_id if upload else "", name_vi=name, reused=True), upload)
        for key, name, upload in results
    ]
    add_papers(row, given, at=at)
    if row.state != State.SUBMITTED:
        return None  # something was asked for at intake: the counter receives it once that is there
    BundleMember.objects.filter(pk=member.pk).update(started_at=at)
    return row


@transaction.atomic
def end_waiting(member: BundleMember, *, at: datetime) -> Dossier | None:
    """A result that it waited for will not come: it waits no more, and the caller closes it in the same transaction.
    None where somebody was first, or where it is closed already."""
    row = _held(member)
    if row is None:
        return None
    row.linked = MEMBER
    row.save(update_fields=["linked"])
    if row.state not in (State.SUBMITTED, State.SUPPLEMENT_REQUESTED):
        return None
    BundleMember.objects.filter(pk=member.pk).update(ended_at=at)
    return row
