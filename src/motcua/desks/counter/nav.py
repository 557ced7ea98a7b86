"""Tabs of the staff bar that this desk gives."""

from django.utils.translation import gettext_lazy as _

from motcua.desks.counter.returning import to_return
from motcua.desks.shell.nav import Countable, Tab
from motcua.dossiers import queries
from motcua.kernel import clock
from motcua.kernel.actor import Actor

ROLES = ("single_window_officer",)
ALSO = ("specialist_officer", "commune_leader")


def _waiting(actor: Actor) -> Countable:
    return queries.waiting_for(actor, clock.now(), "receive")


def _returning(actor: Actor) -> int:
    return to_return(actor, clock.now()).count()


def _on_the_way(actor: Actor) -> Countable:
    now = clock.now()
    return queries.coming(actor, now), queries.sent_back(actor, now)


TABS = [
    Tab("walk_in", _("Quầy"), "counter:walk_in", ROLES, order=1),
    Tab("fast_lane", _("Chứng thực"), "counter:fast_lane", ROLES, order=2),
    Tab("till", _("Quỹ"), "counter:till", ROLES, order=6),
    Tab("tills", _("Quỹ"), "counter:till", ("commune_leader",), order=90, more=True),
    Tab("waiting", _("Chờ tiếp nhận"), "counter:waiting", ROLES, order=2, count=_waiting, hot=True),
    Tab("day", _("Cuối ngày"), "counter:day", ROLES, order=7),
    Tab("told", _("Đã xin lỗi"), "counter:told", ROLES, order=9, more=True),
    Tab("logbook", _("Sổ theo dõi"), "counter:logbook", ROLES, order=8, more=True),
    Tab("paper_books", _("Sổ giấy"), "counter:paper_books", ROLES, order=9, more=True),
    Tab("returning", _("Trả kết quả"), "counter:returning", ROLES, order=3, count=_returning),
    Tab("transfers", _("Bàn giao"), "counter:transfers", ROLES, order=5, count=_on_the_way, hot=True, more=True),
    # never the first tab of those whose day begins elsewhere: it is the page they come to
    Tab("transfers", _("Bàn giao"), "counter:transfers", ALSO, order=37, count=_on_the_way, hot=True, more=True),
    Tab("reset_account", _("Quên mật khẩu"), "counter:reset_account", ROLES, order=9, more=True),
]
