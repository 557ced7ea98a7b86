"""Targets: indicator × agency × period × value × issuer × decision number (contract section 5); pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal, Protocol, TypeVar

from motcua.kernel.errors import FieldError

Measure = Literal["percent", "count"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a target is set for; the more the better. `measure`: a share in percent, or a sum of dossiers. `by_post`: it
    can be counted for one post; `by_field`: for one field of administration."""

    slug: str
    name_vi: str
    name_en: str
    measure: Measure = "percent"
    by_post: bool = True
    by_field: bool = False

    def name(self, lang: str = "vi") -> str:
        return self.name_en if lang == "en" else self.name_vi


INDICATORS: Mapping[str, Indicator] = {
    one.slug: one
    for one in (
        Indicator("online_percent", "Tỷ lệ hồ sơ nộp trực tuyến", "Dossiers filed online"),
        # who answered what is confidential, so it is never split by post
        Indicator("satisfied_percent", "Tỷ lệ người dân hài lòng", "People satisfied", by_post=False),
        Indicator(
            "procedures_digitalised", "Tỷ lệ thủ tục đã số hóa", "Procedures digitalised", by_post=False, by_field=True
        ),
        Indicator("on_time_percent", "Tỷ lệ giải quyết đúng hạn", "Dossiers resolved on time"),
        Indicator("received_online", "Số hồ sơ nộp trực tuyến", "Number of dossiers filed online", "count"),
        Indicator(
            "resolved_in_time", "Số hồ sơ giải quyết sớm và đúng hạn", "Number of dossiers resolved in time", "count"
        ),
    )
}
OWN = "own"
"""As a post: the agency's own part, without the units under it."""
MOST = Decimal(100)
MOST_COUNT = Decimal(99_999_999)
_GROUPED = re.compile(r"[0-9]{1,3}([.,][0-9]{3})+")


class Period(Protocol):
    """Something with a first and a last local day, both included."""

    @property
    def period_from(self) -> date: ...

    @property
    def period_to(self) -> date: ...


P = TypeVar("P", bound=Period)


def judge(
    indicator: str,
    period_from: date,
    period_to: date,
    value: Decimal,
    decision_no: str,
    *,
    post: str = "",
    field: str = "",
) -> list[FieldError]:
    """Wrong members of a target. Codes: target.indicator_unknown, target.period_wrong, target.value_wrong,
    target.count_wrong, target.decision_missing, target.not_by_post, target.not_by_field."""
    errors = []
    known = INDICATORS.get(indicator)
    if known is None:
        errors.append(FieldError("indicator", "target.indicator_unknown", allowed=", ".join(INDICATORS)))
    if period_to < period_from:
        errors.append(FieldError("period_to", "target.period_wrong", begins=period_from))
    if known is not None and known.measure == "count":
        if not value.is_finite() or not 1 <= value <= MOST_COUNT or value != value.to_integral_value():
            errors.append(FieldError("value", "target.count_wrong"))
    elif not value.is_finite() or not 0 <= value <= MOST or value != round(value, 2):
        errors.append(FieldError("value", "target.value_wrong"))
    if not decision_no.strip():
        errors.append(FieldError("decision_no", "target.decision_missing"))
    if known is not None and post not in ("", OWN) and not known.by_post:
        errors.append(FieldError("post", "target.not_by_post"))
    if known is not None and field and not known.by_field:
        errors.append(FieldError("field", "target.not_by_field"))
    return errors


def read_value(indicator: str, text: str) -> Decimal | None:
    """What was typed: 92,5 and 92.5 are a percentage; 1.200 and 1,200 dossiers a thousand and two hundred. None for
    what is no number."""
    bare = re.sub(r"[%\s\u00a0]", "", text)
    known = INDICATORS.get(indicator)
    if known is not None and known.measure == "count" and _GROUPED.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", "")
    try:
        return Decimal(bare.replace(",", "."))
    except InvalidOperation:
        return None


def cross(one: Period, begins: date, ends: date) -> bool:
    """True for two periods of which each has days that the other has not, and some in common: no day of the common
    ones could say which target is the narrower."""
    if one.period_to < begins or ends < one.period_from:
        return False
    return not (
        _within(one.period_from, one.period_to, begins, ends) or _within(begins, ends, one.period_from, one.period_to)
    )


def narrowest(targets: Iterable[P], begins: date, ends: date) -> P | None:
    """The target whose period holds all these days and is the shortest; None when none holds them."""
    fitting = [one for one in targets if _within(begins, ends, one.period_from, one.period_to)]
    return min(fitting, key=lambda one: one.period_to - one.period_from, default=None)


def _within(begins: date, ends: date, outer_begins: date, outer_ends: date) -> bool:
    return outer_begins <= begins and ends <= outer_ends
