"""Whom an audience means for one event: accounts by post and role, never a name in the journal."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import EnteredBy
from motcua.journal.models import Event
from motcua.journal.queries import facts
from motcua.kernel import clock
from motcua.notifications import queries
from motcua.notifications.rules import Audience, Contact, language_of
from motcua.people import access
from motcua.people.models import Account
from motcua.people.queries import appointed, holders
from motcua.workflow.queries import steps_of

OFFICE = (access.SINGLE_WINDOW_OFFICER, access.SPECIALIST_OFFICER, access.COMMUNE_LEADER)
ABOVE = (access.COMMUNE_LEADER, access.PROVINCE_LEADER)
MOST = 30
"""So many people of one unit are told at most: a list of addresses that nobody reads helps nobody."""


def citizens(dossier: Dossier) -> tuple[Contact | None, Contact | None]:
    """Applicant and submitter. The account stands for whichever of them filed with it; an officer's never does."""
    wish = dossier.wishes.get("language")
    account = queries.contact_of(dossier.account, wish) if dossier.account else None
    own = account if dossier.entered_by == EnteredBy.APPLICANT else None
    others = account if dossier.entered_by in (EnteredBy.SUBMITTER, EnteredBy.HELPER) else None
    applicant = _contact(dossier.applicant.email, own, wish) or Contact("", language_of(wish))
    submitter = _contact(dossier.submitter.email if dossier.submitter else "", others, wish)
    if submitter is None and others is not None:
        submitter = others
    return applicant, submitter


def _contact(declared: str, account: Contact | None, wish: object) -> Contact | None:
    if account is not None:
        return Contact(declared or account.address, account.language, account.wanted, account.muted, account.account_id)
    return Contact(declared, language_of(wish)) if declared else None


def accounts_of(audience: Audience, event: Event, dossier: Dossier) -> list[Account]:
    """The accounts of an audience inside, without who did it. Empty where nobody holds the post."""
    told = facts(event)
    day = clock.local_day(event.at)
    found = {
        Audience.OFFICER: lambda: _officers(event, dossier, day),
        Audience.HOLDER: lambda: _holders(told, dossier, day),
        Audience.COUNTER: lambda: _role(dossier.reception_agency_id, access.SINGLE_WINDOW_OFFICER, day),
        Audience.LEADER: lambda: _role(dossier.agency_id, access.COMMUNE_LEADER, day),
        Audience.UPPER: lambda: _upper(told, dossier, day),
        Audience.PARTNER: lambda: _partners(event, told, dossier, day),
        Audience.SUPERIOR: lambda: _superiors(dossier.agency, day),
    }[audience]()
    own = event.by_id if event.by_kind == "account" else ""
    return [one for one in _once(found) if str(one.pk) != own][:MOST]


def _once(found: Iterable[Account]) -> list[Account]:
    return list({one.pk: one for one in found}.values())


def _role(agency_id: int, role: str, day: date) -> list[Account]:
    return list(holders(agency_id, role, day).order_by("pk"))


def _officers(event: Event, dossier: Dossier, day: date) -> list[Account]:
    """The officer who has the dossier, else those of the counter; nobody is told what an officer did."""
    if event.by_role in access.STAFF_ROLES:
        return []
    if dossier.assigned_to is not None:
        return [dossier.assigned_to]
    return _role(dossier.reception_agency_id, access.SINGLE_WINDOW_OFFICER, day)


def _holders(told: dict[str, Any], dossier: Dossier, day: date) -> list[Account]:
    """Who the event names; else who has it; else those of the step's post, else of its role."""
    to = told.get("to")
    if isinstance(to, int):
        named = Account.objects.filter(pk=to, is_active=True).first()
        if named is not None:
            return [named]
    step = next((one for one in steps_of(dossier.process) if one.key == (told.get("step") or dossier.step)), None)
    at_counter = step is not None and step.role == access.SINGLE_WINDOW_OFFICER
    if dossier.assigned_to is not None and not at_counter and (step is None or step.role == access.SPECIALIST_OFFICER):
        return [dossier.assigned_to]
    agency = dossier.reception_agency if at_counter else dossier.agency
    role = step.role if step is not None else access.SPECIALIST_OFFICER
    post = str(told.get("to_post") or dossier.post or dossier.procedure_version.handled_by or "")
    rows = appointed(agency.code, (role,), day)
    return [row.account for row in rows if row.position.slug == post] or [row.account for row in rows]


def _upper(told: dict[str, Any], dossier: Dossier, day: date) -> list[Account]:
    """Holders of the post that it was escalated to."""
    agency = str(told.get("to_agency") or told.get("agency") or dossier.agency.code)
    rows = appointed(agency, (*OFFICE, access.PROVINCE_LEADER), day)
    post = str(told.get("to_post") or "")
    named = [row.account for row in rows if post and row.position.slug == post]
    return named or [row.account for row in rows if row.role in ABOVE]


def _partners(event: Event, told: dict[str, Any], dossier: Dossier, day: date) -> list[Account]:
    """The other side of a part or a transfer: of a part who does it, of a transfer who must answer or was answered."""
    if event.type in ("dossier.transfer_accepted", "dossier.transfer_returned"):
        return _of_agency(str(told.get("of") or ""), (access.SINGLE_WINDOW_OFFICER,), "", day)
    if event.type.startswith("dossier.transfer"):
        return _of_agency(str(told.get("to") or ""), (access.SINGLE_WINDOW_OFFICER,), "", day)
    roles = (access.SPECIALIST_OFFICER, access.COMMUNE_LEADER)
    return _of_agency(str(told.get("agency") or ""), roles, str(told.get("post") or ""), day)


def _of_agency(code: str, roles: tuple[str, ...], post: str, day: date) -> list[Account]:
    rows = appointed(code, roles, day) if code else []
    named = [row.account for row in rows if post and row.position.slug == post]
    return named or [row.account for row in rows if row.role == roles[0]] or [row.account for row in rows]


def _superiors(agency: Agency, day: date) -> list[Account]:
    """Leaders of the nearest agency above that has any."""
    above = agencies.parent_on(agency, day)
    while above is not None:
        rows = appointed(above.code, ABOVE, day)
        if rows:
            return [row.account for row in rows]
        above = agencies.parent_on(above, day)
    return []
