"""Linked filings: which dossiers are one, and what waits for what."""

from collections.abc import Iterable, Mapping

from motcua.dossiers.models import Bundle, BundleMember, Dossier
from motcua.dossiers.models.bundle import MEMBER, WAITS
from motcua.dossiers.states import State
from motcua.journal.models import Event
from motcua.journal.queries import facts
from motcua.people.access import SYSTEM

NOT_COMING = frozenset({State.REFUSED, State.WITHDRAWN, State.STOPPED})


def find_bundle(dossier: Dossier) -> Bundle | None:
    """The linked filing that a dossier is part of; an ordinary one costs no query."""
    if not dossier.linked:
        return None
    return (
        Bundle.objects.select_related("service__procedure", "lead__procedure_version")
        .filter(members__dossier=dossier)
        .first()
    )


def members_of(bundle: Bundle) -> list[BundleMember]:
    """Its dossiers in order, with what a page needs of each."""
    found = bundle.members.select_related(
        "dossier__procedure_version__procedure",
        "dossier__agency",
        "dossier__reception_agency",
        "dossier__applicant",
        "dossier__process",
    )
    return list(found.order_by("position"))


def member_of_event(event: Event) -> BundleMember | None:
    """The part of a linked filing that an event tells of, or None."""
    return BundleMember.objects.select_related("bundle", "dossier").filter(dossier__code=event.chain).first()


def bundles_of(dossiers: Iterable[Dossier]) -> Mapping[int, BundleMember]:
    """Dossier id → its place in a linked filing, with the leading dossier; for lists, in one query."""
    ids = [row.pk for row in dossiers if row.linked]
    if not ids:
        return {}
    found = BundleMember.objects.filter(dossier__in=ids).select_related("bundle__lead")
    return {row.dossier_id: row for row in found}


def received_with(dossier: Dossier) -> list[str]:
    """The codes of the other dossiers of its linked filing that wait for nothing and are to be received with it."""
    if not dossier.linked:
        return []
    bundle = BundleMember.objects.filter(dossier=dossier).values("bundle")
    found = BundleMember.objects.filter(bundle__in=bundle, dossier__linked=MEMBER, dossier__state=State.SUBMITTED)
    ready = found.exclude(dossier=dossier).filter(started_at=None, ended_at=None).order_by("position")
    return [code for code, after in ready.values_list("dossier__code", "after") if not after]


def is_waiting(dossier: Dossier) -> bool:
    """True while it waits for the result of another part of its filing."""
    return dossier.linked == WAITS


def told_with_another(event: Event, dossier: Dossier) -> bool:
    """True where the letter about another part says it: a filing is told once, not once for each of its dossiers, and
    so is what the flow does to several parts at one moment."""
    if not dossier.linked:
        return False
    if event.type == "dossier.submitted":
        return bool(facts(event).get("lead"))
    if event.by_role != SYSTEM:
        return False
    own = BundleMember.objects.filter(dossier=dossier).first()
    if own is None:
        return False
    before = BundleMember.objects.filter(bundle=own.bundle_id, position__lt=own.position)
    chains = list(before.values_list("dossier__code", flat=True))
    return Event.objects.filter(chain__in=chains, type=event.type, at=event.at, by_role=SYSTEM).exists()


def waits_for(member: BundleMember, members: Iterable[BundleMember]) -> list[BundleMember]:
    """The parts whose results a part waits for."""
    return [one for one in members if one.key in member.after]


def has_result(dossier: Dossier) -> bool:
    """True where it was granted."""
    return dossier.result == "approved" and dossier.state in (State.FINISHED, State.DELIVERED)


def has_none(dossier: Dossier) -> bool:
    """True where no result will come of it: rejected, refused, withdrawn or stopped."""
    return dossier.state in NOT_COMING or (
        dossier.result == "rejected" and dossier.state in (State.FINISHED, State.DELIVERED)
    )


def is_over(dossier: Dossier) -> bool:
    """True where nothing more comes of it for the person."""
    return dossier.state in NOT_COMING or dossier.state == State.DELIVERED
