"""How times, numbers, money and people's particulars are written, in Vietnamese and in English.

Pure functions; `language` is "vi" or "en". What is missing is written "–", never 0.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from motcua.kernel import clock

NBSP: Final = "\u00a0"
MISSING: Final = "–"
MINUS: Final = "\u2212"
DAY_MINUTES: Final = 8 * 60  # a working day of the promise has eight hours (contract, section 4)

_WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = ("January February March April May June July August September October November December").split()


def _unbroken(text: str) -> str:
    return text.replace(" ", NBSP)


def weekday(on: date, language: str) -> str:
    """ "thứ Hai" or "Monday", unbroken."""
    return _unbroken(_WEEKDAYS["en" if language == "en" else "vi"][on.weekday()])


def day(on: date, language: str) -> str:
    """ "09/11/2026" or "9 November 2026"."""
    if language == "en":
        return f"{on.day}{NBSP}{_MONTHS[on.month - 1]}{NBSP}{on.year}"
    return f"{on:%d/%m/}{on.year:04d}"


def short_day(on: date, language: str) -> str:
    """ "09/11" or "9 Nov": where the year is plain."""
    if language == "en":
        return f"{on.day}{NBSP}{_MONTHS[on.month - 1][:3]}"
    return f"{on:%d/%m}"


def hour(at: datetime) -> str:
    """ "07:00", 24 hours, local."""
    return f"{clock.local(at):%H:%M}"


def instant(at: datetime, language: str) -> str:
    """ "10:15 thứ Hai 09/11/2026" or "10:15 Monday 9 November 2026", local; a line may break before the date only."""
    here = clock.local(at)
    return f"{hour(here)}{NBSP}{weekday(here, language)} {day(here.date(), language)}"


def short_instant(at: datetime, language: str, now: datetime) -> str:
    """ "11:00 hôm nay" on the day of `now`, "16:10 thứ Tư 04/11" in its year, else the whole instant."""
    here, today = clock.local(at), clock.local(now)
    if here.date() == today.date():
        return f"{hour(here)}{NBSP}" + ("today" if language == "en" else _unbroken("hôm nay"))
    if here.year != today.year:
        return instant(at, language)
    return f"{hour(here)}{NBSP}{weekday(here, language)} {short_day(here.date(), language)}"


def period(first: date, last: date, language: str) -> str:
    """ "01/01–25/08/2023", both days included."""
    if language == "en":
        start = f"{first.day}{NBSP}{_MONTHS[first.month - 1]}"
        return f"{start if first.year == last.year else day(first, language)}–{day(last, language)}"
    return (
        f"{first:%d/%m}–{day(last, language)}"
        if first.year == last.year
        else f"{day(first, language)}–{day(last, language)}"
    )


def working_time(minutes: int, language: str) -> str:
    """Working time, rounded down: whole days from one day (480 minutes) on, below it hours and minutes."""
    minutes = abs(minutes)
    english = language == "en"
    days = minutes // DAY_MINUTES
    if days:
        text = f"{days} working day{'' if days == 1 else 's'}" if english else f"{days} ngày làm việc"
        return _unbroken(text)
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(f"{hours} hour{'' if hours == 1 else 's'}" if english else f"{hours} giờ")
    if rest or not hours:
        parts.append(f"{rest} min" if english else f"{rest} phút")
    return _unbroken(" ".join(parts))


def integer(value: int | None, language: str) -> str:
    """ "1.234.567" or "1,234,567"."""
    if value is None:
        return MISSING
    text = f"{abs(value):,}"
    return (MINUS if value < 0 else "") + (text if language == "en" else text.replace(",", "."))


def decimal(value: Decimal | float | str | None, language: str, places: int = 2, *, signed: bool = False) -> str:
    """ "92,56", "−9,58"; with `signed` also "+37,56". Rounded half up."""
    if value is None or value == "":
        return MISSING
    number = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    sign = MINUS if number < 0 else "+" if signed and number > 0 else ""
    text = f"{abs(number):,.{places}f}"
    if language != "en":
        text = text.replace(",", "\0").replace(".", ",").replace("\0", ".")
    return sign + text


def percent(value: Decimal | float | str | None, language: str, places: int = 2) -> str:
    """ "92,56 %" or "92.56%"; None gives "–"."""
    text = decimal(value, language, places)
    if text == MISSING:
        return text
    return f"{text}%" if language == "en" else f"{text}{NBSP}%"


def points(value: Decimal | float | str | None, language: str, places: int = 2) -> str:
    """A gap in percentage points: "+37,56 điểm"."""
    text = decimal(value, language, places, signed=True)
    if text == MISSING:
        return text
    return f"{text}{NBSP}{'points' if language == 'en' else 'điểm'}"


def money(amount: int | None, language: str) -> str:
    """ "16.000 đ" or "16,000 đ"."""
    return MISSING if amount is None else f"{integer(amount, language)}{NBSP}đ"


def size(octets: int | None, language: str) -> str:
    """A file's size: "1,2 MB", "14 KB"."""
    if octets is None:
        return MISSING
    if octets < 1024 * 1024:
        return f"{max(1, octets // 1024) if octets else 0}{NBSP}KB"
    megabytes = Decimal(octets) / (1024 * 1024)
    return f"{decimal(megabytes, language, 0 if megabytes >= 10 else 1)}{NBSP}MB"


def phone(number: str | None) -> str:
    """ "0912 000 345"; other lengths are grouped by three from the end but for the first four."""
    digits = "".join(c for c in number or "" if c.isdigit())
    if not digits:
        return number or MISSING
    if len(digits) == 11:
        return f"{digits[:4]}{NBSP}{digits[4:7]}{NBSP}{digits[7:]}"
    return NBSP.join(part for part in (digits[:4], digits[4:7], digits[7:]) if part)


def masked_id(number: str | None) -> str:
    """A personal number with its last six digits hidden: "017 079 ••• •••"."""
    if not number:
        return MISSING
    if len(number) != 12:
        return number[:2] + "•" * max(0, len(number) - 2)
    return f"{number[:3]}{NBSP}{number[3:6]}{NBSP}•••{NBSP}•••"


def whole_id(number: str | None) -> str:
    """A personal number in groups of three: "017 184 003 125"."""
    if not number:
        return MISSING
    return NBSP.join(number[i : i + 3] for i in range(0, len(number), 3))


def masked_phone(number: str | None) -> str:
    """ "09•• ••• 345"."""
    if not number or len(number) < 6:
        return MISSING
    return f"{number[:2]}••{NBSP}•••{NBSP}{number[-3:]}"
