"""What is owed and whether a payment settles it; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.kernel.errors import FieldError
from motcua.kernel.money import is_amount


class Way(StrEnum):
    """How money came. `online` is confirmed by a gateway, never by a hand."""

    CASH = "cash"
    TRANSFER = "transfer"
    ONLINE = "online"


AT_COUNTER = (Way.CASH, Way.TRANSFER)
"""The ways that an officer may confirm (contract section 8)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to be charged: kind (phi, le_phi, other), its words, whole đồng."""

    kind: str
    amount: int
    name_vi: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Tariff:
    """The part of a version's fee line that reckoning needs; `amount` None is set by the provincial council and not
    known here."""

    kind: str
    amount: int | None
    channel: str = ""
    is_default: bool = False
    per_vi: str = ""
    per_en: str = ""
    condition_vi: str = ""
    condition_en: str = ""


KIND_NAMES = {"phi": ("Phí", "Charge"), "le_phi": ("Lệ phí", "Fee"), "other": ("Khoản khác", "Other")}


def default_lines(tariffs: Iterable[Tariff], channel: str) -> tuple[list[Line], bool]:
    """What a version charges unless something else is stated: lines above zero, and whether an amount is not known.

    A tariff of the dossier's own channel stands instead of the general ones of its kind.
    """
    defaults = [tariff for tariff in tariffs if tariff.is_default and tariff.channel in ("", channel)]
    own = {tariff.kind for tariff in defaults if tariff.channel}
    lines, unknown = [], False
    for tariff in defaults:
        if tariff.kind in own and not tariff.channel:
            continue
        if tariff.amount is None:
            unknown = True
        elif tariff.amount:
            lines.append(Line(tariff.kind, tariff.amount, *_names(tariff)))
    return lines, unknown


def _names(tariff: Tariff) -> tuple[str, str]:
    kind_vi, kind_en = KIND_NAMES.get(tariff.kind, KIND_NAMES["other"])
    name_vi = f"{kind_vi}: {tariff.condition_vi}" if tariff.condition_vi else kind_vi
    name_en = f"{kind_en}: {tariff.condition_en}" if tariff.condition_en else kind_en
    return name_vi, name_en


def judge_lines(lines: Sequence[Line]) -> list[FieldError]:
    """Wrong lines of a charge. Codes: charge.nothing, charge.amount_wrong, charge.name_missing."""
    if not lines:
        return [FieldError("lines", "charge.nothing")]
    errors = []
    for index, line in enumerate(lines):
        if not is_amount(line.amount) or line.amount == 0:
            errors.append(FieldError(f"lines.{index}.amount", "charge.amount_wrong"))
        if not line.name_vi.strip():
            errors.append(FieldError(f"lines.{index}.name_vi", "charge.name_missing"))
    return errors


def judge_payment(outstanding: int, amount: int, way: str, ways: Iterable[str] = tuple(Way)) -> list[FieldError]:
    """Wrong members of a payment. A payment settles the whole of what is owed, to the đồng.

    Codes: payment.amount_wrong, payment.too_little, payment.too_much, payment.way_unknown.
    """
    errors = []
    if not is_amount(amount) or amount == 0:
        errors.append(FieldError("amount", "payment.amount_wrong"))
    elif amount < outstanding:
        errors.append(FieldError("amount", "payment.too_little", owed=outstanding, given=amount))
    elif amount > outstanding:
        errors.append(FieldError("amount", "payment.too_much", owed=outstanding, given=amount))
    allowed = tuple(ways)
    if way not in allowed:
        errors.append(FieldError("way", "payment.way_unknown", allowed=", ".join(allowed)))
    return errors
