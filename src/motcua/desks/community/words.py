"""Sentences of this desk: code → (Vietnamese, English)."""

WORDS: dict[str, tuple[str, str]] = {}
