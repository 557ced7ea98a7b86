"""What the database itself promises of this room."""

from motcua.journal.guards import NoOverlap

GUARDS = (NoOverlap("people_appointment", ("account_id", "position_id", "withdrawn_at")),)
