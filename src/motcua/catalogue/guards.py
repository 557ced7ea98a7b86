"""What the database itself promises of this room."""

from motcua.journal.guards import NoOverlap

GUARDS = (
    NoOverlap("catalogue_procedureversion", ("procedure_id", "status", "withdrawn")),
    NoOverlap("catalogue_opening", ("procedure_id", "agency_id")),
    NoOverlap("catalogue_localfee", ("procedure_id", "agency_id", "kind", "channel")),
    NoOverlap("catalogue_resulttemplate", ("key",)),
    NoOverlap("catalogue_linkedservice", ("procedure_id",)),
)
