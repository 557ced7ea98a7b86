"""Drafts: begun, saved at every step, resumed, thrown away."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.agencies.models import Agency
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.models import Draft
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotAllowed, NotLawfulNow, NotVisible

SAVED = ("procedure_version", "channel", "agency", "applicant", "submitter", "answers", "papers", "wishes", "step")


def new_key() -> str:
    """A random name for a draft; stands in the address of its page."""
    return secrets.token_urlsafe(16)


@transaction.atomic
def start_draft(
    version: ProcedureVersion | None,
    *,
    agency: Agency | None,
    by: Actor,
    at: datetime,
    channel: str = "online",
    key: str = "",
) -> Draft:
    """Begin an application; at the counter perhaps before the procedure is known, under the `key` its page was shown
    with: beginning it twice gives the same draft.

    Needs an account. Raises NotVisible where the key is somebody else's.
    """
    if by.account_id is None:
        raise NotAllowed("act.not_allowed", act="submit", role=by.role)
    if key and (held := Draft.objects.filter(key=key).first()) is not None:
        if held.account_id != by.account_id:
            raise NotVisible("draft.unknown")
        return held
    return Draft.objects.create(
        key=key or new_key(),
        account_id=by.account_id,
        procedure_version=version,
        agency=agency,
        channel=channel,
        begun_at=at,
        saved_at=at,
    )


@transaction.atomic
def save_draft(key: str, *, by: Actor, at: datetime, **changed: Any) -> Draft:
    """Keep what was entered so far, right or wrong; only checking and submitting judge it."""
    draft = Draft.objects.select_for_update().filter(key=key, account_id=_owner(by)).first()
    if draft is None:
        raise NotVisible("draft.unknown")
    if draft.dossier_id is not None:
        raise NotLawfulNow("draft.submitted_already")
    for name, value in changed.items():
        if name not in SAVED:
            raise TypeError(f"a draft has no {name!r}")
        setattr(draft, name, value)
    draft.saved_at = at
    draft.save()
    return draft


@transaction.atomic
def discard_draft(key: str, *, by: Actor, at: datetime) -> None:
    """Throw a draft away; a submitted one stays."""
    deleted, _ = Draft.objects.filter(key=key, account_id=_owner(by), dossier=None).delete()
    if not deleted:
        raise NotVisible("draft.unknown")


def _owner(by: Actor) -> int:
    if by.account_id is None:
        raise NotVisible("draft.unknown")
    return by.account_id
