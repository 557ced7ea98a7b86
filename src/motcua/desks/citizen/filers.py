"""Who files here, and as whom."""

from typing import Any

from motcua.desks.shell.request import Request
from motcua.kernel.errors import NotVisible
from motcua.people import access
from motcua.people import queries as people
from motcua.people.models import Account

FILERS = (access.CITIZEN, access.COMMUNITY_MEMBER, access.COMMUNITY_LEADER)
"""Citizens, and members of community groups, who file for others. Staff file at the counter's desk."""


def account_of(request: Request) -> Account:
    """The signed-in account."""
    number = request.actor.account_id
    if number is None:
        raise NotVisible("account.unknown")
    return people.get_account(number)


def is_helper(request: Request) -> bool:
    """True for a member of a community group: never the applicant by default."""
    return request.actor.role in (access.COMMUNITY_MEMBER, access.COMMUNITY_LEADER)


def party_of(account: Account) -> dict[str, Any]:
    """The account's holder as a party declares itself."""
    given = {
        "kind": "person",
        "full_name": account.full_name,
        "personal_id": account.personal_id,
        "birth_date": account.birth_date.isoformat() if account.birth_date else "",
        "phone": account.phone,
        "email": account.email,
        "address": account.address,
        "place_code": account.place_code,
    }
    return {name: value for name, value in given.items() if value}
