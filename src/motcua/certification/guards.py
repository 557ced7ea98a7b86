"""What the database itself promises of this room."""

from motcua.journal.guards import AppendOnly

GUARDS = (AppendOnly("certification_entry"), AppendOnly("certification_cancelled"))
"""The register is a book: what stands in it is struck out by a line of its own, never rubbed out."""
