"""Handing a result to somebody: who took it, how that was checked and signed for stands beside the delivery."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.dossiers.actions.closing import deliver
from motcua.dossiers.actions.moving import lock
from motcua.dossiers.models import Collection, Dossier
from motcua.kernel import text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid


@dataclass(frozen=True, slots=True)
class Collector:
    """Who takes the result. `number` is what was read off the card: compared, never kept."""

    name: str = ""
    identity: str = ""
    number: str = ""
    mandate: str = ""
    signed: str = ""
    slip_lost: bool = False
    note: str = ""


def read_collector(given: object) -> Collector:
    """From a page or JSON. Raises Invalid."""
    if not isinstance(given, Mapping):
        raise Invalid("act.invalid", [FieldError("collector", "body.not_object")])

    def one(name: str, longest: int) -> str:
        value = given.get(name)
        return text.normal(value)[:longest] if isinstance(value, str) else ""

    return Collector(
        name=one("name", 200),
        identity=one("identity", 8),
        number=one("number", 20).replace(" ", "").replace(".", ""),
        mandate=one("mandate", 300),
        signed=one("signed", 6),
        slip_lost=given.get("slip_lost") is True,
        note=one("note", 300),
    )


def judge_collector(dossier: Dossier, way: str, collector: Collector) -> list[FieldError]:
    """Wrong or missing members. At the counter somebody is there: named, looked at, signed for.

    Codes: collector.name_missing, .identity_missing, .number_length, .number_differs, .mandate_missing,
    .signature_missing.
    """
    if way != "counter":
        return []
    errors = []
    if not collector.name:
        errors.append(FieldError("collector.name", "collector.name_missing"))
    if collector.identity not in (Collection.Identity.NUMBER, Collection.Identity.PAPER, Collection.Identity.MANDATE):
        errors.append(FieldError("collector.identity", "collector.identity_missing"))
    elif collector.identity == Collection.Identity.NUMBER:
        held = {party.personal_id for party in (dossier.applicant, dossier.submitter) if party and party.personal_id}
        if len(collector.number) != 12 or not collector.number.isdigit():
            errors.append(FieldError("collector.number", "collector.number_length", length=len(collector.number)))
        elif collector.number not in held:
            errors.append(FieldError("collector.number", "collector.number_differs"))
    elif collector.identity == Collection.Identity.MANDATE and not collector.mandate:
        errors.append(FieldError("collector.mandate", "collector.mandate_missing"))
    if collector.signed not in (Collection.Signed.PAPER, Collection.Signed.NAME):
        errors.append(FieldError("collector.signed", "collector.signature_missing"))
    return errors


@transaction.atomic
def hand_out(code: str, *, way: str, collector: Collector | None, by: Actor, at: datetime) -> Dossier:
    """Deliver, and keep who collected it where that is known. Raises as `deliver`, Invalid for a wrong collector."""
    if collector is not None:
        held = lock(code, "deliver", by=by, at=at)
        if errors := judge_collector(held, way, collector):
            raise Invalid("act.invalid", errors)
    dossier = deliver(code, way=way, by=by, at=at)
    if collector is not None:
        counter = way == "counter"
        Collection.objects.create(
            dossier=dossier,
            at=at,
            by_id=by.account_id,
            way=way,
            name=collector.name,
            identity=collector.identity if counter else Collection.Identity.NONE,
            mandate=collector.mandate if counter and collector.identity == Collection.Identity.MANDATE else "",
            signed=collector.signed if counter else Collection.Signed.NONE,
            slip_lost=collector.slip_lost,
            note=collector.note,
        )
    return dossier
