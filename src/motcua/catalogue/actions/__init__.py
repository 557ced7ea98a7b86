"""Publishing procedures, opening them online, keeping fields and code lists."""

from motcua.catalogue.actions.lists import bring_in_lists, ensure_field
from motcua.catalogue.actions.local_fee import end_local_fee, set_local_fee
from motcua.catalogue.actions.opening import set_opening, set_openings
from motcua.catalogue.actions.procedure import abolish, create_procedure, publish_version, subject_of
from motcua.catalogue.actions.result_template import end_result_template, set_result_template

__all__ = [
    "abolish",
    "bring_in_lists",
    "create_procedure",
    "end_local_fee",
    "end_result_template",
    "ensure_field",
    "publish_version",
    "set_local_fee",
    "set_opening",
    "set_openings",
    "set_result_template",
    "subject_of",
]
