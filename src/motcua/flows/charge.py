"""What a dossier is charged, from the fee lines of its version: as it is opened by the lines that everybody pays, later
as an officer reckons it (law on charges and fees 97/2015/QH13; decree 118/2025/NĐ-CP)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from motcua.agencies.models import Agency
from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.rules import PricedFee
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError
from motcua.payments import actions as payments
from motcua.payments import rules
from motcua.payments.rules import Ground, Line

COPIES = "copies_count"
"""The question of the forms that says how many copies somebody wants; it counts for the lines charged by copy."""
BY_COPY = ("bản", "văn bản")
EXEMPTIONS = "fee_exemption"
"""The code list of those who are exempt by the law on charges and fees, article 10."""


def not_open(version: ProcedureVersion, agency: Agency, channel: str, on: date) -> list[FieldError]:
    """Why a procedure cannot be filed at an agency yet: a fee that everybody pays has no amount, and the agency has not
    entered what its council decided. Empty where it can."""
    missing = catalogue.missing_fees(version, agency, on, channel)
    return [FieldError("procedure", "procedure.fee_not_set", procedure=version.procedure.code)] if missing else []


def at_opening(dossier: Dossier, *, lines: Sequence[Line] | None = None, by: Actor, at: datetime) -> None:
    """Charge a dossier as it is opened: with `lines`, else with what everybody pays; a free procedure is charged
    nothing."""
    if lines is None:
        lines, _unknown = by_default(dossier, clock.local_day(at))
    if lines:
        payments.owe(dossier, lines, by=by, at=at, first=True)


def by_default(dossier: Dossier, on: date) -> tuple[list[Line], bool]:
    """The lines that everybody pays, and whether an amount is not known; copies as the form was answered."""
    fees = fees_of(dossier, on)
    return rules.default_lines(fees, dossier.channel, _quantities(fees, dossier.answers))


def expected(
    version: ProcedureVersion, agency: Agency | None, channel: str, on: date, answers: Mapping[str, Any] | None = None
) -> tuple[list[Line], bool]:
    """As `by_default` for what is not filed yet: the sum that a page names before it is handed in."""
    fees = catalogue.fees_at(version, agency, on, channel)
    return rules.default_lines(fees, channel, _quantities(fees, answers or {}))


def fees_of(dossier: Dossier, on: date) -> list[PricedFee]:
    """The fee lines of a dossier's own version with the amounts at its agency, without those of other channels."""
    fees = catalogue.fees_at(dossier.procedure_version, dossier.agency, on, dossier.channel)
    return [fee for fee in fees if fee.channel in ("", dossier.channel)]


def grounds_of(fees: Sequence[PricedFee]) -> list[Ground]:
    """Whom these lines spare: by the version itself, by the law."""
    general = [Ground(item.code, item.name_vi, item.name_en) for item in catalogue.code_list(EXEMPTIONS)]
    return rules.grounds(fees, general)


def _quantities(fees: Sequence[PricedFee], answers: Mapping[str, Any]) -> dict[int, int]:
    count = answers.get(COPIES)
    if not isinstance(count, int) or isinstance(count, bool) or not 0 < count <= rules.MOST_QUANTITY:
        return {}
    return {fee.position: count for fee in fees if fee.is_default and fee.per_vi in BY_COPY and not fee.tiers}
