"""At the counter, when a linked filing cannot be accepted whole: each part is recorded, and asked or refused for itself
(decree 118/2025/NĐ-CP, article 17; decree 63/2024/NĐ-CP)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier, Draft
from motcua.flows import receive, submit_linked
from motcua.flows.linked_form import LinkedForm
from motcua.flows.submit import Submission
from motcua.flows.supplement import read_items, until_answered
from motcua.kernel import text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.people import access


def ask_for_more(
    form: LinkedForm,
    submission: Submission,
    *,
    items: object,
    reason: str,
    ground: str,
    by: Actor,
    at: datetime,
    draft: Draft | None = None,
) -> Dossier:
    """Ask each part for what it lacks; what lacks nothing and waits for nothing is received. Raises as `walk_in`."""
    asked = _by_member(form, items)

    def then(key: str, dossier: Dossier, waits: bool) -> Dossier:
        if key not in asked:
            return dossier if waits else receive.receive_within(dossier.code, by=by, at=at)
        return dossiers.request_supplement(
            dossier.code,
            items=read_items(asked[key], dossier),
            reason=text.normal_lines(reason),
            ground=text.normal(ground)[:300],
            answer_until=until_answered(dossier, at),
            by=by,
            at=at,
        )

    return _record(form, submission, then, by=by, at=at, draft=draft)


def turn_away(
    form: LinkedForm,
    submission: Submission,
    *,
    reason: str,
    ground: str,
    by: Actor,
    at: datetime,
    draft: Draft | None = None,
) -> Dossier:
    """Refuse what waits for nothing; what waits for it ends by itself (`flows.linked`). Raises as `walk_in`."""

    def then(key: str, dossier: Dossier, waits: bool) -> Dossier:
        if waits:
            return dossier
        return dossiers.refuse(
            dossier.code, reason=text.normal_lines(reason), ground=text.normal(ground)[:300], by=by, at=at
        )

    return _record(form, submission, then, by=by, at=at, draft=draft)


def _record(
    form: LinkedForm,
    submission: Submission,
    then: Callable[[str, Dossier, bool], Dossier],
    *,
    by: Actor,
    at: datetime,
    draft: Draft | None,
) -> Dossier:
    access.require("dossier.submit_at_counter", by)
    if draft is not None and draft.dossier is not None:
        return draft.dossier
    filing = submit_linked.judge(form, submission, by=by, at=at, incomplete=True)
    with transaction.atomic(durable=True):
        if draft is not None and (first := submit_linked.claimed(draft)) is not None:
            return first
        bound = submit_linked.write(filing, by=by, at=at, draft=draft)
        done = [then(one.key, one.dossier, bool(one.after)) for one in bound]
        return done[0]


def _by_member(form: LinkedForm, items: object) -> dict[str, list[Mapping[str, Any]]]:
    """The items by the part that they are asked of: a paper of the part that it belongs to, the rest of the first."""
    if not isinstance(items, (list, tuple)) or not items:
        raise Invalid("act.invalid", [FieldError("items", "items.required")])
    owners = {paper.key: next(iter(paper.of.items())) for paper, _row in form.papers}
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in items:
        key = str(row.get("key")) if isinstance(row, Mapping) else ""
        if isinstance(row, Mapping) and row.get("kind") == "paper" and key in owners:
            member, own = owners[key]
            found.setdefault(member, []).append({**row, "key": own})
        else:
            found.setdefault(form.rows[0].key, []).append(row)
    return found
