"""Publishing forms, and preparing what is published."""

from motcua.eforms.actions.draft import (
    begin_form_draft,
    begin_new_form,
    discard_form_draft,
    publish_form_draft,
    save_form_draft,
    subject_of,
    withdraw_form,
)
from motcua.eforms.actions.form import publish_form

__all__ = [
    "begin_form_draft",
    "begin_new_form",
    "discard_form_draft",
    "publish_form",
    "publish_form_draft",
    "save_form_draft",
    "subject_of",
    "withdraw_form",
]
