"""Tabs of the staff bar that this desk gives."""

from django.utils.translation import gettext_lazy as _

from motcua.desks.shell.nav import Countable, Tab
from motcua.dossiers import queries
from motcua.dossiers.queries.handing import waiting
from motcua.dossiers.queries.tasks import Tasks
from motcua.kernel import clock
from motcua.kernel.actor import Actor

WRITERS = ("specialist_officer", "single_window_officer")
OFFICE = ("specialist_officer", "single_window_officer", "commune_leader")
LEADS, DECIDES = ("commune_leader",), ("specialist_officer", "commune_leader")


def _mine(actor: Actor) -> Countable:
    return queries.tasks(actor, clock.now(), Tasks())


def _asked(actor: Actor) -> Countable:
    return queries.asked_of(actor, clock.now())


def _handed(actor: Actor) -> Countable:
    return waiting().filter(hand_over__to_agency__code=actor.agency)


def _parts(actor: Actor) -> Countable:
    return queries.waiting_parts(actor, clock.now())


def _late(actor: Actor) -> Countable:
    return queries.late_ahead(actor, clock.now())


TABS = [
    Tab("queue", _("Việc của tôi"), "officer:queue", ("specialist_officer",), order=10, count=_mine, hot=True),
    Tab("assigning", _("Chờ phân công"), "officer:queue", LEADS, order=12, count=_mine, hot=True, more=True),
    Tab("hand_overs", _("Nhận bàn giao"), "officer:hand_overs", DECIDES, order=14, count=_handed, hot=True, more=True),
    Tab("parts", _("Nơi khác"), "officer:parts", OFFICE, order=36, count=_parts, hot=True, more=True),
    Tab("consultations", _("Hỏi ý kiến"), "officer:consultations", OFFICE, order=38, count=_asked, hot=True, more=True),
    Tab("late_ahead", _("Sẽ trễ hẹn"), "officer:late_ahead", WRITERS, order=22, count=_late, hot=True, more=True),
    Tab("dossiers", _("Hồ sơ"), "officer:dossiers", (*OFFICE, "province_leader"), order=40),
]
FIND = dict.fromkeys((*OFFICE, "province_leader"), "officer:dossiers")
