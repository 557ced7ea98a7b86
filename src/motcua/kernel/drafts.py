"""Drafts that several people may open: who saves names the revision that was read, and loses nobody's work; pure."""

from datetime import datetime
from typing import Any, Protocol, TypeVar

from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotLawfulNow, NotVisible


class Draft(Protocol):
    """A row that counts its savings and keeps who saved last."""

    revision: int
    saved_at: Any
    saved_by: Any
    saved_by_id: Any

    def save(self, *, update_fields: list[str]) -> None: ...


D = TypeVar("D", bound=Draft)


def read_as(row: D | None, revision: int, *, unknown: str, changed: str) -> D:
    """The locked row, when it still is as it was read. Raises NotVisible(unknown) when it is gone,
    NotLawfulNow(changed) with who saved it in between and when."""
    if row is None:
        raise NotVisible(unknown)
    if row.revision != revision:
        who = row.saved_by.full_name if row.saved_by else ""
        raise NotLawfulNow(changed, who=who, when=clock.local(row.saved_at))
    return row


def save(row: Draft, *columns: str, by: Actor, at: datetime) -> None:
    """Save these columns as the next revision."""
    row.revision += 1
    row.saved_at, row.saved_by_id = at, by.account_id
    row.save(update_fields=[*columns, "revision", "saved_at", "saved_by"])
