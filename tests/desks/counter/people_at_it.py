"""What people bring to the counter."""

from typing import Any

from django.test import Client

from motcua.catalogue import queries as catalogue
from motcua.desks.shell import eform
from motcua.dossiers.models import Dossier, Draft
from motcua.eforms import queries as forms
from motcua.flows.submit import Submission, submit
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from tests.factories.answers import filled

CARD = "017184003125|113000111|Đinh Thị Mai|19051984|Nữ|Khu 13, Chi Nê, Lạc Thủy, Hòa Bình|01012021"
COPIES, BIRTH = "2.000815", "1.001193"


def draft_at(address: str) -> Draft:
    """The draft that an address names."""
    return Draft.objects.get(key=address.partition("#")[0].partition("?")[0].rstrip("/").rsplit("/", 1)[-1])


def begun(client: Client, procedure: str = COPIES, **fields: Any) -> Draft:
    """The card scanned, the procedure's code typed, Enter."""
    reply = client.post("/quay/", {"card": CARD, "q": procedure, **fields})
    assert reply.status_code == 303, reply.content.decode()[:500]
    return draft_at(reply["Location"])


def page(draft: Draft, **more: Any) -> dict[str, Any]:
    """Everything on the page as somebody would have filled it."""
    today = clock.local_day(clock.now())
    version = catalogue.version_in_force(draft.procedure_version.procedure.code, today)
    row = forms.get_form(version.form_key, on=today)
    definition = forms.definition_of(row)
    answers = forms.example(row, today=today, applicant=draft.applicant)
    fields: dict[str, Any] = {
        "applicant-kind": "person",
        "applicant-full_name": "Đinh Thị Mai",
        "applicant-number": "017 184 003 125",
        "applicant-birth_date": "19/05/1984",
        "applicant-phone": "0912000345",
        "applicant-address": "Khu 13, xã Lạc Thủy, tỉnh Phú Thọ",
        "channel": "direct",
        "agency": "H44.229",
    }
    groups = [one.key for one in eform.steps(definition, answers, today=today)]
    closing = eform.closing(definition)
    for group in [*groups, *([closing.key] if closing else [])]:
        fields |= filled(row, group, answers, today=today)
    for paper in version.papers.all():
        if paper.need == "required":
            fields |= {f"originals-{paper.key}": "1"}
    return fields | more


def url(draft: Draft) -> str:
    return f"/quay/nhan/{draft.key}/"


def online(citizen: Actor, procedure: str = BIRTH) -> Dossier:
    """One that came in online."""
    now = clock.now()
    version = catalogue.version_in_force(procedure, clock.local_day(now))
    form = forms.get_form(version.form_key, on=clock.local_day(now))
    person = {
        "kind": "person",
        "full_name": "Bùi Thị Yến Ế Ỗ Ậ Ỷ",
        "phone": "0912000345",
        "personal_id": "017199003125",
    }
    papers = [{"key": one.key, "declared": True} for one in version.papers.all() if one.need == "required"]
    return submit(
        Submission(
            procedure=procedure,
            agency="H44.229",
            channel="online",
            applicant=person,
            answers=forms.example(form, today=clock.local_day(now), applicant=person),
            papers=papers,
        ),
        by=citizen,
        at=now,
    )
