"""Where an indicator will be at its period's end, and how that is reckoned, with its numbers; pure.

Three ways. A `share` of dossiers: what there is, and for each day to come what a day of the last RECENT_DAYS brought. A
`sum` of dossiers: the same without a denominator. A `stock` (procedures offered online): as many more a day as since
the period began.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from motcua.reports.rules import FEW, RECENT_DAYS, forecast, percent

Way = Literal["share", "sum", "stock"]
Why = Literal["", "ended", "ahead", "few", "early", "none"]


@dataclass(frozen=True, slots=True)
class Pace:
    """`part` of `whole` until `judged_on`; `more_part` of `more_whole` came in the last `days` (a stock: since the
    period began; its whole does not grow); `left` days are to come. `why`: why there is no forecast."""

    way: Way
    part: int
    whole: int
    more_part: int
    more_whole: int
    days: int
    left: int
    judged_on: date
    value: float | None
    why: Why = ""

    @property
    def new_whole(self) -> int:
        """How many more dossiers are expected, rounded half up."""
        return _more(self.more_whole, self.left, self.days)

    @property
    def new_part(self) -> int:
        return _more(self.more_part, self.left, self.days)


def of_share(part: int, whole: int, recent: tuple[int, int], *, judged_on: date, last: date) -> Pace:
    """`recent`: part and whole of the last RECENT_DAYS."""
    left = (last - judged_on).days
    value = forecast(part, whole, *recent, left)
    why: Why = "ended" if left <= 0 else "few" if value is None else ""
    return Pace("share", part, whole, *recent, RECENT_DAYS, left, judged_on, value, why)


def of_sum(part: int, recent: int, *, judged_on: date, last: date) -> Pace:
    """`recent`: what the last RECENT_DAYS brought; no number is too small for a sum."""
    left = (last - judged_on).days
    value = None if left <= 0 else float(part + _more(recent, left, RECENT_DAYS))
    return Pace("sum", part, 0, recent, 0, RECENT_DAYS, left, judged_on, value, "ended" if left <= 0 else "")


def of_stock(part: int, whole: int, at_first: int, *, first: date, judged_on: date, last: date) -> Pace:
    """`at_first`: how many there were on the first day. Never more than all, and what is lost counts as well."""
    days, left = (judged_on - first).days, (last - judged_on).days
    more = part - at_first
    value: float | None = None
    why: Why = "ended" if left <= 0 else "early" if days <= 0 else "none" if not whole else ""
    if not why:
        at_end = part * days + more * left
        value = percent(max(0, min(at_end, whole * days)), whole * days)
    return Pace("stock", part, whole, more, 0, days, left, judged_on, value, why)


def _more(count: int, left: int, days: int) -> int:
    if days <= 0 or left <= 0:
        return 0
    return (2 * count * left + days) // (2 * days)


def words(pace: Pace, lang: str = "vi") -> str:
    """How the forecast was reckoned, or why there is none, in one or two sentences with its numbers."""
    say = _EN if lang == "en" else _VI
    text = say[pace.why or pace.way]
    return text.format(
        part=_number(pace.part, lang),
        whole=_number(pace.whole, lang),
        more_part=_number(pace.more_part, lang),
        more_whole=_number(pace.more_whole, lang),
        new_part=_number(pace.new_part, lang),
        new_whole=_number(pace.new_whole, lang),
        end_part=_number(_end_part(pace), lang),
        end_whole=_number(pace.whole + pace.new_whole, lang),
        days=pace.days,
        left=_number(pace.left, lang),
        on=f"{pace.judged_on:%d/%m/%Y}" if lang != "en" else f"{pace.judged_on.day} {pace.judged_on:%B %Y}",
        value=_value(pace, lang),
        few=FEW,
    )


def _end_part(pace: Pace) -> int:
    end = pace.part + pace.new_part
    return max(0, min(end, pace.whole)) if pace.way == "stock" else end


def _value(pace: Pace, lang: str) -> str:
    if pace.value is None:
        return "–"
    if pace.way == "sum":
        return _number(int(pace.value), lang)
    text = f"{pace.value:.2f}"
    return f"{text}%" if lang == "en" else f"{text.replace('.', ',')} %"


def _number(value: int, lang: str) -> str:
    text = f"{abs(value):,}"
    return ("−" if value < 0 else "") + (text if lang == "en" else text.replace(",", "."))


_VI = {
    "share": "Đến hết {on}: {part} trên {whole}. {days} ngày gần nhất có {more_part} trên {more_whole}. "
    "Còn {left} ngày: nếu mỗi ngày vẫn như vậy thì thêm khoảng {new_part} trên {new_whole}, "
    "cuối kỳ khoảng {end_part} trên {end_whole}, tức {value}.",
    "sum": "Đến hết {on}: {part}. {days} ngày gần nhất có {more_part}. "
    "Còn {left} ngày: nếu mỗi ngày vẫn như vậy thì thêm khoảng {new_part}, cuối kỳ {value}.",
    "stock": "Ngày {on}: {part} trên {whole} thủ tục. Từ đầu kỳ, trong {days} ngày, tăng thêm {more_part}. "
    "Còn {left} ngày: cứ nhịp ấy thì cuối kỳ khoảng {end_part} trên {whole}, tức {value}.",
    "ended": "Kỳ đã hết, không còn gì để dự báo.",
    "ahead": "Kỳ chưa bắt đầu.",
    "few": "Chưa dự báo: {days} ngày gần nhất chỉ có {more_whole} hồ sơ, dưới {few}.",
    "early": "Chưa dự báo: kỳ mới bắt đầu.",
    "none": "Chưa dự báo: đơn vị không giải quyết thủ tục nào thuộc loại này.",
}
_EN = {
    "share": "Up to {on}: {part} of {whole}. The last {days} days had {more_part} of {more_whole}. "
    "{left} days are left: if each is like those, about {new_part} of {new_whole} more come, "
    "about {end_part} of {end_whole} at the end, that is {value}.",
    "sum": "Up to {on}: {part}. The last {days} days had {more_part}. "
    "{left} days are left: if each is like those, about {new_part} more come, {value} at the end.",
    "stock": "On {on}: {part} of {whole} procedures, {more_part} more than {days} days before, when the period began. "
    "{left} days are left: at this pace about {end_part} of {whole} at the end, that is {value}.",
    "ended": "The period is over: nothing is left to forecast.",
    "ahead": "The period has not begun.",
    "few": "No forecast yet: the last {days} days had only {more_whole} dossiers, fewer than {few}.",
    "early": "No forecast yet: the period has just begun.",
    "none": "No forecast yet: the unit decides no procedure of this kind.",
}
