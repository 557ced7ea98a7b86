"""Fields of administration and code lists: small tables that are made to say what the country pack says."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from motcua.catalogue import rules
from motcua.catalogue.models import CodeItem, Field
from motcua.journal.actions import record
from motcua.kernel.actor import Actor


@transaction.atomic
def ensure_field(
    slug: str, *, name_vi: str, name_en: str, code: str = "", department: str | None = None, by: Actor, at: datetime
) -> Field:
    """The field of that slug with these names; an event is written only when something changed. `department`: the code
    of the one that answers for it in the province; None leaves it as it is."""
    field = Field.objects.select_for_update().filter(slug=slug).first()
    wanted = {"name_vi": name_vi, "name_en": name_en, "code": code}
    if department is not None:
        wanted["department"] = department
    if field is not None and all(getattr(field, name) == value for name, value in wanted.items()):
        return field
    made = field is None
    field = field or Field(slug=slug)
    for name, value in wanted.items():
        setattr(field, name, value)
    field.save()
    record("field.added" if made else "field.corrected", subject=f"field:{slug}", by=by, at=at, code=code)
    return field


@transaction.atomic
def bring_in_lists(
    lists: Mapping[str, Sequence[rules.Item]], *, subject: str, by: Actor, at: datetime
) -> tuple[int, int]:
    """Make the code lists say what is given; lines that are no longer in a list stay (old answers name them).

    Returns how many lines were added and corrected; one event on `subject` when any was.
    """
    standing = {(item.list, item.code): item for item in CodeItem.objects.filter(list__in=lists)}
    added, corrected = [], []
    for name, items in lists.items():
        for position, item in enumerate(items, 1):
            row = standing.get((name, item.code))
            wanted = (position, item.name_vi, item.name_en)
            if row is None:
                added.append(
                    CodeItem(list=name, code=item.code, position=position, name_vi=item.name_vi, name_en=item.name_en)
                )
            elif (row.position, row.name_vi, row.name_en) != wanted:
                row.position, row.name_vi, row.name_en = wanted
                corrected.append(row)
    CodeItem.objects.bulk_create(added, batch_size=500)
    if corrected:
        CodeItem.objects.bulk_update(corrected, ["position", "name_vi", "name_en"], batch_size=200)
    if added or corrected:
        record(
            "lists.brought_in",
            subject=subject,
            by=by,
            at=at,
            lists=sorted(lists),
            added=len(added),
            corrected=len(corrected),
        )
    return len(added), len(corrected)
