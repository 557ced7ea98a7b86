"""Tabs of the staff bar that this desk gives."""

from django.utils.translation import gettext_lazy as _

from motcua.desks.shell.nav import Tab
from motcua.dossiers import queries
from motcua.dossiers.queries.handing import count_waiting
from motcua.kernel import clock
from motcua.kernel.actor import Actor

WRITERS = ("specialist_officer", "single_window_officer")
OFFICE = ("specialist_officer", "single_window_officer", "commune_leader")
LEADS, DECIDES = ("commune_leader",), ("specialist_officer", "commune_leader")


def _mine(actor: Actor) -> int:
    return queries.count_todo(actor, clock.now())


def _waits(actor: Actor) -> int | None:
    return queries.count_todo(actor, clock.now()) or None


def _asked(actor: Actor) -> int | None:
    return queries.count(queries.asked_of(actor, clock.now())) or None


def _handed(actor: Actor) -> int | None:
    return count_waiting(actor) or None


def _parts(actor: Actor) -> int | None:
    return queries.count_waiting(actor, clock.now()) or None


def _late(actor: Actor) -> int | None:
    return queries.count(queries.late_ahead(actor, clock.now())) or None


TABS = [
    Tab("queue", _("Việc của tôi"), "officer:queue", ("specialist_officer",), order=10, count=_mine, hot=True),
    Tab("assigning", _("Chờ phân công"), "officer:queue", LEADS, order=12, count=_waits, hot=True, more=True),
    Tab("hand_overs", _("Nhận bàn giao"), "officer:hand_overs", DECIDES, order=14, count=_handed, hot=True, more=True),
    Tab("parts", _("Nơi khác"), "officer:parts", OFFICE, order=36, count=_parts, hot=True, more=True),
    Tab("consultations", _("Hỏi ý kiến"), "officer:consultations", OFFICE, order=38, count=_asked, hot=True, more=True),
    Tab("late_ahead", _("Sẽ trễ hẹn"), "officer:late_ahead", WRITERS, order=22, count=_late, hot=True, more=True),
    Tab("dossiers", _("Hồ sơ"), "officer:dossiers", (*OFFICE, "province_leader"), order=40),
]
FIND = dict.fromkeys((*OFFICE, "province_leader"), "officer:dossiers")
