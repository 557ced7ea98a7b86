"""Publishing procedures, opening them online, keeping fields and code lists."""

from motcua.catalogue.actions.lists import bring_in_lists, ensure_field
from motcua.catalogue.actions.opening import set_opening, set_openings
from motcua.catalogue.actions.procedure import abolish, create_procedure, publish_version, subject_of

__all__ = [
    "abolish",
    "bring_in_lists",
    "create_procedure",
    "ensure_field",
    "publish_version",
    "set_opening",
    "set_openings",
    "subject_of",
]
