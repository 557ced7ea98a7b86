"""What the database itself promises of this room: one coordinator a group and day."""

from motcua.journal.guards import NoOverlap

GUARDS = (NoOverlap("community_coordination", ("group_id",)),)
