"""Proposals that wait for a leader: since when, until when to sign, and which of them may be approved together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from motcua.deadlines.queries import get_calendar
from motcua.deadlines.rules import working_minutes
from motcua.desks.shell.dossier import QueueRow, queue_rows
from motcua.dossiers import pace, queries
from motcua.dossiers.models import Consultation, Dossier, Proposal
from motcua.journal.models import Event
from motcua.kernel.actor import Actor

MOST_TOGETHER = 100
"""More rows than a leader can have read are not offered on one page."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One proposal. `apart` says why it must be looked at by itself; empty when it is clean: it grants what was asked,
    nobody left a note or another opinion, and it was never sent back. `waited`: working minutes since it came;
    `sign_by`: the latest hour that keeps the promise with the steps that follow."""

    dossier: Dossier
    row: QueueRow
    procedure: str
    result: str
    note: str
    proposer: str
    proposed_at: datetime | None
    waited: int
    sign_by: datetime | None
    hurry: bool
    apart: str
    opinions: tuple[int, int]

    @property
    def clean(self) -> bool:
        return not self.apart


def waiting(actor: Actor, now: datetime, codes: Iterable[str] = (), procedure: str = "") -> list[Waiting]:
    """What waits for this actor's approval in due order, paused ones last; `codes` or `procedure` keep some of it.

    Three queries, whatever the number.
    """
    rows = queries.waiting_for(actor, now, "approve")
    if wanted := list(codes):
        rows = rows.filter(code__in=wanted)
    if procedure:
        rows = rows.filter(procedure_version__procedure__code=procedure)
    noted = Event.objects.filter(type="dossier.noted", chain=OuterRef("code"))
    found = list(rows.annotate(noted=Exists(noted))[:MOST_TOGETHER])
    if not found:
        return []
    proposals = _proposals(found)
    opinions = _opinions(found)
    drawn = queue_rows(found, now)
    return [
        _waiting(
            dossier,
            row,
            proposals.get(dossier.pk, []),
            opinions.get(dossier.pk, []),
            now,
            noted=dossier.noted,
        )
        for dossier, row in zip(found, drawn, strict=True)
    ]


def _proposals(found: Sequence[Dossier]) -> dict[int, list[Proposal]]:
    rows: dict[int, list[Proposal]] = {}
    for one in Proposal.objects.select_related("proposed_by").filter(dossier__in=found).order_by("number"):
        rows.setdefault(one.dossier_id, []).append(one)
    return rows


def _opinions(found: Sequence[Dossier]) -> dict[int, list[Consultation]]:
    rows: dict[int, list[Consultation]] = {}
    for one in Consultation.objects.filter(dossier__in=found, cancelled_at=None):
        rows.setdefault(one.dossier_id, []).append(one)
    return rows


def _waiting(
    dossier: Dossier,
    row: QueueRow,
    proposals: Sequence[Proposal],
    opinions: Sequence[Consultation],
    now: datetime,
    *,
    noted: bool,
) -> Waiting:
    proposal = next((one for one in reversed(proposals) if not one.outcome), None)
    calendar = get_calendar()
    agreed = sum(one.opinion == "agree" for one in opinions)
    sign_by = None
    if dossier.due_at is not None:
        steps = queries.all_steps().get(dossier.process_id, ())
        sign_by = pace.pass_on_by(dossier.due_at, steps, dossier.step, calendar).by
    since = proposal.proposed_at if proposal else dossier.step_since
    return Waiting(
        dossier=dossier,
        row=row,
        procedure=dossier.procedure_version.procedure.code,
        result=proposal.result if proposal else "",
        note=proposal.note if proposal else "",
        proposer=proposal.proposed_by.full_name if proposal and proposal.proposed_by else "",
        proposed_at=since,
        waited=working_minutes(since, now, calendar) if since and since < now else 0,
        sign_by=sign_by,
        hurry=sign_by is not None
        and dossier.paused_since is None
        and (sign_by <= now or working_minutes(now, sign_by, calendar) <= pace.WARNING_HOURS * 60),
        apart=_apart(proposal, proposals, opinions, noted=noted),
        opinions=(agreed, len(opinions)),
    )


def _apart(
    proposal: Proposal | None, proposals: Sequence[Proposal], opinions: Sequence[Consultation], *, noted: bool
) -> str:
    """Why it is not approved together with others, in a word or two; "" for a clean one."""
    if proposal is None:
        return _("Chưa có đề xuất")
    if proposal.result != "approve":
        return _("Từ chối: xem riêng")
    if any(one.outcome == "returned" for one in proposals):
        return _("Trình lại: xem riêng")
    if any(one.answered_at is None for one in opinions):
        return _("Còn chờ ý kiến: xem riêng")
    if any(one.opinion != "agree" for one in opinions):
        return _("Có ý kiến khác: xem riêng")
    if noted:
        return _("Có ghi chú: xem riêng")
    return ""
