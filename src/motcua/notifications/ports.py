"""What this room needs from outside: somebody who carries mail."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """One message in plain text. `id` is the same at every try, so that a second copy can be recognised."""

    id: str  # "notice-12.3fa9c4@…": left and right part of a Message-ID
    to: tuple[str, ...]
    subject: str
    body: str
    language: str = "vi"
    attachments: tuple[Attachment, ...] = ()


class MailRefused(Exception):
    """The message will never be taken (unknown recipient, wrong address): trying again is no use."""


class MailUnavailable(Exception):
    """It could not be handed over now (server down, busy, disk full): try again later."""


class MailSender(Protocol):
    """Port `mail_sender`."""

    def send(self, mail: Mail) -> None:
        """Hand one message over; it returned means it was accepted for all of `to`.

        Raises MailRefused or MailUnavailable, nothing else, each with a reason that a person understands.
        """
        ...
