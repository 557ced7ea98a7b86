"""Drafts: a citizen's online, an officer's at the counter."""

from motcua.dossiers.models import Draft
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible


def drafts_of(viewer: Actor, *, at_counter: bool = False) -> list[Draft]:
    """What the account has begun and not submitted, last saved first: its own online ones, or those of the counter."""
    if viewer.account_id is None:
        return []
    rows = Draft.objects.filter(account_id=viewer.account_id, dossier=None)
    rows = rows.exclude(channel="online") if at_counter else rows.filter(channel="online")
    return list(rows.select_related("procedure_version__procedure", "agency").order_by("-saved_at")[:50])


def get_draft(key: str, *, viewer: Actor) -> Draft:
    """One draft of the account. Raises NotVisible."""
    if viewer.account_id is None:
        raise NotVisible("draft.unknown")
    row = (
        Draft.objects.select_related("procedure_version__procedure", "agency", "dossier")
        .filter(key=key, account_id=viewer.account_id)
        .first()
    )
    if row is None:
        raise NotVisible("draft.unknown")
    return row
