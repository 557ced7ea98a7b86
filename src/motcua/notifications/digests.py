"""The rows of the morning's letters: one a day for each officer."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from motcua.notifications.models import Digest
from motcua.notifications.queries import find_preference
from motcua.people.models import Account


def wants(account: Account) -> bool:
    """True unless the officer switched it off."""
    preference = find_preference(account)
    return preference is None or preference.digest


@transaction.atomic
def begin(account: Account, day: date, counts: Mapping[str, int]) -> Digest | None:
    """The row of a day, begun or tried again; None when its letter went or was refused."""
    row, _ = Digest.objects.select_for_update().get_or_create(
        account=account, day=day, defaults={"counts": dict(counts)}
    )
    return None if row.sent_at is not None else row


def ended(row: Digest, *, at: datetime | None, error: str) -> None:
    """What became of it: gone or refused at `at`; None: it waits for the next round."""
    Digest.objects.filter(pk=row.pk).update(sent_at=at, error=error[:300])
