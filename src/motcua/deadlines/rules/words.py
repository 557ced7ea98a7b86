"""Words of the deadline ledger in both languages, made from a rule's slug and its facts alone.

Facts are what JSON holds (ISO times and days, numbers, slugs, names of days off), so that a stored line is told again
years later as it was. They never hold anything about a person.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Literal

from motcua.kernel import clock

Lang = Literal["vi", "en"]
Facts = Mapping[str, Any]

DAY_MINUTES = 480
_WEEKDAYS_VI = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def words(rule: str, facts: Facts, lang: Lang = "vi") -> str:
    """The sentence of a ledger line. Raises LookupError for a rule that this room does not write."""
    return _SENTENCES[rule](facts, lang)


def day_words(day: date, lang: Lang = "vi", year: bool = True) -> str:
    """ "thứ Sáu 04/09/2026", "Friday 4 September 2026"; without the year "thứ Sáu 04/09"."""
    if lang == "vi":
        return f"{_WEEKDAYS_VI[day.weekday()]} {day:%d/%m/%Y}" if year else f"{_WEEKDAYS_VI[day.weekday()]} {day:%d/%m}"
    said = f"{_WEEKDAYS_EN[day.weekday()]} {day.day} {_MONTHS_EN[day.month - 1]}"
    return f"{said} {day.year}" if year else said


def moment_words(at: datetime, lang: Lang = "vi") -> str:
    """ "09:00 thứ Sáu 04/09/2026", "09:00 Friday 4 September 2026"; local time."""
    at = clock.local(at)
    return f"{at:%H:%M} {day_words(at.date(), lang)}"


def counted(minutes: int, lang: Lang = "vi") -> str:
    """Working minutes as people say them, rounded down: whole days from eight hours on, else hours and minutes."""
    if minutes >= DAY_MINUTES:
        days = minutes // DAY_MINUTES
        return f"{days} ngày làm việc" if lang == "vi" else _many(days, "working day")
    if minutes < 1:
        return "dưới 1 phút" if lang == "vi" else "less than 1 minute"
    return duration(minutes, lang)


def duration(minutes: int, lang: Lang = "vi", day_minutes: int = DAY_MINUTES) -> str:
    """ "3 ngày 2 giờ 5 phút" exactly, parts that are 0 left out; a day has `day_minutes`."""
    days, rest = divmod(minutes, day_minutes)
    hours, left = divmod(rest, 60)
    parts = ((days, "ngày", "day"), (hours, "giờ", "hour"), (left, "phút", "minute"))
    return " ".join(f"{n} {vi}" if lang == "vi" else _many(n, en) for n, vi, en in parts if n)


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _moment(facts: Facts, key: str, lang: Lang) -> str:
    return moment_words(datetime.fromisoformat(facts[key]), lang)


def _day(facts: Facts, key: str, lang: Lang) -> str:
    return day_words(date.fromisoformat(facts[key]), lang, year=False)


def _next_opening(facts: Facts, lang: Lang) -> str:
    reasons = {
        "lunch": ("trong giờ nghỉ trưa", "during the midday break"),
        "before_opening": ("trước giờ làm việc", "before opening"),
        "after_closing": ("sau giờ làm việc", "after closing"),
        "weekly_rest": ("vào ngày nghỉ hằng tuần", "on a weekly rest day"),
        "day_off": (f"vào ngày nghỉ {facts.get('name_vi')}", f"on a day off ({facts.get('name_en')})"),
    }
    vi, en = reasons[facts["reason"]]
    moment = _moment(facts, "start_at", lang)
    return f"Nhận {vi}, tính giờ từ {moment}." if lang == "vi" else f"Taken in {en}; the clock starts at {moment}."


def _cutoff(facts: Facts, lang: Lang) -> str:
    moment = _moment(facts, "start_at", lang)
    if lang == "vi":
        return f"Nhận từ {facts['cutoff']} trở đi thì tính như ngày làm việc sau: từ {moment}."
    return f"Taken in at {facts['cutoff']} or later, so it counts as the next working day's: from {moment}."


def _hand_over(facts: Facts, lang: Lang) -> str:
    moment = _moment(facts, "by", lang)
    if lang == "vi":
        return f"Nhận từ {facts['cutoff']} trở đi: bộ phận giải quyết có hồ sơ lúc {moment}; giờ hẹn vẫn tính như trên."
    return f"Taken in at {facts['cutoff']} or later: the deciding unit has it at {moment}; the clock runs all the same."


def _limit(facts: Facts, lang: Lang) -> str:
    value, unit = facts["value"], facts["unit"]
    whole = facts["policy"] == "end_of_day"
    if unit == "hours":
        days, rest = divmod(value, 8)
        same_vi = f" ({days} ngày làm việc)" if days and not rest and not whole else ""
        same_en = f" ({_many(days, 'working day')})" if same_vi else ""
        vi, en = f"{value} giờ làm việc{same_vi}", f"{_many(value, 'working hour')}{same_en}"
    elif unit == "working_days":
        vi, en = f"{value} ngày làm việc", _many(value, "working day")
        if not whole:
            vi, en = f"{vi}, mỗi ngày 8 giờ", f"{en} of 8 hours"
    elif unit == "same_day":
        vi, en = "trong ngày, đến hết giờ làm việc", "the same day, until closing"
    else:
        noun_vi, noun_en = ("tháng", "month") if unit == "months" else ("ngày", "calendar day")
        vi, en = f"{value} {noun_vi}, tính cả ngày nghỉ", f"{_many(value, noun_en)}, days off included"
    if whole and unit in ("hours", "working_days"):
        vi += ", không tính ngày bắt đầu, đến hết giờ làm việc của ngày cuối"
        en += ", the first day not counted, until closing on the last"
    elif whole and unit != "same_day":
        vi, en = f"{vi}, đến hết giờ làm việc của ngày cuối", f"{en}, until closing on the last"
    return f"Thời hạn {vi}." if lang == "vi" else f"Time limit: {en}."


def _weekly_rest(facts: Facts, lang: Lang) -> str:
    weekdays = (_WEEKDAYS_VI if lang == "vi" else _WEEKDAYS_EN)[:]
    named = ", ".join(weekdays[number] for number in facts["weekdays"])
    count = facts["count"]
    return f"Không tính {named}: {count} ngày." if lang == "vi" else f"Not counted: {named} ({_many(count, 'day')})."


def _span(facts: Facts, lang: Lang) -> str:
    first, last = _day(facts, "first", lang), _day(facts, "last", lang)
    if facts["first"] == facts["last"]:
        return first
    return f"{first} đến {last}" if lang == "vi" else f"{first} to {last}"


def _day_off(facts: Facts, lang: Lang) -> str:
    span, cause = _span(facts, lang), facts["cause"]
    if lang == "vi":
        why = {"statutory": "nghỉ", "compensation": "nghỉ bù", "swap": "nghỉ hoán đổi dịp", "local": "cơ quan nghỉ"}[
            cause
        ]
        made_up = f", làm bù {_day(facts, 'made_up_on', lang)}" if facts.get("made_up_on") else ""
        return f"Không tính {span}: {why} {facts['name_vi']}{made_up}."
    why = {"statutory": "", "compensation": " (day off in lieu)", "swap": " (day exchanged)", "local": ""}[cause]
    made_up = f", made up on {_day(facts, 'made_up_on', lang)}" if facts.get("made_up_on") else ""
    return f"Not counted: {span}, {facts['name_en']}{why}{made_up}."


def _make_up(facts: Facts, lang: Lang) -> str:
    day, replaces = _day(facts, "day", lang), _day(facts, "replaces", lang)
    return (
        f"Có tính {day}: làm bù cho {replaces}." if lang == "vi" else f"Counted: {day}, worked in place of {replaces}."
    )


def _own_hours(facts: Facts, lang: Lang) -> str:
    day = _day(facts, "day", lang)
    return f"{day} theo giờ riêng của cơ quan." if lang == "vi" else f"{day}: the office's own hours."


def _promised(facts: Facts, lang: Lang) -> str:
    moment = _moment(facts, "due_at", lang)
    return f"Hẹn lúc đầu: {moment}." if lang == "vi" else f"First promise: {moment}."


def _resume(facts: Facts, lang: Lang) -> str:
    amount, measure = facts["amount"], facts["measure"]
    if measure == "working_days":
        vi, en = f"{amount} ngày làm việc", _many(amount, "working day")
    elif measure == "working_minutes":
        vi, en = f"{duration(amount, 'vi')} làm việc", f"{duration(amount, 'en')} of working time"
    else:
        vi, en = duration(amount, "vi", 1440), duration(amount, "en", 1440)
    moment = _moment(facts, "due_at", lang)
    if not facts["moved"]:
        return (
            f"Tính giờ lại, hẹn không đổi: {moment}." if lang == "vi" else f"The clock runs again; still due {moment}."
        )
    if measure == "same_day":
        return f"Tính giờ lại, hẹn mới: {moment}." if lang == "vi" else f"The clock runs again; now due {moment}."
    if not amount:
        vi, en = "dưới 1 phút", "less than 1 minute"
    if not facts["exact"]:  # the new end fell on a day off and was rolled on
        said = f"Tính giờ lại. Đã dừng {vi}, hẹn mới: {moment}."
        return said if lang == "vi" else f"The clock runs again. It was paused for {en}; now due {moment}."
    if lang == "vi":
        return f"Tính giờ lại. Đã dừng {vi}, hẹn lùi đúng chừng ấy: {moment}."
    return f"The clock runs again. It was paused for {en}, and the due time moves by as much: {moment}."


def _roll(facts: Facts, lang: Lang) -> str:
    day, moment = _day(facts, "from", lang), _moment(facts, "to", lang)
    name = facts.get(f"name_{lang}")
    if lang == "vi":
        return f"Ngày cuối là {day}{f', nghỉ {name}' if name else ''}, không làm việc; dời sang {moment}."
    return f"The last day is {day}{f', {name}' if name else ''}, a day off; moved to {moment}."


def _provisional(facts: Facts, lang: Lang) -> str:
    years = ", ".join(str(year) for year in facts["years"])
    if lang == "vi":
        return f"Lịch nghỉ năm {years} chưa có quyết định; khi có, hẹn được tính lại."
    return f"The days off of {years} are not decided yet; the promise is reckoned again when they are."


def _due(facts: Facts, lang: Lang) -> str:
    moment = _moment(facts, "due_at", lang)
    return f"Hẹn trả kết quả {moment}." if lang == "vi" else f"Result due {moment}."


def _fixed(vi: str, en: str) -> Callable[[Facts, Lang], str]:
    return lambda _, lang: vi if lang == "vi" else en


_SENTENCES: dict[str, Callable[[Facts, Lang], str]] = {
    "start.at_once": _fixed(
        "Nhận trong giờ làm việc, tính giờ ngay.", "Taken in within working hours; the clock starts."
    ),
    "start.next_opening": _next_opening,
    "start.cutoff": _cutoff,
    "start.elapsed": _fixed("Tính từ lúc nhận.", "The clock starts on reception."),
    "hand_over": _hand_over,
    "limit": _limit,
    "weekly_rest": _weekly_rest,
    "day_off": _day_off,
    "make_up": _make_up,
    "own_hours": _own_hours,
    "promised": _promised,
    "pause": _fixed("Dừng tính giờ.", "The clock is paused."),
    "resume": _resume,
    "roll": _roll,
    "provisional": _provisional,
    "due": _due,
    "no_due": _fixed("Thủ tục này không có hạn trả kết quả.", "This procedure has no due time."),
}
