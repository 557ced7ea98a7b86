"""Signing up: an account of a citizen's own."""

from datetime import date, datetime
from typing import Any

from motcua.kernel.actor import ANONYMOUS
from motcua.kernel.errors import FieldError, Invalid
from motcua.people import actions as people
from motcua.people.models import Account
from motcua.people.rules import read_party


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
