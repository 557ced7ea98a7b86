"""What a procedure costs at an agency, and which local fees are set or still missing."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.catalogue import rules
from motcua.catalogue.models import FeeLine, LocalFee, Procedure, ProcedureVersion
from motcua.catalogue.queries.sheet import Sheet
from motcua.catalogue.queries.version import Status, holding
from motcua.catalogue.rules import PricedFee
from motcua.journal.reference import kept
from motcua.kernel import text

MOST_LEVELS = 6


@kept
def fees_at(version: ProcedureVersion, agency: Agency | None, on: date, channel: str = "") -> list[PricedFee]:
    """Every fee line of a version with the amounts that count at an agency on a day for a channel."""
    lines = [line_of(row) for row in version.fees.all()]
    if agency is None or not lines:
        return lines
    rows = list(LocalFee.objects.filter(holding(on), procedure_id=version.procedure_id))
    if not rows:
        return lines
    wanted = {row.agency_id for row in rows}
    near = [[row for row in rows if row.agency_id == one] for one in _upward(agency, on) if one in wanted]
    return rules.priced(lines, near, channel)


def sheet_at(sheet: Sheet, version: ProcedureVersion, agency: Agency, on: date, channel: str) -> Sheet:
    """A sheet with the amounts that count at an agency."""
    known = {fee.position: fee.amount for fee in fees_at(version, agency, on, channel)}
    amounts = [known[position] for position in sorted(known)]
    return replace(
        sheet, fees=tuple(replace(row, amount=amount) for row, amount in zip(sheet.fees, amounts, strict=True))
    )


def line_of(row: FeeLine) -> PricedFee:
    """A fee line as its version states it."""
    return PricedFee(
        position=row.position,
        kind=row.kind,
        amount=row.amount,
        per_vi=row.per_vi,
        per_en=row.per_en,
        channel=row.channel,
        condition_vi=row.condition_vi,
        condition_en=row.condition_en,
        is_default=row.is_default,
        tiers=tuple((start, amount) for start, amount in row.tiers),
        most=row.most,
    )


def missing_fees(version: ProcedureVersion, agency: Agency, on: date, channel: str) -> list[PricedFee]:
    """The lines that everybody would be charged and whose amount nobody set here: while there is one, the procedure is
    not open for filing at this agency."""
    return [fee for fee in rules.default_fees(fees_at(version, agency, on, channel), channel) if fee.amount is None]


@dataclass(frozen=True, slots=True)
class FeeToSet:
    """One line for an administrator: what a council may set for a procedure, what stands (own or of an agency above,
    `set_by` its code), and whether the procedure waits for it (`is_missing`)."""

    procedure: str
    name_vi: str
    name_en: str
    kind: str
    condition_vi: str
    condition_en: str
    per_vi: str
    per_en: str
    is_default: bool
    fee: LocalFee | None
    set_by: str

    @property
    def is_missing(self) -> bool:
        return self.is_default and self.fee is None


def fees_to_set(agency: Agency, on: date) -> list[FeeToSet]:
    """Every line without an amount of the procedures that the agency, or one below it, decides; those that wait first,
    then by name."""
    kinds = _kinds_below(agency)
    found = (
        ProcedureVersion.objects.filter(holding(on), status=Status.PUBLISHED, fees__amount=None, fees__isnull=False)
        .select_related("procedure")
        .prefetch_related("fees")
        .defer("sheet", "search")
        .distinct()
    )
    chain = _upward(agency, on)
    fees: dict[tuple[int, str], LocalFee] = {}
    for row in LocalFee.objects.filter(holding(on), agency_id__in=chain).select_related("agency"):
        held = fees.get((row.procedure_id, row.kind))
        if held is None or _nearness(row, chain) < _nearness(held, chain):
            fees[row.procedure_id, row.kind] = row
    lines = []
    for version in found:
        if not kinds & set(version.levels) and agency.code not in version.departments:
            continue
        for line in version.fees.all():
            if line.amount is None:
                fee = fees.get((version.procedure_id, line.kind))
                lines.append(
                    FeeToSet(
                        procedure=version.procedure.code,
                        name_vi=version.name_vi,
                        name_en=version.name_en,
                        kind=line.kind,
                        condition_vi=line.condition_vi,
                        condition_en=line.condition_en,
                        per_vi=line.per_vi,
                        per_en=line.per_en,
                        is_default=line.is_default,
                        fee=fee,
                        set_by=fee.agency.code if fee else "",
                    )
                )
    return sorted(lines, key=lambda one: (not one.is_missing, text.fold(one.name_vi), one.kind))


def local_fees(agency: Agency, procedure: Procedure | None = None) -> QuerySet[LocalFee]:
    """What was ever set at an agency itself, newest first."""
    rows = LocalFee.objects.filter(agency=agency).select_related("procedure", "agency")
    if procedure is not None:
        rows = rows.filter(procedure=procedure)
    return rows.order_by("-valid_from", "procedure__code", "kind", "channel")


def _nearness(fee: LocalFee, chain: list[int]) -> tuple[int, bool]:
    return chain.index(fee.agency_id), fee.channel != ""


def _upward(agency: Agency, on: date) -> list[int]:
    """The agency, then those above it on a day."""
    chain, one = [agency.pk], agencies.parent_on(agency, on)
    while one is not None and one.pk not in chain and len(chain) < MOST_LEVELS:
        chain.append(one.pk)
        one = agencies.parent_on(one, on)
    return chain


def _kinds_below(agency: Agency) -> set[str]:
    order = ["province", "department", "district", "commune"]
    if agency.kind not in order:
        return {agency.kind}
    return set(order[order.index(agency.kind) :]) if agency.kind != "department" else {"department"}
