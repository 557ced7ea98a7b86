"""Templates of results: a changed text is a new version from a day on."""

from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

from motcua.agencies.models import Agency
from motcua.catalogue import rules
from motcua.catalogue.models import Procedure, ResultTemplate
from motcua.catalogue.queries.result_template import answer_keys
from motcua.journal.reasons import record_why
from motcua.kernel import text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow

TITLE_LENGTH, NAME_LENGTH, BODY_LENGTH = 300, 160, 20_000


@transaction.atomic
def set_result_template(
    key: str = "",
    *,
    kind: str,
    name_vi: str,
    title: str,
    body: str,
    name_en: str = "",
    procedure: Procedure | None = None,
    agency: Agency | None = None,
    valid_from: date,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> ResultTemplate:
    """Set a template from a day on. Without `key` it is a new one, named after `name_vi`; with the key of one that
    stands, a new version that keeps kind, procedure and agency. The same content again changes nothing.

    Raises Invalid (result_template.invalid with the fields), NotLawfulNow (result_template.too_early, .other_owner).
    """
    name_vi, name_en, title = text.normal(name_vi), text.normal(name_en), text.normal(title)
    body = text.normal_lines(body)
    errors = _errors(kind, name_vi, name_en, title, body)
    errors += rules.judge_result_text({"title": title, "body": body}, answer_keys(procedure, valid_from))
    if errors:
        raise Invalid("result_template.invalid", errors)
    key = key or _free_key(name_vi)
    last = ResultTemplate.objects.select_for_update().filter(key=key).order_by("-number").first()
    wanted = {"name_vi": name_vi, "name_en": name_en, "title": title, "body": body}
    owner = (kind, procedure.pk if procedure else None, agency.pk if agency else None)
    if last is not None:
        if owner != (last.kind, last.procedure_id, last.agency_id):
            raise NotLawfulNow("result_template.other_owner", key=key)
        if last.valid_to is None and all(getattr(last, name) == value for name, value in wanted.items()):
            return last
        if valid_from <= last.valid_from or (last.valid_to is not None and valid_from < last.valid_to):
            raise NotLawfulNow("result_template.too_early", since=last.valid_to or last.valid_from)
        if last.valid_to is None:
            ResultTemplate.objects.filter(pk=last.pk).update(valid_to=valid_from)
    row = ResultTemplate.objects.create(
        key=key,
        number=last.number + 1 if last else 1,
        kind=kind,
        procedure=procedure,
        agency=agency,
        valid_from=valid_from,
        **wanted,
    )
    record_why(
        "result_template.set",
        subject=f"result_template:{key}",
        by=by,
        at=at,
        reason=reason,
        number=row.number,
        kind=kind,
        procedure=procedure.code if procedure else "",
        agency=agency.code if agency else "",
        valid_from=valid_from,
    )
    return row


@transaction.atomic
def end_result_template(key: str, *, on: date, reason: str = "", by: Actor, at: datetime) -> ResultTemplate:
    """From this day on the template is offered no more. Raises NotLawfulNow (result_template.ended, .too_early)."""
    row = ResultTemplate.objects.select_for_update().filter(key=key).order_by("-number").first()
    if row is None or row.valid_to is not None:
        raise NotLawfulNow("result_template.ended", key=key)
    if on <= row.valid_from:
        raise NotLawfulNow("result_template.too_early", since=row.valid_from)
    row.valid_to = on
    row.save(update_fields=["valid_to"])
    record_why(
        "result_template.ended",
        subject=f"result_template:{key}",
        by=by,
        at=at,
        reason=reason,
        number=row.number,
        on=on,
    )
    return row


def _errors(kind: str, name_vi: str, name_en: str, title: str, body: str) -> list[FieldError]:
    errors = [
        FieldError(field, "result_template.missing_value")
        for field, value in (("name_vi", name_vi), ("title", title), ("body", body))
        if not value
    ]
    errors += [
        FieldError(field, "result_template.too_long", most=most, length=len(value))
        for field, value, most in (
            ("name_vi", name_vi, NAME_LENGTH),
            ("name_en", name_en, NAME_LENGTH),
            ("title", title, TITLE_LENGTH),
            ("body", body, BODY_LENGTH),
        )
        if len(value) > most
    ]
    if kind not in ResultTemplate.Kind.values:
        errors.append(FieldError("kind", "result_template.kind_unknown"))
    return errors


def _free_key(name: str) -> str:
    """A slug of the name that no template has yet."""
    stem = slugify(text.fold(name))[:50] or "template"
    taken = set(ResultTemplate.objects.filter(key__startswith=stem).values_list("key", flat=True))
    return next(key for number in range(1, len(taken) + 2) if (key := f"{stem}-{number}") not in taken)
