"""What a page of signals is asked: unit and period from its address."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.desks.numbers.reports import asking
from motcua.desks.numbers.reports.asking import Chosen
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.kernel import clock
from motcua.reports.statutory import periods

ACT = "signals.read"


@dataclass(frozen=True, slots=True)
class Question:
    """A unit and a period."""

    agency: str
    period: Chosen
    own: bool

    @property
    def days(self) -> tuple[date, date]:
        return self.period.first, self.period.last

    def url(self, slug: str = "", **more: str) -> str:
        """The page of all signals, or of one, about the same; empty values are left out."""
        page = reverse("numbers:signal", args=[slug]) if slug else reverse("numbers:signals")
        query = {"don-vi": "" if self.own else self.agency, **self.period.query, **more}
        return f"{page}?{urlencode({name: value for name, value in query.items() if value})}"

    def of(self, agency: str) -> "Question":
        """The same period of another unit."""
        return Question(agency, self.period, False)


def read(request: Request) -> Question:
    """Without a period this month. Raises NotVisible for an agency that is not there or not one's own."""
    period = asking.read_period(request.GET, clock.local_day(clock.now()))
    agency = asking.agency_of(request.actor, request.GET.get("don-vi", ""), ACT)
    return Question(agency, period, agency == request.actor.agency)


def tabs(question: Question, slug: str, today: date) -> list[FilterTab]:
    """This and the last month and quarter, and this year."""
    month, quarter = periods.period("month", today), periods.period("quarter", today)
    named = [
        (_("Tháng này"), "month", month),
        (_("Tháng trước"), "month", periods.before("month", month[0])),
        (_("Quý này"), "quarter", quarter),
        (_("Quý trước"), "quarter", periods.before("quarter", quarter[0])),
        (_("Năm nay"), "year", periods.period("year", today)),
    ]
    return [
        FilterTab(
            label,
            Question(question.agency, Chosen(kind, *days), question.own).url(slug),
            current=days == question.days,
        )
        for label, kind, days in named
    ]
