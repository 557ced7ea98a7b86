"""What the database itself promises of this room."""

from motcua.journal.guards import NoOverlap

GUARDS = (NoOverlap("deadlines_localweek", ("agency_id",)),)
