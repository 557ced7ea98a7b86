"""Persons for whom an account filed, offered the next time; its owner deletes them whenever he likes."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.journal.actions import record
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.people.account_models import RememberedPerson
from motcua.people.mandates import RELATIONS
from motcua.people.models import Account

MOST = 20
"""So many are kept; the one not used for longest goes first."""


def remembered_by(account: Account) -> list[RememberedPerson]:
    """Last used first."""
    return list(RememberedPerson.objects.filter(account=account).order_by("-used_at", "-id")[:MOST])


def get_remembered(account: Account, number: int) -> RememberedPerson:
    """Raises NotVisible `remembered.unknown`."""
    row = RememberedPerson.objects.filter(account=account, pk=number).first()
    if row is None:
        raise NotVisible("remembered.unknown")
    return row


@transaction.atomic
def remember(account: Account, party: dict[str, Any], *, relation: str, by: Actor, at: datetime) -> RememberedPerson:
    """Keep a person for whom the account has just filed (`party` as a submission holds it). Only name, number, day of
    birth, address: a telephone number belongs to a dossier."""
    if relation not in RELATIONS:
        relation = "other"
    values: dict[str, Any] = {
        "relation": relation,
        "full_name": str(party.get("full_name") or "")[:200],
        "birth_date": date.fromisoformat(party["birth_date"]) if party.get("birth_date") else None,
        "address": str(party.get("address") or "")[:300],
        "place_code": str(party.get("place_code") or "")[:10],
        "used_at": at,
    }
    number = str(party.get("personal_id") or "")[:12]
    known = RememberedPerson.objects.select_for_update().filter(account=account, personal_id=number)
    row = known.first() if number else known.filter(full_name=values["full_name"]).first()
    if row is None:
        row = RememberedPerson.objects.create(account=account, personal_id=number, **values)
        record("account.person_remembered", subject=f"account:{account.pk}", by=by, at=at, person=row.pk)
    else:
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    kept = RememberedPerson.objects.filter(account=account).order_by("-used_at", "-id").values_list("pk", flat=True)
    RememberedPerson.objects.filter(pk__in=list(kept[MOST:])).delete()
    return row


@transaction.atomic
def forget(account: Account, number: int, *, by: Actor, at: datetime) -> None:
    """Delete one. Raises NotVisible `remembered.unknown`."""
    row = get_remembered(account, number)
    record("account.person_forgotten", subject=f"account:{account.pk}", by=by, at=at, person=row.pk)
    row.delete()


@transaction.atomic
def forget_all(account: Account, *, by: Actor, at: datetime) -> int:
    """Delete all; how many there were."""
    count, _ = RememberedPerson.objects.filter(account=account).delete()
    if count:
        record("account.persons_forgotten", subject=f"account:{account.pk}", by=by, at=at, count=count)
    return count
