"""Writing processes: versions and what is being prepared."""

from motcua.workflow.actions.draft import (
    BLANK,
    begin_draft,
    begin_new,
    discard_draft,
    keep_on_new_base,
    publish_draft,
    save_draft,
)
from motcua.workflow.actions.process import publish_process, subject_of, withdraw_process

__all__ = [
    "BLANK",
    "begin_draft",
    "begin_new",
    "discard_draft",
    "keep_on_new_base",
    "publish_draft",
    "publish_process",
    "save_draft",
    "subject_of",
    "withdraw_process",
]
