"""What the database itself promises of this room."""

from motcua.journal.guards import AppendOnly

GUARDS = tuple(
    AppendOnly(f"payments_{table}")
    for table in ("charge", "chargetakenback", "payment", "refund", "receipt", "till", "tillclosing")
)
