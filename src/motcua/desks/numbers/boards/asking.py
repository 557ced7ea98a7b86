"""What a board is asked: unit, period, organised as then or as now, and by which indicator it is coloured."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.desks.numbers.reports import asking
from motcua.desks.numbers.reports.asking import Chosen
from motcua.desks.shell import formats
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.people import access
from motcua.reports import boards, organisation
from motcua.reports.boards import Indicator
from motcua.reports.organisation import Organised
from motcua.reports.statutory import periods

PAST = (("H28.159", date(2023, 1, 1), date(2023, 8, 25)), ("H28.157", date(2023, 1, 1), date(2023, 8, 25)))
"""Lạc Thủy and Lạc Sơn in the published year, which the demo re-enacts."""


WIDE = ("province_leader", "procedure_control_officer")
"""Who looks over many communes; to the others the map of their province stands in public."""


@dataclass(frozen=True, slots=True)
class Question:
    """`own`: about the agency of who asks; then it stands in no address. `today`: the local day of the question."""

    agency: str
    period: Chosen
    organised: Organised
    indicator: Indicator
    own: bool
    today: date

    @property
    def first(self) -> date:
        return self.period.first

    @property
    def last(self) -> date:
        return self.period.last

    @property
    def on(self) -> date:
        """The day whose organisation and names hold: the last that is judged."""
        return self.today if self.organised == "now" else min(self.last, self.today)

    def query(self, **more: str) -> str:
        asked = {
            "don-vi": "" if self.own else self.agency,
            **self.period.query,
            "to-chuc": "nay" if self.organised == "now" else "",
            "theo": self.indicator.key,
        }
        asked.update({name.replace("_", "-"): value for name, value in more.items()})
        if asked["theo"] == boards.INDICATORS[0].key:
            asked["theo"] = ""
        return urlencode({name: value for name, value in asked.items() if value})

    def url(self, page: str, **more: str) -> str:
        """The same question on another page of the boards."""
        return f"{reverse(f'numbers:{page}')}?{self.query(**more)}"

    def of_unit(self, code: str) -> str:
        """The board of another unit in the same period."""
        return self.url("board", don_vi=code)

    def rows(
        self,
        figure: str,
        *,
        agency: str = "",
        own: bool = False,
        field: str = "",
        days: tuple[date, date] | None = None,
    ) -> str:
        """The list of the dossiers behind a number."""
        first, last = days or (self.first, self.last)
        asked = {
            "so": figure,
            "don-vi": agency or self.agency,
            "linh-vuc": field,
            "rieng": "1" if own else "",
            "to-chuc": "nay" if self.organised == "now" else "",
            "tu": first.isoformat(),
            "den": last.isoformat(),
        }
        return f"{reverse('leader:rows')}?{urlencode({name: value for name, value in asked.items() if value})}"


def reached(actor: Actor, today: date) -> frozenset[int]:
    """The agencies whose lists who asks may open: what went into one's own whole, with all below for who is WIDE."""
    access.require("reports.read", actor)
    return agencies.reach(actor.agency, below=actor.role in WIDE, on=today)


def agency_of(actor: Actor, asked: str, today: date) -> str:
    """One's own agency, or another within reach. Raises NotVisible, NotAllowed."""
    ids = reached(actor, today)
    if not asked or asked == actor.agency:
        return actor.agency
    agency = agencies.get_agency(asked)
    if agency.pk not in ids:
        raise NotVisible("agency.unknown", agency=asked)
    return agency.code


def read(request: Request) -> Question:
    """`ky`, `ngay`, `tu`, `den` as on reports, without them this year; `to-chuc=nay`; `theo` an indicator.
    Raises NotVisible, NotAllowed."""
    today = clock.local_day(clock.now())
    given = request.GET
    if any(given.get(name) for name in ("ky", "ngay", "tu", "den")):
        period = asking.read_period(given, today)
    else:
        period = Chosen("year", *periods.period("year", today))
    agency = agency_of(request.actor, given.get("don-vi", ""), today)
    return Question(
        agency=agency,
        period=period,
        organised="now" if given.get("to-chuc") == "nay" else "then",
        indicator=boards.BY_KEY.get(given.get("theo", ""), boards.INDICATORS[0]),
        own=agency == request.actor.agency,
        today=today,
    )


def tabs(question: Question, page: str) -> list[FilterTab]:
    """This month, quarter, year, and the year before."""
    today = question.today
    year = periods.period("year", today)
    named = (
        (_("Tháng này"), "month", periods.period("month", today)),
        (_("Quý này"), "quarter", periods.period("quarter", today)),
        (_("Năm nay"), "year", year),
        (_("Năm trước"), "year", periods.period("year", year[0] - timedelta(days=1))),
    )
    return [
        FilterTab(
            label,
            question.url(page, ky=kind, tu=days[0].isoformat(), den=days[1].isoformat()),
            current=days == (question.first, question.last),
        )
        for label, kind, days in named
    ]


def organised_tabs(question: Question, page: str) -> list[FilterTab]:
    """Then or now; nothing where the organisation has not changed since the period began."""
    if not organisation.read().changes(question.first, question.today):
        return []
    return [
        FilterTab(_("Như tổ chức lúc ấy"), question.url(page, to_chuc=""), current=question.organised == "then"),
        FilterTab(_("Như tổ chức ngày nay"), question.url(page, to_chuc="nay"), current=question.organised == "now"),
    ]


def indicator_tabs(question: Question, page: str, lang: str) -> list[FilterTab]:
    """What the map or the months are coloured by."""
    return [
        FilterTab(one.name(lang), question.url(page, theo=one.key), current=one == question.indicator)
        for one in boards.INDICATORS
    ]


def name_of(question: Question, lang: str) -> str:
    """What the unit is called on the day that holds, without a query."""
    tree = organisation.read_as(question.organised, question.today)
    return tree.name(tree.get(question.agency), question.on)[lang == "en"]


def has_units(question: Question) -> bool:
    """True where units stand under it: then the lines are units, else fields."""
    tree = organisation.read_as(question.organised, question.today)
    return bool(tree.children(tree.get(question.agency), question.on))


def map_of(question: Question, role: str) -> str:
    """The map of the communes under the unit; of one without any, and for who stays in one, the public one of the
    unit above."""
    if role in WIDE and has_units(question):
        return question.url("board_map")
    tree = organisation.read_as(question.organised, question.today)
    above = tree.parents(question.on).get(tree.get(question.agency))
    if above is None:
        return ""
    query = urlencode({"tu": question.first.isoformat(), "den": min(question.last, question.today).isoformat()})
    return f"{reverse('public:map', args=[tree.code_of(above)])}?{query}"


def past(request: Request, lang: str) -> list[tuple[str, str]]:
    """In the demo, the boards of the published year: (words, address), for who may look at them."""
    if not settings.DEMO:
        return []
    ids = reached(request.actor, clock.local_day(clock.now()))
    tree, found = organisation.read(), []
    known = {held.code: held.agency_id for held in tree.periods}
    for code, first, last in PAST:
        if known.get(code) in ids:
            name = tree.name(known[code], last)[lang == "en"]
            query = urlencode({"don-vi": code, "tu": first.isoformat(), "den": last.isoformat()})
            found.append((f"{name}, {formats.period(first, last, lang)}", f"{reverse('numbers:board')}?{query}"))
    return found


def page(request: Request, question: Question, name: str, lang: str) -> dict[str, object]:
    """What every board shows above itself."""
    tree, ids = organisation.read(), reached(request.actor, question.today)
    options = asking.agency_options(request.actor, question.on, lang)
    return {
        "tab": "numbers",
        "question": question,
        "agency_name": name_of(question, lang),
        "tabs": tabs(question, name),
        "organised_tabs": organised_tabs(question, name),
        "agencies": [(code, words) for code, words in options if tree.get(code) in ids],
        "page_name": f"numbers:{name}",
        "is_open": question.last >= question.today,
        "english": lang == "en",
    }
