"""The period of the board: chosen by name, or by its first and last day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.desks.shell.parts import FilterTab

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Chosen:
    """First and last day, both included; `key` names the chosen one, "" for days that were typed."""

    key: str
    first: date
    last: date

    @property
    def query(self) -> str:
        """The same period in another address."""
        return f"tu={self.first.isoformat()}&den={self.last.isoformat()}"


def named(today: date) -> dict[str, tuple[date, date]]:
    """The periods with a name, each up to today at the latest."""
    month = today.replace(day=1)
    before = month - ONE_DAY
    quarter = today.replace(month=3 * ((today.month - 1) // 3) + 1, day=1)
    return {
        "nam": (today.replace(month=1, day=1), today),
        "quy": (quarter, today),
        "thang": (month, today),
        "thang-truoc": (before.replace(day=1), before),
    }


def read(given: QueryDict, today: date) -> Chosen:
    """The period asked for; nonsense, and a period that runs backward, is this year."""
    periods = named(today)
    first, last = day_of(given.get("tu", "")), day_of(given.get("den", ""))
    if first and last and date(1990, 1, 1) <= first <= last <= date(2100, 1, 1):
        return Chosen(next((key for key, days in periods.items() if days == (first, last)), ""), first, last)
    key = given.get("ky", "")
    key = key if key in periods else "nam"
    return Chosen(key, *periods[key])


def day_of(text: str) -> date | None:
    """A day written as 2026-11-09 or 09/11/2026; None for anything else."""
    parts = text.strip().split("/")
    try:
        return date.fromisoformat("-".join(reversed(parts)) if len(parts) == 3 else text.strip())
    except ValueError:
        return None


def tabs(chosen: Chosen, agency: str = "") -> list[FilterTab]:
    """The chooser; `agency` where the page is not about one's own."""
    words = {"nam": _("Năm nay"), "quy": _("Quý này"), "thang": _("Tháng này"), "thang-truoc": _("Tháng trước")}
    return [
        FilterTab(label, f"?ky={key}{f'&don-vi={agency}' if agency else ''}", current=chosen.key == key)
        for key, label in words.items()
    ]
