"""What answers must be: cleaned and judged against a definition; schema, samples; pure (no clock, no database)."""

from motcua.eforms.rules.cast import APPLICANT
from motcua.eforms.rules.samples import blank, example, prefill
from motcua.eforms.rules.schema import json_schema, ui
from motcua.eforms.rules.validation import Outcome, validate, visible_groups

__all__ = ["APPLICANT", "Outcome", "blank", "example", "json_schema", "prefill", "ui", "validate", "visible_groups"]
