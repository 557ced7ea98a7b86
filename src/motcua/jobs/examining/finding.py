"""One line of what `doctor` says."""

from dataclasses import dataclass
from typing import Literal

from django.conf import settings

State = Literal["ok", "note", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found and, unless all is well, what to do; only "wrong" makes the exit code 1."""

    state: State
    words: str


def in_production() -> bool:
    """True for an installation that serves people: what is a note elsewhere is wrong there."""
    return bool(settings.ENV.mode == "production")


def needed(words: str) -> Finding:
    """Wrong in production, a note in development and in the demo."""
    return Finding("wrong" if in_production() else "note", words)
