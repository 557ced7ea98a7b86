"""Opening a dossier: its code and its first row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from motcua.agencies.models import Agency
from motcua.catalogue.models import ProcedureVersion
from motcua.documents.models import Upload
from motcua.dossiers.actions.moving import begin
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.dossiers.models.bundle import MEMBER, WAITS
from motcua.dossiers.rules import GivenPaper
from motcua.dossiers.states import State
from motcua.eforms.models import FormDefinition
from motcua.kernel import clock, codes, text
from motcua.kernel.actor import Actor
from motcua.people.models import Account, Party
from motcua.workflow.models import Process


@dataclass(frozen=True, slots=True)
class Linked:
    """Which part of a linked filing a dossier is: `key` of the member, `lead` the code of the leading dossier (empty
    for itself), `after` the codes of the dossiers whose results it waits for."""

    key: str
    lead: str = ""
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """Everything that a new dossier is born with; `flows.submit` has judged it."""

    version: ProcedureVersion
    form: FormDefinition | None
    process: Process
    agency: Agency
    reception_agency: Agency
    channel: str
    entered_by: str
    applicant: Party
    submitter: Party | None
    account: Account | None
    answers: dict[str, Any]
    papers: Sequence[tuple[GivenPaper, Upload | None]] = ()
    note: str = ""
    wishes: dict[str, Any] = field(default_factory=dict)
    intake_due_at: datetime | None = None
    linked: Linked | None = None


def next_code(agency_code: str, day: date) -> str:
    """The next code of an agency and local day, under the lock of its counter: consecutive, never repeated.

    One statement that both engines know: it makes the row or counts it up, and holds it until the transaction ends.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_codecounter (agency_code, day, last) VALUES (%s, %s, 1) "
            "ON CONFLICT (agency_code, day) DO UPDATE SET last = dossiers_codecounter.last + 1 RETURNING last",
            [agency_code, connection.ops.adapt_datefield_value(day)],
        )
        return codes.dossier_code(agency_code, day, int(cursor.fetchone()[0]))


@transaction.atomic(savepoint=False)
def open_dossier(opening: Opening, *, by: Actor, at: datetime) -> Dossier:
    """Write the dossier with its papers; its first event is `dossier.submitted`."""
    dossier = Dossier(
        code=next_code(opening.agency.code, clock.local_day(at)),
        state=State.SUBMITTED,
        procedure_version=opening.version,
        form=opening.form,
        process=opening.process,
        agency=opening.agency,
        reception_agency=opening.reception_agency,
        channel=opening.channel,
        entered_by=opening.entered_by,
        applicant=opening.applicant,
        submitter=opening.submitter,
        account=opening.account,
        submitted_at=at,
        intake_due_at=opening.intake_due_at,
        answers=opening.answers,
        note=opening.note,
        wishes=opening.wishes,
        linked=linked_state(opening.linked),
    )
    dossier.search = search_tokens(dossier)
    dossier.save(force_insert=True)
    add_papers(dossier, opening.papers, at=at, counted={})
    begin(
        dossier,
        "dossier.submitted",
        by=by,
        at=at,
        agency=opening.agency.code,
        reception_agency=opening.reception_agency.code,
        channel=opening.channel,
        entered_by=opening.entered_by,
        procedure_version=opening.version.pk,
        form=opening.form.pk if opening.form else None,
        process=opening.process.pk,
        intake_due_at=opening.intake_due_at,
        papers=len(opening.papers),
        **linked_told(opening.linked),
        **files_told(opening.papers),
    )
    return dossier


def linked_state(linked: Linked | None) -> str:
    """How the column `linked` says it."""
    return "" if linked is None else WAITS if linked.after else MEMBER


def linked_told(linked: Linked | None) -> dict[str, Any]:
    """What the first event of a member of a linked filing says beside the rest."""
    if linked is None:
        return {}
    return {"member": linked.key, "lead": linked.lead, "after": list(linked.after)}


def files_told(papers: Sequence[tuple[GivenPaper, Upload | None]]) -> dict[str, Any]:
    """The hashes of the files that came with an act, for its event: it then says which bytes were handed in."""
    hashes = [upload.stored.sha256 for _, upload in papers if upload is not None]
    return {"files": hashes} if hashes else {}


def add_papers(
    dossier: Dossier,
    papers: Sequence[tuple[GivenPaper, Upload | None]],
    *,
    at: datetime,
    supplement_id: int | None = None,
    counted: dict[str, int] | None = None,
) -> list[DossierPaper]:
    """Add papers, each as the next version of its key; older versions stay. `counted`: the versions there are."""
    if counted is None:
        counted = {}
        for key, number in DossierPaper.objects.filter(dossier=dossier).values_list("key", "number"):
            counted[key] = max(counted.get(key, 0), number)
    rows = []
    for given, upload in papers:
        counted[given.key] = counted.get(given.key, 0) + 1
        rows.append(
            DossierPaper(
                dossier=dossier,
                key=given.key,
                number=counted[given.key],
                name_vi=given.name_vi,
                upload=upload,
                declared=given.declared,
                seen=given.seen,
                originals=given.originals,
                copies=given.copies,
                certified=given.certified,
                digitised=upload is not None,
                reused=given.reused,
                supplement_id=supplement_id,
                added_at=at,
            )
        )
    return DossierPaper.objects.bulk_create(rows)


def search_tokens(dossier: Dossier) -> str:
    """What a dossier is found by: code, applicant's and submitter's names and numbers, procedure."""
    people = [party for party in (dossier.applicant, dossier.submitter) if party]
    return text.tokens(
        dossier.code,
        *[part for party in people for part in (party.full_name, party.personal_id, party.phone)],
        dossier.procedure_version.name_vi,
        str(dossier.wishes.get("paper_number") or ""),
    )
