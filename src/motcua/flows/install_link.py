"""A one-time link that lets the owner of an account set its password.

Signed, so it cannot be made up; it names when it ends; and it holds a mark of the account's present password, so that
it is worthless once any password was set. Opening it changes nothing: a mail scanner that follows it spoils nothing.
"""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.people import actions as people
from motcua.people.models import Account

HOLDS = timedelta(hours=48)
SALT = "motcua.flows.install_link"


def make_token(account: Account, *, at: datetime) -> str:
    """The token of a link that holds for 48 hours from `at`, for one setting of the password."""
    end = int((at + HOLDS).timestamp())
    return signing.dumps({"account": account.pk, "end": end, "mark": _mark(account)}, salt=SALT)


def owner_of(token: str, *, at: datetime) -> Account:
    """Whose password the link sets. Raises NotVisible("install.link_gone")."""
    account = Account.objects.filter(pk=_read(token, at)["account"], is_active=True).first()
    return _held(account, token, at)


def set_password(token: str, password: str, *, at: datetime) -> Account:
    """Use the link up. Raises NotVisible("install.link_gone"); Invalid for a weak password: the link holds."""
    with transaction.atomic():
        row = Account.objects.select_for_update().filter(pk=_read(token, at)["account"], is_active=True).first()
        account = _held(row, token, at)
        return people.set_password(account, password, by=Actor("account", str(account.pk), "anonymous"), at=at)


def _read(token: str, at: datetime) -> dict[str, Any]:
    try:
        said: dict[str, Any] = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise NotVisible("install.link_gone") from None
    if at.timestamp() >= said["end"]:
        raise NotVisible("install.link_gone")
    return said


def _held(account: Account | None, token: str, at: datetime) -> Account:
    if account is None or not constant_time_compare(_mark(account), str(_read(token, at)["mark"])):
        raise NotVisible("install.link_gone")
    return account


def _mark(account: Account) -> str:
    return salted_hmac(SALT, account.password).hexdigest()[:32]
