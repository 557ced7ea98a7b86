"""Lists that a dossier is opened from: what they show is said by the address, and goes along to the dossier's page, so
that the next and the previous dossier are those of the same list."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.tasks import FREE, MINE, TABS, UNIT, Tasks
from motcua.dossiers.states import Channel, State
from motcua.kernel.actor import Actor

QUEUE, ALL = "viec", "ho-so"
FROM = "ds"
"""The query value that names the list a dossier was opened from."""
WHOSE = {"toi": MINE, "chua-nhan": FREE, "don-vi": UNIT}
ORDERS = {"moi": "newest", "thu-tuc": "procedure"}
_KEEPS = {
    QUEUE: ("loc", "cua", "buoc", "thu-tuc", "kenh", "trang-thai", "xep", "q"),
    ALL: ("q", "trang-thai", "thu-tuc", "kenh", "xep"),
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A list with its filter as the address says it: `name` is viec or ho-so, `given` its query values."""

    name: str
    given: tuple[tuple[str, str], ...]

    @property
    def url(self) -> str:
        """Back to the list."""
        address = reverse("officer:queue" if self.name == QUEUE else "officer:dossiers")
        return f"{address}?{urlencode(self.given)}" if self.given else address

    @property
    def suffix(self) -> str:
        """What a dossier's address carries of it."""
        return "?" + urlencode([(FROM, self.name), *self.given])

    @property
    def fields(self) -> dict[str, str]:
        """The query values by names that a template can write."""
        return {name.replace("-", "_"): value for name, value in self.given}

    def value(self, name: str) -> str:
        return dict(self.given).get(name, "")


def opened(name: str, given: QueryDict) -> Opened:
    """The list of that name with what the address filters."""
    said = [(key, str(given.get(key, "")).strip()[:200]) for key in _KEEPS[name]]
    found = [(key, value) for key, value in said if value]
    return Opened(name, tuple(found))


def opened_from(given: QueryDict) -> Opened | None:
    """The list a dossier was opened from; None for one that was opened by its address alone."""
    name = given.get(FROM, "")
    return opened(name, given) if name in _KEEPS else None


def wanted(one: Opened) -> Tasks:
    """The queue's filter; what is not known filters nothing."""
    tab, state, channel = one.value("loc"), one.value("trang-thai"), one.value("kenh")
    return Tasks(
        tab=tab if tab in TABS else "todo",
        whose=WHOSE.get(one.value("cua"), ""),
        step=one.value("buoc"),
        procedure=one.value("thu-tuc"),
        channel=channel if channel in list(Channel) else "",
        state=state if state in list(State) else "",
        q=one.value("q"),
        order=ORDERS.get(one.value("xep"), ""),
    )


def filter_of(one: Opened) -> queries.Filter:
    """The filter of the list of all dossiers."""
    state, channel = one.value("trang-thai"), one.value("kenh")
    return queries.Filter(
        q=one.value("q"),
        states=(state,) if state in list(State) else (),
        procedure=one.value("thu-tuc"),
        channel=channel if channel in list(Channel) else "",
        order="due" if one.value("xep") == "han" else "newest",
    )


def rows_of(one: Opened, viewer: Actor, at: datetime) -> QuerySet[Dossier]:
    """The rows of a list, ordered."""
    if one.name == QUEUE:
        return queries.tasks(viewer, at, wanted(one))
    return queries.brief(viewer, at, filter_of(one))


def of_tab(tab: str, one: Opened) -> str:
    """The address of another tab with the same filter; a state is a tab's own matter and does not go along."""
    kept = tuple((key, value) for key, value in one.given if key not in ("loc", "trang-thai"))
    return replace(one, given=(*((("loc", tab),) if tab != "todo" else ()), *kept)).url


def tab_labels() -> dict[str, str]:
    """The queue's tabs in order."""
    return {
        "todo": _("Cần làm"),
        "late": _("Quá hẹn"),
        "behind": _("Chậm bước"),
        "soon": _("Sắp đến hạn"),
        "today": _("Hôm nay"),
        "paused": _("Chờ bổ sung"),
        "signing": _("Chờ ký"),
        "done": _("Xong tuần này"),
    }


def whose_options() -> list[tuple[str, str]]:
    return [
        ("", _("Của tôi và chờ tôi nhận")),
        ("toi", _("Chỉ của tôi")),
        ("chua-nhan", _("Chưa ai nhận")),
        ("don-vi", _("Cả đơn vị")),
    ]


def channel_options() -> list[tuple[str, str]]:
    return [
        ("", _("Mọi kênh nộp")),
        (Channel.ONLINE, _("Trên mạng")),
        (Channel.DIRECT, _("Tại quầy")),
        (Channel.POST, _("Bưu chính")),
    ]
