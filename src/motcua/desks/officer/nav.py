"""Tabs of the staff bar that this desk gives."""

from django.utils.translation import gettext_lazy as _

from motcua.desks.shell.nav import Tab
from motcua.dossiers import queries
from motcua.kernel import clock
from motcua.kernel.actor import Actor

OFFICE = ("specialist_officer", "single_window_officer", "commune_leader")


def _mine(actor: Actor) -> int:
    return queries.count_todo(actor, clock.now())


def _asked(actor: Actor) -> int | None:
    return queries.count(queries.asked_of(actor, clock.now())) or None


TABS = [
    Tab("queue", _("Việc của tôi"), "officer:queue", ("specialist_officer",), order=10, count=_mine, hot=True),
    Tab("consultations", _("Hỏi ý kiến"), "officer:consultations", OFFICE, order=38, count=_asked, hot=True, more=True),
    Tab("dossiers", _("Hồ sơ"), "officer:dossiers", (*OFFICE, "province_leader"), order=40),
]
FIND = dict.fromkeys((*OFFICE, "province_leader"), "officer:dossiers")
