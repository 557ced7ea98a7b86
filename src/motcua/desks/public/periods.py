"""The period of a scoreboard: days in the address, and the usual ones to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from motcua.agencies.models import Agency
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid
from motcua.reports.rules import read_period


@dataclass(frozen=True, slots=True)
class Preset:
    """A period with its name."""

    name: str
    first: date
    last: date


def last_day_of(agency: Agency, today: date) -> date:
    """Today, or the last day on which the agency was."""
    ends = [period.valid_to for period in agency.periods.order_by("valid_from")]
    if not ends or ends[-1] is None:
        return today
    return min(today, ends[-1] - timedelta(days=1))


def presets(reference: date) -> list[Preset]:
    """Month, quarter and year of a day, and those before."""
    month = reference.replace(day=1)
    previous = (month - timedelta(days=1)).replace(day=1)
    quarter = reference.replace(month=3 * ((reference.month - 1) // 3) + 1, day=1)
    before = quarter - timedelta(days=1)
    year = reference.replace(month=1, day=1)
    number = (quarter.month - 1) // 3 + 1
    return [
        Preset(_("Tháng %(m)s/%(y)s") % {"m": month.month, "y": month.year}, month, reference),
        Preset(_("Tháng %(m)s/%(y)s") % {"m": previous.month, "y": previous.year}, previous, month - timedelta(days=1)),
        Preset(_("Quý %(q)s/%(y)s") % {"q": _ROMAN[number - 1], "y": quarter.year}, quarter, reference),
        Preset(
            _("Quý %(q)s/%(y)s") % {"q": _ROMAN[(before.month - 1) // 3], "y": before.year},
            before.replace(month=3 * ((before.month - 1) // 3) + 1, day=1),
            before,
        ),
        Preset(_("Năm %(y)s") % {"y": year.year}, year, reference),
        Preset(_("Năm %(y)s") % {"y": year.year - 1}, date(year.year - 1, 1, 1), year - timedelta(days=1)),
    ]


_ROMAN = ("I", "II", "III", "IV")


def read(query: Mapping[str, str], reference: date) -> tuple[date, date]:
    """`tu` and `den` of an address; without them the year of the reference day until it. Raises Invalid."""
    last = _day(query, "den") or reference
    first = _day(query, "tu") or last.replace(month=1, day=1)
    read_period(first, last, clock.now())
    return first, last


def _day(query: Mapping[str, str], name: str) -> date | None:
    text = query.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        day, month, year = (int(part) for part in text.split("/"))
        return date(year, month, day)
    except ValueError:
        raise Invalid("request.invalid", [FieldError(name, "public.date_wrong")]) from None
