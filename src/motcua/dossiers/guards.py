"""What the database itself promises of this room."""

from motcua.journal.guards import AppendOnly

GUARDS = (
    AppendOnly("dossiers_ledgerentry"),
    AppendOnly("dossiers_correction"),
    AppendOnly("dossiers_collection"),
    AppendOnly("dossiers_handoverlist"),
    AppendOnly("dossiers_handoverline"),
    AppendOnly("dossiers_dayclosing"),
    AppendOnly("dossiers_handoveranswer"),
    AppendOnly("dossiers_alert"),
)
