"""Filters: a value as the active language writes it."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import get_language

from motcua.desks.shell import formats
from motcua.desks.shell.templatetags.mc.library import register
from motcua.dossiers.queries.tasks import MOST_COUNTED
from motcua.kernel import clock

Number = Decimal | float | int | str | None


def spoken() -> str:
    """The active language, "vi" or "en"."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


@register.filter
def instant(at: datetime | None) -> str:
    """ "10:15 thứ Hai 09/11/2026"."""
    return formats.instant(at, spoken()) if isinstance(at, datetime) else formats.MISSING


@register.filter
def short_instant(at: datetime | None) -> str:
    """ "11:00 hôm nay", "16:10 thứ Tư 04/11"."""
    return formats.short_instant(at, spoken(), clock.now()) if isinstance(at, datetime) else formats.MISSING


@register.filter
def hour(at: datetime | None) -> str:
    """ "09:42"."""
    return formats.hour(at) if isinstance(at, datetime) else formats.MISSING


@register.filter
def day(on: date | datetime | None) -> str:
    """ "09/11/2026"."""
    if isinstance(on, datetime):
        on = clock.local_day(on)
    return formats.day(on, spoken()) if on else formats.MISSING


@register.filter
def short_day(on: date | datetime | None) -> str:
    """ "09/11"."""
    if isinstance(on, datetime):
        on = clock.local_day(on)
    return formats.short_day(on, spoken()) if on else formats.MISSING


@register.filter
def iso(at: date | datetime | None) -> str:
    """For `<time datetime="…">`."""
    if isinstance(at, datetime):
        return clock.local(at).isoformat(timespec="minutes")
    return at.isoformat() if at else ""


@register.filter
def integer(value: int | None) -> str:
    """ "1.234.567"."""
    return formats.integer(value, spoken()) if isinstance(value, int) else formats.MISSING


@register.filter
def capped(value: int | None) -> str:
    """A count that was stopped: "13", "1.000+" for more than queries count (`tasks.MOST_COUNTED`)."""
    if value is not None and value > MOST_COUNTED:
        return f"{formats.integer(MOST_COUNTED, spoken())}+"
    return integer(value)


@register.filter
def decimal(value: Number, places: int = 2) -> str:
    """ "92,56"."""
    return formats.decimal(value, spoken(), places)


@register.filter
def percent(value: Number, places: int = 2) -> str:
    """ "92,56 %"."""
    return formats.percent(value, spoken(), places)


@register.filter
def points(value: Number, places: int = 2) -> str:
    """ "+37,56 điểm"."""
    return formats.points(value, spoken(), places)


@register.filter
def gap(value: Number, places: int = 2) -> str:
    """ "−9,58", without the word."""
    return formats.decimal(value, spoken(), places, signed=True)


@register.filter
def money(amount: int | None) -> str:
    """ "16.000 đ"."""
    return formats.money(amount, spoken()) if isinstance(amount, int) else formats.MISSING


@register.filter
def file_size(octets: int | None) -> str:
    """ "1,2 MB"."""
    return formats.size(octets, spoken())


@register.filter
def working_time(minutes: int | None) -> str:
    """ "2 ngày làm việc", "3 giờ 30 phút"."""
    return formats.working_time(minutes, spoken()) if isinstance(minutes, int) else formats.MISSING


@register.filter
def phone(number: str | None) -> str:
    """ "0912 000 345"."""
    return formats.phone(number)


@register.filter
def masked_id(number: str | None) -> str:
    """ "017 079 ••• •••"."""
    return formats.masked_id(number)


@register.filter
def whole_id(number: str | None) -> str:
    """ "017 184 003 125"."""
    return formats.whole_id(number)


@register.filter
def masked_phone(number: str | None) -> str:
    """ "09•• ••• 345"."""
    return formats.masked_phone(number)


@register.filter
def named(thing: object) -> str:
    """`name_en` of a thing when English is spoken and there is one, else `name_vi` (also of a mapping)."""

    def read(name: str) -> str:
        return str(thing.get(name) or "") if isinstance(thing, dict) else str(getattr(thing, name, "") or "")

    return (read("name_en") if spoken() == "en" else "") or read("name_vi")


@register.filter
def missing(value: object) -> object:
    """The value, or "–" for nothing."""
    return formats.MISSING if value is None or value == "" else value
