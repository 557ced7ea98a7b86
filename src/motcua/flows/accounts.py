"""An account of a citizen's own: opened, and its password forgotten."""

from datetime import date, datetime, timedelta
from typing import Any

from motcua.journal import throttle
from motcua.kernel.actor import ANONYMOUS, Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.people import actions as people
from motcua.people import resets
from motcua.people.models import Account
from motcua.people.queries import accounts_called
from motcua.people.rules import read_party

LETTERS, LETTERS_WITHIN = 3, timedelta(hours=1)
"""So many letters with a link one account gets; asking more often sends nothing, and says nothing of it."""


def sign_up(given: dict[str, Any], *, today: date, at: datetime) -> Account:
    """Open a citizen's account from a form. The user name is the phone number or e-mail. Raises Invalid."""
    declared, errors = read_party(
        {key: given.get(key) for key in ("full_name", "personal_id", "phone", "email", "birth_date", "address")},
        path="",
        today=today,
    )
    wrong = [FieldError(one.path.lstrip("."), one.code, **one.facts) for one in errors]
    if not declared.personal_id:
        wrong.append(FieldError("personal_id", "party.personal_id_length", length=0))
    if wrong:
        raise Invalid("account.invalid", wrong)
    return people.open_account(
        str(given.get("username") or ""),
        kind=Account.Kind.CITIZEN,
        full_name=declared.full_name,
        password=str(given.get("password") or ""),
        email=declared.email,
        phone=declared.phone,
        personal_id=declared.personal_id,
        birth_date=declared.birth_date,
        address=declared.address,
        by=ANONYMOUS,
        at=at,
    )


def forgot_password(called: str, *, by: Actor, at: datetime) -> None:
    """Ask for a link by mail for every account with this user name or address. What is there is not told: the answer
    is the same for an account that does not exist, has no address, or asked too often."""
    for account in accounts_called(called):
        try:
            throttle.count("reset_asked", str(account.pk), most=LETTERS, within=LETTERS_WITHIN, at=at)
        except throttle.TooMany:
            continue
        resets.ask_reset(account, by=by, at=at)
