"""Hạnh's browser on its way through an application."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.catalogue import queries as catalogue
from motcua.desks.shell import eform
from motcua.dossiers.models import Dossier, Draft
from motcua.eforms import queries as forms
from motcua.kernel import clock
from tests.factories.answers import filled
from tests.factories.files import a_pdf, a_picture

BIRTH, COMMUNE = "1.001193", "H44.229"


def a_file(content: bytes | None = None, name: str = "giay.pdf", kind: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_pdf() if content is None else content, kind)


def a_photo(name: str = "anh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_picture(), "image/jpeg")


def begin(client: Client, procedure: str = BIRTH, agency: str = COMMUNE) -> Draft:
    answer = client.post(f"/nop/{procedure}/", {"agency": agency})
    assert answer.status_code == 303, answer.content.decode()[:2000]
    return Draft.objects.get(key=answer["Location"].rstrip("/").rsplit("/", 1)[-1])


def url(draft: Draft, stage: str) -> str:
    return f"/ban-nhap/{draft.key}/{stage}/"


def example(draft: Draft, applicant: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
    """The form of a draft with answers that agree with its applicant."""
    today = clock.local_day(clock.now())
    version = catalogue.version_in_force(draft.procedure_version.procedure.code, today)
    row = forms.get_form(version.form_key, on=today)
    draft.refresh_from_db()
    return row, forms.example(row, today=today, applicant=applicant or draft.applicant)


def answer_all(client: Client, draft: Draft) -> None:
    """Every question page, as it comes."""
    today = clock.local_day(clock.now())
    row, answers = example(draft)
    definition = forms.definition_of(row)
    for step in eform.steps(definition, answers, today=today):
        reply = client.post(url(draft, step.key), filled(row, step.key, answers, today=today))
        assert reply.status_code == 303, (step.key, reply.context["show"].problems)


def closing_fields(draft: Draft) -> dict[str, Any]:
    row, answers = example(draft)
    closing = eform.closing(forms.definition_of(row))
    assert closing is not None
    return filled(row, closing.key, answers, today=clock.local_day(clock.now()))


def ready(client: Client, procedure: str = BIRTH) -> Draft:
    """A draft with everything but the press of the last button."""
    draft = begin(client, procedure)
    assert client.post(url(draft, "nguoi-nop"), {"for": "me"}).status_code == 303
    answer_all(client, draft)
    papers: dict[str, Any] = {}
    for paper in catalogue.version_in_force(procedure, clock.local_day(clock.now())).papers.all():
        if not paper.is_form and paper.need == "required":
            papers |= {f"way-{paper.key}": "file", f"file-{paper.key}": a_file()}
    reply = client.post(url(draft, "giay-to"), papers)
    assert reply.status_code == 303, reply.context["problems"]
    assert client.post(url(draft, "nhan-ket-qua"), {"delivery": "counter"}).status_code == 303
    return draft


def submitted(client: Client, procedure: str = BIRTH) -> Dossier:
    draft = ready(client, procedure)
    reply = client.post(url(draft, "xem-lai"), closing_fields(draft))
    assert reply.status_code == 303, [fault.words for fault in reply.context["faults"]]
    draft.refresh_from_db()
    assert draft.dossier is not None
    return draft.dossier
