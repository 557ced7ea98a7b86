"""Who acts: a value that every write carries."""

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["account", "client", "anonymous", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, under which appointment.

    `id` is the account's number as text (never a name); `role` is one slug of the access table;
    `agency` is the code of the agency of the appointment, `position` the slug of the post held there.
    """

    kind: ActorKind
    id: str = ""
    role: str = "anonymous"
    agency: str = ""
    position: str = ""

    @property
    def account_id(self) -> int | None:
        """The account's primary key, or None for somebody without an account."""
        return int(self.id) if self.kind in ("account", "client") and self.id else None


ANONYMOUS = Actor("anonymous")
SYSTEM = Actor("system", role="system")
