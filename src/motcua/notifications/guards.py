"""What the database itself promises of this room."""

from motcua.journal.guards import AppendOnly, NoOverlap

GUARDS = (
    NoOverlap("notifications_noticetext", ("template", "channel", "language", "withdrawn")),
    AppendOnly("notifications_noticehours"),
)
