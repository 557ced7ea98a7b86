"""Who may see the figures of which agency, asked before anything is made, kept or sent."""

from datetime import date

from motcua.agencies import queries as agencies
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotAllowed
from motcua.people import access
from motcua.people.models import Account
from motcua.people.queries import actor_for, appointments
from motcua.reports import organisation


def may_read(actor: Actor, agency: str, on: date, act: str = "reports.read") -> bool:
    """True when an act covers an agency on a day: one's own, those under it, those that these took over from; all."""
    scope = access.scope(act, actor)
    if scope.kind == "none":
        return False
    if scope.kind == "all" or agency == actor.agency:
        return True
    reached = agencies.reach(actor.agency, below=scope.kind == "below", on=on)
    return organisation.read().get(agency) in reached


def account_of(actor: Actor) -> int:
    """The account that asks, or keeps. Raises NotAllowed for what has none."""
    if actor.account_id is None:
        raise NotAllowed("act.not_allowed", act="reports.keep", role=actor.role)
    return actor.account_id


def reader_among(account: Account, agency: str, on: date) -> Actor | None:
    """The account under the first of its appointments that may read the figures of an agency; None where none may, or
    where the account is closed."""
    if not account.is_active:
        return None
    for held in appointments(account, on):
        actor = actor_for(account, on, held.pk)
        if may_read(actor, agency, on):
            return actor
    return None


def actor_as(account: Account, role: str, agency: str, on: date) -> Actor | None:
    """The account as it asked, if it still holds such a post."""
    if not account.is_active:
        return None
    for held in appointments(account, on):
        if held.role == role and held.position.agency.code == agency:
            return actor_for(account, on, held.pk)
    return None
