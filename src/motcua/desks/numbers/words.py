"""Sentences for this desk's refusals: code → (Vietnamese, English)."""

WORDS: dict[str, tuple[str, str]] = {}
