"""Append-only events, hash-chained; beside them the outbox."""
