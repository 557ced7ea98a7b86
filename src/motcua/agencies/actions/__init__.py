"""Writing the organisation: agencies and their periods, succession, posts, and the whole of it at once."""

from motcua.agencies.actions.agency import alter_agency, close_agency, create_agency, record_succession, subject_of
from motcua.agencies.actions.organisation import Brought, bring_in
from motcua.agencies.actions.position import close_position, create_position, ensure_positions, rename_position

__all__ = [
    "Brought",
    "alter_agency",
    "bring_in",
    "close_agency",
    "close_position",
    "create_agency",
    "create_position",
    "ensure_positions",
    "record_succession",
    "rename_position",
    "subject_of",
]
