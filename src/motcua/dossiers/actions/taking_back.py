"""Rows that an act wrote or changed beside the dossier, put back when the act is undone."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models

from motcua.dossiers.models import Apology, Part, StopProposal, SupplementProposal, Transfer
from motcua.kernel import clock

KINDS: Mapping[str, type[models.Model]] = {
    "apology": Apology,
    "supplement_proposal": SupplementProposal,
    "stop_proposal": StopProposal,
    "part": Part,
    "transfer": Transfer,
}
_NAMES = {model: name for name, model in KINDS.items()}


def was(row: models.Model, *names: str) -> dict[str, Any]:
    """These columns of a row before they are changed, as JSON keeps them."""
    found = {name: getattr(row, name) for name in names}
    return {name: clock.stamp(one) if isinstance(one, datetime) else one for name, one in found.items()}


def left(row: models.Model, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """How `settle` keeps it: the row, and what stood in it (None: the act made it)."""
    return {"kind": _NAMES[type(row)], "row": row.pk, "was": dict(before) if before is not None else None}


def put_back(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """As if the act had never been. What a row said meanwhile is returned, to be kept with the offer."""
    said: dict[str, Any] = {}
    for one in rows:
        model = KINDS[one["kind"]]
        row = model._default_manager.get(pk=one["row"])
        if one["was"] is None:
            columns = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
            said[one["kind"]] = was(row, *columns)
            row.delete()
            continue
        said[one["kind"]] = was(row, *one["was"])
        for name, value in one["was"].items():
            is_time = isinstance(model._meta.get_field(name.removesuffix("_id")), models.DateTimeField)
            setattr(row, name, clock.parse(value) if is_time and value else value)
        row.save()
    return said
