"""Who is told, in which language, and whether it is still news; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LANGUAGES = ("vi", "en")
NEWS_FOR = timedelta(days=7)
"""What is entered longer after it happened is history: nobody is written to about it."""


class Audience(StrEnum):
    APPLICANT = "applicant"
    SUBMITTER = "submitter"
    OFFICER = "officer"


class Channel(StrEnum):
    EMAIL = "email"


class State(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"  # nobody takes mail at this address; shown, not tried again


@dataclass(frozen=True, slots=True)
class Template:
    """The texts of one event: `key` names the files `notices/<key>.<language>.txt`."""

    key: str
    audiences: tuple[Audience, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """Where somebody reads mail and in which language; `wanted` False: they switched e-mail off."""

    address: str
    language: str = "vi"
    wanted: bool = True


def is_news(happened_at: datetime, recorded_at: datetime) -> bool:
    """False for what was entered long after it happened (imports, late entries)."""
    return recorded_at - happened_at <= NEWS_FOR


def language_of(*wishes: object) -> str:
    """The first of these wishes that is a language we write; Vietnamese when none is."""
    return next((str(wish) for wish in wishes if wish in LANGUAGES), LANGUAGES[0])


def told(
    applicant: Contact | None, submitter: Contact | None, officers: Sequence[Contact], audiences: Sequence[Audience]
) -> Mapping[Audience, tuple[Contact, ...]]:
    """Who of the audiences gets one message each. A submitter with the applicant's address is told once."""
    found: dict[Audience, tuple[Contact, ...]] = {}
    seen: set[str] = set()
    contacts: Mapping[Audience, Sequence[Contact | None]] = {
        Audience.APPLICANT: [applicant],
        Audience.SUBMITTER: [submitter],
        Audience.OFFICER: officers,
    }
    for audience in audiences:
        kept = []
        for contact in contacts[audience]:
            if contact is None or not contact.address or not contact.wanted or contact.address.casefold() in seen:
                continue
            seen.add(contact.address.casefold())
            kept.append(contact)
        if kept:
            found[audience] = tuple(kept)
    return found
