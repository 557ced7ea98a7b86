"""What the database itself promises of this room."""

from motcua.journal.guards import NoOverlap

GUARDS = (NoOverlap("workflow_process", ("key", "withdrawn")),)
