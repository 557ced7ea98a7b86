"""What the database itself promises of this room."""

from motcua.journal.guards import AppendOnly

GUARDS = (
    AppendOnly("reports_judgement"),
    AppendOnly("reports_periodseal"),
    AppendOnly("reports_signalnote"),
)
