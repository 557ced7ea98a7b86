"""Sentences of the pages of a unit's administrator: code → (Vietnamese, English)."""

WORDS: dict[str, tuple[str, str]] = {}
