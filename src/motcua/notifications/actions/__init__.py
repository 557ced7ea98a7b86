"""Writes of this room: notices and what became of them, preferences and hours, words, announcements."""

from motcua.notifications.actions.announcing import announce, withdraw_announcement
from motcua.notifications.actions.preferences import set_hours, set_preference
from motcua.notifications.actions.sending import (
    CLAIM,
    Held,
    SendingElsewhere,
    claim,
    failed,
    prepare,
    read_bell,
    refused,
    ring,
    sent,
    subject_of,
)
from motcua.notifications.actions.texts import end_text, set_text, text_subject

__all__ = [
    "CLAIM",
    "Held",
    "SendingElsewhere",
    "announce",
    "claim",
    "end_text",
    "failed",
    "prepare",
    "read_bell",
    "refused",
    "ring",
    "sent",
    "set_hours",
    "set_preference",
    "set_text",
    "subject_of",
    "text_subject",
    "withdraw_announcement",
]
