"""Management commands and scheduled work, no logic."""
