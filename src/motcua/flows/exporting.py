"""Writing dossiers as lines of contract section 7: the same that the import reads."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.dossiers.models import Dossier, DossierPaper, Remark
from motcua.dossiers.queries import lived
from motcua.flows.importing.shapes import EVENTS, PROMISES
from motcua.journal.models import Event
from motcua.journal.queries import facts
from motcua.kernel import clock
from motcua.payments.models import Charge, Payment, Refund
from motcua.people.models import Party
from motcua.reports.organisation import read as read_organisation
from motcua.voice.models import Rating

BATCH = 500


@dataclass(frozen=True, slots=True)
class _Batch:
    """What belongs to some dossiers, by code or by id."""

    events: dict[str, list[Event]]
    remarks: dict[int, Remark]
    papers: dict[int, list[DossierPaper]]
    charged: dict[int, int]
    paid: dict[int, tuple[int, bool]]
    answers: dict[int, str]


def export_dossiers(agency: str | None = None) -> Iterator[str]:
    """One line a dossier, in the order in which they came to this installation; `agency` keeps those for which it, or
    an agency that was ever under it, is responsible. Raises NotVisible for an agency that never was.

    The lines hold personal data: whoever may run this command may read them.
    """
    rows = Dossier.objects.select_related(
        "procedure_version__procedure", "agency", "reception_agency", "applicant", "submitter"
    ).order_by("id")
    if agency is not None:
        rows = rows.filter(agency_id__in=_ever_under(agency))
    after = 0
    while page := list(rows.filter(id__gt=after)[:BATCH]):
        batch = _read(page)
        for dossier in page:
            yield json.dumps(_line(dossier, batch), ensure_ascii=False, separators=(",", ":"))
        after = page[-1].pk


def _ever_under(code: str) -> set[int]:
    tree = read_organisation()
    top = tree.get(code)
    days = {held.valid_from for held in tree.periods}
    return {one for day in days for one in tree.under(top, day)}


def _read(page: Sequence[Dossier]) -> _Batch:
    ids = [dossier.pk for dossier in page]
    events: dict[str, list[Event]] = {}
    for event in Event.objects.filter(chain__in=[dossier.code for dossier in page]).order_by("chain", "number"):
        events.setdefault(event.chain, []).append(event)
    papers: dict[int, list[DossierPaper]] = {}
    for paper in DossierPaper.objects.filter(dossier_id__in=ids).order_by("id"):
        papers.setdefault(paper.dossier_id, []).append(paper)
    charged: dict[int, int] = {}
    counting = Charge.objects.filter(dossier_id__in=ids, taken_back=None)
    for dossier_id, amount in counting.values_list("dossier_id", "amount"):
        charged[dossier_id] = charged.get(dossier_id, 0) + amount
    paid: dict[int, tuple[int, bool]] = {}
    for dossier_id, amount, way in Payment.objects.filter(dossier_id__in=ids).values_list(
        "dossier_id", "amount", "way"
    ):
        before, online = paid.get(dossier_id, (0, False))
        paid[dossier_id] = (before + amount, online or way == "online")
    back = Refund.objects.filter(payment__dossier_id__in=ids)
    for dossier_id, amount, forgiven in back.values_list("payment__dossier_id", "amount", "forgiven"):
        charged[dossier_id] = charged.get(dossier_id, 0) - forgiven
        before, online = paid[dossier_id]
        paid[dossier_id] = (before - amount, online)
    return _Batch(
        events=events,
        remarks={remark.event_id: remark for remark in Remark.objects.filter(dossier_id__in=ids, internal=False)},
        papers=papers,
        charged=charged,
        paid=paid,
        answers=dict(Rating.objects.filter(dossier_id__in=ids).values_list("dossier_id", "answer")),
    )


def _line(dossier: Dossier, batch: _Batch) -> dict[str, Any]:
    told = [
        (event, facts(event))
        for event in lived(batch.events.get(dossier.code, ()))
        if event.type.removeprefix("dossier.") in EVENTS
    ]
    # The agency that it was submitted to; later ones are told by its transfers.
    agency = told[0][1].get("agency", dossier.agency.code) if told else dossier.agency.code
    paid, online = batch.paid.get(dossier.pk, (0, False))
    line: dict[str, Any] = {
        "code": dossier.code,
        "procedure": dossier.procedure_version.procedure.code,
        "agency": agency,
        "channel": dossier.channel,
        "entered_by": dossier.entered_by,
        "applicant": _party(dossier.applicant),
        "submitter": _party(dossier.submitter) if dossier.submitter else None,
        "answers": dossier.answers,
        "papers": [_paper(paper) for paper in batch.papers.get(dossier.pk, ())],
        "fee": {"charged": batch.charged.get(dossier.pk, 0), "paid": paid, "paid_online": online},
        "satisfaction": batch.answers.get(dossier.pk),
        "events": [_event(event, known, batch.remarks.get(event.pk)) for event, known in told],
    }
    if dossier.reception_agency.code != agency:
        line["reception_agency"] = dossier.reception_agency.code
    if dossier.note:
        line["note"] = dossier.note
    return line


def _party(party: Party) -> dict[str, Any]:
    known = {**party.as_data(), "tax_code": party.tax_code}
    return {name: value for name, value in known.items() if value or name in ("kind", "full_name")}


def _paper(paper: DossierPaper) -> dict[str, Any]:
    known: dict[str, Any] = {"key": paper.key, "digitised": paper.digitised, "reused": paper.reused}
    for name in ("declared", "seen", "originals", "copies", "name_vi"):
        if getattr(paper, name):
            known[name] = getattr(paper, name)
    return known


def _event(event: Event, known: Mapping[str, Any], remark: Remark | None) -> dict[str, Any]:
    type = event.type.removeprefix("dossier.")
    told: dict[str, Any] = {"type": type, "at": _written(event.at)}
    if type in PROMISES and known.get("due_at"):
        told["due_at"] = _written(clock.parse(known["due_at"]))
    if type == "finished":
        told["result"] = known.get("result", "approved")
    elif type == "delivered":
        told["by"] = known.get("way", "counter")
    elif type == "transferred":
        told["to"] = known["to"]
    if remark is not None and remark.text:
        told["reason"] = remark.text
    if remark is not None and remark.ground:
        told["ground"] = remark.ground
    return told


def _written(at: datetime) -> str:
    return clock.local(at).isoformat()
