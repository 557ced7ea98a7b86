"""What a page of the index or of the nine indicators is asked: agency and fixed period, from its address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.desks.numbers.reports.asking import agency_of
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.kernel import clock
from motcua.reports import organisation
from motcua.reports.scorecard import grain
from motcua.reports.scorecard.grain import Grain, Kind

KINDS: tuple[Kind, ...] = ("month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Question:
    """`own`: about the agency of who asks; then it stands in no address."""

    agency: str
    grain: Grain
    own: bool

    def query(self, **more: str) -> str:
        asked = {"ky": self.grain.key, "don-vi": "" if self.own else self.agency}
        asked.update({name.replace("_", "-"): value for name, value in more.items()})
        return urlencode({name: value for name, value in asked.items() if value})

    def url(self, page: str, *args: str, **more: str) -> str:
        """The same question on another page."""
        return f"{reverse(page, args=args)}?{self.query(**more)}"


def read(request: Request, act: str, kinds: Sequence[Kind] = KINDS) -> Question:
    """`ky` 2026-10, 2026-Q4 or 2026 (nonsense: the present one of the first kind), `don-vi` an agency within reach.
    Raises NotVisible, NotAllowed."""
    today = clock.local_day(clock.now())
    found = grain.read(request.GET.get("ky", ""))
    if found is None or found.kind not in kinds:
        found = grain.holding(today, kinds[0])
    agency = agency_of(request.actor, request.GET.get("don-vi", ""), act)
    return Question(agency, found, agency == request.actor.agency)


def words(one: Grain) -> str:
    """ "Tháng 10/2026"."""
    facts = {"month": one.first.month, "quarter": (one.first.month + 2) // 3, "year": one.first.year}
    if one.kind == "month":
        return _("Tháng %(month)s/%(year)s") % facts
    return (_("Quý %(quarter)s/%(year)s") if one.kind == "quarter" else _("Năm %(year)s")) % facts


def options(today: date, kinds: Sequence[Kind] = KINDS) -> list[tuple[str, str]]:
    """The periods of the chooser."""
    found = grain.choices(today)
    return [(one.key, words(one)) for kind in kinds for one in found[kind]]


def tabs(question: Question, page: str, today: date, kinds: Sequence[Kind] = KINDS) -> list[FilterTab]:
    """The present period of each kind, and the one before of the shortest."""
    present = [grain.holding(today, kind) for kind in kinds]
    return [
        FilterTab(
            words(one),
            Question(question.agency, one, question.own).url(page),
            current=one == question.grain,
        )
        for one in (present[0].before, *present)
    ]


def name_of(agency: str, on: date, lang: str) -> str:
    """What an agency was called on a day, without a query."""
    tree = organisation.read()
    return tree.name(tree.get(agency), on)[lang == "en"]


def has_units(agency: str, on: date) -> bool:
    """True where other agencies stood under it on a day."""
    tree = organisation.read()
    return bool(tree.children(tree.get(agency), on))
