"""A commune that offers the linked services of the country pack, its police and the social insurance beside it."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from motcua.agencies.rules import Organisation
from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Bundle, BundleMember, Dossier
from motcua.flows import act, linked_form
from motcua.flows.country_pack.load import load
from motcua.flows.country_pack.pack import Pack
from motcua.flows.samples import APPLICANT
from motcua.flows.submit import Submission
from motcua.flows.submit_linked import submit
from motcua.journal import outbox
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from tests.factories import plain_lives
from tests.factories.laid import lay
from tests.factories.packs import the_pack

BIRTH, DEATH = "2.000986", "2.002622"
COMMUNE, INSURANCE = "H44.229", "H44.BHXH"
PROCEDURES = (BIRTH, DEATH, "1.001193", "1.004222", "X.hi_child", "1.000656", "1.003197", "1.001731")
AGENCIES = ("H44", COMMUNE, "H44.230", INSURANCE)
PLACES = ("province:25", "commune:05392", "commune:05425")
AT = datetime(2026, 8, 27, 9, 0, tzinfo=clock.LOCAL)


@cache
def _pack() -> Pack:
    whole = the_pack()
    organisation = Organisation(
        places=tuple(one for one in whole.organisation.places if str(one.ref) in PLACES and one.valid_to is None),
        agencies=tuple(one for one in whole.organisation.agencies if one.code in AGENCIES),
    )
    few = tuple(spec for spec in whole.procedures if spec.code in PROCEDURES)
    forms = tuple(one for one in whole.forms if one.definition.key in _FORMS)
    return replace(
        whole, organisation=organisation, procedures=few, forms=forms, content="linked", result_templates=(), lists={}
    )


_FORMS = ("birth", "residence_ct01", "hi_child", "death", "social_funeral", "general")


def an_offering_commune() -> None:
    """Everything that a linked filing needs, as it is in the country pack."""
    lay("linked services", lambda: load(_pack(), by=SYSTEM, at=AT))


def a_submission(
    service: str = BIRTH, *, left_out: dict[str, str] | None = None, today: datetime = AT, **changes: Any
) -> Submission:
    """A filing that is valid as it stands."""
    form = linked_form.find_form(service, clock.local_day(today), left_out or {})
    assert form is not None
    made = linked_form.example_of(form, {**APPLICANT, "email": "mai@example.org"}, today=clock.local_day(today))
    return replace(
        Submission(procedure=service, agency=COMMUNE, channel="online", left_out=left_out or {}, **made), **changes
    )


def a_bundle(service: str = BIRTH, *, by: Actor = SYSTEM, at: datetime = AT, **changes: Any) -> Bundle:
    """Filed, nothing received yet."""
    lead = submit(a_submission(service, today=at, **changes), by=by, at=at)
    return Bundle.objects.get(lead=lead)


def member(bundle: Bundle, key: str) -> BundleMember:
    """A part of it as the database has it now."""
    return BundleMember.objects.select_related("dossier", "bundle").get(bundle=bundle, key=key)


def dossier(bundle: Bundle, key: str) -> Dossier:
    """The dossier of a part as the database has it now."""
    return member(bundle, key).dossier


def decide(code: str, *, result: str = "approve", at: datetime, agency: Any = None) -> Dossier:
    """Received if need be, proposed and approved by people of the commune; the decision may be undone for a while."""
    row = Dossier.objects.get(code=code)
    if row.state == "submitted":
        act.perform(code, "receive", {}, by=plain_lives.staff("single_window_officer", agency=agency), at=at)
    note = "Thiếu căn cứ" if result == "reject" else ""
    officer, leader = (plain_lives.staff(role, agency=agency) for role in ("specialist_officer", "commune_leader"))
    dossiers.propose(code, result=result, note=note, by=officer, at=at + timedelta(minutes=20))
    return dossiers.approve(code, by=leader, at=at + timedelta(minutes=30))


def work(at: datetime | None = None) -> None:
    """The worker, until nothing more is due."""
    while outbox.run_due(at or clock.now() + timedelta(seconds=1), limit=100):
        pass
