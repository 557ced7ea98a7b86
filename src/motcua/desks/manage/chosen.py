"""Which unit the pages of an administrator are about: one's own, or one below it (`?don-vi=CODE`)."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.people import access

PARAMETER = "don-vi"


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit that was chosen; `below`: ids of all that the viewer administers."""

    agency: Agency
    name: str
    is_own: bool
    below: frozenset[int]
    today: date

    @property
    def query(self) -> str:
        """What keeps the choice in another address: "" for one's own unit."""
        return "" if self.is_own else f"?{urlencode({PARAMETER: self.agency.code})}"

    @property
    def has_others(self) -> bool:
        return len(self.below) > 1

    def url(self, name: str, *args: object) -> str:
        """A page of the desk about this unit."""
        return f"{reverse(f'manage:{name}', args=args)}{self.query}"


def unit_of(request: Request, act: str = "unit.manage") -> Unit:
    """The unit of a page. Raises NotAllowed; NotVisible for a unit that is elsewhere."""
    today = clock.local_day(clock.now())
    scope = access.require(act, request.actor)
    below = frozenset(agencies.under(scope.agency, today))
    code = request.GET.get(PARAMETER, "") or scope.agency
    agency = agencies.get_agency(code)
    if agency.pk not in below:
        raise NotVisible("agency.unknown", agency=code[:40])
    name = agencies.name_of(agency, today, spoken(), short=True)
    return Unit(agency, name, agency.code == scope.agency, below, today)


PARTS = (
    ("unit", "unit"),
    ("people", "people"),
    ("posts", "posts"),
    ("hours", "hours"),
    ("openings", "openings"),
    ("fees", "fees"),
    ("templates", "templates"),
    ("unit_journal", "unit_journal"),
)


def parts(unit: Unit, current: str) -> list[FilterTab]:
    """The pages about a unit, side by side."""
    words = {
        "unit": _("Tổng quan"),
        "people": _("Người"),
        "posts": _("Vị trí"),
        "hours": _("Giờ làm việc"),
        "openings": _("Thủ tục mở"),
        "fees": _("Mức thu"),
        "templates": _("Mẫu kết quả"),
        "unit_journal": _("Nhật ký"),
    }
    return [FilterTab(words[key], unit.url(name), current=key == current) for key, name in PARTS]


def frame(unit: Unit, current: str) -> dict[str, object]:
    """What every page about a unit prints around its own."""
    tab = {"people": "people", "unit_journal": "unit_journal"}.get(current, "unit")
    return {"unit": unit, "parts": parts(unit, current), "tab": tab, "choose_url": reverse("manage:choose_unit")}
