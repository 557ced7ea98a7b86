"""Who wants to be told how, and the hours at which nobody is written to."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction

from motcua.journal.actions import record
from motcua.journal.reasons import record_why
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.notifications.models import NoticeHours, Preference
from motcua.notifications.rules import EVERY_TEXT, LANGUAGES, MUST
from motcua.people.models import Account


@transaction.atomic
def set_preference(
    account: Account,
    *,
    language: str,
    email: bool,
    digest: bool = True,
    muted: Sequence[str] = (),
    by: Actor,
    at: datetime,
) -> Preference:
    """In which language an account is written to, whether by e-mail at all, of what not, and whether in the morning.
    What the law says must be told is not muted by itself. Raises Invalid."""
    errors = []
    if language not in LANGUAGES:
        errors.append(FieldError("language", "notice.language_unknown", allowed=", ".join(LANGUAGES)))
    errors += [FieldError("muted", "notice.template_unknown", name=one[:60]) for one in muted if one not in EVERY_TEXT]
    if errors:
        raise Invalid("notice.preference_invalid", errors)
    kept = sorted({one for one in muted if one not in MUST})
    preference, _ = Preference.objects.update_or_create(
        account=account,
        defaults={"language": language, "email": email, "digest": digest, "muted": kept, "set_at": at},
    )
    record(
        "account.notices_set",
        subject=f"account:{account.pk}",
        by=by,
        at=at,
        language=language,
        by_mail=email,
        digest=digest,
        muted=kept,
    )
    return preference


@transaction.atomic
def set_hours(
    *, quiet_from: str, quiet_to: str, digest_at: str, valid_from: date, reason: str = "", by: Actor, at: datetime
) -> NoticeHours:
    """From a day on: the hours at which nobody is written to, and when the morning's letter goes ("21:00").

    Raises Invalid("notice_hours.invalid"): notice_hours.not_an_hour, .past, .digest_at_night.
    """
    errors: list[FieldError] = []
    read: dict[str, time] = {}
    for name, said in (("quiet_from", quiet_from), ("quiet_to", quiet_to), ("digest_at", digest_at)):
        try:
            read[name] = time.fromisoformat(said.strip()).replace(second=0, microsecond=0, tzinfo=None)
        except ValueError:
            errors.append(FieldError(name, "notice_hours.not_an_hour"))
    today = clock.local_day(at)
    if valid_from < today:
        errors.append(FieldError("valid_from", "notice_hours.past", today=today))
    if not errors and _is_quiet(read["digest_at"], read["quiet_from"], read["quiet_to"]):
        errors.append(FieldError("digest_at", "notice_hours.digest_at_night", quiet_to=f"{read['quiet_to']:%H:%M}"))
    if errors:
        raise Invalid("notice_hours.invalid", errors)
    made = NoticeHours.objects.create(**read, valid_from=valid_from, set_at=at, set_by_id=by.account_id)
    record_why(
        "notice_hours.set",
        subject="notice_hours",
        by=by,
        at=at,
        reason=reason,
        valid_from=valid_from,
        quiet_from=f"{read['quiet_from']:%H:%M}",
        quiet_to=f"{read['quiet_to']:%H:%M}",
        digest_at=f"{read['digest_at']:%H:%M}",
    )
    return made


def _is_quiet(hour: time, begins: time, ends: time) -> bool:
    if begins == ends:
        return False
    return begins <= hour < ends if begins < ends else hour >= begins or hour < ends
