"""An installation of one's own: the agency's posts, and a first administrator who sets the password by a link."""

from datetime import datetime

from django.db import connection, transaction

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.flows.country_pack.posts import open_posts
from motcua.kernel import clock, versions
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Cannot, NotLawfulNow, NotVisible
from motcua.people import access
from motcua.people import actions as people
from motcua.people.models import Account

POST = "administrator"


def refuse_second(*, lock: bool = False) -> None:
    """Raises NotLawfulNow("install.done_already") where there are accounts; a database without tables has none."""
    if Account._meta.db_table not in connection.introspection.table_names():
        return
    rows = Account.objects.select_for_update() if lock else Account.objects.all()
    if number := len(list(rows.values_list("pk", flat=True)[:1000])):
        raise NotLawfulNow("install.done_already", accounts=number)


def unused(agency_code: str, *, username: str) -> Account | None:
    """The first administrator of an installation that nobody has entered yet, for a new link; else None.

    So a first run whose link was lost, or that was cut off before it printed one, is simply run again.
    """
    if Account._meta.db_table not in connection.introspection.table_names():
        return None
    accounts = list(Account.objects.all()[:2])
    if len(accounts) != 1 or accounts[0].has_usable_password() or accounts[0].username != username:
        return None
    held = accounts[0].appointments.filter(role=access.ADMINISTRATOR, position__agency__code=agency_code)
    return accounts[0] if held.exists() else None


def install(agency_code: str, *, full_name: str, username: str, at: datetime) -> Account:
    """Open the agency's posts and the first administrator's account, without a password yet.

    The country pack must be loaded. Raises NotVisible("agency.unknown"), NotLawfulNow, Invalid,
    Cannot("pack.posts_unknown", "install.no_administrator_post").
    """
    today = clock.local_day(at)
    agency = _agency(agency_code, at)
    with transaction.atomic(durable=True):
        Agency.objects.select_for_update().get(pk=agency.pk)  # of two at the same moment one waits, and is refused
        refuse_second(lock=True)
        posts = open_posts(agency, by=SYSTEM, at=at)
        post = next(
            (one for one in posts.get(POST, []) if versions.in_force(one.valid_from, one.valid_to, today)), None
        )
        if post is None:
            raise Cannot("install.no_administrator_post", agency=agency.code)
        account = people.open_account(
            username, kind=Account.Kind.STAFF, full_name=full_name, password=None, by=SYSTEM, at=at
        )
        people.appoint(account, post, access.ADMINISTRATOR, valid_from=today, by=SYSTEM, at=at)
    return account


def _agency(code: str, at: datetime) -> Agency:
    agency = agencies.find_agency(code)
    if agency is None or agencies.period_on(agency, clock.local_day(at)) is None:
        raise NotVisible("agency.unknown", agency=code[:40])
    return agency
