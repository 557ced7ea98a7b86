"""From a version's fee lines to what one dossier is charged: channel, quantity, exemption; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from motcua.catalogue.rules import PricedFee, default_fees, sum_of
from motcua.kernel.errors import FieldError
from motcua.kernel.money import MOST, is_amount

KIND_NAMES = {"phi": ("Phí", "Charge"), "le_phi": ("Lệ phí", "Fee"), "other": ("Khoản khác", "Other")}
MOST_QUANTITY = 9_999


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to be charged: kind (phi, le_phi, other), its whole sum in đồng, its words.

    With `exemption` (a slug) the sum may be 0: `waived` is what it would have been, `exemption_vi` the ground in words.
    """

    kind: str
    amount: int
    name_vi: str
    name_en: str = ""
    quantity: int = 1
    unit_vi: str = ""
    unit_en: str = ""
    position: int | None = None
    decision_no: str = ""
    exemption: str = ""
    exemption_vi: str = ""
    waived: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose for one fee line: how many units, of how many equal things where the line has steps (pages of
    one copy, copies)."""

    position: int
    quantity: int = 1
    things: int = 1


@dataclass(frozen=True, slots=True)
class Ground:
    """Why somebody pays nothing: the slug that is kept and the words that are printed."""

    key: str
    name_vi: str
    name_en: str = ""


def charged(fee: PricedFee, quantity: int = 1, things: int = 1, ground: Ground | None = None) -> Line:
    """A fee line for a quantity, whose amount must be known; an exemption makes it 0 and keeps what it spares."""
    if fee.amount is None:
        raise ValueError("the amount of this fee line is not known")
    total = things * sum_of(fee.amount, quantity, fee.tiers, fee.most)
    name_vi, name_en = names(fee)
    return Line(
        kind=fee.kind,
        amount=0 if ground else total,
        name_vi=name_vi,
        name_en=name_en,
        quantity=quantity * things,
        unit_vi=fee.per_vi,
        unit_en=fee.per_en,
        position=fee.position,
        decision_no=fee.decision_no,
        exemption=ground.key if ground else "",
        exemption_vi=ground.name_vi if ground else "",
        waived=total if ground else 0,
    )


def default_lines(
    fees: Iterable[PricedFee], channel: str, quantities: Mapping[int, int] | None = None
) -> tuple[list[Line], bool]:
    """What a version charges unless something else is stated: lines above zero, and whether an amount is not known.

    A line of the dossier's own channel stands instead of the general ones of its kind; `quantities` by position.
    """
    lines, unknown = [], False
    for fee in default_fees(fees, channel):
        if fee.amount is None:
            unknown = True
        elif fee.amount:
            lines.append(charged(fee, (quantities or {}).get(fee.position, 1)))
    return lines, unknown


def chosen_lines(
    fees: Sequence[PricedFee], choices: Sequence[Choice], ground: Ground | None = None
) -> tuple[list[Line], list[FieldError]]:
    """The lines that an officer chose. Codes: charge.line_unknown, charge.quantity_wrong, payment.amount_unknown."""
    by_position = {fee.position: fee for fee in fees}
    lines, errors = [], []
    for choice in choices:
        fee = by_position.get(choice.position)
        path = f"line-{choice.position}"
        if fee is None:
            errors.append(FieldError(path, "charge.line_unknown"))
        elif fee.amount is None:
            errors.append(FieldError(path, "charge.amount_unknown"))
        elif not (0 < choice.quantity <= MOST_QUANTITY and 0 < choice.things <= MOST_QUANTITY):
            errors.append(FieldError(path, "charge.quantity_wrong", most=MOST_QUANTITY))
        elif fee.amount:
            lines.append(charged(fee, choice.quantity, choice.things, ground))
    return lines, errors


def grounds(fees: Iterable[PricedFee], general: Iterable[Ground]) -> list[Ground]:
    """Why one may be exempt here: what the version itself says costs nothing, then the subjects of the law on fees."""
    own = [
        Ground(f"line_{fee.position}", fee.condition_vi, fee.condition_en)
        for fee in fees
        if fee.amount == 0 and not fee.is_default and not fee.is_local and fee.condition_vi
    ]
    return [*own, *general]


def names(fee: PricedFee) -> tuple[str, str]:
    """What a charge is called, in Vietnamese and English."""
    kind_vi, kind_en = KIND_NAMES.get(fee.kind, KIND_NAMES["other"])
    name_vi = f"{kind_vi}: {fee.condition_vi}" if fee.condition_vi else kind_vi
    name_en = f"{kind_en}: {fee.condition_en}" if fee.condition_en else kind_en
    return name_vi, name_en


def judge_lines(lines: Sequence[Line]) -> list[FieldError]:
    """Wrong lines of a charge. Codes: charge.nothing, charge.amount_wrong, charge.name_missing."""
    if not lines:
        return [FieldError("lines", "charge.nothing")]
    errors = []
    for index, line in enumerate(lines):
        if not is_amount(line.amount) or line.amount > MOST or (line.amount == 0) != bool(line.exemption):
            errors.append(FieldError(f"lines.{index}.amount", "charge.amount_wrong"))
        if not line.name_vi.strip():
            errors.append(FieldError(f"lines.{index}.name_vi", "charge.name_missing"))
    return errors


def settled_by(lines: Sequence[Line], outstanding: int) -> list[Line]:
    """Which lines a payment of the whole outstanding sum settles: the newest ones where they make it up exactly, or one
    line that says it is the rest."""
    taken: list[Line] = []
    total = 0
    for line in reversed(lines):
        if total >= outstanding:
            break
        total += line.amount
        taken.insert(0, line)
    return (
        taken if total == outstanding else [Line("other", outstanding, "Phần còn phải nộp", "The rest that was owed")]
    )
