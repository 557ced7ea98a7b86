"""Sentences of the pages of the control office: code → (Vietnamese, English)."""

WORDS: dict[str, tuple[str, str]] = {}
