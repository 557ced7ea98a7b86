"""Sealing a period, and sealing it again with the reason of a correction."""

from datetime import date, datetime

from django.db import transaction

from motcua.agencies.models import Agency
from motcua.journal.actions import record
from motcua.journal.models import Seal
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.people import access
from motcua.reports import definitions
from motcua.reports.models import PeriodSeal
from motcua.reports.seals import content
from motcua.reports.seals.counting import figures_now
from motcua.reports.seals.standing import find_seal

MOST_REASON = 500


def subject(agency: str, first: date, last: date) -> str:
    """The chain of the journal that a period's seals stand in."""
    return f"period:{agency}:{first.isoformat()}:{last.isoformat()}"


@transaction.atomic
def seal(agency: str, kind: str, first: date, last: date, *, heads: Seal, by: Actor, at: datetime) -> PeriodSeal | None:
    """Seal a period that is over, once; None where nothing was counted in it.

    `heads`: the journal's own seal that stands. Raises NotAllowed, NotLawfulNow `seal.not_ended` or
    `seal.sealed_already`, NotVisible.
    """
    access.require("period.seal", by)
    row = _locked(agency)
    if clock.local_day(at) <= last:
        raise NotLawfulNow("seal.not_ended", last=last)
    if find_seal(agency, first, last) is not None:
        raise NotLawfulNow("seal.sealed_already", first=first, last=last)
    figures = figures_now(agency, first, last, at)
    if not any(figures.whole.values()):
        return None
    return _written(row, kind, first, last, figures, None, "", heads, by, at)


@transaction.atomic
def correct(seal: PeriodSeal, *, reason: str, heads: Seal, by: Actor, at: datetime) -> PeriodSeal:
    """Seal the period anew beside the old seal, because other figures are counted now.

    Raises NotAllowed, Invalid for a missing reason, NotLawfulNow `seal.nothing_changed` or `seal.version_passed`.
    """
    access.require("period.seal", by)
    reason = text.normal(reason)
    if not 10 <= len(reason) <= MOST_REASON:
        raise Invalid("seal.invalid", [FieldError("reason", "seal.reason_missing", most=MOST_REASON)])
    row = _locked(seal.agency.code)
    last = find_seal(row.code, seal.first, seal.last)
    if last is None or last.version != seal.version:
        raise NotLawfulNow("seal.version_passed")
    figures = figures_now(row.code, seal.first, seal.last, at)
    if not content.differences(content.read(last.content), figures):
        raise NotLawfulNow("seal.nothing_changed")
    return _written(row, last.kind, last.first, last.last, figures, last, reason, heads, by, at)


def _locked(agency: str) -> Agency:
    """The agency's row is the lock under which its periods are sealed."""
    return Agency.objects.select_for_update(of=("self",)).get(code=agency)


def _written(
    agency: Agency,
    kind: str,
    first: date,
    last: date,
    figures: content.Figures,
    before: PeriodSeal | None,
    reason: str,
    heads: Seal,
    by: Actor,
    at: datetime,
) -> PeriodSeal:
    version = 1 if before is None else before.version + 1
    told = content.content(
        figures,
        agency=agency.code,
        kind=kind,
        first=first,
        last=last,
        version=version,
        previous=before.digest if before is not None else None,
        reason=reason,
        definitions=definitions.VERSION,
        heads=content.Heads(heads.last_event_id, heads.heads, heads.digest, heads.sealed_at),
        at=at,
    )
    made = PeriodSeal.objects.create(
        agency=agency,
        kind=kind,
        first=first,
        last=last,
        version=version,
        content=told,
        digest=content.digest(told),
        reason=reason,
        journal=heads,
        sealed_at=at,
        sealed_by_id=by.account_id,
    )
    record(
        "period.sealed" if before is None else "period.corrected",
        subject=subject(agency.code, first, last),
        by=by,
        at=at,
        first=before is None,
        agency=agency.code,
        period_kind=kind,
        period_from=first,
        period_to=last,
        version=version,
        digest=made.digest,
    )
    return made
