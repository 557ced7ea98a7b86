"""What a target becomes below: parts that must add up to a sum, or outweigh a share; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from motcua.steering.rules import Measure

Verdict = Literal["fits", "over", "short", "partial", "none"]
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Share:
    """One part: `key` names the unit or post, `value` what was handed down to it (None: nothing), `weight` how many
    dossiers it had a year before."""

    key: str
    value: Decimal | None
    weight: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A target against its parts. `reached`: the sum of what was handed down, or the mean of the shares weighted by
    volume, in which a part without a value has the target itself; `gap` = reached − whole."""

    measure: Measure
    whole: Decimal
    reached: Decimal
    given: int
    parts: int

    @property
    def missing(self) -> int:
        """Parts that nothing was handed down to."""
        return self.parts - self.given

    @property
    def gap(self) -> Decimal:
        return self.reached - self.whole

    @property
    def verdict(self) -> Verdict:
        """`none` was handed down; it `fits`; it is `over` or `short` of the target; a sum is `partial` while parts that
        have none yet could still bring the rest."""
        if not self.given:
            return "none"
        if self.gap == 0:
            return "fits"
        if self.gap > 0:
            return "over"
        return "partial" if self.measure == "count" and self.missing else "short"


def check(measure: Measure, whole: Decimal, shares: Sequence[Share]) -> Checked:
    """Whether the parts carry the whole (contract section 5: a target is set for an agency with the units under it)."""
    given = [one for one in shares if one.value is not None]
    if measure == "count":
        reached = sum((one.value for one in given if one.value is not None), Decimal(0))
    else:
        reached = weighted(whole, shares)
    return Checked(measure, whole, reached, len(given), len(shares))


def weighted(whole: Decimal, shares: Sequence[Share]) -> Decimal:
    """The mean of the shares by volume, two decimals; where nobody had a dossier yet, all weigh alike."""
    weights = [one.weight for one in shares]
    if not any(weights):
        weights = [1] * len(shares)
    total = sum(weights)
    if not total:
        return whole
    values = [whole if one.value is None else one.value for one in shares]
    found = sum((value * weight for value, weight in zip(values, weights, strict=True)), Decimal(0)) / total
    return found.quantize(_CENT, ROUND_HALF_UP)


def suggest(measure: Measure, whole: Decimal, weights: Sequence[int]) -> list[Decimal]:
    """A split to begin with: a sum by volume, in whole dossiers that add up exactly (largest remainders first, then in
    order); of a share, everybody the same."""
    if measure != "count":
        return [whole] * len(weights)
    if not weights:
        return []
    weighing = list(weights) if any(weights) else [1] * len(weights)
    total, sum_ = int(whole), sum(weighing)
    parts = [divmod(total * weight, sum_) for weight in weighing]
    counts = [count for count, _ in parts]
    by_rest = sorted(range(len(parts)), key=lambda place: (-parts[place][1], place))
    for place in by_rest[: total - sum(counts)]:
        counts[place] += 1
    return [Decimal(count) for count in counts]
