"""What the database itself promises of this room."""

from motcua.journal.guards import NoOverlap

GUARDS = (
    NoOverlap("agencies_place", ("kind", "code")),
    NoOverlap("agencies_agencyperiod", ("agency_id",)),
    NoOverlap("agencies_agencyidentifier", ("style", "value")),
    NoOverlap("agencies_position", ("agency_id", "slug")),
)
