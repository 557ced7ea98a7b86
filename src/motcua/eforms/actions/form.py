"""Publishing forms."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.eforms.definition import BadDefinition, load
from motcua.eforms.definition.shapes import digest
from motcua.eforms.models import FormDefinition
from motcua.journal.reasons import record_why
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow


def publish_form(
    definition: Mapping[str, Any],
    *,
    valid_from: date,
    valid_to: date | None = None,
    reason: str = "",
    ground: str = "",
    by: Actor,
    at: datetime,
) -> FormDefinition:
    """Publish a version of a form, and end the version before it on the day the new one begins. `reason` and `ground`
    (the number of a decision) are kept beside the event.

    The same content again gives the row that is there. Raises Invalid ("form.bad"), NotLawfulNow ("form.version_taken",
    "form.version_behind", "form.begins_before").
    """
    try:
        form = load(definition)
    except BadDefinition as bad:
        errors = [
            FieldError(".".join(map(str, problem.path)), "form.bad", problems=problem.reason)
            for problem in bad.problems
        ]
        raise Invalid("form.bad", errors, problems=str(bad)) from bad
    sha256 = digest(definition)
    with transaction.atomic():
        rows = list(FormDefinition.objects.select_for_update().filter(key=form.key).order_by("version"))
        same = next((row for row in rows if row.sha256 == sha256), None)
        if same is not None:
            return same
        if any(row.version == form.version for row in rows):
            raise NotLawfulNow("form.version_taken", key=form.key, version=form.version)
        if rows and form.version < rows[-1].version:
            raise NotLawfulNow("form.version_behind", key=form.key, latest=rows[-1].version)
        for row in [row for row in rows if row.status == FormDefinition.Status.PUBLISHED]:
            if row.valid_from >= valid_from:
                raise NotLawfulNow("form.begins_before", key=form.key, valid_from=row.valid_from.isoformat())
            if row.valid_to is None or row.valid_to > valid_from:
                FormDefinition.objects.filter(pk=row.pk).update(valid_to=valid_from)
        published = FormDefinition.objects.create(
            key=form.key,
            version=form.version,
            name_vi=form.name_vi,
            name_en=form.name_en,
            definition=definition,
            sha256=sha256,
            valid_from=valid_from,
            valid_to=valid_to,
            published_at=at,
            published_by=by.id,
        )
        record_why(
            "form.published",
            subject=f"form:{form.key}",
            by=by,
            at=at,
            reason=reason,
            ground=ground,
            version=form.version,
            sha256=sha256,
            valid_from=valid_from,
        )
    return published
