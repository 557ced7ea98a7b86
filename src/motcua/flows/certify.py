"""Certified copies at the counter in one go: taken in, paid, entered in the register, handed over.

Decree 23/2015/NĐ-CP, article 20; circular 226/2016/TT-BTC. Everything goes by the acts of every dossier, in one
transaction, so that codes, figures and the journal are as always.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.catalogue.rules import PricedFee, default_fees, sum_of
from motcua.certification import actions as register
from motcua.certification import rules as certification
from motcua.certification.actions import Signer
from motcua.certification.models import Entry
from motcua.certification.queries import entries_of
from motcua.certification.rules import Original
from motcua.dossiers import actions as dossiers
from motcua.dossiers.actions.moving import lock
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import Channel
from motcua.flows import charge as charging
from motcua.flows import receive as receiving
from motcua.flows import submit as submitting
from motcua.journal.requests import Repeated, RequestKey, first_answer, remember
from motcua.kernel import clock, money
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.payments import actions as payments
from motcua.payments import rules
from motcua.payments.models import Payment
from motcua.payments.queries import owed
from motcua.payments.rules import AT_COUNTER, Ground, Line
from motcua.people import access
from motcua.people import queries as accounts

PROCEDURE = "2.000815"


@dataclass(frozen=True, slots=True)
class Request:
    """What one person asks for. `way` cash or transfer; `exempt` the ground on which nothing is paid; `signer` the
    account of who signs, None where the agency has nobody to choose from."""

    applicant: Mapping[str, Any]
    originals: Sequence[Original]
    way: str = "cash"
    exempt: str = ""
    signer: int | None = None


@dataclass(frozen=True, slots=True)
class Certified:
    """What was done: the dossier, its lines of the register, the payment (None where nothing was owed)."""

    dossier: Dossier
    entries: list[Entry]
    payment: Payment | None


def certify(request: Request, *, by: Actor, at: datetime, press: RequestKey | None = None) -> Certified:
    """Certify copies for one person. The same `press` again gives what the first one did.

    Raises NotAllowed, NotVisible, NotLawfulNow, Invalid (paths applicant.…, originals.N.pages, way, exempt, signer).
    """
    access.require("certification.enter", by)
    if (done := first_answer(by, press)) is not None:
        return _again(done, by, at)
    today = clock.local_day(at)
    errors = certification.judge(request.originals)
    if request.way not in AT_COUNTER:
        errors.append(FieldError("way", "payment.way_unknown", allowed=", ".join(AT_COUNTER)))
    agency = agencies.get_agency(by.agency)
    fee = fee_for(by.agency, today)
    ground = ground_of(request.exempt, fee, errors)
    signer = _signer(request.signer, by.agency, today, errors)
    submission = submitting.Submission(
        procedure=PROCEDURE,
        agency=by.agency,
        channel=Channel.DIRECT,
        applicant=request.applicant,
        papers=_papers(request.originals),
        reception_agency=by.agency,
    )
    try:
        judged = submitting.judge(submission, by=by, at=at, incomplete=True)
    except Invalid as invalid:
        errors += invalid.errors
    if errors:
        raise Invalid("certification.invalid", errors)
    lines = charged(fee, request.originals, ground)
    try:
        with transaction.atomic(durable=True):
            dossier = submitting.write(judged, submission, by=by, at=at, lines=lines)
            dossier = receiving.receive_within(dossier.code, by=by, at=at)
            payment = None
            if due := sum(line.amount for line in lines):
                payment = payments.confirm(dossier, amount=due, way=request.way, by=by, at=at, ways=AT_COUNTER)
            entries = register.enter(
                dossier,
                request.originals,
                fees=[0 if ground else fee_of(fee, one.pages) * one.copies for one in request.originals],
                requester=dossier.applicant.full_name,
                signer=signer,
                agency=agency,
                by=by,
                at=at,
            )
            dossier = dossiers.deliver(dossier.code, way="counter", by=by, at=at)
            remember(by, press, lambda: {"code": dossier.code}, at)
    except Repeated as first:
        return _again(first.answer, by, at)
    return Certified(dossier, entries, payment)


def cancel(code: str, *, reason: str, by: Actor, at: datetime) -> Dossier:
    """Strike a dossier's lines out of the register and give back whatever was paid for them, the way it came.

    The dossier itself stays as it was handed over: figures do not change afterwards. Raises NotVisible, NotAllowed,
    NotLawfulNow where it is cancelled already, Invalid without a reason.
    """
    access.require("certification.enter", by)
    with transaction.atomic(durable=True):
        dossier = lock(code, "refund", by=by, at=at)
        register.cancel(dossier, reason=reason, by=by, at=at)
        for payment in Payment.objects.filter(dossier=dossier).prefetch_related("refunds").order_by("number"):
            left = payment.amount - sum(one.amount for one in payment.refunds.all())
            if left:
                way = payment.way if payment.way in AT_COUNTER else rules.Way.TRANSFER
                payments.refund(dossier, payment.number, amount=left, way=way, reason=reason, by=by, at=at)
        if owed(dossier).outstanding > 0:
            payments.take_back(dossier, reason=reason, by=by, at=at)
    return dossier


def fee_for(agency: str, on: date) -> PricedFee:
    """The fee line by the page that counts at an agency. Raises NotVisible where certified copies are not certified
    there, Invalid where no amount is known."""
    version = catalogue.version_in_force(PROCEDURE, on)
    fees = catalogue.fees_at(version, agencies.get_agency(agency), on, Channel.DIRECT)
    found = next((fee for fee in default_fees(fees, Channel.DIRECT)), None)
    if found is None or found.amount is None:
        raise Invalid("certification.fee_unknown")
    return found


def fee_of(fee: PricedFee, pages: int) -> int:
    """Đồng for one copy of an original with so many pages."""
    return sum_of(fee.amount or 0, pages, fee.tiers, fee.most)


def charged(fee: PricedFee, originals: Sequence[Original], ground: Ground | None = None) -> list[Line]:
    """One charge for each line of originals."""
    lines = []
    for one in originals:
        total = fee_of(fee, one.pages) * one.sheets
        what = one.document or certification.DOCUMENT
        line = Line(
            kind=fee.kind,
            amount=0 if ground else total,
            name_vi=f"Phí chứng thực bản sao: {what}, {one.pages} trang, {money.written(fee_of(fee, one.pages))}/bản",
            name_en=f"Charge for certified copies: {what}, {one.pages} pages",
            quantity=one.sheets,
            unit_vi="bản",
            unit_en="copies",
            position=fee.position,
            decision_no=fee.decision_no,
        )
        if ground:
            line = replace(line, exemption=ground.key, exemption_vi=ground.name_vi, waived=total)
        if total:
            lines.append(line)
    return lines


def ground_of(exempt: str, fee: PricedFee, errors: list[FieldError]) -> Ground | None:
    """The ground of an exemption; an unknown one is noted."""
    if not exempt:
        return None
    found = next((one for one in charging.grounds_of([fee]) if one.key == exempt), None)
    if found is None:
        errors.append(FieldError("exempt", "charge.ground_unknown"))
    return found


def signers(agency: str, on: date) -> list[tuple[int, str, str]]:
    """Who may sign certified copies of an agency on a day: account, name, office."""
    rows = accounts.appointed(agency, (access.COMMUNE_LEADER,), on)
    return [(row.account_id, row.account.full_name, row.position.title_vi) for row in rows]


def _signer(given: int | None, agency: str, on: date, errors: list[FieldError]) -> Signer:
    offered = signers(agency, on)
    if given is None and not offered:
        return Signer()
    for pk, name, office in offered:
        if pk == given:
            return Signer(name, office, accounts.get_account(pk))
    errors.append(FieldError("signer", "certification.signer_unknown"))
    return Signer()


def _papers(originals: Sequence[Original]) -> list[dict[str, Any]]:
    """Originals are shown and given back; the copies that were made stay out of the dossier."""
    return [{"key": "original", "seen": True, "originals": min(sum(one.originals for one in originals), 99)}]


def _again(answer: Mapping[str, Any], by: Actor, at: datetime) -> Certified:
    from motcua.dossiers import queries

    dossier = queries.get_visible(str(answer["code"]), viewer=by, at=at)
    payment = Payment.objects.filter(dossier=dossier).order_by("number").first()
    return Certified(dossier, entries_of(dossier), payment)
