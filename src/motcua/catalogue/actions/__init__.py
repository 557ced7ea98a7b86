"""Publishing procedures, opening them online, keeping fields and code lists."""

from motcua.catalogue.actions.draft import (
    begin_draft,
    begin_new,
    discard_draft,
    draft_errors,
    keep_on_new_base,
    publish_draft,
    save_draft,
)
from motcua.catalogue.actions.file import close_file, keep_file
from motcua.catalogue.actions.linked import end_linked, publish_linked
from motcua.catalogue.actions.lists import bring_in_lists, ensure_field
from motcua.catalogue.actions.local_fee import end_local_fee, set_local_fee
from motcua.catalogue.actions.opening import set_opening, set_openings
from motcua.catalogue.actions.procedure import (
    abolish,
    create_procedure,
    publish_version,
    subject_of,
    withdraw_version,
)
from motcua.catalogue.actions.result_template import end_result_template, set_result_template

__all__ = [
    "abolish",
    "begin_draft",
    "begin_new",
    "bring_in_lists",
    "close_file",
    "create_procedure",
    "discard_draft",
    "draft_errors",
    "end_linked",
    "end_local_fee",
    "end_result_template",
    "ensure_field",
    "keep_file",
    "keep_on_new_base",
    "publish_draft",
    "publish_linked",
    "publish_version",
    "save_draft",
    "set_local_fee",
    "set_opening",
    "set_openings",
    "set_result_template",
    "subject_of",
    "withdraw_version",
]
